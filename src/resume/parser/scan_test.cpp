#include "resume/parser/scan.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bespoke::resume::parser {
namespace {

std::vector<std::string> values(const std::vector<Found>& found) {
    std::vector<std::string> out;
    for (const auto& one : found) out.push_back(one.value);
    return out;
}
using testing::ElementsAre;
using testing::IsEmpty;

TEST(Scan, EmailsAreFoundInsideAnyText) {
    EXPECT_THAT(values(find_emails("mail: jane.o'neil+cv@mail.example.co.uk, or x@y")),
                ElementsAre("jane.o'neil+cv@mail.example.co.uk"));
    EXPECT_THAT(values(find_emails("<a@b.example>.")), ElementsAre("a@b.example"));
    EXPECT_THAT(values(find_emails("@jane on Mastodon @x@")), IsEmpty());
}

TEST(Scan, UrlsNeedASchemeOrAHostThatLooksLikeOne) {
    EXPECT_THAT(values(find_urls("see https://x.example/a?b=1, www.holt.example | linkedin.com/in/holt.")),
                ElementsAre("https://x.example/a?b=1", "www.holt.example", "linkedin.com/in/holt"));
    EXPECT_THAT(values(find_urls("maren.holt@example.org B.Sc. Node.js e.g. Inc.")),
                testing::Not(testing::Contains("example.org")));
}

TEST(Scan, PhonesOfManyCountriesAreFound) {
    for (const char* text : {"+47 22 00 00 00", "(312) 555-0148", "+49 (0)89 1234 5678", "06 39 98 80 45", "503.555.0190",
                             "+1-303-555-0172", "0044 20 7946 0018", "+55 41 91017-7501"}) {
        EXPECT_THAT(values(find_phones(std::string("Tel: ") + text + " home")), ElementsAre(text));
    }
    EXPECT_THAT(values(find_phones("312-555-0148 ext. 12")), ElementsAre("312-555-0148 ext. 12"));
}

TEST(Scan, DatesAndAmountsAreNoPhones) {
    for (const char* text :
         {"(2016 - 2021)", "2019 - 2021", "2019-05-01 - 2020-06-30", "01/2019 – 02/2020", "10115 Berlin", "€1 250 000 budget"})
        EXPECT_THAT(find_phones(text), IsEmpty()) << text;
}

TEST(Scan, ProfilesAreNamedByTheirHost) {
    const std::tuple<const char*, const char*, const char*> cases[] = {
        {"https://www.linkedin.com/in/maren-holt/", "LinkedIn", "maren-holt"},
        {"github.com/mholt", "GitHub", "mholt"},
        {"https://stackoverflow.com/users/22656/maren-holt", "Stack Overflow", "maren-holt"},
        {"xing.com/profile/Maren_Holt", "XING", "Maren_Holt"},
        {"https://notgithub.com/mholt", "", ""},
        {"https://holt.example", "", ""},
    };
    for (const auto& [url, network, username] : cases) {
        const auto user = network_of_url(url);
        EXPECT_EQ(user.network, network) << url;
        EXPECT_EQ(user.username, username) << url;
    }
}

}  // namespace
}  // namespace bespoke::resume::parser
