#pragma once

#include <string>
#include <vector>

#include "base/deadline.hpp"
#include "base/error.hpp"
#include "base/ids.hpp"

namespace bespoke::ports {

/// A text that somebody else's guardrail looks at.
struct ScreenRequest {
    TenantId owner;  ///< whose text it is
    enum class Source {
        Input,   ///< a document, before a model reads it
        Output,  ///< what a model wrote
    } source = Source::Input;
    std::string text;
    std::string grounding;  ///< what a text of a model was made of; empty: it is not asked whether the text keeps to it
};

/// What a guardrail said of one text.
struct Screening {
    struct Finding {
        enum class Policy { Content, PromptAttack, Topic, Word, PersonalData, Grounding } policy{};
        std::string kind;  ///< the guardrail's own word, e.g. "HATE" or "US_SOCIAL_SECURITY_NUMBER"; never a piece of the text
        enum class Action { Noted, Masked, Blocked } action{};
    };
    std::vector<Finding> findings;
    [[nodiscard]] bool blocked() const {
        for (const auto& finding : findings) {
            if (finding.action == Finding::Action::Blocked) return true;
        }
        return false;
    }
};

/// A screen beside the built-in one (src/guardrail), which stays in force whatever this says. Safe from many threads. Never logs a text.
class Guardrail {
public:
    virtual ~Guardrail() = default;
    /// Findings in order of place as far as they have one. Names, addresses and the like, which every resume has, never block.
    /// `Unavailable` "throttled" | "guardrail-unavailable"; `Timeout` "deadline"; `Forbidden` "guardrail-unauthorised"; `InvalidInput`
    /// "guardrail-request" (no such guardrail, or it can't do what is asked).
    virtual Result<Screening> screen(const ScreenRequest&, Deadline) = 0;
};

}  // namespace bespoke::ports
