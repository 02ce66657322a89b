#pragma once

#include <string_view>
#include <vector>

namespace bespoke::guardrail {

/// A place in a text that has the form of personal data.
struct PersonalForm {
    std::string_view kind;  ///< "EMAIL", "LINK", "PHONE", "ID", "BIRTHDATE", "ADDRESS"
    std::size_t begin = 0, end = 0;
};

/// All of them, overlapping ones too, in no order. Linear. Prefers one too many: what is hidden comes back, what is sent does
/// not.
std::vector<PersonalForm> personal_forms(std::string_view text);

}  // namespace bespoke::guardrail
