// SPDX-License-Identifier: MIT
#include "parse/html_head.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <exception>
#include <memory>

#include <libxml/HTMLparser.h>

namespace feedherald::parse {

namespace {

constexpr std::size_t most_links = 1000;
constexpr std::size_t longest_value = 8 * 1024;
constexpr std::size_t chunk = 4096;
constexpr std::size_t longest_body_tag = 4096;

struct FreeParser {
    void operator()(htmlParserCtxtPtr context) const noexcept {
        if (context->myDoc != nullptr) xmlFreeDoc(context->myDoc);
        htmlFreeParserCtxt(context);
    }
};

struct Reading {
    HtmlHead head;
    htmlParserCtxtPtr context = nullptr;
    bool is_done = false;
    std::exception_ptr failure;
};

std::string_view view(xmlChar const* text) {
    return text == nullptr ? std::string_view{} : std::string_view{reinterpret_cast<char const*>(text)};
}

std::string value_of(xmlChar const** attributes, std::string_view name) {
    for (auto const* at = attributes; at != nullptr && at[0] != nullptr; at += 2)
        if (view(at[0]) == name && view(at[1]).size() <= longest_value) return std::string(view(at[1]));
    return {};
}

/** Whether the tag that the parser has just read is "<body": an implied one has another tag or text there. */
bool is_written_body(htmlParserCtxtPtr context) {
    auto const* input = context->input;
    if (input == nullptr || input->cur == nullptr || input->base == nullptr) return false;
    auto const available = static_cast<std::size_t>(input->cur - input->base);
    auto const size = std::min(available, longest_body_tag);
    std::string_view const before{reinterpret_cast<char const*>(input->cur) - size, size};
    auto const tag = before.rfind('<');
    return tag != std::string_view::npos && equals_ignoring_ascii_case(before.substr(tag + 1, 4), "body");
}

void on_element(Reading& reading, std::string_view name, xmlChar const** attributes) {
    if (name == "body" && is_written_body(reading.context)) {
        reading.is_done = true;
    } else if (name == "base" && reading.head.base.empty()) {
        reading.head.base = std::string(trim(value_of(attributes, "href")));
    } else if (name == "meta" && reading.head.refresh.empty()) {
        if (equals_ignoring_ascii_case(trim(value_of(attributes, "http-equiv")), "refresh"))
            reading.head.refresh = value_of(attributes, "content");
    } else if (name == "link" && reading.head.links.size() < most_links) {
        HeadLink link{value_of(attributes, "rel"), value_of(attributes, "type"), value_of(attributes, "title"),
                      value_of(attributes, "href")};
        if (!link.rel.empty() && !link.href.empty()) reading.head.links.push_back(std::move(link));
    }
}

/** C calls this: nothing may be thrown through it. */
void start_element(void* user, xmlChar const* name, xmlChar const** attributes) noexcept {
    auto& reading = *static_cast<Reading*>(user);
    if (reading.is_done) return;
    try {
        on_element(reading, view(name), attributes);
    } catch (...) {
        reading.failure = std::current_exception();
        reading.is_done = true;
    }
    if (reading.is_done) xmlStopParser(reading.context);
}

}  // namespace

HtmlHead read_html_head(std::string_view html) {
    Reading reading;
    htmlSAXHandler events{};
    events.startElement = start_element;
    std::unique_ptr<xmlParserCtxt, FreeParser> const context{
        htmlCreatePushParserCtxt(&events, &reading, nullptr, 0, nullptr, XML_CHAR_ENCODING_UTF8)};
    if (!context) throw std::bad_alloc{};
    reading.context = context.get();
    htmlCtxtUseOptions(context.get(), HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                          HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC | HTML_PARSE_NODEFDTD);
    for (std::size_t at = 0; at < html.size() && !reading.is_done; at += chunk) {
        auto const piece = html.substr(at, chunk);
        htmlParseChunk(context.get(), piece.data(), static_cast<int>(piece.size()), 0);
    }
    if (!reading.is_done) htmlParseChunk(context.get(), nullptr, 0, 1);
    if (reading.failure) std::rethrow_exception(reading.failure);
    return std::move(reading.head);
}

}  // namespace feedherald::parse
