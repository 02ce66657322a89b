#include "engine/choice.hpp"

#include <algorithm>
#include <array>
#include <compare>
#include <optional>

#include "engine/timestamp.hpp"

namespace bespoke::engine {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 4> kFamilies = {"String", "Numeric", "Timestamp", "Boolean"};
constexpr std::array<std::string_view, 5> kRelations = {"Equals", "LessThan", "LessThanEquals", "GreaterThan",
                                                        "GreaterThanEquals"};
constexpr std::array<std::string_view, 6> kKinds = {"IsPresent", "IsNull", "IsString", "IsNumeric", "IsBoolean", "IsTimestamp"};

tl::unexpected<Error> refuse(std::string why, const std::string& pointer) {
    return fail(ErrorCode::InvalidInput, "bad-definition", std::move(why), {}, pointer);
}

/// "StringLessThan" → {"String", "LessThan"}; nothing if it is no such comparison.
std::optional<std::pair<std::string_view, std::string_view>> split(std::string_view comparison) {
    for (const auto family : kFamilies) {
        if (!comparison.starts_with(family)) continue;
        const auto relation = comparison.substr(family.size());
        const bool known = std::ranges::find(kRelations, relation) != kRelations.end();
        if (known && (family != "Boolean" || relation == "Equals")) return std::pair(family, relation);
    }
    return std::nullopt;
}

bool is_kind_test(std::string_view comparison) { return std::ranges::find(kKinds, comparison) != kKinds.end(); }

bool is_comparison(std::string_view name) { return is_kind_test(name) || name == "StringMatches" || split(name).has_value(); }

bool fits(std::string_view comparison, const json& literal) {
    if (is_kind_test(comparison)) return literal.is_boolean();
    if (comparison == "StringMatches") return literal.is_string();
    const auto family = split(comparison)->first;
    if (family == "Numeric") return literal.is_number();
    if (family == "Boolean") return literal.is_boolean();
    if (family == "Timestamp") return literal.is_string() && parse_timestamp(literal.get_ref<const std::string&>()).has_value();
    return literal.is_string();
}

Result<ValueSource> source_at(const json& value, const std::string& pointer) {
    if (!value.is_string()) return refuse("a path is expected", pointer);
    auto source = parse_source(value.get_ref<const std::string&>());
    if (!source) return refuse(source.error().public_text, pointer);
    return source;
}

Status parse_comparison(const std::string& key, const json& value, Rule& rule, const std::string& pointer) {
    if (!rule.comparison.empty()) return refuse("one comparison alone is expected", pointer);
    if (is_comparison(key)) {
        if (!fits(key, value)) return refuse("the value does not fit the comparison", pointer);
        rule.comparison = key;
        rule.operand = value;
        return {};
    }
    const auto base = key.ends_with("Path") ? key.substr(0, key.size() - 4) : std::string{};
    if (!split(base)) return refuse("unknown field", pointer);
    auto source = source_at(value, pointer);
    if (!source) return tl::unexpected(source.error());
    rule.comparison = base;
    rule.operand = std::move(*source);
    return {};
}

Result<Rule> parse_test(const json& value, const std::string& pointer) {
    Rule rule;
    for (const auto& [key, field] : value.items()) {
        if (key == "Next" || key == "Comment") continue;
        const auto place = pointer + "/" + pointer_step(key);
        if (key == "Variable") {
            auto source = source_at(field, place);
            if (!source) return tl::unexpected(source.error());
            rule.variable = std::move(*source);
        } else if (auto read = parse_comparison(key, field, rule, place); !read) {
            return tl::unexpected(read.error());
        }
    }
    if (rule.comparison.empty()) return refuse("a comparison is expected", pointer);
    if (!value.contains("Variable")) return refuse("a path is expected", pointer + "/Variable");
    return rule;
}

Result<Rule> parse_connective(const json& value, const std::string& name, const std::string& pointer) {
    for (const auto& [key, field] : value.items()) {
        if (key != name && key != "Next" && key != "Comment") return refuse("unknown field", pointer + "/" + pointer_step(key));
    }
    Rule rule;
    rule.kind = name == "And" ? Rule::Kind::And : name == "Or" ? Rule::Kind::Or : Rule::Kind::Not;
    const auto& inner = value.at(name);
    const auto place = pointer + "/" + name;
    if (name == "Not") {
        auto part = parse_rule(inner, NextField::Refused, place);
        if (!part) return part;
        rule.parts.push_back(std::move(*part));
        return rule;
    }
    if (!inner.is_array() || inner.empty()) return refuse("a list of rules is expected", place);
    for (std::size_t i = 0; i < inner.size(); ++i) {
        auto part = parse_rule(inner[i], NextField::Refused, fmt::format("{}/{}", place, i));
        if (!part) return part;
        rule.parts.push_back(std::move(*part));
    }
    return rule;
}

bool relation_holds(std::string_view relation, std::partial_ordering order) {
    if (relation == "Equals") return order == std::partial_ordering::equivalent;
    if (relation == "LessThan") return order == std::partial_ordering::less;
    if (relation == "GreaterThan") return order == std::partial_ordering::greater;
    if (relation == "LessThanEquals") return order == std::partial_ordering::less || order == std::partial_ordering::equivalent;
    return order == std::partial_ordering::greater || order == std::partial_ordering::equivalent;
}

std::partial_ordering compare_numbers(const json& left, const json& right) {
    if (left < right) return std::partial_ordering::less;  // the library compares mixed number types by value
    return right < left ? std::partial_ordering::greater : std::partial_ordering::equivalent;
}

/// How the values stand to each other; unordered if one is not of the family.
std::partial_ordering compare(std::string_view family, const json& left, const json& right) {
    constexpr auto kOther = std::partial_ordering::unordered;
    if (family == "Numeric") return left.is_number() && right.is_number() ? compare_numbers(left, right) : kOther;
    if (family == "Boolean") return left.is_boolean() && right.is_boolean() ? left.get<bool>() <=> right.get<bool>() : kOther;
    if (!left.is_string() || !right.is_string()) return kOther;
    const auto& left_text = left.get_ref<const std::string&>();
    const auto& right_text = right.get_ref<const std::string&>();
    if (family == "String") return left_text.compare(right_text) <=> 0;
    const auto left_time = parse_timestamp(left_text), right_time = parse_timestamp(right_text);
    return left_time && right_time ? *left_time <=> *right_time : kOther;
}

bool is_of_kind(std::string_view test, const json& value) {
    if (test == "IsNull") return value.is_null();
    if (test == "IsString") return value.is_string();
    if (test == "IsNumeric") return value.is_number();
    if (test == "IsBoolean") return value.is_boolean();
    if (test == "IsTimestamp") return value.is_string() && parse_timestamp(value.get_ref<const std::string&>()).has_value();
    return true;  // IsPresent
}

/// Glob with "*" for any text and "\*", "\\" for themselves. Remembers the last star alone, so it is O(n·m) at worst.
bool matches(std::string_view text, std::string_view pattern) {
    std::size_t t = 0, p = 0, star = std::string_view::npos, resume = 0;
    while (t < text.size() || p < pattern.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            resume = t;
            continue;
        }
        const bool escaped = p + 1 < pattern.size() && pattern[p] == '\\';
        const auto wanted = escaped ? p + 1 : p;
        if (t < text.size() && wanted < pattern.size() && pattern[wanted] == text[t]) {
            p = wanted + 1;
            ++t;
            continue;
        }
        if (star == std::string_view::npos || resume >= text.size()) return false;
        p = star + 1;
        t = ++resume;
    }
    return true;
}

Outcome<bool> test_holds(const Rule& rule, const Scope& scope) {
    const auto lost = [] {
        return tl::unexpected(engine_failure("States.Runtime", "A path of the Choice state leads to nothing in its input."));
    };
    const auto* value = find(scope, rule.variable);
    if (rule.comparison == "IsPresent") return (value != nullptr) == std::get<json>(rule.operand).get<bool>();
    if (value == nullptr) return lost();
    if (is_kind_test(rule.comparison)) return is_of_kind(rule.comparison, *value) == std::get<json>(rule.operand).get<bool>();
    const auto* source = std::get_if<ValueSource>(&rule.operand);
    const auto* operand = source != nullptr ? find(scope, *source) : &std::get<json>(rule.operand);
    if (operand == nullptr) return lost();
    if (rule.comparison == "StringMatches") {
        return value->is_string() && matches(value->get_ref<const std::string&>(), operand->get_ref<const std::string&>());
    }
    const auto [family, relation] = *split(rule.comparison);
    return relation_holds(relation, compare(family, *value, *operand));
}

}  // namespace

Result<Rule> parse_rule(const json& value, NextField next_field, const std::string& pointer) {
    if (!value.is_object()) return refuse("a rule is expected", pointer);
    if (next_field == NextField::Refused && value.contains("Next")) return refuse("unknown field", pointer + "/Next");
    for (const auto* name : {"And", "Or", "Not"}) {
        if (value.contains(name)) return parse_connective(value, name, pointer);
    }
    return parse_test(value, pointer);
}

Outcome<bool> holds(const Rule& rule, const Scope& scope) {
    if (rule.kind == Rule::Kind::Test) return test_holds(rule, scope);
    // And stops at the first false, Or at the first true: a later path need not exist then.
    const bool stop_at = rule.kind == Rule::Kind::Or;
    bool value = !stop_at;
    for (const auto& part : rule.parts) {
        auto held = holds(part, scope);
        if (!held) return held;
        value = *held;
        if (rule.kind == Rule::Kind::Not) return !value;
        if (value == stop_at) return value;
    }
    return value;
}

}  // namespace bespoke::engine
