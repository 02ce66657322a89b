#include "resume/parser/contact.hpp"

#include "resume/parser/contact_labels.hpp"
#include "resume/parser/dates.hpp"
#include "resume/parser/lexicon.hpp"
#include "resume/parser/name.hpp"
#include "resume/parser/places.hpp"
#include "resume/parser/profiles.hpp"
#include "resume/parser/scan.hpp"
#include "resume/parser/words.hpp"
#include "text/text.hpp"

namespace bespoke::resume::parser {
namespace {

/// A piece of a head row between separators, not yet understood.
struct Fragment {
    std::string text;
    std::string label;  ///< what a label before a colon calls it, plain
    const Row* row = nullptr;
};

class HeadReader {
public:
    HeadReader(const Outline& outline, const RowSet& set) : set_(set) {
        for (const auto* rows : {&outline.preamble, &outline.margins}) append(*rows);
        for (const auto& chapter : outline.chapters) {
            const bool contact = std::find(chapter.topics.begin(), chapter.topics.end(), Topic::Contact) != chapter.topics.end();
            if (contact) append(chapter.rows);
        }
    }

    Head read() {
        take_name_and_label();
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            if (!taken_[i]) take_addresses(rows_[i]);
        }
        pair_labels();
        take_networks();
        take_place();
        take_label();
        take_handles();
        take_rest();
        return std::move(head_);
    }

private:
    void append(const Rows& rows) {
        for (const auto& row : rows) {
            if (!is_document_title(row.text)) rows_.push_back(row);
        }
        taken_.resize(rows_.size(), false);
    }

    void take_name_and_label() {
        const auto name = find_name(rows_, set_);
        if (!name) return;
        head_.basics.name = text_node(name->name, rows_[name->row]);
        if (!name->rest.empty()) fragments_.push_back({name->rest, {}, &rows_[name->row]});
        for (std::size_t i = 0; i < name->rows; ++i) taken_[name->row + i] = true;
    }

    /// E-mail, telephone and URLs wherever they stand in the row; what stands between them becomes fragments.
    void take_addresses(const Row& row) {
        if (is_sentence(row.text) && !row.list_item && find_emails(row.text).empty() && words(row.text).size() > 10) {
            fragments_.push_back({row.text, {}, &row});
            return;
        }
        take_links(row);
        for (const auto& item : items_of(row.text)) {
            if (!profiles_.take_labelled(item, row)) take_item(item, row);
        }
    }

    void take_item(const std::string& item, const Row& row) {
        std::string rest = item;
        take_emails(rest, row);
        take_urls(rest, row);
        take_phones(rest, row);
        split_rest(rest, row);
    }

    /// The parts between signs that never stand within contact data.
    static std::vector<std::string> items_of(std::string_view text) {
        std::string marked(text);
        for (const std::string_view separator : {" | ", " • ", " · ", " ∙ ", " ● "}) {
            for (auto at = marked.find(separator); at != std::string::npos; at = marked.find(separator, at))
                marked.replace(at, separator.size(), "\n");
        }
        std::vector<std::string> items;
        for (const auto item : text::split(marked, '\n')) items.emplace_back(strip_edges(item, ""));
        return items;
    }

    static void cut(std::string& text, const Found& found) {
        text.replace(found.begin, found.end - found.begin, found.end - found.begin, '\t');
    }

    void take_emails(std::string& rest, const Row& row) {
        for (const auto& found : find_emails(rest)) {
            set_once(head_.basics.email, found.value, row);
            cut(rest, found);
        }
    }
    void take_urls(std::string& rest, const Row& row) {
        for (const auto& found : find_urls(rest)) {
            profiles_.add_url(url_of(row, found.value), row);
            cut(rest, found);
        }
    }
    void take_phones(std::string& rest, const Row& row) {
        for (const auto& found : find_phones(rest)) {
            if (!head_.basics.phone.value.empty()) continue;
            set_once(head_.basics.phone, found.value, row);
            cut(rest, found);
        }
    }
    /// Targets behind texts: mailto:, tel: and profiles.
    void take_links(const Row& row) {
        for (const auto& run : row.runs) {
            if (run.link.starts_with("mailto:"))
                set_once(head_.basics.email, std::string_view(run.link).substr(7, run.link.find('?') - 7), row);
            else if (run.link.starts_with("http"))
                links_.emplace_back(run.text, run.link);
        }
    }

    static void set_once(Text& node, std::string_view value, const Row& row) {
        if (node.value.empty()) node = text_node(value, row);
    }

    /// Cuts what is left of a row into fragments, taking labels off.
    void split_rest(std::string_view rest, const Row& row) {
        std::string cut_text(rest);
        for (const std::string_view separator :
             {"|", "•", "·", "∙", "●", "▪", "■", "◆", "⋄", "♦", " - ", " – ", " — ", "¦", " // ", " / ", "  "}) {
            for (auto at = cut_text.find(separator); at != std::string::npos; at = cut_text.find(separator, at + 1))
                cut_text.replace(at, separator.size(), "\t");
        }
        cut_behind_networks(cut_text);
        for (const auto part : text::split(cut_text, '\t')) {
            const auto bare = strip_decoration(part);
            if (bare.empty()) continue;
            const bool only_signs = letter_count(bare) + digit_count(bare) == 0;
            if (!only_signs) add_fragment(bare, part, row);
        }
    }

    /// "jane (LinkedIn) jdoe (GitHub)" has two fragments.
    static void cut_behind_networks(std::string& text) {
        for (auto open = text.find('('); open != std::string::npos; open = text.find('(', open + 1)) {
            const auto close = text.find(')', open);
            if (close == std::string::npos || close + 1 >= text.size()) return;
            if (!network_of_label(text.substr(open, close - open)).empty()) text[close + 1] = '\t';
        }
    }

    void add_fragment(std::string_view bare, std::string_view part, const Row& row) {
        const auto colon = bare.find(':');
        const auto front = plain(strip_decoration(bare.substr(0, colon)));
        if (colon != std::string_view::npos && is_known_label(front)) {
            const auto value = strip_decoration(bare.substr(colon + 1));
            fragments_.push_back({std::string(value), front, &row});
            return;
        }
        const bool label_alone =
            is_known_label(plain(bare)) && (part.find(':') != std::string_view::npos || !network_of_label(bare).empty() ||
                                            is_address_label(plain(bare)) || is_place_label(plain(bare)));
        fragments_.push_back({label_alone ? std::string{} : std::string(bare), label_alone ? plain(bare) : std::string{}, &row});
    }

    /// A label on its own names the fragment behind it.
    void pair_labels() {
        for (std::size_t i = 0; i + 1 < fragments_.size(); ++i) {
            auto& fragment = fragments_[i];
            auto& next = fragments_[i + 1];
            if (!fragment.text.empty() || fragment.label.empty() || !next.label.empty()) continue;
            const bool wants_value = is_place_label(fragment.label) || !network_of_label(fragment.label).empty();
            if (wants_value) next.label = fragment.label;
        }
        std::erase_if(fragments_, [](const Fragment& fragment) { return fragment.text.empty(); });
    }

    /// "LinkedIn: jane-doe", "jane-doe (LinkedIn)"
    void take_networks() {
        std::erase_if(fragments_, [&](const Fragment& fragment) {
            auto network = network_of_label(fragment.label);
            std::string user = fragment.text;
            if (const auto open = user.rfind('(');
                network.empty() && open != std::string::npos && open > 0 && user.ends_with(')')) {
                network = network_of_label(user.substr(open));
                user = std::string(strip_decoration(std::string_view(user).substr(0, open)));
            }
            if (network.empty() || words(user).size() > 3) return false;
            profiles_.add_user(network, user, *fragment.row);
            return true;
        });
    }

    void take_place() {
        double best = 0.15;
        std::optional<std::size_t> found;
        for (std::size_t i = 0; i < fragments_.size(); ++i) {
            const auto score = place_score(fragments_[i], i);
            if (score > best) std::tie(best, found) = std::pair{score, std::optional(i)};
        }
        if (!found) return;
        set_place(*found, best);
        fragments_.erase(fragments_.begin() + static_cast<std::ptrdiff_t>(*found));
        take_second_place_line(*found);
    }

    [[nodiscard]] double place_score(const Fragment& fragment, std::size_t index) const {
        if (find_dates(fragment.text).size() > 1) return 0;
        auto score = place_likeness(with_area_commas(fragment.text));
        if (is_place_label(fragment.label))
            score += 2;
        else if (!fragment.label.empty())
            return 0;
        if (score > 0 && score < 0.5 && stands_among_addresses(fragment)) score += 0.3;
        const bool postal = digit_count(fragment.text) >= 4 && contains(fragment.text, ",") && words(fragment.text).size() <= 12;
        if ((postal || opens_with_house_number(fragment.text)) && find_dates(fragment.text).empty()) score += 0.6;
        if (title_likeness(fragment.text) >= 2) score -= 0.5;
        if (is_sentence(fragment.text) && score < 1) score = 0;
        return score > 0 ? score - 0.001 * static_cast<double>(index) : 0;
    }

    /// "14 Mossley Rise, Stockport SK4"
    static bool opens_with_house_number(std::string_view text) {
        const auto all = words(text);
        return all.size() >= 4 && all.size() <= 10 && contains(text, ",") && starts_digit(all[0]) && all[0].size() <= 4 &&
               starts_upper(all[1]) && letter_count(all[0]) <= 1 && starts_upper(all.back());
    }

    static bool holds_address(std::string_view text) {
        return !find_emails(text).empty() || !find_phones(text).empty() || !find_urls(text).empty();
    }

    /// A name that no list knows is a place where e-mail and telephone are, or right below them: headlines stand above.
    [[nodiscard]] bool stands_among_addresses(const Fragment& fragment) const {
        const auto& text = fragment.text;
        if (title_likeness(text) > 0 || organisation_likeness(text) >= 1.3 || is_language_name(text) || words(text).size() > 4)
            return false;
        const auto at = static_cast<std::size_t>(fragment.row - rows_.data());
        if (holds_address(rows_[at].text)) return true;
        return at > 0 && rows_[at].page == rows_[at - 1].page && holds_address(rows_[at - 1].text) &&
               words(rows_[at - 1].text).size() <= 6 && !(same_words(text, head_.basics.name.value));
    }
    static bool same_words(std::string_view a, std::string_view b) { return squashed(a) == squashed(b); }

    void set_place(std::size_t index, double score) {
        const auto& fragment = fragments_[index];
        const auto place = read_place(with_area_commas(fragment.text));
        auto& location = head_.basics.location;
        const auto confidence = std::min(1.0, 0.4 + score / 2);
        const auto fill = [&](Text& node, const std::string& value) {
            if (!value.empty() && node.value.empty()) node = text_node(value, *fragment.row, confidence);
        };
        fill(location.address, place.address);
        fill(location.postal_code, place.postal_code);
        fill(location.city, place.city);
        fill(location.region, place.region);
        fill(location.country_code, place.country_code);
    }

    /// A country, or a street, on a row of its own beside the city.
    void take_second_place_line(std::size_t behind) {
        auto& location = head_.basics.location;
        if (behind < fragments_.size() && location.region.value.empty() && is_area(fragments_[behind].text) &&
            fragments_[behind].label.empty()) {
            location.region = text_node(fragments_[behind].text, *fragments_[behind].row);
            fragments_.erase(fragments_.begin() + static_cast<std::ptrdiff_t>(behind));
        }
        if (behind == 0 || behind > fragments_.size() || !location.address.value.empty()) return;
        const auto& before = fragments_[behind - 1];
        const auto all = words(before.text);
        const bool street = all.size() >= 2 && all.size() <= 6 && (starts_digit(all.front()) || starts_digit(all.back())) &&
                            before.label.empty() && find_dates(before.text).empty();
        if (!street) return;
        location.address = text_node(before.text, *before.row);
        fragments_.erase(fragments_.begin() + static_cast<std::ptrdiff_t>(behind - 1));
    }

    /// The headline: the first unlabelled short phrase near the name, better one that reads like a title.
    void take_label() {
        std::optional<std::size_t> best;
        for (std::size_t i = 0; i < fragments_.size() && i < 8; ++i) {
            const auto& fragment = fragments_[i];
            if (!fragment.label.empty() || words(fragment.text).size() > 12 || is_sentence(fragment.text) ||
                is_handle(fragment.text))
                continue;
            const bool is_title = title_likeness(fragment.text) >= 1.5;
            if (!is_title && is_known_city(fragment.text)) continue;  // "Dubai / Manchester"
            if (!best || (is_title && title_likeness(fragments_[*best].text) < 1.5)) best = i;
        }
        if (!best) return;
        const bool convincing = title_likeness(fragments_[*best].text) >= 1.5 || *best == 0;
        if (!convincing) return;
        head_.basics.label = text_node(label_row_text(*best), *fragments_[*best].row);
    }

    /// A headline such as "Engineer | Speaker | Author" keeps its separators; its fragments go together.
    std::string label_row_text(std::size_t index) {
        const auto fragment = fragments_[index];
        const bool whole_row = std::count_if(fragments_.begin(), fragments_.end(),
                                             [&](const Fragment& other) { return other.row == fragment.row; }) > 1 &&
                               find_emails(fragment.row->text).empty() && find_phones(fragment.row->text).empty() &&
                               find_urls(fragment.row->text).empty() && fragment.row != name_row();
        if (!whole_row) {
            fragments_.erase(fragments_.begin() + static_cast<std::ptrdiff_t>(index));
            return fragment.text;
        }
        std::erase_if(fragments_, [&](const Fragment& other) { return other.row == fragment.row; });
        std::string text(strip_decoration(fragment.row->text));
        std::replace(text.begin(), text.end(), '\t', ' ');
        return text;
    }

    [[nodiscard]] const Row* name_row() const {
        for (const auto& row : rows_) {
            if (row.line == head_.basics.name.source.line) return &row;
        }
        return nullptr;
    }

    /// A user name whose network was an icon: one word, lower case, with digits or joints or parts of the name.
    [[nodiscard]] bool is_handle(std::string_view text) const {
        if (words(text).size() != 1 || text.size() < 4 || text.find_first_of(",;:/()&") != std::string_view::npos) return false;
        if (text.starts_with('@')) return true;
        if (!starts_lower(text) && !starts_digit(text)) return false;
        const bool jointed = digit_count(text) > 0 || text.find_first_of("-_.") != std::string_view::npos;
        return (jointed || shares_name(text)) && letter_count(text) >= 3;
    }
    [[nodiscard]] bool shares_name(std::string_view text) const {
        const auto key = squashed(text);
        for (const auto word : words(head_.basics.name.value)) {
            if (squashed(word).size() >= 3 && contains(key, squashed(word))) return true;
        }
        return false;
    }

    void take_handles() {
        std::erase_if(fragments_, [&](const Fragment& fragment) {
            if (!is_handle(fragment.text)) return false;
            std::string network;
            for (const auto& [text, target] : links_) {
                if (contains(target, fragment.text)) network = network_of_url(target).network;
            }
            profiles_.add_user(network, fragment.text, *fragment.row);
            return true;
        });
    }

    /// Prose becomes the summary; the rest is left over.
    void take_rest() {
        std::string summary;
        for (const auto& fragment : fragments_) {
            if (is_sentence(fragment.text) && words(fragment.text).size() >= 6 && fragment.label.empty()) {
                if (!summary.empty()) summary += ' ';
                summary += fragment.text;
                set_once(head_.basics.summary, fragment.text, *fragment.row);
                continue;
            }
            auto row = part_of(*fragment.row, fragment.text);
            if (!fragment.label.empty() && !is_known_label(fragment.label)) row.text = fragment.label + ": " + fragment.text;
            head_.leftover.push_back(std::move(row));
        }
        if (!summary.empty()) head_.basics.summary.value = summary;
    }

    const RowSet& set_;
    Rows rows_;
    std::vector<bool> taken_;
    std::vector<Fragment> fragments_;
    std::vector<std::pair<std::string, std::string>> links_;
    Head head_;
    ProfileReader profiles_{head_.basics};
};

}  // namespace

Head read_head(const Outline& outline, const RowSet& set) { return HeadReader(outline, set).read(); }

}  // namespace bespoke::resume::parser
