// SPDX-License-Identifier: MIT
#include "base/date_words.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <array>

namespace feedherald {

namespace {

// Spellings with a blank between them, folded: English, French, German, Spanish, Italian, Portuguese, Dutch, Polish,
// Scandinavian, Hungarian, Greek, Russian.
constexpr std::array<std::string_view, 12> months{
    "jan january janv janvier januar janner jaenner ene enero gen gennaio janeiro januari janua sty stycznia "
    "ιαν ιανουαριοσ ιανουαριου янв января январь",
    "feb february fev fevr fevrier februar feber febr febrero febbraio fevereiro februari lut lutego luty "
    "φεβ φεβρ φεβρουαριοσ φεβρουαριου фев февр февраля февраль",
    "mar march mars marz maerz mrz marzo marco maart mrt marca marzec marts marc marcius "
    "μαρ μαρτ μαρτιοσ μαρτιου мар марта март",
    "apr april avr avril abr abril aprile kwi kwietnia kwiecien apri aprilis απρ απριλιοσ απριλιου апр апреля апрель",
    "may mai mayo mag maggio maio mei maj maja majus maujus μαι μαιοσ μαιου май мая",
    "jun june juin juni junio giu giugno junho cze czerwca czerwiec junius ιουν ιουνιοσ ιουνιου июн июня июнь",
    "jul july juil juillet juli julio lug luglio julho lip lipca lipiec julius ιουλ ιουλιοσ ιουλιου июл июля июль",
    "aug august aout aou ago agosto augustus sie sierpnia sierpien augusti augusztus "
    "αυγ αυγουστοσ αυγουστου авг августа август",
    "sep sept september septembre septiembre setiembre set settembre setembro wrz wrzesnia wrzesien szept szeptember "
    "σεπ σεπτ σεπτεμβριοσ σεπτεμβριου сен сент сентября сентябрь",
    "oct october octobre okt oktober octubre ott ottobre out outubro paz pazdziernika pazdziernik "
    "οκτ οκτωβριοσ οκτωβριου окт октября октябрь",
    "nov november novembre noviembre novembro lis listopada listopad νοε νοεμ νοεμβριοσ νοεμβριου ноя нояб ноября "
    "ноябрь",
    "dec december decembre dez dezember dic diciembre dicembre dezembro gru grudnia grudzien desember des "
    "δεκ δεκεμβριοσ δεκεμβριου дек декабря декабрь"};

// Words before the first number need no name, so these serve the weekday that follows its date, or that decides
// whether 04/05 is in April.
constexpr std::array<std::string_view, 7> weekdays{
    "sun sunday dim dimanche so sonntag dom domingo vasarnap κυρ κυριακη вс 일요일 日曜日 星期日 星期天 周日",
    "mon monday lun lundi mo montag lunes hetfo δευ δευτερα пн 월요일 月曜日 星期一 周一",
    "tue tues tuesday mardi di dienstag martes kedd τρι τριτη вт 화요일 火曜日 星期二 周二",
    "wed weds wednesday mer mercredi mi mittwoch mie miercoles szerda τετ τεταρτη ср 수요일 水曜日 星期三 周三",
    "thu thur thurs thursday jeu jeudi do donnerstag jue jueves csutortok πεμ πεμπτη чт 목요일 木曜日 星期四 周四",
    "fri friday ven vendredi fr freitag vie viernes pentek παρ παρασκευη пт 금요일 金曜日 星期五 周五",
    "sat saturday sam samedi sa samstag sonnabend sab sabado szombat σαβ σαββατο сб 토요일 土曜日 星期六 周六"};

constexpr std::array<std::string_view, 2> half_days{"am a 오전 午前 上午 πμ", "pm p 오후 午後 下午 μμ"};

constexpr std::array<std::string_view, 6> units{"년 年", "월 月", "일 日", "시 時 时 点 點 h uhr", "분 分", "초 秒"};

constexpr std::string_view fillers = "st nd rd th er t at a de del do le la el las los of the on um o m den kl klo g г";

struct Zone {
    std::string_view name;
    int minutes = 0;
};

// Where an abbreviation has several owners, the one that feeds mean. Military letters are RFC 822's.
constexpr std::array zones{
    Zone{"a", -60},    Zone{"acdt", 630},  Zone{"acst", 570},  Zone{"act", -300}, Zone{"adt", -180},  Zone{"aedt", 660},
    Zone{"aest", 600}, Zone{"akdt", -480}, Zone{"akst", -540}, Zone{"art", -180}, Zone{"ast", -240},  Zone{"at", -240},
    Zone{"awst", 480}, Zone{"b", -120},    Zone{"brst", -120}, Zone{"brt", -180}, Zone{"bst", 60},    Zone{"c", -180},
    Zone{"cat", 120},  Zone{"cdt", -300},  Zone{"cest", 120},  Zone{"cet", 60},   Zone{"clst", -180}, Zone{"clt", -240},
    Zone{"cot", -300}, Zone{"cst", -360},  Zone{"ct", -360},   Zone{"d", -240},   Zone{"e", -300},    Zone{"eat", 180},
    Zone{"edt", -240}, Zone{"eest", 180},  Zone{"eet", 120},   Zone{"est", -300}, Zone{"et", -300},   Zone{"f", -360},
    Zone{"g", -420},   Zone{"gmt", 0},     Zone{"h", -480},    Zone{"hkt", 480},  Zone{"hst", -600},  Zone{"i", -540},
    Zone{"ict", 420},  Zone{"idt", 180},   Zone{"ist", 330},   Zone{"jst", 540},  Zone{"k", -600},    Zone{"kst", 540},
    Zone{"l", -660},   Zone{"m", -720},    Zone{"mdt", -360},  Zone{"mest", 120}, Zone{"mesz", 120},  Zone{"met", 60},
    Zone{"mez", 60},   Zone{"msd", 240},   Zone{"msk", 180},   Zone{"mst", -420}, Zone{"mt", -420},   Zone{"myt", 480},
    Zone{"n", 60},     Zone{"ndt", -150},  Zone{"nst", -210},  Zone{"nzdt", 780}, Zone{"nzst", 720},  Zone{"o", 120},
    Zone{"p", 180},    Zone{"pdt", -420},  Zone{"pht", 480},   Zone{"pkt", 300},  Zone{"pst", -480},  Zone{"pt", -480},
    Zone{"q", 240},    Zone{"r", 300},     Zone{"s", 360},     Zone{"sast", 120}, Zone{"sgt", 480},   Zone{"t", 420},
    Zone{"trt", 180},  Zone{"u", 480},     Zone{"ut", 0},      Zone{"utc", 0},    Zone{"uyt", -180},  Zone{"v", 540},
    Zone{"w", 600},    Zone{"wat", 60},    Zone{"west", 60},   Zone{"wet", 0},    Zone{"wib", 420},   Zone{"x", 660},
    Zone{"y", 720},    Zone{"z", 0},       Zone{"zulu", 0},
};
static_assert(std::ranges::is_sorted(zones, {}, &Zone::name));

bool lists(std::string_view words, std::string_view word) {
    for (auto at = words.find(word); at != std::string_view::npos; at = words.find(word, at + 1)) {
        auto const end = at + word.size();
        if ((at == 0 || words[at - 1] == ' ') && (end == words.size() || words[end] == ' ')) return true;
    }
    return false;
}

template <std::size_t Size>
std::optional<int> place_in(std::array<std::string_view, Size> const& table, std::string_view word) {
    for (std::size_t i = 0; i < Size; ++i)
        if (lists(table[i], word)) return static_cast<int>(i);
    return std::nullopt;
}

/** U+00C0..U+017F without their marks. */
constexpr std::string_view latin =
    "aaaaaaaceeeeiiiidnoooooxouuuuytsaaaaaaaceeeeiiiidnoooooxouuuuyty"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuu"
    "uu"
    "wwyyyzzzzzzs";
static_assert(latin.size() == 0x180 - 0xC0);

char32_t folded(char32_t c) {
    if (c >= 'A' && c <= 'Z') return c + 0x20;
    if (c >= 0xC0 && c < 0x180) return static_cast<unsigned char>(latin[c - 0xC0]);
    switch (c) {
        case U'ά':
        case U'Ά':
            return U'α';
        case U'έ':
        case U'Έ':
            return U'ε';
        case U'ή':
        case U'Ή':
            return U'η';
        case U'ί':
        case U'Ί':
        case U'ϊ':
        case U'ΐ':
            return U'ι';
        case U'ό':
        case U'Ό':
            return U'ο';
        case U'ύ':
        case U'Ύ':
        case U'ϋ':
            return U'υ';
        case U'ώ':
        case U'Ώ':
            return U'ω';
        case U'ς':
            return U'σ';
        default:
            break;
    }
    if ((c >= U'Α' && c <= U'Ω') || (c >= U'А' && c <= U'Я')) return c + 0x20;
    return c;
}

}  // namespace

std::string fold_date_word(std::string_view word) {
    std::string out;
    for (std::size_t at = 0; at < word.size();) {
        auto const c = next_character(word, at);
        if (c < 0x300 || c > 0x36F) append_utf8(out, folded(c));  // no combining marks
    }
    return out;
}

DateWord date_word(std::string_view folded) {
    using enum DateWordKind;
    constexpr std::array unit_kinds{year_unit, month_unit, day_unit, hour_unit, minute_unit, second_unit};
    if (folded.find(' ') != std::string_view::npos || folded.empty()) return {};
    // Hangul syllables are U+AC00..U+D7A3.
    bool const korean = folded >= "\uAC00" && folded <= "\uD7A3";
    if (auto const month = place_in(months, folded)) return {DateWordKind::month, *month + 1};
    if (auto const weekday = place_in(weekdays, folded)) return {DateWordKind::weekday, *weekday, korean};
    if (auto const unit = place_in(units, folded)) return {unit_kinds.at(static_cast<std::size_t>(*unit)), 0, korean};
    if (auto const half = place_in(half_days, folded)) return {half_day, *half, korean};
    if (lists(fillers, folded)) return {filler};
    return {};
}

std::optional<std::chrono::minutes> zone_offset(std::string_view folded) {
    auto const found = std::ranges::lower_bound(zones, folded, {}, &Zone::name);
    if (found == zones.end() || found->name != folded) return std::nullopt;
    return std::chrono::minutes{found->minutes};
}

}  // namespace feedherald
