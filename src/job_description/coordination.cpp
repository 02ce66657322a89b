#include "job_description/coordination.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "job_description/lexicon.hpp"
#include "job_description/phrase.hpp"
#include "text/text.hpp"
#include "vocabulary/vocabulary.hpp"

namespace bespoke::job_description {
namespace {

/// Longer phrases are prose; cutting them takes time that grows with the square of their length.
constexpr std::size_t kLongestPhrase = 600;

enum class Joint { None, Comma, And, Or };

/// A gap between two tokens, or a conjunction with the gaps around it.
struct Separator {
    Joint joint = Joint::None;
    std::size_t begin = 0, end = 0;  ///< bytes
    bool protected_by_term = false;
};

bool is_and(std::string_view word) {
    constexpr std::array<std::string_view, 8> kWords = {"and", "und", "sowie", "et", "y", "e", "en", "plus"};
    return std::ranges::find(kWords, word) != kWords.end();
}
bool is_or(std::string_view word) {
    constexpr std::array<std::string_view, 6> kWords = {"or", "oder", "bzw", "ou", "o", "of"};
    // "of" is Dutch for "or", and far more often English.
    return word != "of" && std::ranges::find(kWords, word) != kWords.end();
}

const PhraseTable& examples() {
    static const PhraseTable table(lexicon::kExamples);
    return table;
}
const PhraseTable& dependents() {
    static const PhraseTable table(lexicon::kDependents);
    return table;
}

const PhraseTable& carriers() {
    static const PhraseTable table(lexicon::kCarriers);
    return table;
}

const PhraseTable& years() {
    static const PhraseTable table(lexicon::kYears);
    return table;
}

int depth_change(std::string_view gap) {
    int change = 0;
    for (const char c : gap) change += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
    return change;
}

/// "right to live": a lone verb, whose object may come with a later one.
bool is_lone_verb(TokenView tokens, ListStyle style) {
    static constexpr auto kOpenings = std::to_array<std::string_view>({"right", "entitled", "permission", "how"});
    constexpr std::size_t kTokens = 3;
    if (style == ListStyle::Verbs) return tokens.size() == 1;
    return tokens.size() >= kTokens && tokens[tokens.size() - 2].text == "to" &&
           std::ranges::find(kOpenings, tokens[tokens.size() - kTokens].text) != kOpenings.end();
}

class Splitter {
public:
    Splitter(std::string_view phrase, ListStyle style) : phrase_(phrase), style_(style), tokens_(text::tokens(phrase)) {
        for (const auto& mention : vocabulary::Vocabulary::builtin().mentions(phrase))
            if (mention.kind != vocabulary::MentionKind::Cue) mentions_.push_back(mention);
    }

    std::vector<std::string_view> split() {
        find_separators();
        const auto divides = [&](const Separator& s) {
            return s.joint == Joint::Comma && !s.protected_by_term && !opens_dependent(s.end);
        };
        const bool list = std::ranges::any_of(separators_, divides);
        const bool alternatives = !separators_.empty() && separators_.back().joint == Joint::Or;
        const bool has_examples = style_ != ListStyle::Inline && examples_before_first_separator();
        std::vector<std::string_view> out;
        std::size_t from = 0;
        for (std::size_t i = 0; i < separators_.size(); ++i) {
            const auto& separator = separators_[i];
            if (alternatives && style_ != ListStyle::Inline) break;
            // After "…, including" or "…, ideally" nothing new is asked for.
            if (separator.joint == Joint::Comma && opens_dependent(separator.end)) break;
            if (has_examples || !cuts(i, list)) continue;
            push(out, from, separator.begin);
            from = separator.end;
        }
        push(out, from, phrase_.size());
        return out;
    }

private:
    void find_separators() {
        int depth = tokens_.empty() ? 0 : depth_change(phrase_.substr(0, tokens_.front().begin));
        for (std::size_t i = 0; i + 1 < tokens_.size(); ++i) {
            const auto gap = phrase_.substr(tokens_[i].end, tokens_[i + 1].begin - tokens_[i].end);
            const bool inside = depth > 0;
            depth += depth_change(gap);
            if (depth > 0) continue;
            // What stands behind the bracket that closes: "AWS (EC2, S3), and …".
            const auto closed = inside ? gap.find_last_of(")]") + 1 : 0;
            add_separator(i, gap.substr(closed), tokens_[i].end + closed);
        }
    }

    void add_separator(std::size_t i, std::string_view gap, std::size_t begin) {
        const auto& next = tokens_[i + 1];
        Separator separator{Joint::None, begin, next.begin, false};
        if (gap.find(',') != std::string_view::npos || gap.find(';') != std::string_view::npos ||
            gap.find('|') != std::string_view::npos || gap.find("•") != std::string_view::npos ||
            gap.find("·") != std::string_view::npos)
            separator.joint = Joint::Comma;
        else if (gap.find(" & ") != std::string_view::npos || gap.find(" + ") != std::string_view::npos)
            separator.joint = gap.find('+') == std::string_view::npos ? Joint::And : Joint::Comma;
        if (i + 2 < tokens_.size() && (is_and(next.text) || is_or(next.text)) && gap.find('/') == std::string_view::npos) {
            const auto after = phrase_.substr(next.end, tokens_[i + 2].begin - next.end);
            if (after.find('/') == std::string_view::npos) {
                separator.joint = is_or(next.text) ? Joint::Or : Joint::And;
                separator.end = tokens_[i + 2].begin;
            }
        }
        if (separator.joint == Joint::None) return;
        const bool continued = !separators_.empty() && separators_.back().end > separator.begin;
        if (continued) return;
        const auto here = separator.begin;
        separator.protected_by_term =
            std::ranges::any_of(mentions_, [&](const auto& m) { return m.begin < here && here < m.end; }) || parts_numbers(i) ||
            parts_modifiers(i) || parts_letters(i);
        separators_.push_back(separator);
    }

    /// "Sections 104, 278 and 38": what has numbers alone on a side is one thing.
    [[nodiscard]] bool parts_numbers(std::size_t i) const {
        const auto is_number = [&](std::size_t at) {
            return at < tokens_.size() && tokens_[at].text.find_first_not_of("0123456789") == std::string::npos;
        };
        const auto next = i + 1 < tokens_.size() && is_and(tokens_[i + 1].text) ? i + 2 : i + 1;
        return is_number(i) && is_number(next);
    }

    /// "Options A, C and E", "class B and C1": letters of one scheme are one thing.
    [[nodiscard]] bool parts_letters(std::size_t i) const {
        static constexpr auto kSchemes = std::to_array<std::string_view>(
            {"option", "options", "class",    "classes",   "category", "categories", "part",   "parts",   "type",      "types",
             "group",  "groups",  "schedule", "schedules", "grade",    "grades",     "klasse", "klassen", "catégorie", "clase"});
        const auto is_letter = [&](std::size_t at) {
            const auto& word = tokens_[at].text;
            return word.size() <= 2 && word.front() >= 'a' && word.front() <= 'z' &&
                   (word.size() == 1 || (word.back() >= '0' && word.back() <= '9'));
        };
        const auto next = is_and(tokens_[i + 1].text) ? i + 2 : i + 1;
        if (next >= tokens_.size() || !is_letter(next)) return false;
        auto first = i;
        while (first > 0 && (is_letter(first) || is_and(tokens_[first].text))) --first;
        return first < i && std::ranges::find(kSchemes, tokens_[first].text) != kSchemes.end();
    }

    /// "a multi-entity, multi-currency group": adjectives of one noun.
    [[nodiscard]] bool parts_modifiers(std::size_t i) const {
        const auto is_compound = [&](std::size_t at) {
            const auto& token = tokens_[at];
            return token.text.find('-') != std::string::npos || (token.begin > 0 && phrase_[token.begin - 1] == '-') ||
                   (token.end < phrase_.size() && phrase_[token.end] == '-');
        };
        const auto gap = phrase_.substr(tokens_[i].end, tokens_[i + 1].begin - tokens_[i].end);
        const bool noun_follows = i + 2 < tokens_.size() && phrase_.substr(tokens_[i + 1].end, 1) != ",";
        return gap == ", " && noun_follows && is_compound(i) && is_compound(i + 1);
    }

    [[nodiscard]] bool cuts(std::size_t index, bool list) const {
        const auto& separator = separators_[index];
        if (separator.protected_by_term || separator.joint == Joint::Or) return false;
        if (separator.joint == Joint::Comma) return true;
        const auto before = side_before(index), after = side_after(index);
        if (goes_on_with_a_verb(before, after) || shares_a_noun(before, after)) return false;
        // "… and solid knowledge of food safety"
        if (carriers().match_at(tokens_, after.begin) || years().match_at(tokens_, after.begin)) return true;
        const bool last = index + 1 == separators_.size();
        if (list && last && style_ != ListStyle::Inline) return !opens_dependent(separator.end);
        constexpr std::size_t kShort = 2;
        if (list && last && before.size() <= kShort && after.size() <= kShort) return true;
        return known(before) && known(after) && !shares_a_place(before);
    }

    /// "able to read and understand drawings", "right to live and work in Ireland": what follows belongs to both.
    [[nodiscard]] bool goes_on_with_a_verb(TokenRange before, TokenRange after) const {
        static constexpr auto kVerbs = std::to_array<std::string_view>(
            {"work", "use", "know", "understand", "speak", "operate", "master", "appreciate", "run", "lead", "manage", "handle"});
        return is_lone_verb(TokenView(tokens_).subspan(before.begin, before.size()), style_) && after.begin < tokens_.size() &&
               std::ranges::find(kVerbs, tokens_[after.begin].text) != kVerbs.end();
    }

    /// "AAC, low and high tech", "internal and external audits": the noun comes with the second adjective.
    [[nodiscard]] bool shares_a_noun(TokenRange before, TokenRange after) const {
        static constexpr auto kAdjectives = std::to_array<std::string_view>(
            {"low",     "high",     "small",    "large",    "short",    "long",        "early",   "late",     "old",
             "new",     "internal", "external", "local",    "regional", "national",    "global",  "domestic", "international",
             "inbound", "outbound", "incoming", "outgoing", "upper",    "lower",       "major",   "minor",    "public",
             "private", "direct",   "indirect", "formal",   "informal", "qualitative", "manual",  "static",   "dynamic",
             "verbal",  "written",  "oral",     "spoken",   "primary",  "secondary",   "planned", "reactive", "preventive",
             "hot",     "cold",     "wet",      "dry",      "heavy",    "light",       "soft",    "hard",     "quantitative"});
        const auto is_adjective = [&](std::size_t i) {
            return std::ranges::find(kAdjectives, tokens_[i].text) != kAdjectives.end();
        };
        return before.size() == 1 && after.size() > 1 && is_adjective(before.begin) && is_adjective(after.begin);
    }

    [[nodiscard]] bool opens_dependent(std::size_t byte) const {
        const auto next = std::ranges::find_if(tokens_, [&](const auto& token) { return token.begin >= byte; });
        if (next == tokens_.end() || style_ == ListStyle::Inline) return next == tokens_.end();
        // "in-memory" is not "in".
        const bool compound = next->end < phrase_.size() && phrase_[next->end] == '-';
        return !compound && dependents().match_at(tokens_, static_cast<std::size_t>(next - tokens_.begin())).has_value();
    }

    [[nodiscard]] TokenRange side_before(std::size_t index) const {
        return between(index == 0 ? 0 : separators_[index - 1].end, separators_[index].begin);
    }
    [[nodiscard]] TokenRange side_after(std::size_t index) const {
        return between(separators_[index].end, index + 1 < separators_.size() ? separators_[index + 1].begin : phrase_.size());
    }
    [[nodiscard]] TokenRange between(std::size_t begin, std::size_t end) const {
        TokenRange range{tokens_.size(), tokens_.size()};
        for (std::size_t i = tokens_.size(); i-- > 0;)
            if (tokens_[i].begin >= begin && tokens_[i].end <= end) {
                if (range.begin == tokens_.size()) range.end = i + 1;
                range.begin = i;
            }
        return range;
    }

    /// True if terms of the vocabulary make up all the content of these tokens.
    [[nodiscard]] bool known(TokenRange range) const {
        bool any = false;
        for (auto i = range.begin; i < range.end; ++i) {
            // A bracket only says more of what stands before it: "Kubernetes (EKS, on premises) and Docker".
            if (any && in_a_bracket(tokens_[i].begin)) continue;
            if (text::is_stop_word(tokens_[i].text)) continue;
            any = true;
            const auto covers = [&](const auto& m) { return m.begin <= tokens_[i].begin && tokens_[i].end <= m.end; };
            if (std::ranges::none_of(mentions_, covers)) return false;
        }
        return any;
    }

    /// "mobile testing on iOS and Android": what stands behind the preposition shares what stands before it.
    [[nodiscard]] bool shares_a_place(TokenRange range) const {
        static constexpr auto kPlaces = std::to_array<std::string_view>({"on", "using", "with", "across"});
        for (auto i = range.begin + 1; i + 1 < range.end; ++i) {
            if (std::ranges::find(kPlaces, tokens_[i].text) != kPlaces.end() && !in_a_bracket(tokens_[i].begin)) return true;
        }
        return false;
    }

    [[nodiscard]] bool in_a_bracket(std::size_t byte) const { return depth_change(phrase_.substr(0, byte)) > 0; }

    [[nodiscard]] bool examples_before_first_separator() const {
        const auto match = examples().find(tokens_);
        if (!match || separators_.empty()) return false;
        return tokens_[match->begin].begin < separators_.front().end;
    }

    void push(std::vector<std::string_view>& out, std::size_t begin, std::size_t end) const {
        auto part = text::trim(phrase_.substr(begin, end - begin));
        while (!part.empty() && (part.front() == ',' || part.front() == ';' || part.front() == '|'))
            part = text::trim(part.substr(1));
        while (!part.empty() && (part.back() == ',' || part.back() == ';' || part.back() == '.'))
            part = text::trim(part.substr(0, part.size() - 1));
        if (!part.empty()) out.push_back(part);
    }

    std::string_view phrase_;
    ListStyle style_;
    Tokens tokens_;
    std::vector<vocabulary::Mention> mentions_;
    std::vector<Separator> separators_;
};

struct Marks {
    PhraseTable preferred{lexicon::kPreferredMarks}, required{lexicon::kRequiredMarks};
    [[nodiscard]] static bool ends(const PhraseTable& table, std::string_view text) {
        const auto match = table.match_end(text::tokens(text));
        return match && match->begin > 0;
    }
    [[nodiscard]] bool closes(std::string_view text) const { return ends(preferred, text) || ends(required, text); }
    [[nodiscard]] bool wishes(std::string_view text) const { return ends(preferred, text); }
};

const Marks& marks() {
    static const Marks instance;
    return instance;
}

bool starts_with_any(std::string_view text, std::span<const std::string_view> openings) {
    return std::ranges::any_of(openings, [&](auto opening) { return text.starts_with(opening); });
}

/// "3 years as a legal secretary, family law would be an advantage": what the comma parts is wished for, if it stands alone
/// there and has a verb of its own. Of "Java, Kotlin are a plus" both are.
bool is_a_wish_of_its_own(std::string_view before, std::string_view rest) {
    static constexpr auto kVerbs =
        std::to_array<std::string_view>({" is ", " would be ", " will be ", " being ", " ist ", " wäre "});
    const bool lone = before.find(',') == std::string_view::npos && rest.find(", ") == std::string_view::npos;
    const auto tokens = text::tokens(before);
    const bool opens = years().match_at(tokens, 0) || carriers().match_at(tokens, 0);
    return lone && opens && marks().wishes(rest) &&
           std::ranges::any_of(kVerbs, [&](auto verb) { return rest.find(verb) != std::string_view::npos; });
}

/// "Bachelor's degree required, Master's preferred" changes importance at the comma; "is required, as you visit sites" and
/// "is essential, as is French" have said it there.
std::size_t change_of_importance(std::string_view text) {
    static constexpr auto kContrasts = std::to_array<std::string_view>({"but ", "though ", "although "});
    static constexpr auto kReasons = std::to_array<std::string_view>({"as ", "since ", "because ", "so "});
    if (text.size() > kLongestPhrase) return std::string_view::npos;
    for (auto comma = text.find(", "); comma != std::string_view::npos; comma = text.find(", ", comma + 2)) {
        const auto rest = text.substr(comma + 2);
        // "not required, but a plus" speaks of one thing.
        if (starts_with_any(rest, kContrasts)) continue;
        const bool ends_here = starts_with_any(rest, kReasons) || marks().closes(rest) || years().match_at(text::tokens(rest), 0);
        if (ends_here && marks().closes(text.substr(0, comma))) return comma;
        if (is_a_wish_of_its_own(text.substr(0, comma), rest)) return comma;
    }
    return std::string_view::npos;
}

/// At semicolons outside brackets.
std::vector<std::string_view> split_at_semicolons(std::string_view sentence) {
    std::vector<std::string_view> out;
    int depth = 0;
    std::size_t from = 0;
    for (std::size_t i = 0; i < sentence.size(); ++i) {
        depth = std::max(0, depth + depth_change(sentence.substr(i, 1)));
        if (sentence[i] != ';' || (depth > 0 && sentence.find(')', i) != std::string_view::npos)) continue;
        out.push_back(sentence.substr(from, i - from));
        from = i + 1;
    }
    out.push_back(sentence.substr(from));
    return out;
}

/// What a clause opens with when it goes on from the one before: "as is", "and".
std::string_view without_link(std::string_view clause) {
    static constexpr auto kLinks = std::to_array<std::string_view>({"as is ", "as are ", "and "});
    for (const auto link : kLinks)
        if (clause.starts_with(link)) return text::trim(clause.substr(link.size()));
    return clause;
}

/// Sentences, also of a text that begins none with a capital.
std::vector<std::string_view> sentences_of(std::string_view text) {
    constexpr std::size_t kFewest = 2;
    const auto is_small = [&](std::size_t i) { return i < text.size() && text[i] >= 'a' && text[i] <= 'z'; };
    std::vector<std::size_t> ends;
    for (auto at = text.find_first_of(".!?"); at != std::string_view::npos; at = text.find_first_of(".!?", at + 1)) {
        if (at + 1 < text.size() && text[at + 1] == ' ' && is_small(at + 2)) ends.push_back(at + 1);
    }
    if (!is_small(0) || ends.size() < kFewest) return text::sentences(text);
    std::vector<std::string_view> out;
    std::size_t from = 0;
    for (const auto end : ends) {
        for (const auto sentence : text::sentences(text.substr(from, end - from))) out.push_back(sentence);
        from = end + 1;
    }
    for (const auto sentence : text::sentences(text.substr(from))) out.push_back(sentence);
    return out;
}

/// "designing", "building" of "designing, building and operating pipelines": a verb whose object comes with the last of them.
bool is_bare_gerund(std::string_view part) {
    const auto tokens = text::tokens(part);
    return tokens.size() == 1 && tokens.front().text.ends_with("ing");
}

bool names_a_thing(std::string_view part) { return vocabulary::Vocabulary::builtin().find(part) != nullptr; }

/// "spoken" of "English, written and spoken"
bool is_a_manner_of_speech(std::string_view part) {
    static constexpr auto kWords = std::to_array<std::string_view>({"spoken", "written", "oral", "verbal", "orally", "verbally"});
    const auto tokens = text::tokens(part);
    return !tokens.empty() && std::ranges::all_of(tokens, [](const auto& token) {
        return is_and(token.text) || std::ranges::find(kWords, token.text) != kWords.end();
    });
}

/// "lift, carry and push 20 kg"
bool are_verbs_of_one_object(std::span<const std::string_view> parts, ListStyle style) {
    const auto last = text::tokens(parts.back());
    const bool ends_in_a_thing = last.size() < 2 || text::is_stop_word(last.front().text) || carriers().match_at(last, 0);
    return !ends_in_a_thing && is_lone_verb(text::tokens(parts.front()), style) &&
           std::ranges::all_of(parts.subspan(1, parts.size() - 2),
                               [](auto verb) { return text::tokens(verb).size() == 1 && !names_a_thing(verb); });
}

bool share_an_object(std::span<const std::string_view> parts, ListStyle style) {
    if (parts.size() < 2) return false;
    if (are_verbs_of_one_object(parts, style)) return true;
    const auto verbs = parts.first(parts.size() - 1);
    const auto last = text::tokens(parts.back());
    return last.size() > 1 && last.front().text.ends_with("ing") && std::ranges::all_of(verbs, is_bare_gerund) &&
           std::ranges::any_of(verbs, [](auto verb) { return !names_a_thing(verb); });
}

}  // namespace

std::vector<std::string_view> coordinated(std::string_view phrase, ListStyle style) {
    if (phrase.size() > kLongestPhrase) return {text::trim(phrase)};
    auto parts = Splitter(phrase, style).split();
    const bool one_thing = share_an_object(parts, style) ||
                           (parts.size() > 1 && std::ranges::all_of(std::span(parts).subspan(1), is_a_manner_of_speech));
    return one_thing ? std::vector{text::trim(phrase)} : parts;
}

std::vector<std::string_view> statements(std::string_view text) {
    std::vector<std::string_view> out;
    for (const auto sentence : sentences_of(text))
        for (auto part : split_at_semicolons(sentence)) {
            for (auto comma = change_of_importance(part); comma != std::string_view::npos; comma = change_of_importance(part)) {
                out.push_back(text::trim(part.substr(0, comma)));
                part = without_link(part.substr(comma + 2));
            }
            if (part = text::trim(part); !part.empty()) out.push_back(part);
        }
    return out;
}

}  // namespace bespoke::job_description
