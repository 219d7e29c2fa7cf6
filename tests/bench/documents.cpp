// SPDX-License-Identifier: MIT
#include "bench/documents.hpp"

namespace feedherald::bench {

namespace {

std::string paragraph(std::size_t n, bool escaped) {
    std::string const less = escaped ? "&lt;" : "<";
    std::string const more = escaped ? "&gt;" : ">";
    return less + "p" + more + "The harbour was quiet on day " + std::to_string(n) +
           ", and nobody spoke of the ships that had not come back \u2013 " + less +
           "a href=\"https://harbour.example/ships/" + std::to_string(n) + "\"" + more + "all of them" + less + "/a" +
           more + " were late, some by a week, and the tea was spoilt by salt water in the hold.\n" + less + "/p" +
           more + "\n";
}

std::string body(std::size_t n, bool escaped) {
    std::string text;
    for (std::size_t part = 0; part < 8; ++part) text += paragraph(n + part, escaped);
    return text;
}

std::string rss_head() {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" "
           "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "
           "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
           "xmlns:slash=\"http://purl.org/rss/1.0/modules/slash/\">\n<channel>\n"
           "<title>Harbour</title><link>https://harbour.example/</link><description>News</description>\n";
}

std::string rss_item_start(std::size_t n) {
    auto const number = std::to_string(n);
    return "<item>\n<title>Ship number " + number +
           " arrives &#8211; late</title>\n<link>https://harbour.example/ships/" + number +
           "</link>\n<guid isPermaLink=\"false\">https://harbour.example/?p=" + number +
           "</guid>\n<pubDate>Tue, 01 Sep 2026 08:00:00 +0000</pubDate>\n<dc:creator>Jo Mate</dc:creator>\n"
           "<category>cargo</category>\n<category>tea</category>\n<slash:comments>3</slash:comments>\n";
}

}  // namespace

std::string rss_feed(std::size_t size, bool in_cdata) {
    auto feed = rss_head();
    for (std::size_t n = 0; feed.size() < size; ++n) {
        feed += rss_item_start(n) + "<description>Short of " + std::to_string(n) + "</description>\n<content:encoded>";
        feed += in_cdata ? "<![CDATA[" + body(n, false) + "]]>" : body(n, true);
        feed += "</content:encoded>\n</item>\n";
    }
    return feed + "</channel>\n</rss>\n";
}

std::string atom_feed(std::size_t size) {
    std::string feed =
        "<?xml version=\"1.0\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Log</title><id>tag:log</id>\n";
    for (std::size_t n = 0; feed.size() < size; ++n) {
        auto const number = std::to_string(n);
        feed += "<entry><id>tag:log," + number + "</id><title>Night " + number +
                "</title><link href=\"https://log.example/" + number +
                "\"/><updated>2026-09-01T08:00:00Z</updated><author><name>Keeper</name></author>"
                "<content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">" +
                body(n, false) + "</div></content></entry>\n";
    }
    return feed + "</feed>\n";
}

std::string rss_with_unread_elements(std::size_t size) {
    auto feed = rss_head();
    feed += "<x:all xmlns:x=\"urn:unread\">";
    while (feed.size() < size)
        feed += "<x:one a=\"b\">text <x:two>more &amp; more</x:two><title>no title</title></x:one>\n";
    return feed + "</x:all></channel></rss>\n";
}

std::string broken_at_the_end(std::string feed) {
    auto const last = feed.rfind("</item>");
    return feed.insert(last, "<comments>?a=1&b=2</comments>");
}

}  // namespace feedherald::bench
