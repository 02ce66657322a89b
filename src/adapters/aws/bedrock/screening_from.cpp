#include <algorithm>
#include <array>

#include "adapters/aws/bedrock/guardrail.hpp"

namespace bespoke::adapters::aws::bedrock {
namespace {

using nlohmann::json;
using ports::Screening;
using Finding = Screening::Finding;
using Action = Finding::Action;

/// Where the assessments of one policy stand.
struct Place {
    const char* policy;
    const char* list;
    Finding::Policy meaning;
};
constexpr std::array kPlaces = {
    Place{"contentPolicy", "filters", Finding::Policy::Content},
    Place{"topicPolicy", "topics", Finding::Policy::Topic},
    Place{"wordPolicy", "customWords", Finding::Policy::Word},
    Place{"wordPolicy", "managedWordLists", Finding::Policy::Word},
    Place{"sensitiveInformationPolicy", "piiEntities", Finding::Policy::PersonalData},
    Place{"sensitiveInformationPolicy", "regexes", Finding::Policy::PersonalData},
    Place{"contextualGroundingPolicy", "filters", Finding::Policy::Grounding},
};

/// What a resume is there to say: a guardrail that is set to block it would block every resume.
bool belongs_in_a_resume(std::string_view kind) {
    constexpr std::array<std::string_view, 7> kKinds = {"NAME", "EMAIL", "PHONE", "ADDRESS", "URL", "USERNAME", "AGE"};
    return std::ranges::find(kKinds, kind) != kKinds.end();
}

/// A kind in the service's own capitals; anything else may be a piece of the text (a word, an expression's name).
std::string kind_of(const json& one) {
    const auto found = one.find("type");
    if (found == one.end() || !found->is_string()) return {};
    const auto& kind = found->get_ref<const std::string&>();
    const bool plain = kind.size() <= 64 && std::ranges::all_of(kind, [](char c) {
                           return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
                       });
    return plain ? kind : std::string();
}

bool is_given(const json& one, const char* key, const char* value) {
    const auto found = one.find(key);
    return found != one.end() && *found == value;
}

Action action_of(const json& one) {
    if (is_given(one, "action", "BLOCKED")) return Action::Blocked;
    return is_given(one, "action", "ANONYMIZED") ? Action::Masked : Action::Noted;
}

Finding finding_of(const json& one, Finding::Policy policy) {
    Finding finding{policy, kind_of(one), action_of(one)};
    if (finding.kind == "PROMPT_ATTACK") finding.policy = Finding::Policy::PromptAttack;
    const bool softened = policy == Finding::Policy::PersonalData && belongs_in_a_resume(finding.kind);
    if (softened && finding.action == Action::Blocked) finding.action = Action::Masked;
    return finding;
}

/// Filters of grounding are listed with their scores also where nothing is wrong.
bool says_something(const json& one, Finding::Policy policy) {
    const auto detected = one.find("detected");
    if (detected != one.end() && *detected == false) return false;
    return policy != Finding::Policy::Grounding || action_of(one) != Action::Noted ||
           (detected != one.end() && *detected == true);
}

void read_assessment(const json& assessment, Screening& screening) {
    for (const auto& place : kPlaces) {
        const auto policy = assessment.find(place.policy);
        if (policy == assessment.end() || !policy->is_object()) continue;
        const auto list = policy->find(place.list);
        if (list == policy->end() || !list->is_array()) continue;
        for (const auto& one : *list) {
            if (one.is_object() && says_something(one, place.meaning))
                screening.findings.push_back(finding_of(one, place.meaning));
        }
    }
}

}  // namespace

Result<Screening> screening_from(const json& answer) {
    const auto bad = [](std::string detail) {
        return fail(ErrorCode::Corrupt, "guardrail-answer", "The guardrail gave no answer of use; try again.", std::move(detail));
    };
    if (!answer.is_object()) return bad("no object");
    const auto action = answer.find("action");
    const auto assessments = answer.find("assessments");
    if (action == answer.end() || (*action != "NONE" && *action != "GUARDRAIL_INTERVENED")) return bad("no action");
    Screening screening;
    if (assessments != answer.end() && assessments->is_array()) {
        for (const auto& assessment : *assessments) {
            if (assessment.is_object()) read_assessment(assessment, screening);
        }
    }
    // It stepped in and does not say why: then it counts.
    if (*action == "GUARDRAIL_INTERVENED" && screening.findings.empty())
        screening.findings.push_back({Finding::Policy::Content, {}, Action::Blocked});
    return screening;
}

}  // namespace bespoke::adapters::aws::bedrock
