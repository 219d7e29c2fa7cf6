// SPDX-License-Identifier: MIT
// The words that parse_feed_date knows: zones, places and languages (B-40).
#include "base/dates.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace feedherald {
namespace {

struct Case {
    std::string_view input;
    std::string_view expected;
};

std::string read(std::string_view text) {
    auto const date = parse_feed_date(text);
    return date ? to_rfc3339(*date) : "unknown";
}

void expect_all(std::vector<Case> const& cases) {
    for (auto const& c : cases) {
        SCOPED_TRACE(c.input);
        EXPECT_EQ(read(c.input), c.expected);
    }
}

TEST(FeedDate, knows_the_zones_that_feeds_use) {  // B-40
    struct Zone {
        std::string_view name;
        std::string_view utc;
    };
    for (auto const& zone : std::vector<Zone>{
             {"GMT", "12:00"},         {"UT", "12:00"},        {"UTC", "12:00"},       {"Z", "12:00"},
             {"EST", "17:00"},         {"EDT", "16:00"},       {"CST", "18:00"},       {"CDT", "17:00"},
             {"MST", "19:00"},         {"MDT", "18:00"},       {"PST", "20:00"},       {"PDT", "19:00"},
             {"ET", "17:00"},          {"CT", "18:00"},        {"MT", "19:00"},        {"PT", "20:00"},
             {"AT", "16:00"},          {"BST", "11:00"},       {"CET", "11:00"},       {"CEST", "10:00"},
             {"EET", "10:00"},         {"EEST", "09:00"},      {"MSK", "09:00"},       {"JST", "03:00"},
             {"IST", "06:30"},         {"AEST", "02:00"},      {"AEDT", "01:00"},      {"MET", "11:00"},
             {"MEST", "10:00"},        {"A", "13:00"},         {"M", "24:00"},         {"N", "11:00"},
             {"Y", "00:00"},           {"Etc/GMT", "12:00"},   {"+5:30", "06:30"},     {"-700", "19:00"},
             {"GMT+0200", "10:00"},    {"GMT-07:00", "19:00"}, {"GMT-01:01", "13:01"}, {"UTC+2", "10:00"},
             {"+0000 (UTC)", "12:00"}, {"+0100 CET", "11:00"}, {"EST-0500", "17:00"},  {"+02:00:00", "10:00"},
             {"(PST)", "12:00"},       {"XYZ", "12:00"},       {"0000", "12:00"},      {"+1200", "00:00"},
             {"-1200", "24:00"},
         }) {
        SCOPED_TRACE(zone.name);
        auto const whole = std::string("Tue, 10 Mar 2015 ").append(zone.utc).append(":00 GMT");
        EXPECT_EQ(read(std::string("Tue, 10 Mar 2015 12:00:00 ").append(zone.name)), read(whole));
        EXPECT_NE(read(whole), "unknown");
    }
}

TEST(FeedDate, knows_places_and_their_summer_time) {
    expect_all({
        {"Fri, 31 Mar 2023 20:19:00 America/Los_Angeles", "2023-04-01T03:19:00Z"},
        {"Thu, 02 Feb 2023 20:19:00 America/Los_Angeles", "2023-02-03T04:19:00Z"},
        {"Thu, 02 Feb 2023 20:19:00 PST8PDT", "2023-02-03T04:19:00Z"},
        {"Fri, 31 Mar 2023 20:19:00 PST8PDT", "2023-04-01T03:19:00Z"},
        {"Thu, 02 Feb 2023 20:19:00 EST5EDT", "2023-02-03T01:19:00Z"},
        {"Thu, 02 Feb 2023 20:19:00 cst6cdt", "2023-02-03T02:19:00Z"},
        {"Thu, 02 Feb 2023 20:19:00 MST7MDT", "2023-02-03T03:19:00Z"},
        {"Thu, 25 Feb 2016 00:00:00 Europe/Brussels", "2016-02-24T23:00:00Z"},
        {"Mon, 25 Jul 2016 00:00:00 europe/brussels", "2016-07-24T22:00:00Z"},
        {"Sun, 26 Mar 2023 01:59:00 Europe/Berlin", "2023-03-26T00:59:00Z"},
        {"Sun, 26 Mar 2023 03:00:00 Europe/Berlin", "2023-03-26T01:00:00Z"},
        {"Sun, 29 Oct 2023 03:30:00 Europe/Berlin", "2023-10-29T02:30:00Z"},
        {"Sun, 15 Jan 2023 12:00:00 Australia/Sydney", "2023-01-15T01:00:00Z"},
        {"Sat, 15 Jul 2023 12:00:00 Pacific/Auckland", "2023-07-15T00:00:00Z"},
        {"Sat, 15 Jul 2023 12:00:00 Asia/Kolkata", "2023-07-15T06:30:00Z"},
        {"Wed, 19 Aug 2009 18:28:00 Etc/GMT", "2009-08-19T18:28:00Z"},
        {"Sat, 15 Jul 2023 12:00:00 Middle/Earth", "2023-07-15T12:00:00Z"},
    });
}

TEST(FeedDate, reads_other_languages) {  // B-40
    expect_all({
        // French
        {"mer, 9 avr 2018 00:00:00 +0200", "2018-04-08T22:00:00Z"},
        {"ven., 03 juil. 2020 15:09:58 +0000", "2020-07-03T15:09:58Z"},
        {"jeu., 02 avril 2020 00:00:00 +0200", "2020-04-01T22:00:00Z"},
        {"mar., 01 déc. 2020 16:11:02 +0000", "2020-12-01T16:11:02Z"},
        {"mar. 3 mars 2020", "2020-03-03T00:00:00Z"},
        {"Lundi, 16. Novembre 2020 - 15:54", "2020-11-16T15:54:00Z"},
        {"1er août 2020 à 15h54", "2020-08-01T15:54:00Z"},
        {"sam. 15 févr. 2020 10:00", "2020-02-15T10:00:00Z"},
        {"14 FÉVRIER 2020", "2020-02-14T00:00:00Z"},
        // German
        {"Di, 23 Jan 2018 00:00:00 +0100", "2018-01-22T23:00:00Z"},
        {"Do, 29 Mär 2018 00:00:00 +0200", "2018-03-28T22:00:00Z"},
        {"Mittwoch, 4. März 2020 10:30 Uhr", "2020-03-04T10:30:00Z"},
        {"So, 06 Dez 2020 08:00:00 +0100", "2020-12-06T07:00:00Z"},
        {"Fr, 15 Mai 2020 08:00:00 MESZ", "2020-05-15T06:00:00Z"},
        {"am 3. Oktober 2020", "2020-10-03T00:00:00Z"},
        // Spanish
        {"lunes, 3 de agosto de 2020 10:00", "2020-08-03T10:00:00Z"},
        {"mié, 15 ene 2020 10:00:00 +0100", "2020-01-15T09:00:00Z"},
        {"Sáb, 12 Dic 2020 10:00:00 GMT", "2020-12-12T10:00:00Z"},
        {"mar, 03 mar 2020 10:00:00 GMT", "2020-03-03T10:00:00Z"},
        // Greek
        {"Κυρ, 11 Ιούλ 2004 12:00:00 EST", "2004-07-11T17:00:00Z"},
        {"Δευ, 12 Ιαν 2004 12:00:00 GMT", "2004-01-12T12:00:00Z"},
        {"Τρι, 04 Μαϊ 2004 12:00:00 GMT", "2004-05-04T12:00:00Z"},
        {"Σάβ, 28 Αύγ 2004 12:00:00 GMT", "2004-08-28T12:00:00Z"},
        {"5 Δεκεμβρίου 2020 3:05 μμ", "2020-12-05T15:05:00Z"},
        // Hungarian
        {"2004-július-13T9:15-05:00", "2004-07-13T14:15:00Z"},
        {"2004-augusztus-3T19:15+01:00", "2004-08-03T18:15:00Z"},
        {"2020. december 5. 10:00", "2020-12-05T10:00:00Z"},
        // Korean, whose services write Korean time without saying so
        {"2004-05-25 오후 11:23:17", "2004-05-25T14:23:17Z"},
        {"2004-05-25 오전 11:23:17", "2004-05-25T02:23:17Z"},
        {"2004년 05월 28일  01:31:15", "2004-05-27T16:31:15Z"},
        {"2004년 5월 28일 금요일 오후 3시 5분", "2004-05-28T06:05:00Z"},
        {"2004년 05월 28일 01:31:15 +0000", "2004-05-28T01:31:15Z"},
        // Japanese and Chinese
        {"2024年5月1日 10:15", "2024-05-01T10:15:00Z"},
        {"2024年5月1日(水) 10時15分", "2024-05-01T10:15:00Z"},
        {"2024年5月1日 星期三 下午3:05", "2024-05-01T15:05:00Z"},
        // Italian, Portuguese, Dutch, Polish, Russian
        {"Gio, 07 Mag 2020 10:00:00 +0200", "2020-05-07T08:00:00Z"},
        {"Sex, 01 Fev 2019 10:00:00 -0300", "2019-02-01T13:00:00Z"},
        {"woensdag 6 mei 2020", "2020-05-06T00:00:00Z"},
        {"Pt, 01 maj 2020 10:00:00 +0200", "2020-05-01T08:00:00Z"},
        {"11 listopada 2020", "2020-11-11T00:00:00Z"},
        {"Ср, 06 Мая 2020 10:00:00 +0300", "2020-05-06T07:00:00Z"},
        // Accents as marks of their own
        {"1 de\u0301c. 2020", "2020-12-01T00:00:00Z"},
    });
}

}  // namespace
}  // namespace feedherald
