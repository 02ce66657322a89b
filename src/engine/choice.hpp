#pragma once

#include <string>
#include <variant>
#include <vector>

#include "engine/value_source.hpp"

namespace bespoke::engine {

/// One boolean expression of a Choice state: a test of a variable, or And, Or, Not over others.
struct Rule {
    enum class Kind { Test, And, Or, Not } kind = Kind::Test;
    std::vector<Rule> parts;  ///< of And, Or, Not
    ValueSource variable;
    std::string comparison;                             ///< e.g. "NumericLessThan", without "Path"
    std::variant<nlohmann::json, ValueSource> operand;  ///< the literal, or where it is ("…Path")
};

/// Reads an expression. `next_field` tells whether "Next" is expected here (top rules) or refused (within And, Or, Not).
enum class NextField { Expected, Refused };
Result<Rule> parse_rule(const nlohmann::json&, NextField, const std::string& pointer);

/// True if the rule holds. A variable or operand path that leads to nothing is "States.Runtime", except under IsPresent; a value
/// of another type makes the test false.
Outcome<bool> holds(const Rule&, const Scope&);

}  // namespace bespoke::engine
