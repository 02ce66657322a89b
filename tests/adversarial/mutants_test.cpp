#include "mutants.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <set>

#include "edit_set.hpp"
#include "tailoring/validate.hpp"

namespace bespoke::tailoring::adversarial {
namespace {

constexpr std::size_t kMutants = 12'000, kLeast = 10'000, kTries = 400'000;
constexpr unsigned kSeed = 20'260'615;

/// A highlight that can be broken.
struct Target {
    const testing::Case* person;
    std::string node;
    Subject subject;
};

std::vector<Target> targets_of(const testing::Case& person) {
    std::string all;
    resume::for_each_text(person.resume, [&](const resume::Text& text) { all += text.value + "\n"; });
    std::vector<Target> targets;
    for (const auto& work : person.resume.work) {
        std::vector<std::string> others;
        for (const auto& other : person.resume.work) {
            if (&other == &work) continue;
            for (const auto& highlight : other.highlights) others.push_back(highlight.value);
        }
        for (const auto& highlight : work.highlights) {
            targets.push_back({&person, highlight.id.str(), {highlight.value, all, others}});
        }
    }
    return targets;
}

std::vector<Target> targets_of(const People& people) {
    std::vector<Target> targets;
    const auto add = [&](const testing::Case& person) {
        for (auto& target : targets_of(person)) targets.push_back(std::move(target));
    };
    for (const auto& [id, person] : people) add(person);
    for (const auto& person : testing::cases()) add(person);
    return targets;
}

Edit rewrite(const Target& target, const std::string& text) {
    return {EditId("e01"),         EditKind::RewriteHighlight, NodeId(target.node), Replace{text}, {},
            {NodeId(target.node)}, "It says the same."};
}

struct Mutant {
    std::string_view mutation;
    std::string text;
};

/// The text with one fact broken; every third with a second one, as a careless model would. Empty where there is nothing to break.
Mutant mutant_of(const Target& target, Random& random) {
    const auto& first = mutations()[random() % mutations().size()];
    Mutant mutant{first.name, first.apply(target.subject, random)};
    if (mutant.text.empty() || random() % 3 != 0) return mutant;
    const auto& second = mutations()[random() % mutations().size()];
    if (&second == &first) return mutant;  // it could undo what it did
    auto both = second.apply({mutant.text, target.subject.resume, target.subject.others}, random);
    if (!both.empty()) mutant.text = std::move(both);
    return mutant;
}

bool is_accepted(const Target& target, const std::string& text) {
    return judge(target.person->resume, target.person->job, {rewrite(target, text)}, testing::kToday).at(0).accepted();
}

/// The seed decides all: a failing mutant can be made again.
TEST(Mutants, NoneIsAccepted) {
    const auto people = read_people();
    const auto targets = targets_of(people);
    Random random(kSeed);
    std::map<std::string_view, std::pair<int, int>> judged_and_accepted;
    std::set<std::string> seen;
    for (std::size_t tries = 0; seen.size() < kMutants && tries < kTries; ++tries) {
        const auto& target = targets[random() % targets.size()];
        const auto mutant = mutant_of(target, random);
        const auto& text = target.subject.text;
        if (mutant.text.empty() || mutant.text == text || !seen.insert(target.node + mutant.text).second) continue;
        auto& [judged, accepted] = judged_and_accepted[mutant.mutation];
        ++judged;
        if (!is_accepted(target, mutant.text)) continue;
        ++accepted;
        ADD_FAILURE() << mutant.mutation << "\n    " << text << "\n    " << mutant.text;
    }
    for (const auto& [name, counts] : judged_and_accepted)
        fmt::print("{:<26} {:>5} accepted of {:>5}\n", name, counts.second, counts.first);
    fmt::print("{} mutants\n", seen.size());
    EXPECT_GE(seen.size(), kLeast);
}

}  // namespace
}  // namespace bespoke::tailoring::adversarial
