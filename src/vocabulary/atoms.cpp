#include "vocabulary/atoms.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "text/text.hpp"

namespace bespoke::vocabulary {
namespace {

struct Respelling {
    std::string_view british, american;
};

/// Parts of words. Only such as can't be part of another word with another meaning ("four" has "our", but none of these).
constexpr auto kRespellings = std::to_array<Respelling>({
    {"aluminium", "aluminum"},   {"anaesth", "anesth"},     {"analyse", "analyze"},
    {"analysing", "analyzing"},  {"behaviour", "behavior"}, {"cancell", "cancel"},
    {"catalogu", "catalog"},     {"centre", "center"},      {"colour", "color"},
    {"counsell", "counsel"},     {"defence", "defense"},    {"dialogue", "dialog"},
    {"enrolment", "enrollment"}, {"favour", "favor"},       {"fulfilment", "fulfillment"},
    {"gynaec", "gynec"},         {"haem", "hem"},           {"harbour", "harbor"},
    {"honour", "honor"},         {"judgement", "judgment"}, {"labell", "label"},
    {"labour", "labor"},         {"licence", "license"},    {"modell", "model"},
    {"neighbour", "neighbor"},   {"offence", "offense"},    {"orthopaed", "orthoped"},
    {"paediatr", "pediatr"},     {"programme", "program"},  {"theatre", "theater"},
    {"travell", "travel"},       {"yoghurt", "yogurt"},
});

constexpr std::size_t kShortestRespelling = 4;
static_assert(std::is_sorted(kRespellings.begin(), kRespellings.end(),
                             [](const Respelling& a, const Respelling& b) { return a.british < b.british; }));

/// Respellings that begin with each letter.
struct Range {
    std::uint8_t begin = 0, end = 0;
};
constexpr auto kByLetter = [] {
    std::array<Range, 26> ranges{};
    for (std::uint8_t i = 0; i < kRespellings.size(); ++i) {
        auto& range = ranges[static_cast<std::size_t>(kRespellings[i].british.front() - 'a')];
        if (range.end == 0) range.begin = i;
        range.end = static_cast<std::uint8_t>(i + 1);
    }
    return ranges;
}();

void respell(std::string& word) {
    for (std::size_t at = 0; at + kShortestRespelling <= word.size(); ++at) {
        if (word[at] < 'a' || word[at] > 'z') continue;
        const auto [begin, end] = kByLetter[static_cast<std::size_t>(word[at] - 'a')];
        for (auto i = begin; i < end; ++i) {
            const auto& [british, american] = kRespellings[i];
            if (word.compare(at, british.size(), british) == 0) word.replace(at, british.size(), american);
        }
    }
}

/// "organise", "organisation", "optimising" with a z. Words that have no z form ("exercise") get one too, on both sides alike.
void use_z(std::string& word) {
    for (const std::string_view ending : {"isation", "isations", "ise", "ised", "ises", "iser", "isers", "ising"}) {
        if (word.size() > ending.size() + 2 && word.ends_with(ending)) {
            word[word.size() - ending.size() + 1] = 'z';
            return;
        }
    }
}

void use_singular(std::string& word) {
    // "does" is no plural of DoE.
    if (word.size() <= 3 || !word.ends_with('s') || text::is_stop_word(word)) return;
    for (const std::string_view kept : {"ss", "us", "is"}) {
        if (word.ends_with(kept)) return;
    }
    if (word.size() > 4 && word.ends_with("ies")) {
        word.replace(word.size() - 3, 3, "y");
        return;
    }
    for (const std::string_view longer : {"sses", "xes", "ches", "shes", "zzes"}) {
        if (word.ends_with(longer)) word.pop_back();
    }
    word.pop_back();
}

bool is_blank(char c) { return c == ' ' || c == '\t'; }

enum class Gap { Blank, Hyphen, Comma, And, Break };

/// What the characters between two words say. Quotes, bullets inside a line and typographic blanks are as good as blanks.
Gap gap_between(std::string_view between) {
    if (between == "-" || between == "\u2010" || between == "\u2011") return Gap::Hyphen;
    auto gap = Gap::Blank;
    for (const char c : between) {
        if (is_blank(c)) continue;
        switch (c) {
            case ',': gap = Gap::Comma; break;
            case '&': gap = Gap::And; break;
            case '\n':
            case '\r':
            case '.':
            case ';':
            case ':':
            case '!':
            case '?':
            case '|':
            case '/':
            case '(':
            case ')':
            case '[':
            case ']':
            case '=':
            case '<':
            case '>':
            case '{':
            case '}':
            case '\\':
            case '*':
            case '~': return Gap::Break;
            default: break;
        }
    }
    for (const std::string_view symbol : {"\u2022", "\u00B7", "\u2013", "\u2014", "\u25CF", "\u25AA"}) {
        if (between.find(symbol) != std::string_view::npos) return Gap::Break;
    }
    return between.find(" - ") != std::string_view::npos ? Gap::Break : gap;
}

}  // namespace

std::string plain_word(std::string_view folded) {
    std::string word(folded);
    if (word.size() > 4) {
        respell(word);
        use_z(word);
    }
    use_singular(word);
    return word;
}

std::vector<Atom> atoms(std::string_view text) {
    auto tokens = text::tokens(text);
    std::vector<Atom> out;
    out.reserve(tokens.size() * 5 / 4);
    std::size_t last = 0;
    for (auto& token : tokens) {
        const auto gap = out.empty() ? Gap::Blank : gap_between(text.substr(last, token.begin - last));
        if (gap == Gap::Hyphen) out.back().hyphened = true;
        if (gap == Gap::Comma) out.push_back({std::string(kComma), last, token.begin, false});
        if (gap == Gap::And) out.push_back({"and", last, token.begin, false});
        if (gap == Gap::Break) out.push_back({std::string(kBreak), last, token.begin, false});
        last = token.end;
        out.push_back({plain_word(token.text), token.begin, token.end, false});
    }
    return out;
}

std::vector<Atom> split_joined(std::vector<Atom> atoms, std::string_view text,
                               const std::function<bool(std::string_view)>& known) {
    const auto joined = [&](const Atom& atom) { return atom.word.find_first_of("/&") != std::string::npos && !known(atom.word); };
    if (std::none_of(atoms.begin(), atoms.end(), joined)) return atoms;
    std::vector<Atom> out;
    out.reserve(atoms.size() + 8);
    for (auto& atom : atoms) {
        if (!joined(atom)) {
            out.push_back(std::move(atom));
            continue;
        }
        const auto raw = text.substr(atom.begin, atom.end - atom.begin);
        for (auto begin = std::size_t{0};;) {
            const auto end = std::min(raw.find_first_of("/&", begin), raw.size());
            out.push_back({plain_word(text::fold(raw.substr(begin, end - begin))), atom.begin + begin, atom.begin + end, false});
            if (end == raw.size()) break;
            out.push_back({std::string(kBreak), atom.begin + end, atom.begin + end + 1, false});
            begin = end + 1;
        }
        out.back().hyphened = atom.hyphened;
    }
    return out;
}

}  // namespace bespoke::vocabulary
