#include "vocabulary/vocabulary.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "text/text.hpp"

namespace bespoke::vocabulary {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

const Vocabulary& builtin() { return Vocabulary::builtin(); }

/// Names of the terms that a text names, in order.
std::vector<std::string> named(std::string_view text) {
    std::vector<std::string> out;
    for (const auto& mention : builtin().mentions(text)) {
        if (mention.kind != MentionKind::Cue) out.push_back(mention.term->name);
    }
    return out;
}

std::vector<std::string> suggested(std::string_view text) {
    std::vector<std::string> out;
    for (const auto& mention : builtin().mentions(text)) {
        if (mention.kind == MentionKind::Cue) out.push_back(mention.term->name);
    }
    return out;
}

TEST(Mentions, NameTheSameTermByAnyOfItsNames) {
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"Moved services to K8s", "Kubernetes"},
        {"Postgres tuning", "PostgreSQL"},
        {"Ran split tests", "A/B testing"},
        {"A/B tests", "A/B testing"},
        {"EHR roll-out", "Electronic health records"},
        {"month-end close", "Month-end close"},
        {"Month end closing", "Month-end close"},
        {"golang services", "Go"},
        {"continuous delivery", "CI/CD"},
        {"designing HTTP APIs", "REST APIs"},
        {"managing behaviour", "Classroom management"},
        {"managing behavior", "Classroom management"},
        {"cost optimization", "Cost optimisation"},
        {"Compensation & Benefits", "Compensation and benefits"},
        {"lesson plan", "Lesson planning"},
        {"forklift license", "Forklift licence"},
        {"front end work", "Frontend development"},
        {"a frontend", "Frontend development"},
        {"front-end", "Frontend development"},
        {"FRENCH", "French"},
    };
    for (const auto& [text, name] : cases) EXPECT_THAT(named(text), ElementsAre(name)) << text;
}

TEST(Mentions, KnowANameTheOtherWayRound) {
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"planning lessons", "Lesson planning"},         {"planning experiments", "Experimental design"},
        {"managing projects", "Project management"},     {"administering databases", "Database administration"},
        {"supplier relationships", "Vendor management"}, {"expanding existing clients", "Account management"},
        {"dashboarding software", "BI tools"},
    };
    for (const auto& [text, name] : cases) EXPECT_THAT(named(text), ElementsAre(name)) << text;
    for (const auto* text : {"learning machines", "testing units", "managing lines", "managing packages", "managing pipelines",
                             "writing features", "developing skills", "client server", "family relationships"})
        EXPECT_THAT(named(text), IsEmpty()) << text;
}

TEST(Mentions, FindAFormAroundANumberWithoutCoveringIt) {
    for (const auto& [text, name] : std::vector<std::pair<std::string, std::string>>{
             {"Audited 362 charts a quarter", "Clinical audit"},
             {"Translated 40 contracts into Dutch", "Translation"},
             {"Planned twelve menus for a canteen", "Menu planning"},
         }) {
        const auto mentions = builtin().mentions(text);
        const auto found =
            std::find_if(mentions.begin(), mentions.end(), [&](const Mention& mention) { return mention.term->name == name; });
        ASSERT_NE(found, mentions.end()) << text;
        EXPECT_EQ(found->kind, MentionKind::Form);
        EXPECT_EQ(found->end, text.find(' ')) << text;
    }
    EXPECT_THAT(named("Lesson 12 planning"), Not(Contains("Lesson planning")));
}

TEST(Mentions, KeepANarrowerThingApart) {
    EXPECT_THAT(named("patient lifting"), ElementsAre("Patient lifting"));
    EXPECT_TRUE(builtin().is_a(*builtin().find("Patient lifting"), *builtin().find("Manual handling")));
    EXPECT_FALSE(builtin().same("Bank reconciliation", "Intercompany reconciliation"));
    EXPECT_FALSE(builtin().same("Wound care", "tissue viability"));
}

TEST(Mentions, TakeALedNumberOfStaffForTeamLeadership) {
    for (const auto* text : {"Led 8 representatives", "Supervised three shop assistants on weekends",
                             "Planned rotas and managed 12 nurses", "I headed 4 cooks"})
        EXPECT_THAT(named(text), Contains("Team leadership")) << text;
    for (const auto* text :
         {"Led 8 workshops", "Led 40 nurses through a course", "Managed 12 clients", "Helped 8 representatives",
          "Led representatives' meetings", "Taught how he led 8 cooks", "Supervised 30 pupils"})
        EXPECT_THAT(named(text), Not(Contains("Team leadership"))) << text;
}

TEST(Mentions, TakeFormsOfANameForNamingIt) {
    EXPECT_THAT(named("Mentored 4 junior engineers"), ElementsAre("Mentoring"));
    EXPECT_THAT(named("Reconciled 12 bank accounts"), Contains("Reconciliation"));
    EXPECT_THAT(named("negotiated prices"), Contains("Negotiation"));
    ASSERT_FALSE(builtin().mentions("Mentored two").empty());
    EXPECT_EQ(builtin().mentions("Mentored two").front().kind, MentionKind::Form);
}

TEST(Mentions, KeepSymbolsAndLongerNamesApart) {
    EXPECT_THAT(named("JavaScript"), ElementsAre("JavaScript"));
    EXPECT_THAT(named("C++ and C#"), ElementsAre("C++", "C#"));
    EXPECT_THAT(named("Objective-C"), ElementsAre("Objective-C"));
    EXPECT_THAT(named("React Native"), ElementsAre("React Native"));
    EXPECT_THAT(named(".NET and ASP.NET"), ElementsAre(".NET", "ASP.NET"));
    EXPECT_THAT(named("SQL Server"), ElementsAre("SQL Server"));
    EXPECT_THAT(named("AWS/GCP"), ElementsAre("AWS", "Google Cloud"));
    EXPECT_THAT(named("CI/CD"), ElementsAre("CI/CD"));
    EXPECT_THAT(named("Python/SQL"), ElementsAre("Python", "SQL"));
    EXPECT_THAT(named("BLS/ACLS"), ElementsAre("BLS", "ACLS"));
}

TEST(Mentions, DoNotCrossItemsOrSentences) {
    EXPECT_THAT(named("Used a machine. Learning was fun."), IsEmpty());
    EXPECT_THAT(named("Supervised machine, learning fast"), Not(Contains("Machine learning")));
    EXPECT_THAT(named("machine\nlearning"), Not(Contains("Machine learning")));
    EXPECT_THAT(named("machine learning"), ElementsAre("Machine learning"));
}

struct WordCase {
    const char* text;
    const char* term;
    bool meant;
};

TEST(Mentions, TellNamesFromCommonWords) {
    const std::vector<WordCase> cases = {
        {"Wrote a rate limiter in Go for six nodes", "Go", true},
        {"Go", "Go", true},
        {"go", "Go", true},
        {"Python, Go, Rust", "Go", true},
        {"python, go, rust", "Go", true},
        {"Go services for billing", "Go", true},
        {"Go beyond what is asked", "Go", false},
        {"Ready to go live", "Go", false},
        {"Planned the Go-live", "Go", false},
        {"Reports in Excel", "Excel", true},
        {"Excel reports", "Excel", true},
        {"Excel at communication", "Excel", false},
        {"I excel under pressure", "Excel", false},
        {"Excellent manners", "Excel", false},
        {"REST and SOAP", "REST APIs", true},
        {"the rest of the team", "REST APIs", false},
        {"Apache Spark", "Spark", true},
        {"Pipelines on Spark", "Spark", true},
        {"to spark interest", "Spark", false},
        {"apps in Swift", "Swift", true},
        {"a swift reply", "Swift", false},
        {"Word, Excel", "Microsoft Word", true},
        {"letters in Word and Excel", "Microsoft Word", true},
        {"Word of mouth", "Microsoft Word", false},
        {"by word of mouth", "Microsoft Word", false},
        {"worked with Teams and Slack", "Microsoft Teams", true},
        {"Led Teams of ten", "Microsoft Teams", false},
        {"worked with teams", "Microsoft Teams", false},
        {"microsoft teams", "Microsoft Teams", true},
        {"Microsoft Access", "Microsoft Access", true},
        {"Access to records", "Microsoft Access", false},
        {"books kept in Sage", "Sage", true},
        {"sage advice", "Sage", false},
        {"notes in Notion", "Notion", true},
        {"the notion of debt", "Notion", false},
        {"servers run by Puppet", "Puppet", true},
        {"puppet theatre", "Puppet", false},
        {"C and C++", "C", true},
        {"firmware in C", "C", true},
        {"C-level meetings", "C", false},
        {"Series C funding", "C", false},
        {"vitamin C deficiency", "C", false},
        {"statistics in R", "R", true},
        {"R&D budget", "R", false},
        {"R. Smith", "R", false},
        {"SEND YOUR LETTER", "Special educational needs", false},
        {"whatever the weather does", "Experimental design", false},
        {"SEND pupils", "Special educational needs", true},
        {"send letters", "Special educational needs", false},
        {"six nodes", "Node.js", false},
        {"Services in Node", "Node.js", true},
        {"Budgeting, reporting and planning", "Reporting", true},
        {"Reporting to the board", "Reporting", false},
        {"react to change", "React", false},
        {"screens in React", "React", true},
    };
    for (const auto& [text, term, meant] : cases) {
        if (meant) {
            EXPECT_THAT(named(text), Contains(term)) << text;
        } else {
            EXPECT_THAT(named(text), Not(Contains(term))) << text;
        }
    }
}

TEST(Mentions, FindCuesThroughOtherFormsAndWordsBetween) {
    EXPECT_THAT(suggested("Added a read-through cache"), Contains("Caching"));
    EXPECT_THAT(suggested("Reduced the p99 latency"), Contains("Performance optimisation"));
    EXPECT_THAT(suggested("Cleared 40 old differences every week"), Contains("Reconciliation"));
    EXPECT_THAT(suggested("Cut the yearly cloud bill by half"), Contains("Cost optimisation"));
    EXPECT_THAT(suggested("Led a happy group of 12 nurses"), Not(Contains("Electronic health records")));
    EXPECT_THAT(suggested("Reduced waste. Latency was fine."), Not(Contains("Performance optimisation")));
}

TEST(Mentions, AreInOrderWithinTheTextAndNamesDoNotOverlap) {
    const std::string text =
        "\u2022 Led month-end close; built dashboards in Power BI (Tableau before), A/B tests & CI/CD for caf\u00E9s \u2014 C++, "
        "React Native.";
    const auto mentions = builtin().mentions(text);
    ASSERT_FALSE(mentions.empty());
    std::size_t place = 0, names_end = 0;
    for (const auto& mention : mentions) {
        EXPECT_LE(place, mention.begin);
        place = mention.begin;
        EXPECT_LT(mention.begin, mention.end);
        EXPECT_LE(mention.end, text.size());
        if (mention.kind == MentionKind::Cue) continue;
        EXPECT_GE(mention.begin, names_end);
        names_end = mention.end;
    }
}

TEST(Find, KnowsNamesAndAliasesInAnySpelling) {
    for (const auto* spelling : {"Kubernetes", "kubernetes", "K8s", " k8s "}) {
        ASSERT_NE(builtin().find(spelling), nullptr) << spelling;
        EXPECT_EQ(builtin().find(spelling)->name, "Kubernetes");
    }
    EXPECT_EQ(builtin().find("flux capacitors"), nullptr);
    EXPECT_EQ(builtin().find(""), nullptr);
    EXPECT_TRUE(builtin().same("Postgres", "PostgreSQL"));
    EXPECT_FALSE(builtin().same("Java", "JavaScript"));
    EXPECT_FALSE(builtin().same("unknown thing", "unknown thing"));
}

TEST(IsA, HoldsUpwardsOnly) {
    const auto& vocabulary = builtin();
    const auto is_a = [&](const char* term, const char* ancestor) {
        return vocabulary.is_a(*vocabulary.find(term), *vocabulary.find(ancestor));
    };
    EXPECT_TRUE(is_a("PostgreSQL", "Relational databases"));
    EXPECT_TRUE(is_a("PostgreSQL", "Databases"));
    EXPECT_TRUE(is_a("Kubernetes", "Container orchestration"));
    EXPECT_TRUE(is_a("React", "Frontend frameworks"));
    EXPECT_TRUE(is_a("JUnit", "Testing"));
    EXPECT_TRUE(is_a("Adobe Illustrator", "Vector graphics"));
    EXPECT_TRUE(is_a("Redis", "In-memory caching"));
    EXPECT_TRUE(is_a("Go", "Go"));
    EXPECT_FALSE(is_a("Relational databases", "PostgreSQL"));
    EXPECT_FALSE(is_a("React", "Relational databases"));
    for (const auto* ancestor : vocabulary.ancestors(*vocabulary.find("JUnit"))) {
        EXPECT_TRUE(vocabulary.is_a(*vocabulary.find("JUnit"), *ancestor));
        EXPECT_NE(ancestor->name, "JUnit");
    }
}

TEST(Builtin, CoversManyTrades) {
    std::map<std::string, int> terms_of_trade;
    for (const auto& term : builtin().terms()) ++terms_of_trade[term.trade];
    EXPECT_GE(builtin().terms().size(), 1200U);
    EXPECT_GE(terms_of_trade.size(), 20U);
    for (const auto* trade :
         {"healthcare", "accounting", "education", "law", "logistics", "hospitality", "design", "engineering"}) {
        EXPECT_GE(terms_of_trade[trade], 20) << trade;
    }
}

TEST(Builtin, FindsEachTermByEachOfItsNames) {
    for (const auto& term : builtin().terms()) {
        EXPECT_EQ(builtin().find(term.name), &term) << term.name;
        EXPECT_THAT(named(term.name), ElementsAre(term.name));
        for (const auto& alias : term.aliases) EXPECT_EQ(builtin().find(alias), &term) << alias;
    }
}

TEST(Builtin, KeepsCredentialsAndLevelsApart) {
    const std::vector<std::pair<const char*, const char*>> apart = {
        {"ACLS", "Advanced Life Support"},
        {"CPA", "ACCA"},
        {"Registered Nurse", "Licensed Practical Nurse"},
        {"PMP", "PRINCE2"},
        {"PRINCE2 Practitioner", "PRINCE2 Foundation"},
        {"Six Sigma Green Belt", "Six Sigma Black Belt"},
        {"Scrum", "Agile"},
        {"Excel", "Google Sheets"},
        {"Forklift driving", "Forklift licence"},
        {"HGV class 1", "HGV class 2"},
        {"US GAAP", "UK GAAP"},
        {"OSHA 10", "OSHA 30"},
        {"Secret clearance", "Top Secret clearance"},
        {"Chartered engineer", "Professional Engineer"},
        {"MRI", "X-ray"},
    };
    for (const auto& [a, b] : apart) {
        ASSERT_NE(builtin().find(a), nullptr) << a;
        ASSERT_NE(builtin().find(b), nullptr) << b;
        EXPECT_FALSE(builtin().same(a, b)) << a << ", " << b;
    }
}

TEST(Builtin, HasNoAliasThatClaimsALevel) {
    for (const auto& term : builtin().terms()) {
        for (const auto& alias : term.aliases) {
            for (const auto* level : {"advanced ", "expert ", "fluent ", "strong ", "excellent ", "certified "}) {
                const bool official = term.name == "ACLS" && alias.ends_with("life support");
                EXPECT_TRUE(official || !alias.starts_with(level)) << alias << " of " << term.name;
            }
        }
    }
}

TEST(Builtin, HasNoCueThatFunctionWordsCollapseToOneWord) {
    for (const auto& term : builtin().terms()) {
        for (const auto& cue : term.cues) {
            const auto tokens = text::tokens(cue);
            const auto content =
                std::count_if(tokens.begin(), tokens.end(), [](const text::Token& t) { return !text::is_stop_word(t.text); });
            EXPECT_TRUE(content > 1 || tokens.size() == 1) << cue << " of " << term.name;
        }
    }
}

TEST(Builtin, HasNoAliasThatIsAPersonOrOnlyDiffersInCase) {
    for (const auto& term : builtin().terms()) {
        for (const auto& alias : term.aliases) {
            for (const auto* role : {" lead", " officer", " driver", " operator", "foreman"}) {
                EXPECT_FALSE(alias.ends_with(role)) << alias;
            }
        }
    }
}

constexpr const char* kHead = "#categories\tTools\n#trades\tsoftware\n";

TEST(FromTsv, ReadsTheColumns) {
    const auto vocabulary = Vocabulary::from_tsv(std::string(kHead) +
                                                 "Axe\tTools\tsoftware\tcase\tHatchet|Chopper\t\taxed\tfell trees\n"
                                                 "Tool\tTools\tsoftware\t\t\t\t\t\n");
    ASSERT_TRUE(vocabulary) << vocabulary.error().public_text;
    const auto& axe = *vocabulary->find("Hatchet");
    EXPECT_EQ(axe.name, "Axe");
    EXPECT_THAT(axe.aliases, ElementsAre("Hatchet", "Chopper"));
    EXPECT_THAT(axe.forms, ElementsAre("axed"));
    EXPECT_THAT(axe.cues, ElementsAre("fell trees"));
    EXPECT_EQ(axe.matching, Matching::ExactCase);
    EXPECT_THAT(axe.ambiguous, ElementsAre("Axe"));
}

TEST(FromTsv, RefusesInconsistentTables) {
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"too few columns", "Axe\tTools\tsoftware\t\t\t\n"},
        {"undeclared category", "Axe\tFood\tsoftware\t\t\t\t\t\n"},
        {"undeclared trade", "Axe\tTools\tlaw\t\t\t\t\t\n"},
        {"unknown flag", "Axe\tTools\tsoftware\tloud\t\t\t\t\n"},
        {"not sorted", "Saw\tTools\tsoftware\t\t\t\t\t\nAxe\tTools\tsoftware\t\t\t\t\t\n"},
        {"name twice", "Axe\tTools\tsoftware\t\t\t\t\t\nAXE\tTools\tsoftware\t\t\t\t\t\n"},
        {"alias of two terms", "Axe\tTools\tsoftware\t\tChopper\t\t\t\nSaw\tTools\tsoftware\t\tchoppers\t\t\t\n"},
        {"alias in both national spellings", "Axe\tTools\tsoftware\t\tColour\t\t\t\nSaw\tTools\tsoftware\t\tColor\t\t\t\n"},
        {"unknown parent", "Axe\tTools\tsoftware\t\t\tTool\t\t\n"},
        {"cycle", "Axe\tTools\tsoftware\t\t\tSaw\t\t\nSaw\tTools\tsoftware\t\t\tAxe\t\t\n"},
        {"empty item", "Axe\tTools\tsoftware\t\tChopper||Hatchet\t\t\t\n"},
        {"blank around an item", "Axe\tTools\tsoftware\t\t Chopper\t\t\t\n"},
    };
    for (const auto& [what, lines] : cases) {
        const auto result = Vocabulary::from_tsv(kHead + lines);
        ASSERT_FALSE(result) << what;
        EXPECT_EQ(result.error().code, ErrorCode::InvalidInput) << what;
        EXPECT_FALSE(result.error().where.empty()) << what;
    }
}

}  // namespace
}  // namespace bespoke::vocabulary
