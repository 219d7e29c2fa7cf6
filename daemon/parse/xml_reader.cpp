// SPDX-License-Identifier: MIT
#include "parse/xml_reader.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <limits>
#include <memory>
#include <stdexcept>

#include <libxml/catalog.h>
#include <libxml/dict.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

namespace feedherald::parse {

namespace {

xmlParserInputPtr refuse_to_load(char const* /*url*/, char const* /*id*/, xmlParserCtxtPtr /*context*/) {
    return nullptr;
}

/** Once a process, before the first parse (C-04); static initialisation makes it safe among threads. */
void prepare_library() {
    [[maybe_unused]] static bool const prepared = [] {
        xmlInitParser();
        xmlSetExternalEntityLoader(refuse_to_load);
        xmlCatalogSetDefaults(XML_CATA_ALLOW_NONE);
        return true;
    }();
}

// Never DTDLOAD, DTDATTR, DTDVALID, XINCLUDE, HUGE, OLDSAX or SAX1. NOENT because without it every &amp; of an
// attribute arrives as "&#38;"; it is harmless only together with the guards in the constructor (C-03).
constexpr int options =
    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_IGNORE_ENC | XML_PARSE_NOENT;

constexpr std::size_t calls_between_checks = 1000;

/** As xmlCreateMemoryParserCtxt, but without the copy of the text that older libraries make. */
xmlParserCtxtPtr context_over(std::string_view text) {
#if LIBXML_VERSION < 21200
    std::unique_ptr<xmlParserCtxt, decltype(&xmlFreeParserCtxt)> context{xmlNewParserCtxt(), xmlFreeParserCtxt};
    auto* const input = context ? xmlNewInputStream(context.get()) : nullptr;
    if (input == nullptr) return nullptr;
    input->base = input->cur = reinterpret_cast<xmlChar const*>(text.data());
    input->end = input->base + text.size();
    inputPush(context.get(), input);
    return context.release();
#else
    return xmlCreateMemoryParserCtxt(text.data(), static_cast<int>(text.size()));
#endif
}

/** `tag` begins with a '<' and holds no other. */
bool is_oversized(std::string_view tag, Limits const& limits) {
    std::size_t attributes = 0;
    char quote = 0;
    std::size_t at = 1;
    for (; at < tag.size() && (quote != 0 || tag[at] != '>'); ++at) {
        auto const c = tag[at];
        if (quote != 0)
            quote = c == quote ? '\0' : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '=')
            ++attributes;
    }
    return attributes > limits.attributes || (at < tag.size() && at > limits.tag_length);
}

}  // namespace

std::optional<std::string_view> XmlAttributes::find(std::string_view local, std::string_view prefix) const {
    for (std::size_t at = 0; at < count_; ++at) {
        auto const attribute = name(at);
        if (attribute.prefix() == prefix && equals_ignoring_ascii_case(attribute.local(), local)) return value(at);
    }
    return std::nullopt;
}

/** What libxml2 calls. An exception must not cross C: it is kept, and thrown again by run(). */
struct XmlReader::Callbacks {
    static XmlReader& self(void* data) { return *static_cast<XmlReader*>(data); }

    template <class Call>
    static void guarded(XmlReader& reader, std::size_t cost, Call call) noexcept {
        if (!reader.may_go_on(cost)) return;
        try {
            call();
        } catch (...) {
            reader.failure_ = std::current_exception();
            reader.stop(XmlOutcome::Kind::malformed, "out of memory");
        }
    }

    static void start(void* data, xmlChar const* local, xmlChar const* prefix, xmlChar const* uri, int /*namespaces*/,
                      xmlChar const** /*bindings*/, int count, int /*defaulted*/, xmlChar const** fives) noexcept {
        auto& reader = self(data);
        auto const attributes = static_cast<std::size_t>(std::max(count, 0));
        guarded(reader, 1 + attributes, [&] {
            auto const& limits = reader.limits_;
            if (++reader.depth_ > limits.depth)
                return reader.stop(XmlOutcome::Kind::too_complex, "its elements are nested too deeply");
            if (++reader.elements_ > limits.elements)
                return reader.stop(XmlOutcome::Kind::too_complex, "it has too many elements");
            reader.handler_.start(XmlName{local, prefix, uri}, XmlAttributes{fives, attributes});
        });
    }

    static void end(void* data, xmlChar const* local, xmlChar const* prefix, xmlChar const* uri) noexcept {
        auto& reader = self(data);
        guarded(reader, 1, [&] {
            --reader.depth_;
            if (reader.cut_at_ != std::string_view::npos) {
                auto const* input = reader.context_->input;
                if (input->consumed + static_cast<std::size_t>(input->cur - input->base) > reader.cut_at_) {
                    reader.cut_at_ = std::string_view::npos;
                    reader.handler_.cut();
                }
            }
            reader.handler_.end(XmlName{local, prefix, uri});
        });
    }

    static void characters(void* data, xmlChar const* text, int length) noexcept {
        auto& reader = self(data);
        auto const size = static_cast<std::size_t>(std::max(length, 0));
        guarded(reader, 1, [&] {
            reader.characters_ += size;
            if (reader.characters_ > 2 * reader.text_.size() + 16)  // cannot be while no entity is ever expanded (C-08)
                return reader.stop(XmlOutcome::Kind::too_complex, "its text multiplies");
            reader.handler_.text({reinterpret_cast<char const*>(text), size});
        });
    }

    static void error(void* data, xmlErrorPtr what) noexcept {
        auto& reader = self(data);
        if (what->level < XML_ERR_ERROR || what->code == XML_NS_ERR_UNDEFINED_NAMESPACE) return;
        if (reader.outcome_.errors < std::numeric_limits<int>::max()) ++reader.outcome_.errors;
        if (what->level < XML_ERR_FATAL) return;
        reader.malformed_ = true;
        reader.until_check_ = 0;
        // Here libxml2 still holds pointers into its input, so xmlStopParser would free under its hands; and without
        // callbacks it would read on to the end, unlimited. So the next callback is let come, and stops it.
        reader.context_->recovery = 1;
        reader.context_->disableSAX = reader.stopped_ ? 1 : 0;
    }

    static xmlEntityPtr entity(void* /*data*/, xmlChar const* name) noexcept { return xmlGetPredefinedEntity(name); }

    static void doctype(void* data, xmlChar const* /*name*/, xmlChar const* /*id*/, xmlChar const* /*url*/) noexcept {
        self(data).stop(XmlOutcome::Kind::malformed, "it has a document type declaration");
    }
};

XmlReader::XmlReader(std::string_view text, XmlMode mode, XmlHandler& handler, Limits const& limits,
                     Deadline const& deadline)
    : handler_(handler), limits_(limits), deadline_(deadline), text_(text), mode_(mode) {
    prepare_library();
    if (text.empty() || text.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) return;
    xmlSAXHandler sax{};
    sax.initialized = XML_SAX2_MAGIC;
    sax.startElementNs = Callbacks::start;
    sax.endElementNs = Callbacks::end;
    sax.characters = sax.ignorableWhitespace = sax.cdataBlock = Callbacks::characters;
    sax.serror = Callbacks::error;            // never the default one, which prints
    sax.getEntity = Callbacks::entity;        // the five of XML and nothing else
    sax.internalSubset = Callbacks::doctype;  // stops
    assert(text.data()[text.size()] == '\0');
    context_ = context_over(text);
    if (context_ == nullptr) throw std::bad_alloc{};
    *context_->sax = sax;
    context_->userData = this;  // neither NULL nor the context: else libxml2 looks entities up in a document of its own
    xmlCtxtUseOptions(context_, options | (mode == XmlMode::tolerant ? XML_PARSE_RECOVER : 0));
    own_names_ = static_cast<std::size_t>(std::max(xmlDictSize(context_->dict), 0));
}

XmlReader::~XmlReader() {
    if (context_ == nullptr) return;
    if (context_->myDoc != nullptr) xmlFreeDoc(context_->myDoc);
    xmlFreeParserCtxt(context_);
}

bool XmlReader::owns_a_copy() const {
    if (context_ == nullptr || context_->input == nullptr) return false;
    return reinterpret_cast<char const*>(context_->input->base) != text_.data();
}

XmlOutcome XmlReader::run() {
    if (context_ == nullptr) return {XmlOutcome::Kind::malformed, "it is empty or far too large", 1};
    xmlParseDocument(context_);
    if (failure_) std::rethrow_exception(failure_);
    if (outcome_.kind == XmlOutcome::Kind::complete && malformed_) {
        outcome_.kind = XmlOutcome::Kind::malformed;
        outcome_.reason = "it is not well-formed XML";
    }
    return outcome_;
}

void XmlReader::stop(XmlOutcome::Kind kind, std::string_view reason) {
    outcome_.kind = kind;
    outcome_.reason = reason;
    stopped_ = true;
    until_check_ = 0;
    xmlStopParser(context_);
}

bool XmlReader::check() {
    if (stopped_) return false;
    if (mode_ == XmlMode::strict && malformed_) {
        stop(XmlOutcome::Kind::malformed, "it is not well-formed XML");
        return false;
    }
    until_check_ = calls_between_checks;
    auto const names = static_cast<std::size_t>(std::max(xmlDictSize(context_->dict), 0));
    if (names > limits_.names + own_names_) {
        stop(XmlOutcome::Kind::too_complex, "it has too many different names");
        return false;
    }
    if (!deadline_.is_over()) return true;
    stop(XmlOutcome::Kind::out_of_time, "it takes too long to parse");
    return false;
}

bool has_oversized_tag(std::string_view text, Limits const& limits) {
    // A tag lies between two '<', and 257 attributes take at least five bytes each: only wide gaps are looked into, and
    // the last '<' within reach of one is as good as the next.
    auto const wide = std::min(limits.attributes * 5, limits.tag_length);
    for (auto from = text.find('<'); from != std::string_view::npos;) {
        auto const window = text.substr(from + 1, wide);
        // memrchr, because string_view::rfind goes byte by byte
        if (auto const* last = static_cast<char const*>(::memrchr(window.data(), '<', window.size()))) {
            from = static_cast<std::size_t>(last - text.data());
            continue;
        }
        auto const next = text.find('<', from + 1);
        if (is_oversized(text.substr(from, next == std::string_view::npos ? next : next - from), limits)) return true;
        from = next;
    }
    return false;
}

}  // namespace feedherald::parse
