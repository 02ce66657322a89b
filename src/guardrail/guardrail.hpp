#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bespoke::guardrail {

/// What a text holds that no resume, advertisement or edit should.
enum class Concern {
    Injection,           ///< speaks to the machine that reads it: "ignore previous instructions", a forged role or delimiter
    PersonalData,        ///< national identification numbers, birth dates, bank data and the like
    ProtectedAttribute,  ///< age, sex, religion, ethnicity, health, family, orientation … of the candidate or of those wanted
    Unprofessional,      ///< insults, obscenities
    PromptLeftover,      ///< what models leave behind: "As an AI language model", "[insert number]", "{{name}}"
    Disguise,      ///< letters that are not what they look like: other scripts within a word, invisible ones, turned writing
    StrayRequest,  ///< a question or task for an assistant; harmless in itself, but no statement of a resume or advertisement
};
std::string_view to_string(Concern);

/// One such place.
struct Finding {
    Concern concern{};
    std::string rule;                ///< stable name of the rule that found it, e.g. "override-instructions"
    std::size_t begin = 0, end = 0;  ///< bytes of the text
    std::string reason;              ///< one sentence for people; quotes no personal data
};

/// Everything found, in order of place. Linear in the length of the text. Safe from many threads.
///
/// Rules look at meaning-bearing words in a form that undoes what attackers do to hide them (`skeleton.hpp`), so they know
/// "1gn0re", fullwidth or Cyrillic look-alikes and shuffled letters alike. No rule can know every attack: what keeps orders
/// powerless is that nothing in a document is ever obeyed and each edit is judged by its evidence; this is the alarm, not the
/// wall.
std::vector<Finding> screen(std::string_view text);
/// Only one kind.
std::vector<Finding> screen(std::string_view text, Concern);
/// True for what no model may read and no claim may rest on: any finding of Injection.
bool speaks_to_machines(std::string_view text);

}  // namespace bespoke::guardrail
