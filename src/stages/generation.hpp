#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "artifacts/change_log.hpp"
#include "stages/payload.hpp"
#include "tailoring/preferences.hpp"

namespace bespoke::stages {

/// What one visit of Generate came to.
struct Generation {
    std::vector<tailoring::Edit> edits;
    artifacts::Origin origin;           ///< who proposed them, what was not proposed, what the model did so far
    std::vector<std::string> warnings;  ///< sentences for the report
    bool unusable = false;              ///< the model answered, and nothing could be read out of it
};

nlohmann::ordered_json to_json(const Generation&, const resume::Resume&);
Result<Generation> generation_from_json(const nlohmann::json&);
/// What Generate stored last.
Result<Generation> load_generation(const Payload&);

/// True for an edit that the model proposed.
bool is_from_model(const artifacts::Origin&, const EditId&);
/// What became of the model's edits, noted with its last attempt.
void note_verdicts(artifacts::Origin&, const std::vector<tailoring::Verdict>&);

/// `first`, and those of `second` that change another node than every edit of `first`. Never two on one node or one list's order.
std::vector<tailoring::Edit> joined(std::vector<tailoring::Edit> first, const std::vector<tailoring::Edit>& second);

/// Takes out what rule (1) of Preferences forbids; gives it.
std::vector<artifacts::NotProposed> withhold(std::vector<tailoring::Edit>&, const resume::Resume&, const tailoring::Preferences&);

}  // namespace bespoke::stages
