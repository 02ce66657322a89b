#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace bespoke::tailoring {

/// What is allowed, beyond the truth. The values here are the built-in policy; a tenant's file can only tighten them (docs/formats/policy.md).
struct Policy {
    std::size_t max_highlight_characters = 400;
    std::size_t max_summary_characters = 900;
    int max_copied_words = 8;     ///< of the advertisement, in a row, that the resume itself does not have
    double min_similarity = 0.5;  ///< cosine of a rewritten text to its evidence; asked only where there are vectors
    bool allow_first_person = false;
    double min_accepted_share = 0;       ///< of a job's edits; below it the job's proposer is asked again
    int min_evidence = 3;                ///< texts that can be evidence; a resume with fewer is rejected
    std::vector<std::string> forbidden;  ///< words or phrases that no new text may have

    bool operator==(const Policy&) const = default;
};

/// A policy file (TOML) on top of the built-in one. `InvalidInput` "bad-policy" with line and key: unknown keys, wrong types, and values
/// that would loosen it.
Result<Policy> policy_from_toml(std::string_view text);
/// What policy_from_toml() reads as the same policy.
std::string to_toml(const Policy&);
/// The stricter of both, field by field: an operator's and a tenant's policy together.
Policy stricter(const Policy&, const Policy&);

}  // namespace bespoke::tailoring
