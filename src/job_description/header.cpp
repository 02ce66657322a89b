#include "job_description/header.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "job_description/lexicon.hpp"
#include "job_description/phrase.hpp"
#include "job_description/prose_facts.hpp"
#include "job_description/requirements.hpp"
#include "job_description/segments.hpp"
#include "text/text.hpp"
#include "vocabulary/vocabulary.hpp"

namespace bespoke::job_description {
namespace {

constexpr std::size_t kMostHeaderLines = 14, kLongestHeaderLine = 110, kMostTitleWords = 12;

const PhraseTable& openings() {
    static const PhraseTable table(lexicon::kTitleOpenings);
    return table;
}

/// "(m/f/d)", "(all genders)", "(m/w/x)": said of applicants, no part of the title.
bool names_genders(std::string_view inside) {
    const auto folded = text::fold(inside);
    if (folded.find("gender") != std::string::npos || folded.find("geschlecht") != std::string::npos) return true;
    const bool letters = std::ranges::all_of(
        folded, [](char c) { return std::string_view("mwfdxhivn/|*,. -:").find(c) != std::string_view::npos; });
    return letters && folded.size() <= 12 && folded.find_first_of("/|*,") != std::string::npos;
}

std::string without_genders(std::string_view title) {
    std::string out;
    for (std::size_t from = 0; from < title.size();) {
        const auto open = title.find_first_of("([", from);
        const auto close = open == std::string_view::npos ? open : title.find_first_of(")]", open);
        if (close == std::string_view::npos) return out + std::string(title.substr(from));
        const bool drop = names_genders(title.substr(open + 1, close - open - 1));
        out += title.substr(from, (drop ? open : close + 1) - from);
        from = close + 1;
        if (drop)
            while (!out.empty() && out.back() == ' ') out.pop_back();
    }
    return out;
}

/// Typed without parentheses: "Bookkeeper m/f/d".
std::string_view without_bare_genders(std::string_view title) {
    const auto blank = title.find_last_of(' ');
    if (blank == std::string_view::npos) return title;
    const auto last = title.substr(blank + 1);
    return last.find('/') != std::string_view::npos && names_genders(last) ? text::trim(title.substr(0, blank)) : title;
}

std::string_view without_opening(std::string_view title) {
    const auto tokens = text::tokens(title);
    const auto opening = openings().match_at(tokens, 0);
    if (!opening || opening->end >= tokens.size()) return title;
    const auto gap = title.substr(tokens[opening->end - 1].end, tokens[opening->end].begin - tokens[opening->end - 1].end);
    // One word is an opening only when punctuation parts it from the title: "Position Manager" is a title.
    const bool parted = gap.find_first_of(":!-|") != std::string_view::npos || gap.find("–") != std::string_view::npos ||
                        gap.find("—") != std::string_view::npos;
    return parted || opening->size() > 1 ? title.substr(tokens[opening->end].begin) : title;
}

/// True for what is a skill and nothing else, such as "Kotlin".
bool is_a_skill(std::string_view text) {
    const auto* term = vocabulary::Vocabulary::builtin().find(text);
    return term != nullptr && !names_an_occupation(text);
}

/// "Children in Care Team": a part of an employer.
bool is_a_unit(std::string_view text) {
    constexpr std::array<std::string_view, 6> kUnits = {"team", "department", "unit", "division", "ward", "squad"};
    const auto tokens = text::tokens(text);
    return !tokens.empty() && std::ranges::find(kUnits, tokens.back().text) != kUnits.end();
}

/// "Warehouse operative wanted, Leeds, nights" is titled by what stands before "wanted".
std::string_view before_wanted(std::string_view title) {
    for (const std::string_view word : {" wanted", " required", " needed"}) {
        const auto at = title.find(word);
        if (at == std::string_view::npos || at == 0) continue;
        const auto rest = title.substr(at + word.size());
        if (rest.empty() || rest.front() == ',' || rest.starts_with(" for ") || rest.starts_with(" in ") ||
            rest.starts_with(" at "))
            return title.substr(0, at);
    }
    return title;
}

std::string_view without_closing(std::string_view title) {
    static const PhraseTable closings(lexicon::kTitleClosings);
    const auto tokens = text::tokens(title);
    const auto closing = closings.match_end(tokens);
    return closing && closing->begin > 0 ? text::trim(title.substr(0, tokens[closing->begin - 1].end)) : title;
}

/// Places facts of the lines before the first heading.
class HeaderReader {
public:
    explicit HeaderReader(const std::vector<Part>& parts) : parts_(parts) {
        for (std::size_t i = 0; i < parts.size(); ++i)
            for (const auto& line : parts[i].lines)
                body_ += (i > 0 || line.text.size() > kLongestHeaderLine ? line.text : std::string()) + '\n';
    }

    Header read(const document::Metadata& metadata) {
        labels();
        const auto lines = header_lines();
        const auto title = title_line(lines);
        if (title < lines.size()) take_title(title_line_ = lines[title]->text);
        for (std::size_t i = 0; i < lines.size(); ++i)
            if (i != title) take_facts(lines[i]->text);
        complete(metadata);
        return header_;
    }

private:
    void labels() {
        for (const auto& part : parts_) {
            if (part.topic == Topic::Chrome) continue;
            if (const auto fact = label_alone(part.heading); fact != Fact::Unknown && !part.lines.empty())
                label(fact, part.lines.front().text);
            for (std::size_t i = 0; i < part.lines.size(); ++i) label_of(part.lines, i);
        }
    }

    void label_of(const std::vector<AdLine>& lines, std::size_t index) {
        const auto& line = lines[index].text;
        if (const auto [fact, value] = labelled_fact(line); fact != Fact::Unknown && !value.empty()) return label(fact, value);
        const bool alone = index + 1 < lines.size() && !lines[index].item && label_alone(line) != Fact::Unknown;
        if (!alone) return;
        consumed_.insert(line);
        consumed_.insert(lines[index + 1].text);
        label(label_alone(line), lines[index + 1].text);
    }

    void label(Fact fact, std::string_view value) {
        // "Company: Hale & Sons  Place: Leeds" on one line.
        if (const auto colon = value.find(": "); colon != std::string_view::npos) {
            const auto blank = value.substr(0, colon).find_last_of(' ');
            const auto second = blank == std::string_view::npos ? LabelledFact{} : labelled_fact(value.substr(blank + 1));
            if (second.fact != Fact::Unknown) {
                label(second.fact, second.value);
                value = text::trim(value.substr(0, blank));
            }
        }
        if (value.size() <= kLongestHeaderLine) set(fact, value);
    }

    void set(Fact fact, std::string_view value) {
        auto* to = fact == Fact::Title        ? &header_.title
                   : fact == Fact::Company    ? &header_.company
                   : fact == Fact::Location   ? &header_.location
                   : fact == Fact::Employment ? &header_.employment_type
                                              : nullptr;
        constexpr std::ptrdiff_t kPhoneDigits = 6;
        if (std::ranges::count_if(value, [](char c) { return c >= '0' && c <= '9'; }) >= kPhoneDigits && fact != Fact::Title)
            return;
        if (to != nullptr && to->empty()) *to = fact == Fact::Title ? clean_title(value) : std::string(value);
    }

    /// The part that the header stands in: the first with lines, as some portals put "About the job" above all.
    [[nodiscard]] const Part& top() const {
        const auto heading_only = parts_.front().lines.empty() && parts_.size() > 1;
        return heading_only && (parts_[1].topic == Topic::Role || parts_[1].topic == Topic::Unknown) ? parts_[1] : parts_.front();
    }

    [[nodiscard]] std::vector<const AdLine*> header_lines() const {
        std::vector<const AdLine*> lines;
        for (const auto& line : top().lines) {
            if (lines.size() >= kMostHeaderLines) break;
            const bool sentence =
                line.text.size() > kLongestHeaderLine || (line.text.back() == '.' && text::tokens(line.text).size() > 3);
            if (sentence || line.marginal || consumed_.contains(line.text)) continue;
            if (labelled_fact(line.text).fact == Fact::Unknown || openings_of(line.text)) lines.push_back(&line);
        }
        return lines;
    }

    [[nodiscard]] static bool openings_of(std::string_view text) { return without_opening(text).size() != text.size(); }

    /// The line that is the title: set as one, larger than the others, or naming an occupation; else the first.
    [[nodiscard]] std::size_t title_line(const std::vector<const AdLine*>& lines) const {
        if (!header_.title.empty() || lines.empty()) return lines.size();
        std::size_t best = lines.size();
        double most = -1;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const auto score = title_score(*lines[i], i, lines);
            if (score > most) most = score, best = i;
        }
        return best;
    }

    [[nodiscard]] double title_score(const AdLine& line, std::size_t rank, const std::vector<const AdLine*>& lines) const {
        const auto parts = segments(before_wanted(line.text));
        if (parts.empty() || fact_of(parts.front()) != Fact::Unknown || line.item ||
            text::tokens(line.text).size() > kMostTitleWords * 2)
            return -2;
        const auto larger = [&](const AdLine* other) { return other->size_pt >= line.size_pt; };
        double score = 1.0 - 0.15 * static_cast<double>(rank);
        if (line.kind == document::BlockKind::Heading) score += line.level <= 1 ? 2.0 : 0.5;
        if (line.size_pt > 0 && std::ranges::count_if(lines, larger) == 1) score += 1.0;
        if (line.bold) score += 0.3;
        if (openings_of(line.text)) score += 2.0;
        if (without_genders(line.text).size() != line.text.size()) score += 2.0;
        if (names_an_occupation(line.text)) score += 1.0;
        if (names_an_organisation(line.text) && parts.size() == 1 && !names_an_occupation(line.text)) score -= 1.0;
        return score;
    }

    [[nodiscard]] bool in_body(std::string_view name) const { return name.size() > 2 && body_.find(name) != std::string::npos; }

    void take_title(std::string_view line) {
        const auto whole = without_genders(before_wanted(line));
        const auto parts = segments(without_opening(whole));
        std::string title;
        for (const auto part : parts) {
            const auto fact = fact_of(part);
            const bool rest = !title.empty();
            // "Developer – Kotlin / Java": what the work is done with.
            if (rest && is_a_skill(part)) continue;
            if (fact == Fact::Location || fact == Fact::Employment || (rest && fact != Fact::Unknown))
                set(fact, part);
            else if (rest && !names_an_occupation(part) && !is_a_unit(part) &&
                     (names_an_organisation(part) || in_body(part) || part == header_.company))
                set(Fact::Company, part);
            else if (rest && title.size() < part.size() && !names_an_occupation(title) && names_an_occupation(part)) {
                set(Fact::Company, title);
                title = part;
            } else
                title += (rest ? " – " : "") + std::string(part);
        }
        header_.title = clean_title(split_employer(title));
    }

    /// "Night Porter at Hotel Miramar"
    std::string split_employer(const std::string& title) {
        for (const std::string_view word : {" at ", " @ ", " bei ", " chez "}) {
            const auto at = title.find(word);
            if (at == std::string::npos) continue;
            set(Fact::Company, text::trim(std::string_view(title).substr(at + word.size())));
            return title.substr(0, at);
        }
        return title;
    }

    void take_facts(const std::string& line) {
        // Exports print the title twice: once as the page's, once as the ad's.
        const auto topic = sentence_topic(line);
        if (topic == Topic::Chrome || topic == Topic::Application || line == title_line_) return;
        for (const auto part : segments(line)) {
            const auto fact = fact_of(part);
            if (const auto labelled = labelled_fact(part); labelled.fact != Fact::Unknown)
                set(labelled.fact, labelled.value);
            else if (fact != Fact::Unknown)
                place(fact, part);
            else if (part.size() <= 60 && !asks_for_something(part))
                take_unknown(part);
        }
    }

    /// "Oakfield School, Leeds" is an employer and its place.
    void place(Fact fact, std::string_view part) {
        const auto comma = part.find(", ");
        if (fact == Fact::Location && comma != std::string_view::npos && header_.company.empty()) {
            const auto first = part.substr(0, comma);
            if (names_an_organisation(first) || in_body(first)) {
                set(Fact::Company, first);
                part = text::trim(part.substr(comma + 2));
            }
        }
        set(fact, part);
    }

    void take_unknown(std::string_view part) {
        const auto comma = part.find(", ");
        const auto first = part.substr(0, comma);
        if (text::tokens(part).size() > 8) return;
        const auto rest = comma == std::string_view::npos ? std::string_view() : text::trim(part.substr(comma + 1));
        const bool place_follows = header_.location.empty() && !rest.empty() && rest.front() >= 'A' && rest.front() <= 'Z' &&
                                   text::tokens(rest).size() <= 3;
        if (header_.company.empty() && (place_follows || (!rest.empty() && (names_an_organisation(first) || in_body(first))))) {
            set(Fact::Company, first);
            set(Fact::Location, rest);
        } else if (header_.company.empty())
            set(Fact::Company, part);
        else if (part.find_first_of("/0123456789") == std::string_view::npos && !is_a_skill(part) && part != header_.company &&
                 part.find(header_.title) == std::string_view::npos)
            set(Fact::Location, part);
    }

    void complete(const document::Metadata& metadata) {
        if (header_.title.empty()) header_.title = title_in_prose(parts_);
        if (header_.title.empty() && names_an_occupation(metadata.title)) take_title(metadata.title);
        if (header_.company.empty()) header_.company = company_in_prose(parts_);
        if (header_.location.empty()) header_.location = location_in_prose(parts_);
        // No place is also written in small letters: "our Children in Care team" is in none.
        if (body_.find(' ' + text::fold(header_.location) + ' ') != std::string::npos) header_.location.clear();
    }

    const std::vector<Part>& parts_;
    Header header_;
    std::string body_, title_line_;
    std::set<std::string, std::less<>> consumed_;  ///< labels in lines of their own, and their values
};

}  // namespace

std::string clean_title(std::string_view title) {
    auto text = without_genders(title);
    auto view = text::trim(without_bare_genders(text::trim(without_opening(text::trim(text)))));
    view = without_closing(before_wanted(view));
    while (!view.empty() && std::string_view(":-,|!*").find(view.back()) != std::string_view::npos)
        view = text::trim(view.substr(0, view.size() - 1));
    while (!view.empty() && std::string_view(":-,|!*").find(view.front()) != std::string_view::npos)
        view = text::trim(view.substr(1));
    return std::string(view);
}

Seniority seniority_of(std::string_view title) {
    static const auto tables = [] {
        std::vector<std::pair<Seniority, PhraseTable>> out;
        for (const auto& [seniority, patterns] : lexicon::kTitleSeniority) out.emplace_back(seniority, PhraseTable(patterns));
        return out;
    }();
    const auto tokens = text::tokens(title);
    for (const auto& [seniority, table] : tables)
        if (table.contains(TokenView(tokens))) return seniority;
    return Seniority::Unknown;
}

Header read_header(const std::vector<Part>& parts, const document::Metadata& metadata) {
    return HeaderReader(parts).read(metadata);
}

}  // namespace bespoke::job_description
