#include "tailoring/policy.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <sstream>

namespace bespoke::tailoring {
namespace {

constexpr std::size_t kMaxPolicyBytes = 256 * 1024;
constexpr std::size_t kMaxForbidden = 1000;
constexpr std::size_t kLongestForbidden = 200;

/// Takes a value over; says what it expected instead if it can't.
using Take = std::function<std::optional<std::string>(Policy&, const toml::node&)>;

/// The built-in value bounds what a file may say; `least` keeps a file from forbidding everything by a slip.
template <class Field>
Take at_most(Field Policy::*field, Field least) {
    return [=](Policy& policy, const toml::node& node) -> std::optional<std::string> {
        const auto most = Policy().*field;
        const auto* value = node.as_integer();
        if (value == nullptr || value->get() < static_cast<std::int64_t>(least) ||
            value->get() > static_cast<std::int64_t>(most)) {
            return fmt::format("a whole number from {} to {}", least, most);
        }
        policy.*field = static_cast<Field>(value->get());
        return std::nullopt;
    };
}

std::optional<std::string> take_min_evidence(Policy& policy, const toml::node& node) {
    constexpr int kMost = 1000;
    const auto* value = node.as_integer();
    if (value == nullptr || value->get() < Policy().min_evidence || value->get() > kMost) {
        return fmt::format("a whole number from {} to {}", Policy().min_evidence, kMost);
    }
    policy.min_evidence = static_cast<int>(value->get());
    return std::nullopt;
}

Take share(double Policy::*field) {
    return [=](Policy& policy, const toml::node& node) -> std::optional<std::string> {
        const auto value = node.value<double>();
        // Written so that "nan" is out of range, too.
        const bool fits = node.is_number() && value && *value >= Policy().*field && *value <= 1.0;
        if (!fits) return fmt::format("a number from {} to 1", Policy().*field);
        policy.*field = *value;
        return std::nullopt;
    };
}

std::optional<std::string> take_first_person(Policy& policy, const toml::node& node) {
    if (!node.is_boolean() || node.as_boolean()->get()) return "false";
    policy.allow_first_person = false;
    return std::nullopt;
}

std::optional<std::string> take_forbidden(Policy& policy, const toml::node& node) {
    const auto expected =
        fmt::format("a list of at most {} words or phrases in quotes, each of 1 to {} bytes", kMaxForbidden, kLongestForbidden);
    if (!node.is_array() || node.as_array()->size() > kMaxForbidden) return expected;
    for (const auto& element : *node.as_array()) {
        const auto* phrase = element.as_string();
        if (phrase == nullptr || phrase->get().empty() || phrase->get().size() > kLongestForbidden) return expected;
        policy.forbidden.push_back(phrase->get());
    }
    return std::nullopt;
}

const std::map<std::string_view, Take>& keys() {
    static const std::map<std::string_view, Take> kKeys = {
        {"max_highlight_characters", at_most<std::size_t>(&Policy::max_highlight_characters, 40)},
        {"max_summary_characters", at_most<std::size_t>(&Policy::max_summary_characters, 80)},
        {"max_copied_words", at_most<int>(&Policy::max_copied_words, 3)},
        {"min_similarity", share(&Policy::min_similarity)},
        {"allow_first_person", take_first_person},
        {"min_accepted_share", share(&Policy::min_accepted_share)},
        {"min_evidence", take_min_evidence},
        {"forbidden", take_forbidden}};
    return kKeys;
}

tl::unexpected<Error> refuse(std::string_view what, std::int64_t line, std::string_view key) {
    return fail(ErrorCode::InvalidInput, "bad-policy", fmt::format("Line {} of the policy: {}; correct it there.", line, what),
                {}, std::string(key));
}

Result<Policy> read(const toml::table& table) {
    Policy policy;
    for (const auto& [key, node] : table) {
        const auto line = static_cast<std::int64_t>(key.source().begin.line);
        const auto known = keys().find(key.str());
        if (known == keys().end()) return refuse(fmt::format("there is no key \"{}\"", key.str()), line, key.str());
        if (const auto expected = known->second(policy, node)) {
            return refuse(fmt::format("{} must be {}; a policy can only be stricter than the built-in one", key.str(), *expected),
                          line, key.str());
        }
    }
    return policy;
}

}  // namespace

Result<Policy> policy_from_toml(std::string_view text) {
    if (text.size() > kMaxPolicyBytes) return refuse("the file is larger than 256 KiB", 1, {});
    try {
        return read(toml::parse(text));
    } catch (const toml::parse_error& error) {
        return refuse(fmt::format("this is no TOML ({})", error.description()),
                      static_cast<std::int64_t>(error.source().begin.line), {});
    }
}

std::string to_toml(const Policy& policy) {
    toml::array forbidden;
    for (const auto& phrase : policy.forbidden) forbidden.push_back(phrase);
    const toml::table table{{"max_highlight_characters", static_cast<std::int64_t>(policy.max_highlight_characters)},
                            {"max_summary_characters", static_cast<std::int64_t>(policy.max_summary_characters)},
                            {"max_copied_words", policy.max_copied_words},
                            {"min_similarity", policy.min_similarity},
                            {"allow_first_person", policy.allow_first_person},
                            {"min_accepted_share", policy.min_accepted_share},
                            {"min_evidence", policy.min_evidence},
                            {"forbidden", std::move(forbidden)}};
    std::ostringstream out;
    out << table << '\n';
    return out.str();
}

Policy stricter(const Policy& a, const Policy& b) {
    Policy both = a;
    both.max_highlight_characters = std::min(a.max_highlight_characters, b.max_highlight_characters);
    both.max_summary_characters = std::min(a.max_summary_characters, b.max_summary_characters);
    both.max_copied_words = std::min(a.max_copied_words, b.max_copied_words);
    both.min_similarity = std::max(a.min_similarity, b.min_similarity);
    both.allow_first_person = a.allow_first_person && b.allow_first_person;
    both.min_accepted_share = std::max(a.min_accepted_share, b.min_accepted_share);
    both.min_evidence = std::max(a.min_evidence, b.min_evidence);
    for (const auto& phrase : b.forbidden) {
        if (std::find(both.forbidden.begin(), both.forbidden.end(), phrase) == both.forbidden.end())
            both.forbidden.push_back(phrase);
    }
    return both;
}

}  // namespace bespoke::tailoring
