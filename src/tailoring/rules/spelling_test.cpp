#include "tailoring/rules/spelling.hpp"

#include <gtest/gtest.h>

namespace bespoke::tailoring {
namespace {

TEST(SpellsOut, LetsTheFullerOrEqualSpellingTakeThePlaceOfTheOther) {
    const std::pair<const char*, const char*> good[] = {{"Kubernetes", "K8s"},   {"Node.js", "NodeJS"},
                                                        {"NodeJS", "Node.js"},   {"PostgreSQL", "Postgres"},
                                                        {"Power BI", "PowerBI"}, {"Golang", "Go"}};
    for (const auto& [job, own] : good) EXPECT_TRUE(spells_out(job, own)) << job << " for " << own;
}

TEST(SpellsOut, KeepsInitialismsShortFormsAndOtherWords) {
    const std::pair<const char*, const char*> bad[] = {{"K8s", "Kubernetes"},
                                                       {"Postgres", "PostgreSQL"},
                                                       {"Amazon Web Services", "AWS"},
                                                       {"payroll processing", "Payroll"},
                                                       {"C", "C++"},
                                                       {"talent acquisition", "Recruiting"}};
    for (const auto& [job, own] : bad) EXPECT_FALSE(spells_out(job, own)) << job << " for " << own;
}

}  // namespace
}  // namespace bespoke::tailoring
