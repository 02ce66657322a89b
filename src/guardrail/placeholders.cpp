#include "guardrail/placeholders.hpp"

#include <fmt/format.h>
#include <re2/re2.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <optional>

#include "guardrail/personal_forms.hpp"
#include "text/code_points.hpp"
#include "text/text.hpp"

namespace bespoke::guardrail {
namespace {

constexpr std::string_view kOpen = "⟦", kClose = "⟧";

void replace_all(std::string& text, std::string_view what, std::string_view by) {
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
}

/// Nobody but mask() writes a placeholder.
std::string without_markers(std::string_view text) {
    std::string plain(text);
    replace_all(plain, kOpen, "[[");
    replace_all(plain, kClose, "]]");
    return plain;
}

bool is_blank(UChar32 c) { return u_isUWhiteSpace(c) != 0; }
bool is_word(UChar32 c) { return u_isalnum(c) != 0 || c == '_'; }
UChar32 fold(UChar32 c) { return c == U'’' ? U'\'' : u_foldCase(c, U_FOLD_CASE_DEFAULT); }

/// Folded, with one blank where there are several and none at the ends.
std::u32string folded(std::string_view value) {
    std::u32string out;
    for (std::size_t at = 0; at < value.size();) {
        const auto c = text::next_code_point(value, at);
        if (!is_blank(c))
            out += static_cast<char32_t>(fold(c));
        else if (!out.empty() && out.back() != U' ')
            out += U' ';
    }
    while (!out.empty() && out.back() == U' ') out.pop_back();
    return out;
}

/// End of `value` in `text` from `at`; nothing if it does not stand there.
std::optional<std::size_t> match_at(std::string_view text, std::size_t at, const std::u32string& value) {
    for (const char32_t wanted : value) {
        if (at >= text.size()) return std::nullopt;
        auto next = at;
        auto c = text::next_code_point(text, next);
        if (wanted == U' ') {
            if (!is_blank(c)) return std::nullopt;
            do {
                at = next;
                if (at >= text.size()) break;
                c = text::next_code_point(text, next);
            } while (is_blank(c));
            continue;
        }
        if (static_cast<char32_t>(fold(c)) != wanted) return std::nullopt;
        at = next;
    }
    return at;
}

bool word_goes_on(std::string_view text, std::size_t at) { return at < text.size() && is_word(text::next_code_point(text, at)); }

/// "Anna" and, without an apostrophe, "Annas"; not "Annapolis".
std::optional<std::size_t> end_of_word(std::string_view text, std::size_t end, char32_t last) {
    if (!is_word(static_cast<UChar32>(last)) || !word_goes_on(text, end)) return end;
    const bool plural = (text[end] == 's' || text[end] == 'S') && !word_goes_on(text, end + 1);
    return plural ? std::optional(end + 1) : std::nullopt;
}

/// What stands around a name and is none: titles, particles, degrees. Alone they say nothing about anybody.
bool is_no_name(const std::u32string& part) {
    static constexpr std::array<std::u32string_view, 44> kParticles = {
        U"mr",  U"mrs", U"ms",  U"mx",  U"dr", U"prof", U"sir", U"jr",  U"sr",  U"ii",  U"iii", U"iv", U"phd", U"mba", U"md",
        U"rn",  U"bsn", U"msn", U"cpa", U"pe", U"esq",  U"msc", U"bsc", U"ma",  U"ba",  U"bs",  U"ms", U"pmp", U"van", U"von",
        U"der", U"den", U"de",  U"la",  U"le", U"del",  U"di",  U"da",  U"dos", U"bin", U"ibn", U"al", U"el",  U"the"};
    return part.size() < 2 || std::ranges::find(kParticles, part) != kParticles.end();
}

/// The name without what follows a comma: "Anna Kowalska, RN".
std::string_view before_comma(std::string_view name) { return name.substr(0, name.find(',')); }

const RE2& placeholder_pattern() {
    static const RE2 pattern(R"(⟦([A-Z]+_[0-9]+)⟧)");
    return pattern;
}

/// Calls visit(begin, end, inner name) for each placeholder of a text.
template <class Visit>
void for_each_placeholder(std::string_view text, const Visit& visit) {
    const re2::StringPiece all(text.data(), text.size());
    std::array<re2::StringPiece, 2> groups;
    for (std::size_t from = 0; placeholder_pattern().Match(all, from, text.size(), RE2::UNANCHORED, groups.data(), 2);) {
        const auto begin = static_cast<std::size_t>(groups[0].data() - text.data());
        from = begin + groups[0].size();
        visit(begin, from, std::string_view(groups[1].data(), groups[1].size()));
    }
}

void add_once(std::vector<std::string>& list, std::string_view text) {
    if (std::ranges::find(list, text) == list.end()) list.emplace_back(text);
}

bool stands_alone(std::string_view text, std::size_t begin, std::size_t end) {
    const auto digit = [&](std::size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; };
    const auto letter = [&](std::size_t at) {
        return at < text.size() && ((text[at] | 0x20) >= 'a' && (text[at] | 0x20) <= 'z');
    };
    return !digit(end) && (begin == 0 || !letter(begin - 1));
}

}  // namespace

void Placeholders::add(std::string_view kind, std::string_view value, Hidden::Where where) {
    Hidden hidden{std::string(kind), folded(without_markers(value)), where};
    // One character would turn the text into placeholders.
    if (hidden.folded.size() < 2) return;
    const auto same = [&](const Hidden& other) { return other.folded == hidden.folded; };
    if (const auto at = std::ranges::find_if(hidden_, same); at != hidden_.end()) {
        if (at->where == Hidden::Where::WordsAsName) at->where = where;
        return;
    }
    hidden_.push_back(std::move(hidden));
}

void Placeholders::hide(std::string_view kind, std::string_view value) {
    // A long value is no part of an ordinary word.
    constexpr std::size_t kLongCharacters = 8;
    const auto where = folded(value).size() < kLongCharacters ? Hidden::Where::Words : Hidden::Where::Anywhere;
    add(kind, value, where);
    if (kind != "PERSON") return;
    const auto name = before_comma(value);
    add(kind, name, where);
    std::string joined, part;
    int parts = 0;
    const auto end_part = [&] {
        const auto letters = folded(part);
        if (!is_no_name(letters)) {
            add(kind, part, Hidden::Where::WordsAsName);
            joined += part;
            ++parts;
        }
        part.clear();
    };
    for (std::size_t at = 0; at < name.size();) {
        const auto c = text::next_code_point(name, at);
        if (u_isalpha(c) != 0 || c == '\'' || c == U'’' || u_charType(c) == U_NON_SPACING_MARK)
            text::append_code_point(part, c);
        else
            end_part();
    }
    end_part();
    if (parts > 1) add(kind, joined, Hidden::Where::Anywhere);
}

std::vector<Placeholders::Span> Placeholders::find_hidden(std::string_view text) const {
    std::vector<Span> found;
    bool in_word = false;
    for (std::size_t at = 0; at < text.size();) {
        auto next = at;
        const auto c = text::next_code_point(text, next);
        const auto first = static_cast<char32_t>(fold(c));
        for (const auto& hidden : hidden_) {
            if (hidden.folded.front() != first) continue;
            if (hidden.where != Hidden::Where::Anywhere && in_word && is_word(c)) continue;
            // "will" is a word, "Will" may be a name.
            if (hidden.where == Hidden::Where::WordsAsName && u_islower(c) != 0) continue;
            auto end = match_at(text, at, hidden.folded);
            if (end && hidden.where != Hidden::Where::Anywhere) end = end_of_word(text, *end, hidden.folded.back());
            if (end) found.push_back({at, *end, hidden.kind});
        }
        in_word = is_word(c);
        at = next;
    }
    return found;
}

std::string Placeholders::placeholder(std::string_view kind, std::string_view value) {
    if (const auto known = placeholder_of_.find(value); known != placeholder_of_.end()) return known->second;
    auto name = fmt::format("{}_{}", kind, ++count_of_[std::string(kind)]);
    auto written = fmt::format("{}{}{}", kOpen, name, kClose);
    placeholder_of_.emplace(value, written);
    value_of_.emplace(std::move(name), value);
    return written;
}

std::string Placeholders::mask(std::string_view given) {
    const auto text = without_markers(given);
    auto spans = find_hidden(text);
    for (const auto& form : personal_forms(text)) spans.push_back({form.begin, form.end, form.kind});
    std::ranges::stable_sort(spans,
                             [](const Span& a, const Span& b) { return a.begin != b.begin ? a.begin < b.begin : a.end > b.end; });
    std::string out;
    std::size_t done = 0;
    for (std::size_t i = 0; i < spans.size();) {
        // What overlaps is hidden as one, so that no end of the second stays in sight.
        auto whole = spans[i];
        for (++i; i < spans.size() && spans[i].begin < whole.end; ++i) whole.end = std::max(whole.end, spans[i].end);
        out.append(text, done, whole.begin - done);
        out += placeholder(whole.kind, std::string_view(text).substr(whole.begin, whole.end - whole.begin));
        done = whole.end;
    }
    return out.append(text, done);
}

std::string Placeholders::restore(std::string_view text, std::vector<std::string>* unknown) const {
    std::string out;
    std::size_t done = 0;
    for_each_placeholder(text, [&](std::size_t begin, std::size_t end, std::string_view name) {
        out.append(text, done, begin - done);
        done = end;
        const auto value = value_of_.find(name);
        out += value != value_of_.end() ? std::string_view(value->second) : text.substr(begin, end - begin);
        if (value == value_of_.end() && unknown != nullptr) add_once(*unknown, text.substr(begin, end - begin));
    });
    out.append(text, done);
    if (unknown == nullptr) return out;
    if (out.find(kOpen) != std::string::npos || out.find(kClose) != std::string::npos) {
        if (unknown->empty()) unknown->emplace_back(kOpen);
    }
    // A model that drops the brackets: "PERSON_1 led …".
    for (const auto& [name, value] : value_of_) {
        for (auto at = out.find(name); at != std::string::npos; at = out.find(name, at + 1)) {
            if (stands_alone(out, at, at + name.size())) add_once(*unknown, name);
        }
    }
    return out;
}

std::vector<std::string> Placeholders::in(std::string_view text) {
    std::vector<std::string> found;
    for_each_placeholder(
        text, [&](std::size_t begin, std::size_t end, std::string_view) { add_once(found, text.substr(begin, end - begin)); });
    return found;
}

}  // namespace bespoke::guardrail
