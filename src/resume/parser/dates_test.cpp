#include "resume/parser/dates.hpp"

#include <gtest/gtest.h>

namespace bespoke::resume::parser {
namespace {

/// "2020-01..2021-03", "2019..", "..2019" or "2019" of the first date.
std::string read(std::string_view text) {
    const auto dates = find_dates(text);
    if (dates.empty()) return "none";
    const auto& date = dates.front();
    const auto iso = [](const std::optional<Date>& it) { return it ? it->iso() : std::string{}; };
    return date.is_range ? iso(date.start) + ".." + iso(date.finish) : iso(date.finish);
}

struct Case {
    const char* text;
    const char* dates;
};

TEST(Dates, RangesOfManyFormsAndLanguagesAreRead) {
    const Case cases[] = {
        {"Jan 2020 – Present", "2020-01.."},
        {"2020-01 to 2021-03", "2020-01..2021-03"},
        {"03/2018–heute", "2018-03.."},
        {"Since 2019", "2019.."},
        {"seit März 2019", "2019-03.."},
        {"Summer 2020", "2020"},
        {"2018 - 19", "2018..2019"},
        {"2019/20", "2019..2020"},
        {"Q3 2020", "2020"},
        {"Jan – Mar 2020", "2020-01..2020-03"},
        {"September 2019 — August 2021 (2 yrs)", "2019-09..2021-08"},
        {"Mar. 2015 - Sept. 2017 · 2 years 6 months", "2015-03..2017-09"},
        {"de janvier 2015 à août 2017", "2015-01..2017-08"},
        {"enero de 2015 - actualidad", "2015-01.."},
        {"mrt 2015 – heden", "2015-03.."},
        {"gennaio 2012 – oggi", "2012-01.."},
        {"01.03.2014 – 31.12.2016", "2014-03-01..2016-12-31"},
        {"2022-05-01 - 2023-04-30", "2022-05-01..2023-04-30"},
        {"03/18 – 05/19", "2018-03..2019-05"},
        {"May '18 – Jun '19", "2018-05..2019-06"},
        {"(2001 – 2003)", "2001..2003"},
        {"11/2023 07/2025", "2023-11..2025-07"},
        {"07/2021 present", "2021-07.."},
        {"07/2021 present\tMarketing Manager", "2021-07.."},
        {"2006 2008\tMaster of Arts", "2006..2008"},
        {"Master of Arts\t04/2018 04/2020", "2018-04..2020-04"},
        {"GPA: 3.9 Aug 2008 – May 2012", "2008-08..2012-05"},
        {"until 2019", "..2019"},
        {"9 Mar 2021", "2021-03-09"},
        {"March 9, 2021", "2021-03-09"},
        {"2014 –", "2014.."},
        {"College07/2003 – 07/2006", "2003-07..2006-07"},
    };
    for (const auto& [text, dates] : cases) EXPECT_EQ(read(text), dates) << text;
}

TEST(Dates, NumbersThatAreNoDatesAreLeftAlone) {
    for (const char* text : {"Managed 2000€ budgets? no: €2,000", "ISO 27001", "call 503.555.0190", "from 1200 to 1500 users",
                             "95.3% to 99.7%", "1/2", "3 of 14", "v2.2021x", "10:30"}) {
        EXPECT_EQ(read(text), "none") << text;
    }
}

TEST(Dates, WordsOfDatesAreKnown) {
    for (const char* word : {"January", "Aug", "März", "present", "heute)", "Current"}) EXPECT_TRUE(is_date_word(word)) << word;
    for (const char* word : {"Forge", "2019", "", "Mayor"}) EXPECT_FALSE(is_date_word(word)) << word;
}

TEST(Dates, TheMatchCoversBracketsAndDuration) {
    const std::string text = "Nurse (May 2019 – June 2020) Oslo";
    const auto date = find_dates(text).at(0);
    EXPECT_EQ(text.substr(date.begin, date.end - date.begin), "(May 2019 – June 2020)");
    EXPECT_EQ(without(text, date), "Nurse\tOslo");
}

}  // namespace
}  // namespace bespoke::resume::parser
