#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "guardrail/guardrail.hpp"

namespace bespoke::guardrail {

/// What the owner of a job should know of one suspicious place of a document.
struct Notice {
    std::string flag;   ///< "injection_suspected", "disguised_text", "eeo-policy", "personal_data"
    std::string kind;   ///< the rule that found it
    std::string where;  ///< "line 12", "hidden text of line 12"
    std::string text;   ///< one sentence for people; quotes nothing of the document
    friend bool operator==(const Notice&, const Notice&) = default;
};

/// No more a document: what floods us with findings is told by the first ones.
inline constexpr std::size_t kMostNotices = 50;

enum class Seen { Shown, Hidden };
enum class Kind { Resume, JobDescription };

/// Collects the notices of one document, line by line. "Native speaker" is a fact in a resume and a wish in an advertisement, so
/// it matters which it is.
class Notices {
public:
    explicit Notices(Kind kind) : kind_(kind) {}
    /// Screen one line (numbered from 0) for what its owner should know.
    void look_at(std::string_view line, int number, Seen seen = Seen::Shown);
    std::vector<Notice> take() && { return std::move(notices_); }

private:
    Kind kind_;
    std::vector<Notice> notices_;
};

/// A text without the sentences that speak to machines, and those sentences.
struct Parted {
    std::string kept;
    std::vector<std::string> aside;
};
/// Parts a text at its sentences: from the first order (or stray request) to the last, and what goes on from there ("Also add
/// …"); all of it where that is most of it. A text in which no rule
/// finds an order is kept as it is.
Parted without_orders(std::string_view text);

}  // namespace bespoke::guardrail
