// SPDX-License-Identifier: MIT
// Feeds to Feed values against libxml2's own SAX2 pull parse of the same bytes with empty callbacks.
#include "base/memory.hpp"
#include "bench/allocations.hpp"
#include "bench/documents.hpp"
#include "parse/read.hpp"

#include <fstream>
#include <string>

#include <benchmark/benchmark.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <malloc.h>

namespace feedherald::bench {
namespace {

[[maybe_unused]] bool const is_as_in_the_daemon = [] {
    keep_memory_small();
    return true;
}();

std::string make_document(std::int64_t which, std::size_t size) {
    switch (which) {
        case 0:
            return rss_feed(size, true);
        case 1:
            return rss_feed(size, false);
        case 2:
            return atom_feed(size);
        case 3:
            return rss_with_unread_elements(size);
        case 4:
            return broken_at_the_end(rss_feed(size, true));
        default:
            return broken_at_the_end(rss_feed(size, false));
    }
}

/** The document of these arguments; the benchmark is labelled with its name. */
std::string labelled_document(benchmark::State& state) {
    constexpr char const* names[] = {"rss, CDATA",  "rss, escaped",      "atom, xhtml",
                                     "rss, unread", "broken rss, CDATA", "broken rss, escaped"};
    auto const which = state.range(1);
    auto text = make_document(which, static_cast<std::size_t>(state.range(0)));
    auto const size = state.range(0) < 1'000'000 ? std::to_string(state.range(0) / 1000) + " KB"
                                                 : std::to_string(state.range(0) / 1'000'000) + " MB";
    state.SetLabel(std::string{names[which]} + ", " + size);
    return text;
}

void start(void*, xmlChar const*, xmlChar const*, xmlChar const*, int, xmlChar const**, int, int, xmlChar const**) {}
void end(void*, xmlChar const*, xmlChar const*, xmlChar const*) {}
void characters(void*, xmlChar const*, int) {}
void error(void*, xmlErrorPtr) {}
xmlEntityPtr entity(void*, xmlChar const* name) {
    return xmlGetPredefinedEntity(name);
}

/** The same options and callbacks as parse/xml_reader.cpp, with nothing in them. */
void bare_libxml2(benchmark::State& state) {
    auto const text = labelled_document(state);
    for (auto _ : state) {
        xmlSAXHandler sax{};
        sax.initialized = XML_SAX2_MAGIC;
        sax.startElementNs = start;
        sax.endElementNs = end;
        sax.characters = sax.ignorableWhitespace = sax.cdataBlock = characters;
        sax.serror = error;
        sax.getEntity = entity;
        auto* context = xmlCreateMemoryParserCtxt(text.data(), static_cast<int>(text.size()));
        *context->sax = sax;
        int user_data = 0;
        context->userData = &user_data;
        xmlCtxtUseOptions(context, XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                                       XML_PARSE_IGNORE_ENC | XML_PARSE_NOENT);
        xmlParseDocument(context);
        if (context->myDoc != nullptr) xmlFreeDoc(context->myDoc);
        xmlFreeParserCtxt(context);
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}

/** What one reading adds to the memory of this process at its highest, in bytes; 0 where the kernel does not tell. */
std::size_t peak_of_reading(std::string const& text) {
    auto const kibibytes = [](std::string const& key) {
        std::ifstream status{"/proc/self/status"};
        for (std::string line; std::getline(status, line);)
            if (line.starts_with(key)) return std::stoul(line.substr(key.size()));
        return 0UL;
    };
    malloc_trim(0);
    std::ofstream{"/proc/self/clear_refs"} << 5;  // the peak begins anew
    auto const before = kibibytes("VmRSS:");
    benchmark::DoNotOptimize(parse::read_feed({text, "application/rss+xml", "https://harbour.example/feed"}));
    auto const peak = kibibytes("VmHWM:");
    return peak > before ? (peak - before) * 1024 : 0;
}

void read_feed(benchmark::State& state) {
    auto const text = labelled_document(state);
    std::size_t items = 0;
    auto const before = allocations();
    for (auto _ : state) {
        auto const feed = parse::read_feed({text, "application/rss+xml", "https://harbour.example/feed"});
        items = feed ? feed->items.size() : 0;
        benchmark::DoNotOptimize(items);
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
    state.counters["items"] = static_cast<double>(items);
    state.counters["allocations"] =
        static_cast<double>(allocations() - before) / static_cast<double>(state.iterations());
    // The document itself is in memory too, and part of the bar of three times its size and 8 MiB.
    state.counters["memory"] = 1 + static_cast<double>(peak_of_reading(text)) / static_cast<double>(text.size());
}

// A feed as feeds are, and one so large that the memory its text is kept in has to be asked of the kernel every time.
void each_document(benchmark::internal::Benchmark* benchmark) {
    benchmark->ArgsProduct({{200'000, 8'000'000}, benchmark::CreateDenseRange(0, 5, 1)})->Unit(benchmark::kMillisecond);
}

BENCHMARK(bare_libxml2)->Apply(each_document);
BENCHMARK(read_feed)->Apply(each_document);

}  // namespace
}  // namespace feedherald::bench
