#pragma once

#include "guardrail/notice.hpp"
#include "stages/generation.hpp"
#include "stages/stage_ports.hpp"

namespace bespoke::stages {

// What a guardrail of somebody else (StagePorts::guardrail) adds to the built-in screens. Without one these do nothing. Each text
// is asked about once a visit: the answers are kept, so that another try of the visit comes to the same result. A guardrail that
// does not answer fails the stage, which is tried again: no document goes on unscreened because a service was busy.

/// What the owner should know of a document besides what src/guardrail found. Nothing is decided by it.
Result<std::vector<guardrail::Notice>> notices_from_outside(const StagePorts&, const engine::TaskContext&, const Payload&,
                                                            std::string_view document, const std::string& text);

/// The edits that verdicts are about.
struct Claims {
    const resume::Resume& original;
    const Generation& generation;
};
/// One that the model made and that says something new.
struct Claim {
    const tailoring::Edit& edit;
    const std::string& text;
    tailoring::Verdict& verdict;
};
/// Those that were accepted so far. They refer to what is given.
std::vector<Claim> open_claims(const Claims&, std::vector<tailoring::Verdict>&);

/// Adds a finding "guardrail" to the verdict of each edit of the model that was accepted so far and that the guardrail blocks, be
/// it for what it says or since its own line does not say so.
Status screen_claims(const StagePorts&, const engine::TaskContext&, const Payload&, const Claims&,
                     std::vector<tailoring::Verdict>&);

}  // namespace bespoke::stages
