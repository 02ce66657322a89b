#include "guardrail/forms.hpp"

#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <cstdlib>

#include "guardrail/forms_table.hpp"

namespace bespoke::guardrail {
namespace {

re2::RE2::Options options() {
    re2::RE2::Options out;
    out.set_case_sensitive(false);
    out.set_never_capture(true);
    out.set_log_errors(false);
    // Bytes instead of code points: much smaller automata, and UTF-8 literals match all the same.
    out.set_encoding(re2::RE2::Options::EncodingLatin1);
    out.set_max_mem(32 << 20);
    return out;
}

/// All forms: one automaton says which are there, then each of those says where.
class Forms {
public:
    Forms() : set_(options(), re2::RE2::UNANCHORED) {
        for (const auto& rule : kFormRules) {
            if (set_.Add(std::string(rule.pattern), nullptr) < 0) std::abort();  // the table is ours
        }
        if (!set_.Compile()) std::abort();
    }

    void find(std::string_view text, std::vector<Finding>& out) const {
        const re2::StringPiece piece(text.data(), text.size());
        std::vector<int> there;
        re2::RE2::Set::ErrorInfo error{};
        if (!set_.Match(piece, &there, &error)) {
            if (error.kind == re2::RE2::Set::kNoError) return;
            // Out of its memory: then each pattern looks for itself.
            there.resize(std::size(kFormRules));
            for (std::size_t i = 0; i < there.size(); ++i) there[i] = static_cast<int>(i);
        }
        for (const auto index : there) places(text, static_cast<std::size_t>(index), out);
    }

private:
    static void places(std::string_view text, std::size_t index, std::vector<Finding>& out) {
        constexpr int kMost = 20;
        const auto& rule = kFormRules[index];
        const re2::RE2 pattern(std::string(rule.pattern), options());  // rarely needed
        std::size_t at = 0;
        for (int count = 0; count < kMost && at < text.size(); ++count) {
            re2::StringPiece match;
            if (!pattern.Match({text.data(), text.size()}, at, text.size(), re2::RE2::UNANCHORED, &match, 1)) return;
            const auto begin = static_cast<std::size_t>(match.data() - text.data());
            out.push_back({rule.concern, std::string(rule.name), begin, begin + match.size(), std::string(rule.reason)});
            at = begin + std::max<std::size_t>(match.size(), 1);
        }
    }

    re2::RE2::Set set_;
};

/// No form has fewer signs than one of these, and most text has none.
bool may_have_forms(std::string_view text) {
    return text.find_first_of("<>[]{}#:=-(`~*_%$\xe2\xc2?!'\"") != std::string_view::npos;
}

}  // namespace

void find_forms(std::string_view text, std::vector<Finding>& out) {
    static const Forms forms;
    if (may_have_forms(text)) forms.find(text, out);
}

}  // namespace bespoke::guardrail
