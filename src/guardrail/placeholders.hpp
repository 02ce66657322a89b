#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace bespoke::guardrail {

/// Stands in for personal data in what leaves the house, and brings it back in what returns. One a request; the same spelling
/// always has the same placeholder ("⟦PERSON_1⟧", "⟦EMAIL_1⟧"). A value; not for sharing between threads while it is being
/// filled.
///
/// restore(mask(x)) == x for every x without the characters ⟦ and ⟧; those become [[ and ]], so that nobody writes a placeholder
/// by hand.
class Placeholders {
public:
    /// Values to hide whatever their case and blanks: the candidate's name, e-mail, telephone, address, links. Those of 8
    /// characters or more are found within words too.
    /// Of the kind "PERSON" the single names are hidden too where they are written as names ("Anna's", "ANNA"), and both run
    /// together.
    void hide(std::string_view kind, std::string_view value);
    /// The text without them, and without what looks like personal data by form: e-mail addresses, telephone numbers, links,
    /// street addresses, identification, bank and card numbers, birth dates.
    std::string mask(std::string_view text);
    /// The text with them. What looks like a placeholder but was never given, or lost its brackets, stays as it is and is listed
    /// in `unknown`.
    [[nodiscard]] std::string restore(std::string_view text, std::vector<std::string>* unknown = nullptr) const;
    /// The placeholders that a text names, given or not, each once.
    [[nodiscard]] static std::vector<std::string> in(std::string_view text);

private:
    struct Hidden {
        std::string kind;
        std::u32string folded;
        enum class Where { Words, WordsAsName, Anywhere } where = Where::Words;
    };
    struct Span {
        std::size_t begin = 0, end = 0;
        std::string_view kind;
    };
    void add(std::string_view kind, std::string_view value, Hidden::Where);
    [[nodiscard]] std::vector<Span> find_hidden(std::string_view text) const;
    std::string placeholder(std::string_view kind, std::string_view value);

    std::vector<Hidden> hidden_;
    std::map<std::string, std::string, std::less<>> placeholder_of_, value_of_;
    std::map<std::string, int, std::less<>> count_of_;
};

}  // namespace bespoke::guardrail
