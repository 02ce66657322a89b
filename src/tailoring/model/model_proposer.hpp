#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "evidence/evidence.hpp"
#include "guardrail/placeholders.hpp"
#include "job_description/job_description.hpp"
#include "tailoring/preferences.hpp"
#include "tailoring/validate.hpp"

namespace bespoke::tailoring {

/// What a language model is asked, without knowing any language model.
struct Prompt {
    std::string system, user;
    nlohmann::json schema;                 ///< of the answer
    guardrail::Placeholders placeholders;  ///< to bring personal data back

    /// A source line as the model sees it. Only these can be edited.
    struct Line {
        std::string id;  ///< "L3"
        NodeId node;
        std::string text;  ///< masked
    };
    struct Asked {
        std::string id;  ///< "R2"
        RequirementId requirement;
        std::string text;  ///< in the advertisement's words
    };
    std::vector<Line> lines;  ///< in the order of the resume, the summary last; empty: there is nothing to ask
    std::vector<Asked> requirements;
};

struct PromptOptions {
    std::string nonce;               ///< random for each request; part of the fences around data
    std::vector<std::string> retry;  ///< what was wrong with the last answer, one sentence each
    const Preferences* preferences = nullptr;
    std::size_t max_characters = 24'000;  ///< of the whole prompt, in bytes; the least relevant source lines are left out
};

/// Ask for edits of highlights and summary: rules in `system`, numbered source lines and requirements fenced as data in `user`. The rules
/// are the same for every request and hold no text of anybody, not even an example person. Lines and requirements that speak to machines
/// (guardrail::Concern Injection, Disguise, StrayRequest) are not sent.
Prompt make_prompt(const resume::Resume&, const job_description::JobDescription&, const evidence::MatchReport&,
                   const PromptOptions&);

/// The edits in a model's answer, ready to be judged; nothing in them is trusted. Takes JSON with text or thoughts around it, in a code
/// fence, cut off at the end, with trailing commas, comments or single quotes. `Corrupt` "model-answer" if no edits can be read out of it;
/// an answer that changes nothing is an empty list. What names no line of the prompt, names a placeholder that its line does not have, or
/// comes second for its line is left out; `left_out` gets one sentence each, which quotes nobody. Edit ids are "m01", "m02" …
Result<std::vector<Edit>> edits_from_answer(std::string_view answer, const Prompt&, const resume::Resume&,
                                            std::vector<std::string>* left_out = nullptr);

}  // namespace bespoke::tailoring
