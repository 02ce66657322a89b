#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <set>
#include <string_view>

#include "edit_set.hpp"
#include "tailoring/validate.hpp"

namespace bespoke::tailoring::adversarial {
namespace {

constexpr double kMinHonestShare = 0.92;
/// Of a set of which nobody tuned the wording of the honest lines either.
constexpr double kMinHonestShareOfThird = 0.9;

struct Count {
    int total = 0, accepted = 0;
    [[nodiscard]] double share() const { return total == 0 ? 1 : static_cast<double>(accepted) / total; }
};
struct Table {
    std::map<std::string, std::map<Split, Count>> by_label;
    std::map<Split, Count> all;
};

const People& people() {
    static const People read = read_people();
    return read;
}

enum class Set { Fabricated, Honest };

std::vector<Sample> samples_of(Set set) {
    return set == Set::Fabricated ? read_samples("fabricated.jsonl", "class") : read_samples("honest.jsonl", "paraphrase");
}

std::string_view name_of(Split split) { return split == Split::HeldOut ? "held-out" : split == Split::Third ? "third" : "dev"; }

/// A wrong verdict is shown for those splits that BESPOKE_ADVERSARIAL_DETAILS names.
bool shows_details(Split split) {
    const char* wanted = std::getenv("BESPOKE_ADVERSARIAL_DETAILS");
    if (wanted == nullptr) return false;
    return std::string_view(wanted).find(name_of(split)) != std::string_view::npos;
}

Verdict judge_alone(const Sample& sample) {
    const auto& person = people().at(sample.person);
    return judge(person.resume, person.job, {sample.edit}, testing::kToday).at(0);
}

void show(Set set, const Sample& sample, const Verdict& verdict) {
    fmt::print("{}:{} [{}] {} {}\n    {}\n", set == Set::Fabricated ? "fabricated accepted" : "honest refused", sample.line,
               sample.label, sample.person, sample.edit.target.str(), sample.text);
    for (const auto& finding : verdict.findings) fmt::print("    {}: {}\n", finding.check, finding.reason);
}

Table judge_all(Set set) {
    Table table;
    for (const auto& sample : samples_of(set)) {
        const auto verdict = judge_alone(sample);
        for (auto* count : {&table.by_label[sample.label][sample.split], &table.all[sample.split]}) {
            ++count->total;
            if (verdict.accepted()) ++count->accepted;
        }
        const bool wrong = verdict.accepted() == (set == Set::Fabricated);
        if (wrong && shows_details(sample.split)) show(set, sample, verdict);
    }
    return table;
}

void print(std::string_view title, const Table& table) {
    fmt::print("{:<32} {:>16} {:>16} {:>16}\n", title, "development", "held-out", "third");
    const auto row = [](std::string_view label, std::map<Split, Count> counts) {
        fmt::print("{:<32}", label);
        for (const auto split : {Split::Development, Split::HeldOut, Split::Third})
            fmt::print(" {:>8} of {:>4}", counts[split].accepted, counts[split].total);
        fmt::print("\n");
    };
    for (const auto& [label, counts] : table.by_label) row(label, counts);
    row("all", table.all);
}

TEST(Adversarial, RefusesEveryFabricatedEdit) {
    auto table = judge_all(Set::Fabricated);
    print("fabricated, accepted", table);
    EXPECT_EQ(table.all[Split::Development].accepted, 0);
    EXPECT_EQ(table.all[Split::HeldOut].accepted, 0);
    EXPECT_GE(table.all[Split::Third].total, 60);
    EXPECT_EQ(table.all[Split::Third].accepted, 0);
}

TEST(Adversarial, AcceptsHonestParaphrases) {
    auto table = judge_all(Set::Honest);
    print("honest, accepted", table);
    EXPECT_GE(table.all[Split::Development].share(), kMinHonestShare);
    EXPECT_GE(table.all[Split::HeldOut].share(), kMinHonestShare);
    EXPECT_GE(table.all[Split::Third].total, 60);
    EXPECT_GE(table.all[Split::Third].share(), kMinHonestShareOfThird);
}

/// Every line names a person and a node that exist, changes something, and stands once.
TEST(Adversarial, SetsAreLargeVariedAndFreeOfSlips) {
    constexpr std::size_t kMinSamples = 400, kMinClasses = 24, kMinKinds = 10, kMinPeople = 12;
    EXPECT_GE(people().size(), kMinPeople);
    for (const auto set : {Set::Fabricated, Set::Honest}) {
        std::set<std::string> labels, seen;
        const auto samples = samples_of(set);
        for (const auto& sample : samples) {
            labels.insert(sample.label);
            ASSERT_TRUE(people().contains(sample.person)) << sample.line;
            const auto& person = people().at(sample.person);
            EXPECT_TRUE(apply(person.resume, {sample.edit})) << sample.line;
            const auto after = apply(person.resume, {sample.edit}).value_or(person.resume);
            EXPECT_FALSE(same_content(after, person.resume)) << sample.line << " changes nothing";
            const auto key = to_json(sample.edit, person.resume).dump() + sample.person;
            EXPECT_TRUE(seen.insert(key).second) << sample.line << " stands twice";
        }
        EXPECT_GE(samples.size(), kMinSamples);
        EXPECT_GE(labels.size(), set == Set::Fabricated ? kMinClasses : kMinKinds);
    }
}

}  // namespace
}  // namespace bespoke::tailoring::adversarial
