#include "job_description/wording.hpp"

#include <algorithm>
#include <array>

#include "job_description/lexicon.hpp"
#include "job_description/phrase.hpp"
#include "text/text.hpp"
#include "vocabulary/vocabulary.hpp"

namespace bespoke::job_description {
namespace {

constexpr int kMostYears = 40;

struct Tables {
    PhraseTable carriers{lexicon::kCarriers}, gerund_carriers{lexicon::kGerundCarriers}, years{lexicon::kYears},
        trailers{lexicon::kTrailers}, adverbials{lexicon::kAdverbials}, preferred_marks{lexicon::kPreferredMarks},
        required_marks{lexicon::kRequiredMarks}, preferred_openings{lexicon::kPreferredOpenings}, qualities{lexicon::kQualities},
        negations{lexicon::kNegations}, remarks{lexicon::kRemarks}, generic_experience{lexicon::kGenericExperience},
        soft{lexicon::kSoft}, languages{lexicon::kLanguages};
};
const Tables& tables() {
    static const Tables instance;
    return instance;
}

const std::vector<std::pair<DegreeLevel, PhraseTable>>& degree_tables() {
    static const auto instance = [] {
        std::vector<std::pair<DegreeLevel, PhraseTable>> out;
        for (const auto& [level, patterns] : lexicon::kDegrees) out.emplace_back(level, PhraseTable(patterns));
        return out;
    }();
    return instance;
}

constexpr std::string_view kEdge = " \t,;:.!-*";

std::string_view trim_edges(std::string_view text) {
    for (bool changed = true; changed && !text.empty();) {
        const auto before = text.size();
        const auto first = text.find_first_not_of(" \t,;:!-*");
        text.remove_prefix(first == std::string_view::npos ? text.size() : first);
        const auto last = text.find_last_not_of(kEdge);
        text = text.substr(0, last == std::string_view::npos ? 0 : last + 1);
        for (const std::string_view dash : {"–", "—", "…", "\u00A0"}) {
            if (text.starts_with(dash)) text.remove_prefix(dash.size());
            if (text.ends_with(dash)) text.remove_suffix(dash.size());
        }
        changed = text.size() != before;
    }
    return text;
}

/// Years; full ones, where months are meant.
std::optional<int> number_in(TokenView tokens) {
    constexpr int kMonthsOfYear = 12;
    const bool months = std::ranges::any_of(tokens, [](const auto& token) { return token.text == "months"; });
    for (const auto& token : tokens) {
        const auto number = small_number(token.text);
        if (!number) continue;
        const auto years = months ? *number / kMonthsOfYear : *number;
        if (years <= kMostYears && (years > 0 || !months)) return years;
    }
    return std::nullopt;
}

/// Takes the wording off, layer by layer, always on whole words and never through a term of the vocabulary.
class Unwrapper {
public:
    explicit Unwrapper(std::string_view statement) {
        result_.core = trim_edges(statement);
        refresh();
    }

    Wording run() {
        result_.negated = tables().negations.contains(TokenView(tokens_));
        take_opening();
        for (int layer = 0; layer < kMostLayers; ++layer)
            if (!take_marks() && !take_years() && !take_carrier() && !take_trailer() && !take_adverbial()) break;
        take_article();
        take_dangling_conjunction();
        take_german_trailer();
        // "not required, but a plus" is a wish.
        if (result_.negated && result_.importance == Importance::Preferred) result_.negated = false;
        return result_;
    }

private:
    static constexpr int kMostLayers = 12;

    void refresh() {
        tokens_ = text::tokens(result_.core);
        mentions_.clear();
        for (const auto& mention : vocabulary::Vocabulary::builtin().mentions(result_.core))
            if (mention.kind != vocabulary::MentionKind::Cue) mentions_.push_back(mention);
    }

    /// "on-call", "first-class"
    [[nodiscard]] bool cuts_a_compound(std::size_t byte) const {
        return byte > 1 && result_.core[byte - 1] == '-' && result_.core[byte - 2] != ' ';
    }

    [[nodiscard]] bool cuts_a_term(std::size_t byte) const {
        return cuts_a_compound(byte) ||
               std::ranges::any_of(mentions_, [&](const auto& mention) { return mention.begin < byte && byte < mention.end; });
    }

    /// As cuts_a_term, but "negotiation skills" may lose its second word: what is left is the same term.
    [[nodiscard]] bool cuts_the_end_of_a_term(std::size_t byte) const {
        return cuts_a_compound(byte) || std::ranges::any_of(mentions_, [&](const auto& mention) {
                   if (byte <= mention.begin || mention.end <= byte) return false;
                   if (mention.kind == vocabulary::MentionKind::Name) return true;
                   const auto rest = text::trim(result_.core.substr(mention.begin, byte - mention.begin));
                   return vocabulary::Vocabulary::builtin().find(rest) != mention.term;
               });
    }

    [[nodiscard]] bool leaves_content(TokenRange taken) const {
        for (std::size_t i = 0; i < tokens_.size(); ++i)
            if ((i < taken.begin || i >= taken.end) && !text::is_stop_word(tokens_[i].text)) return true;
        return false;
    }

    /// Longest match at the front that leaves content and cuts no term.
    [[nodiscard]] std::size_t front_match(const PhraseTable& table) const {
        for (const auto end : table.ends_at(tokens_, 0))
            if (end < tokens_.size() && leaves_content({0, end}) && !cuts_a_term(tokens_[end].begin)) return end;
        return 0;
    }

    bool take_front(std::size_t end) {
        if (end == 0 || end >= tokens_.size() || cuts_a_term(tokens_[end].begin)) return false;
        result_.core = trim_edges(result_.core.substr(tokens_[end].begin));
        refresh();
        return true;
    }

    bool take_back(std::size_t begin) {
        if (begin == 0 || begin >= tokens_.size() || cuts_the_end_of_a_term(tokens_[begin].begin)) return false;
        auto end = tokens_[begin - 1].end;
        while (end < tokens_[begin].begin && (result_.core[end] == ')' || result_.core[end] == ']')) ++end;
        result_.core = trim_edges(result_.core.substr(0, end));
        refresh();
        return true;
    }

    void take_opening() {
        const auto opening = tables().preferred_openings.match_at(tokens_, 0);
        if (opening && leaves_content(*opening) && take_front(opening->end)) result_.importance = Importance::Preferred;
        take_labelled_mark(tables().preferred_marks, Importance::Preferred);
        take_labelled_mark(tables().required_marks, Importance::Required);
    }

    /// "Desirable: Welsh"
    void take_labelled_mark(const PhraseTable& marks, Importance importance) {
        const auto mark = marks.match_at(tokens_, 0);
        if (!mark || mark->end >= tokens_.size()) return;
        const auto between =
            result_.core.substr(tokens_[mark->end - 1].end, tokens_[mark->end].begin - tokens_[mark->end - 1].end);
        if (between.find(':') != std::string_view::npos && take_front(mark->end)) result_.importance = importance;
    }

    /// "a forklift licence", but "A level maths" is one word.
    void take_article() {
        if (result_.experience_only || tokens_.size() < 2) return;
        const auto& first = tokens_.front().text;
        const bool article = first == "a" || first == "an" || first == "the";
        if (article && !tokens_[1].text.starts_with("level") && leaves_content({0, 1})) take_front(1);
    }

    /// "degree or equivalent practical experience" without its trailer ends in "or".
    void take_dangling_conjunction() {
        if (tokens_.size() < 2) return;
        const auto& last = tokens_.back().text;
        if (last == "or" || last == "and") take_back(tokens_.size() - 1);
    }

    /// "Englischkenntnisse", "DATEV-Kenntnisse"; "Fachkenntnisse" are of nothing in particular.
    void take_german_trailer() {
        constexpr std::string_view kTrailer = "kenntnisse";
        constexpr std::size_t kShortest = 5;
        static constexpr auto kGeneral =
            std::to_array<std::string_view>({"grund", "fach", "sprach", "vor", "branchen", "edv", "computer", "fremdsprachen",
                                             "produkt", "markt", "rechts", "orts", "basis", "spezial", "praxis"});
        if (tokens_.size() != 1 || !tokens_.front().text.ends_with(kTrailer)) return;
        const auto of = std::string_view(tokens_.front().text).substr(0, tokens_.front().text.size() - kTrailer.size());
        if (of.size() < kShortest || std::ranges::find(kGeneral, of) != kGeneral.end()) return;
        result_.core = trim_edges(result_.core.substr(0, result_.core.size() - kTrailer.size()));
        refresh();
    }

    bool take_marks() {
        return take_mark(tables().preferred_marks, Importance::Preferred) ||
               take_mark(tables().required_marks, Importance::Required);
    }

    bool take_mark(const PhraseTable& marks, Importance importance) {
        const auto mark = marks.match_end(tokens_);
        if (!mark || !leaves_content(*mark) || !take_back(mark->begin)) return false;
        if (!result_.importance) result_.importance = importance;
        return true;
    }

    bool take_years() {
        if (result_.experience_only) return false;
        for (std::size_t first = 0; first < tokens_.size(); ++first)
            for (const auto end : tables().years.ends_at(tokens_, first)) {
                if (end < tokens_.size() && cuts_a_term(tokens_[end].begin)) continue;
                const auto years = number_in(TokenView(tokens_).subspan(first, end - first));
                const bool taken = take_years_at({first, end});
                if ((taken || result_.experience_only) && !result_.years) result_.years = years;
                return taken;
            }
        return false;
    }

    bool take_years_at(TokenRange range) {
        const auto generic = [&](TokenView side, TokenRange others) {
            return side.empty() || tables().generic_experience.matches_all(side) || !leaves_content(others);
        };
        const bool generic_before = generic(TokenView(tokens_).first(range.begin), {range.begin, tokens_.size()});
        const bool generic_after = generic(TokenView(tokens_).subspan(range.end), {0, range.end});
        result_.experience_only = generic_before && generic_after;
        if (result_.experience_only) return false;
        return generic_before ? take_front(range.end) : generic_after && take_back(range.begin);
    }

    bool take_carrier() {
        if (result_.experience_only) return false;
        if (const auto end = front_match(tables().carriers); end > 0) return take_front(end);
        const auto carrier = tables().gerund_carriers.match_at(tokens_, 0);
        const bool gerund = carrier && carrier->end < tokens_.size() && tokens_[carrier->end].text.ends_with("ing");
        return gerund && take_front(carrier->end);
    }

    /// "strong negotiation skills": with its noun, the praise before it goes too.
    bool take_trailer() {
        if (result_.experience_only) return false;
        const auto trailer = tables().trailers.match_end(tokens_);
        if (!trailer || !leaves_content(*trailer) || !take_back(trailer->begin)) return false;
        if (const auto end = front_match(tables().qualities); end > 0) take_front(end);
        return true;
    }

    bool take_adverbial() {
        const auto closing = tables().adverbials.match_end(tokens_);
        return !result_.experience_only && closing && leaves_content(*closing) && take_back(closing->begin);
    }

    Wording result_;
    Tokens tokens_;
    std::vector<vocabulary::Mention> mentions_;
};

/// "AWS" of "AWS preferred", "SAP EWM" of "SAP EWM is a big plus"; empty where that names nothing by itself ("Level 3 preferred").
std::string_view name_before(TokenRange mark, const Tokens& tokens, std::string_view inside) {
    if (mark.begin == 0) return {};
    const auto name = trim_edges(inside.substr(0, tokens[mark.begin - 1].end));
    const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    const auto initials = std::ranges::any_of(text::split(name, ' '), [&](std::string_view word) {
        return word.size() > 1 && std::ranges::count_if(word, is_capital) > 1;
    });
    return initials || vocabulary::Vocabulary::builtin().find(name) != nullptr ? name : std::string_view();
}

/// What a parenthesis says of what stands before it; false if it is part of the thing itself.
bool read_remark(std::string_view inside, Remarked& to) {
    const auto tokens = text::tokens(inside);
    if (tokens.empty()) return true;
    // Letters of a person specification: "(E)", "(D)".
    if (inside == "E" || inside == "D") {
        to.importance = inside == "E" ? Importance::Required : Importance::Preferred;
        return true;
    }
    const auto& known = tables();
    if (known.negations.matches_all(tokens) || known.preferred_marks.matches_all(tokens)) {
        to.importance = Importance::Preferred;
        return true;
    }
    if (known.required_marks.matches_all(tokens)) {
        to.importance = Importance::Required;
        return true;
    }
    // "(Level 3 preferred)" asks for more than the thing itself and says nothing of that.
    if (const auto mark = known.preferred_marks.match_end(tokens)) {
        if (const auto name = name_before(*mark, tokens, inside); !name.empty()) to.wishes.emplace_back(name);
        return true;
    }
    if (known.years.matches_all(tokens)) {
        to.years = number_in(tokens);
        return true;
    }
    return known.remarks.contains(TokenView(tokens));
}

}  // namespace

Wording unwrap(std::string_view statement) { return Unwrapper(statement).run(); }

namespace {

std::string_view without_blanks_behind(std::string_view text) {
    const auto last = text.find_last_not_of(" \t");
    return text.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

}  // namespace

Remarked without_remarks(std::string_view statement) {
    Remarked result;
    statement = text::trim(statement);
    while (!statement.empty()) {
        const auto open = statement.find('(');
        const auto close = open == std::string_view::npos ? open : statement.find(')', open);
        if (close == std::string_view::npos) break;
        const auto inside = statement.substr(open + 1, close - open - 1);
        const bool remark = read_remark(inside, result);
        result.text += remark ? without_blanks_behind(statement.substr(0, open)) : statement.substr(0, close + 1);
        statement.remove_prefix(close + 1);
        const bool glued =
            remark && !statement.empty() && std::string_view(" ,.;:").find(statement.front()) == std::string_view::npos;
        if (glued) result.text += ' ';
    }
    result.text += statement;
    return result;
}

namespace {

/// "examination outcomes at GCSE", "teach physics to A level", "GCSE groups": a level that is taught, not one that is held.
bool is_taught(const Tokens& tokens, TokenRange school) {
    static constexpr auto kBefore = std::to_array<std::string_view>({"at", "to", "teach", "teaching", "taught", "across"});
    static constexpr auto kBehind = std::to_array<std::string_view>(
        {"class",        "classes",       "course",         "courses",  "curriculum", "examination", "exams",
         "examinations", "group",         "groups",         "lessons",  "outcomes",   "pupils",      "results",
         "sets",         "specification", "specifications", "students", "syllabus",   "teaching"});
    const auto is_one_of = [](std::span<const std::string_view> words, const text::Token& token) {
        return std::ranges::find(words, token.text) != words.end();
    };
    if (school.end < tokens.size() && is_one_of(kBehind, tokens[school.end])) return true;
    // "educated to A level standard" is held.
    const bool held = std::ranges::any_of(TokenView(tokens).first(school.begin), [](const auto& token) {
        return token.text.starts_with("educat") || token.text == "qualified";
    });
    return !held && school.begin > 0 && is_one_of(kBefore, tokens[school.begin - 1]);
}

}  // namespace

DegreeLevel degree_of(std::string_view text) {
    const auto tokens = text::tokens(text);
    for (const auto& [level, table] : degree_tables()) {
        const auto found = table.find(tokens);
        if (found && !(level == DegreeLevel::School && is_taught(tokens, *found))) return level;
    }
    // "Bachelor's degree required; Master's preferred"
    if (tokens.size() == 1 && (tokens.front().text == "master's" || tokens.front().text == "masters")) return DegreeLevel::Master;
    if (tokens.size() == 1 && tokens.front().text == "bachelor's") return DegreeLevel::Bachelor;
    // "a degree" is one, "a degree of care" is none.
    return !tokens.empty() && tokens.back().text == "degree" ? DegreeLevel::Bachelor : DegreeLevel::None;
}

bool is_soft(std::string_view core) {
    constexpr double kEnough = 0.5;
    const auto tokens = text::tokens(core);
    if (tables().languages.matches_all(tokens)) return true;
    std::vector<bool> covered(tokens.size(), false);
    for (std::size_t i = 0; i < tokens.size();) {
        const auto match = tables().soft.match_at(tokens, i);
        for (auto k = i; match && k < match->end; ++k) covered[k] = true;
        i = match ? match->end : i + 1;
    }
    std::size_t content = 0, soft = 0;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        content += text::is_stop_word(tokens[i].text) ? 0 : 1;
        soft += covered[i] && !text::is_stop_word(tokens[i].text) ? 1 : 0;
    }
    if (soft == 0 || static_cast<double>(soft) <= kEnough * static_cast<double>(content)) return false;
    const auto inside = [&](const vocabulary::Mention& mention) {
        for (std::size_t i = 0; i < tokens.size(); ++i)
            if (tokens[i].begin >= mention.begin && tokens[i].end <= mention.end && !covered[i]) return false;
        return true;
    };
    const auto mentions = vocabulary::Vocabulary::builtin().mentions(core);
    return std::ranges::all_of(mentions, [&](const auto& m) { return m.kind == vocabulary::MentionKind::Cue || inside(m); });
}

std::optional<int> years_in(std::string_view text) {
    const auto tokens = text::tokens(text);
    const auto range = tables().years.find(tokens);
    return range ? number_in(TokenView(tokens).subspan(range->begin, range->size())) : std::nullopt;
}

}  // namespace bespoke::job_description
