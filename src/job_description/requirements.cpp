#include "job_description/requirements.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <span>

#include "job_description/capitals.hpp"
#include "job_description/classify.hpp"
#include "job_description/segments.hpp"
#include "job_description/wording.hpp"
#include "text/text.hpp"
#include "vocabulary/vocabulary.hpp"

namespace bespoke::job_description {
namespace {

/// Longer statements are prose about the employer, whatever stands over them.
constexpr std::size_t kLongestStatement = 1'000;
constexpr std::size_t kLongestLabelWords = 4;

/// Terms that the text names. Cues are left out: they show a skill in an achievement, but ask for nothing.
std::vector<std::string> skills_of(std::string_view text) {
    std::vector<std::string> names;
    for (const auto& mention : vocabulary::Vocabulary::builtin().mentions(text)) {
        if (mention.kind == vocabulary::MentionKind::Cue) continue;
        if (std::ranges::find(names, mention.term->name) == names.end()) names.push_back(mention.term->name);
    }
    return names;
}

/// "one of", "at least two of", "either": what follows is one thing with alternatives.
bool offers_a_choice(std::string_view text) {
    static constexpr auto kOpenings = std::to_array<std::string_view>({"one of", "two of", "any of", "one or more of", "either"});
    const auto folded = text::fold(text);
    return std::ranges::any_of(kOpenings, [&](auto opening) {
        return folded.starts_with(opening) || folded.starts_with("at least " + std::string(opening));
    });
}

/// "Programming languages: Java, Python" asks for what follows the colon.
std::string_view without_label(std::string_view statement) {
    const auto colon = statement.find(": ");
    if (colon == std::string_view::npos) return statement;
    const auto rest = text::trim(statement.substr(colon + 1));
    const bool credential = text::fold(statement.substr(0, colon)).find("certified") != std::string::npos;
    // "At least one of: Java, Kotlin" says how much of it is asked for.
    const bool label = !credential && !offers_a_choice(statement.substr(0, colon)) &&
                       text::tokens(statement.substr(0, colon)).size() <= kLongestLabelWords && !rest.empty();
    return label ? rest : statement;
}

Requirement make(std::string_view text, const Wording& wording, std::string_view sentence, Importance importance, int line) {
    Requirement out;
    out.text = in_sentence_case(text);
    out.sentence = std::string(sentence);
    out.importance = wording.importance.value_or(importance);
    out.years = wording.years;
    out.experience_only = wording.experience_only;
    out.line = line;
    return out;
}

void describe(Requirement& requirement) {
    if (requirement.experience_only) return;
    requirement.degree = degree_of(requirement.text);
    requirement.soft = requirement.degree == DegreeLevel::None && is_soft(requirement.text);
    requirement.skills = skills_of(requirement.text);
}

/// "Qualified Teacher Status and a degree in physics": where what comes before the degree ends; npos if nothing does.
std::size_t end_of_what_precedes_the_degree(std::string_view core) {
    for (const std::string_view joint : {" and a ", " and an "}) {
        const auto at = core.find(joint);
        if (at != std::string_view::npos && degree_of(core.substr(0, at)) == DegreeLevel::None &&
            degree_of(core.substr(at + joint.size())) != DegreeLevel::None)
            return at;
    }
    return std::string_view::npos;
}

/// A degree and its fields are one requirement, as is a choice: "degree in physics, mathematics or engineering".
std::vector<std::string_view> things(const Wording& wording, ListStyle style) {
    if (wording.experience_only || offers_a_choice(wording.core)) return {wording.core};
    if (degree_of(wording.core) == DegreeLevel::None) return coordinated(wording.core, style);
    const auto end = end_of_what_precedes_the_degree(wording.core);
    if (end == std::string_view::npos) return {wording.core};
    auto out = coordinated(wording.core.substr(0, end), style);
    out.push_back(wording.core.substr(end + std::string_view(" and ").size()));
    return out;
}

/// What stands around the whole statement, its label and its remarks included. The core views into `plain`.
Wording unwrap_statement(const Remarked& plain) {
    auto whole = unwrap(plain.text);
    if (const auto labelled = without_label(whole.core); labelled.size() != whole.core.size()) {
        auto inner = unwrap(labelled);
        if (!inner.years) inner.years = whole.years;
        if (!inner.importance) inner.importance = whole.importance;
        inner.negated = inner.negated || whole.negated;
        whole = inner;
    }
    if (plain.importance) whole.importance = plain.importance;
    if (plain.years) whole.years = plain.years;
    return whole;
}

/// "2 years in a bakery and solid knowledge of food safety": the years are the bakery's alone.
enum class Share { Years, Nothing };

/// "RF scanning and order picking experience": a few words that name skills and end in what they are.
bool is_a_short_wish(std::string_view statement) {
    constexpr std::size_t kMostWords = 10;
    constexpr std::array<std::string_view, 6> kEndings = {"experience", "knowledge", "skills",
                                                          "licence",    "license",   "certificate"};
    const auto tokens = text::tokens(statement);
    return !tokens.empty() && tokens.size() <= kMostWords && sentence_topic(statement) == Topic::Unknown &&
           std::ranges::find(kEndings, tokens.back().text) != kEndings.end() && !skills_of(statement).empty();
}

/// "We need our second site engineer" names the position and asks for nothing more.
bool seeks_a_person(std::string_view statement) {
    constexpr std::size_t kMostWords = 8;
    const auto tokens = text::tokens(statement);
    return tokens.size() > 2 && tokens.size() <= kMostWords && tokens.front().text == "we" && names_an_occupation(statement);
}

/// "We will teach you", "full training is provided": what the employer does is asked of nobody.
bool offers_something(std::string_view statement) {
    static constexpr auto kOffers = std::to_array<std::string_view>(
        {"cover", "give", "help", "offer", "pay", "provide", "show", "sponsor", "support", "teach", "train"});
    const auto tokens = text::tokens(statement);
    if (tokens.size() < 2) return false;
    const auto is_offer = [&](std::size_t at) {
        return at < tokens.size() && std::ranges::find(kOffers, tokens[at].text) != kOffers.end();
    };
    if (tokens.front().text == "we'll") return is_offer(1);
    if (tokens.front().text == "we") return is_offer(1) || ((tokens[1].text == "will" || tokens[1].text == "can") && is_offer(2));
    const bool training = tokens[0].text == "training" || (tokens[0].text == "full" && tokens[1].text == "training");
    return training && (tokens.back().text == "given" || tokens.back().text == "provided");
}

/// "£42,000 plus tips", "€30k - €35k a year": an amount that is paid. "£2m budget responsibility" is none.
bool names_pay(std::string_view statement) {
    static const RE2 kPay(
        R"((?i)(?:up to |from |circa |c\.? ?)?[£€$] ?\d[\d.,]*k?(?: ?(?:-|–|—|to) ?[£€$]? ?\d[\d.,]*k?)?)"
        R"( ?(?:$|/|\+|\(|plus\b|per\b|p\.?a\b|p/?h\b|an? (?:year|month|week|day|hour)|annual|basic|ote\b|do?e\b|depending|)"
        R"(gross|pro rata|salary).*)");
    return RE2::FullMatch(statement, kPay);
}

/// "E = essential, D = desirable": what the marks of other lines mean.
bool explains_marks(std::string_view statement) {
    static const RE2 kLegend(R"((?i)\W*\(?[a-z]\)? ?[=:–-] ?(?:essential|desirable|required|preferred)\b[^.]{0,40})");
    return RE2::FullMatch(statement, kLegend);
}

void inherit(Wording& own, const Wording& whole, Share share) {
    if (!own.importance) own.importance = whole.importance;
    if (!own.years && share == Share::Years) own.years = whole.years;
    if (!own.years) own.years = years_in(own.core);
    own.experience_only = own.experience_only || whole.experience_only;
}

}  // namespace

namespace {

/// "class B, ideally C1" asks for the one and wishes for the other. `wish` is empty where there is none of its own:
/// "sewing of sails, ideally by hand" tells how.
struct WithWish {
    std::string_view thing, wish;
};

WithWish parted(std::string_view text) {
    static constexpr auto kOpenings =
        std::to_array<std::string_view>({", ideally ", ", preferably ", ", idealerweise ", ", vorzugsweise "});
    static constexpr auto kPlaces =
        std::to_array<std::string_view>({"in", "within", "from", "at", "of", "with", "im", "bei", "aus"});
    static constexpr auto kManners = std::to_array<std::string_view>(
        {"a", "an", "as", "by", "for", "including", "on", "the", "to", "through", "under", "using"});
    for (const auto opening : kOpenings) {
        const auto at = text.find(opening);
        if (at == std::string_view::npos || at == 0 || text.substr(0, at).find('(') != std::string_view::npos) continue;
        auto wish = text::trim(text.substr(at + opening.size()));
        const auto tokens = text::tokens(wish);
        const auto is_one_of = [&](std::span<const std::string_view> words, std::size_t i) {
            return i < tokens.size() && std::ranges::find(words, tokens[i].text) != words.end();
        };
        if (tokens.empty() || is_one_of(kManners, 0)) return {text, {}};
        if (is_one_of(kPlaces, 0)) {
            if (tokens.size() < 2 || is_one_of(kManners, 1)) return {text, {}};
            wish = wish.substr(tokens[1].begin);
        }
        return {text.substr(0, at), wish};
    }
    return {text, {}};
}

/// "class C1" of "class B, ideally C1": a letter takes the words before the letter that it follows.
std::string whole_wish(const WithWish& parts) {
    constexpr std::size_t kLetter = 2;
    const auto before = text::tokens(parts.thing);
    const bool letter = parts.wish.size() <= kLetter && before.size() > 1 && before.back().text.size() <= kLetter;
    return letter ? std::string(parts.thing.substr(0, before.back().begin)).append(parts.wish) : std::string(parts.wish);
}

/// "18 years or older" is not "or older".
bool is_a_remnant(std::string_view core) { return core.starts_with("or ") || core.starts_with("and "); }

void add_wishes(std::vector<std::string> wishes, std::string_view sentence, int line, std::vector<Requirement>& out) {
    for (const auto& wish : wishes) {
        auto own = unwrap(wish);
        if (own.negated || own.core.empty()) continue;
        own.importance = Importance::Preferred;
        out.push_back(make(own.core, own, sentence, Importance::Preferred, line));
        describe(out.back());
    }
}

/// Whether "able to", or the like, was taken off before the core.
bool follows_to(const Wording& wording, std::string_view statement) {
    const auto before = text::tokens(statement.substr(0, static_cast<std::size_t>(wording.core.data() - statement.data())));
    return !before.empty() && before.back().text == "to";
}

}  // namespace

std::vector<Requirement> requirements_of(std::string_view statement, Importance importance, ListStyle style, int line) {
    if (statement.size() > kLongestStatement || offers_something(statement) || names_pay(statement) || explains_marks(statement))
        return {};
    auto plain = without_remarks(statement);
    const auto whole_text = plain.text;
    const auto parts = parted(whole_text);
    auto wishes = plain.wishes;
    if (!parts.wish.empty()) {
        wishes.push_back(whole_wish(parts));
        plain.text = std::string(parts.thing);
    }
    const auto whole = unwrap_statement(plain);
    if (whole.negated || whole.core.empty()) return {};
    if (style == ListStyle::Prose && follows_to(whole, plain.text)) style = ListStyle::Verbs;
    std::vector<Requirement> out;
    for (std::string_view thing : things(whole, style)) {
        auto own = unwrap(thing);
        // "…, but newly qualified colleagues are welcome" takes back, and asks for nothing.
        if (own.negated || own.core.empty() || own.core.starts_with("but ")) continue;
        if (is_a_remnant(own.core)) own.core = thing = plain.text;
        inherit(own, whole, out.empty() || own.core.size() == thing.size() ? Share::Years : Share::Nothing);
        out.push_back(make(own.experience_only ? thing : own.core, own, statement, importance, line));
        describe(out.back());
    }
    // Of "willingness to learn" only "learn" is left; the whole says what it is.
    if (out.size() == 1 && out.front().names_a_skill()) out.front().soft = is_soft(plain.text);
    add_wishes(std::move(wishes), statement, line, out);
    return out;
}

bool asks_for_something(std::string_view statement) {
    if (is_a_short_wish(statement)) return true;
    if (sentence_topic(statement) != Topic::Required || seeks_a_person(statement)) return false;
    const auto wording = unwrap(without_remarks(statement).text);
    const bool unwrapped = wording.core.size() + 3 < statement.size();
    return wording.negated || wording.importance || wording.years || unwrapped || degree_of(statement) != DegreeLevel::None;
}

}  // namespace bespoke::job_description
