#pragma once

#include <string_view>

namespace bespoke::guardrail {

/// Words that orders to machines are made of. Shuffled inner letters do not hide them.
inline constexpr std::string_view kRestoredWords[] = {
    "ignore",    "disregard", "forget",    "override", "previous",  "previously",   "instruction", "instructions",
    "system",    "prompt",    "prompts",   "reveal",   "following", "guidelines",   "candidate",   "assistant",
    "developer", "highest",   "recommend", "pretend",  "jailbreak", "restrictions",
};

}  // namespace bespoke::guardrail
