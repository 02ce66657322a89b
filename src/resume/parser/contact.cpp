#include "resume/parser/contact.hpp"

#include <array>
#include <set>

#include "resume/parser/dates.hpp"
#include "resume/parser/lexicon.hpp"
#include "resume/parser/name.hpp"
#include "resume/parser/places.hpp"
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

constexpr auto kPlaceLabels = std::to_array<std::string_view>({
    "address", "location", "adresse", "anschrift", "wohnort", "ort", "direccion", "ubicacion", "adres", "woonplaats", "indirizzo", "residenza", "endereco", "localidade", "based in", "city", "residence", "home", "lives in", "domicile", "ville", "lieu", "bostad", "adress", "postal address", "home address", "current location", "localisation", "ciudad", "stadt",
});
constexpr auto kContactLabels = std::to_array<std::string_view>({
    "email", "e-mail", "mail", "e-mail address", "email address", "e", "phone", "telephone", "tel", "tel.", "mobile", "mob", "mob.", "cell", "cellphone", "m", "t", "p", "ph", "phone number", "fax", "web", "website", "url", "homepage", "portfolio", "blog", "site", "w", "telefon", "mobil", "handy", "telefono", "movil", "celular", "correo", "correo electronico", "courriel", "telephone portable", "portable", "tel. portable", "telefoon", "mobiel", "gsm", "cellulare", "sito web", "telefone", "telemovel", "sitio web", "site web", "webseite", "internet", "contact", "contact number", "link", "linkedin profile", "personal website", "skype", "whatsapp", "telefonnummer", "mobile phone", "home phone", "work phone", "kontakt", "online", "profile", "telefonas", "email me", "call", "phone no", "mobile no", "tel no",
});

template <class Table>
bool holds(const Table& table, std::string_view word) {
    return std::find(table.begin(), table.end(), word) != table.end();
}

bool is_place_label(std::string_view label) { return holds(kPlaceLabels, label); }
bool is_known_label(std::string_view label) {
    return holds(kContactLabels, label) || is_place_label(label) || !network_of_label(label).empty();
}

/// Contact data and labels, nothing else: "Phone: +49 …", "jane@example.org | Leipzig".
bool is_contact_row(const Row& row) {
    if (words(row.text).size() > 12) return false;
    const auto colon = row.text.find(':');
    const auto label = plain(strip_decoration(std::string_view(row.text).substr(0, colon)));
    const bool labelled = colon != std::string::npos && is_known_label(label) && words(row.text).size() <= 8;
    if (labelled || !find_emails(row.text).empty()) return true;
    const auto phones = find_phones(row.text);
    return !phones.empty() && words(row.text).size() <= digit_count(row.text) && letter_count(row.text) < 12;
}

/// Chapters whose entries may hold addresses and numbers of their own.
bool keeps_its_rows(Topic topic) {
    switch (topic) {
        case Topic::Work: case Topic::Volunteer: case Topic::Education: case Topic::Projects: case Topic::Publications: case Topic::References:
        case Topic::Contact: return true;
        default: return false;
    }
}

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
        for (const auto& row : rows) rows_.push_back(row);
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
            if (!take_labelled_profile(item, row)) take_item(item, row);
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
            for (auto at = marked.find(separator); at != std::string::npos; at = marked.find(separator, at)) marked.replace(at, separator.size(), "\n");
        }
        std::vector<std::string> items;
        for (const auto item : text::split(marked, '\n')) items.emplace_back(strip_edges(item, ""));
        return items;
    }

    /// "GitHub: github.com/jdoe", "Mastodon: jdoe (social.example/@jdoe)", "Profile: jdoe"
    bool take_labelled_profile(const std::string& item, const Row& row) {
        const auto colon = item.find(": ");
        if (colon == std::string::npos) return false;
        const std::string label(strip_decoration(std::string_view(item).substr(0, colon)));
        const std::string value(strip_edges(std::string_view(item).substr(colon + 1), ""));
        const bool generic = plain(label) == "profile";
        const auto urls = find_urls(value);
        if ((network_of_label(label).empty() && !generic) || urls.size() > 1 || words(value).size() > 2 || !find_emails(value).empty()) return false;
        Profile profile;
        if (!generic) profile.network = text_node(label, row);
        std::string user(strip_edges(urls.empty() ? value : value.substr(0, urls[0].begin), "(@"));
        if (!urls.empty()) {
            const auto known = network_of_url(urls[0].value);
            profile.url = text_node(url_of(row, urls[0].value), row);
            if (generic && !known.network.empty()) profile.network = text_node(known.network, row);
            if (user.empty()) user = known.username.empty() ? last_segment(urls[0].value) : known.username;
            seen_urls_.insert(url_key(urls[0].value));
        }
        if (!user.empty()) profile.username = text_node(user, row);
        head_.basics.profiles.push_back(std::move(profile));
        return true;
    }

    static std::string last_segment(std::string_view url) {
        while (url.ends_with('/')) url.remove_suffix(1);
        const auto slash = url.rfind('/');
        return slash == std::string_view::npos ? std::string{} : std::string(url.substr(slash + 1));
    }

    static void cut(std::string& text, const Found& found) { text.replace(found.begin, found.end - found.begin, found.end - found.begin, '\t'); }

    void take_emails(std::string& rest, const Row& row) {
        for (const auto& found : find_emails(rest)) {
            set_once(head_.basics.email, found.value, row);
            cut(rest, found);
        }
    }
    void take_urls(std::string& rest, const Row& row) {
        for (const auto& found : find_urls(rest)) {
            add_url(url_of(row, found.value), row);
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
            if (run.link.starts_with("mailto:")) set_once(head_.basics.email, std::string_view(run.link).substr(7, run.link.find('?') - 7), row);
            else if (run.link.starts_with("http")) links_.emplace_back(run.text, run.link);
        }
    }

    static void set_once(Text& node, std::string_view value, const Row& row) {
        if (node.value.empty()) node = text_node(value, row);
    }

    static std::string url_key(std::string_view url) {
        if (const auto scheme = url.find("://"); scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
        if (url.starts_with("www.")) url.remove_prefix(4);
        while (url.ends_with('/')) url.remove_suffix(1);
        return plain(url);
    }

    void add_url(const std::string& url, const Row& row) {
        if (!seen_urls_.insert(url_key(url)).second) return;
        const auto user = network_of_url(url);
        if (user.network.empty() && head_.basics.url.value.empty()) {
            head_.basics.url = text_node(url, row);
            return;
        }
        Profile profile;
        profile.url = text_node(url, row);
        if (!user.network.empty()) profile.network = text_node(user.network, row);
        if (!user.username.empty()) profile.username = text_node(user.username, row);
        head_.basics.profiles.push_back(std::move(profile));
    }

    /// Cuts what is left of a row into fragments, taking labels off.
    void split_rest(std::string_view rest, const Row& row) {
        std::string cut_text(rest);
        for (const std::string_view separator : {"|", "•", "·", "∙", "●", "▪", "■", "◆", "⋄", "♦", " - ", " – ", " — ", "¦", " // ", " / ", "  "}) {
            for (auto at = cut_text.find(separator); at != std::string::npos; at = cut_text.find(separator, at + 1)) cut_text.replace(at, separator.size(), "\t");
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
        const bool label_alone = is_known_label(plain(bare)) && (part.find(':') != std::string_view::npos || !network_of_label(bare).empty() || holds(kContactLabels, plain(bare)) || is_place_label(plain(bare)));
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
            if (const auto open = user.rfind('('); network.empty() && open != std::string::npos && open > 0 && user.ends_with(')')) {
                network = network_of_label(user.substr(open));
                user = std::string(strip_decoration(std::string_view(user).substr(0, open)));
            }
            if (network.empty() || words(user).size() > 3) return false;
            add_profile(network, user, *fragment.row);
            return true;
        });
    }

    void add_profile(const std::string& network, std::string_view user, const Row& row) {
        while (user.starts_with('@') || user.starts_with('/')) user.remove_prefix(1);
        for (auto& profile : head_.basics.profiles) {
            const bool same_user = !profile.username.value.empty() && plain(profile.username.value) == plain(user);
            if (same_user && (profile.network.value == network || network.empty() || profile.network.value.empty())) return;
        }
        Profile profile;
        if (!network.empty()) profile.network = text_node(network, row);
        profile.username = text_node(user, row);
        head_.basics.profiles.push_back(std::move(profile));
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
        auto score = place_likeness(fragment.text);
        if (is_place_label(fragment.label)) score += 2;
        else if (!fragment.label.empty()) return 0;
        const bool postal = digit_count(fragment.text) >= 4 && contains(fragment.text, ",") && words(fragment.text).size() <= 12;
        if (postal && find_dates(fragment.text).empty()) score += 0.6;
        if (title_likeness(fragment.text) >= 2) score -= 0.5;
        if (is_sentence(fragment.text) && score < 1) score = 0;
        return score > 0 ? score - 0.001 * static_cast<double>(index) : 0;
    }

    void set_place(std::size_t index, double score) {
        const auto& fragment = fragments_[index];
        const auto place = read_place(fragment.text);
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
        if (behind < fragments_.size() && location.region.value.empty() && is_area(fragments_[behind].text) && fragments_[behind].label.empty()) {
            location.region = text_node(fragments_[behind].text, *fragments_[behind].row);
            fragments_.erase(fragments_.begin() + static_cast<std::ptrdiff_t>(behind));
        }
        if (behind == 0 || behind > fragments_.size() || !location.address.value.empty()) return;
        const auto& before = fragments_[behind - 1];
        const auto all = words(before.text);
        const bool street = all.size() >= 2 && all.size() <= 6 && (starts_digit(all.front()) || starts_digit(all.back())) && before.label.empty() && find_dates(before.text).empty();
        if (!street) return;
        location.address = text_node(before.text, *before.row);
        fragments_.erase(fragments_.begin() + static_cast<std::ptrdiff_t>(behind - 1));
    }

    /// The headline: the first unlabelled short phrase near the name, better one that reads like a title.
    void take_label() {
        std::optional<std::size_t> best;
        for (std::size_t i = 0; i < fragments_.size() && i < 8; ++i) {
            const auto& fragment = fragments_[i];
            if (!fragment.label.empty() || words(fragment.text).size() > 12 || is_sentence(fragment.text) || is_handle(fragment.text)) continue;
            const bool is_title = title_likeness(fragment.text) >= 1.5;
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
        const bool whole_row = std::count_if(fragments_.begin(), fragments_.end(), [&](const Fragment& other) { return other.row == fragment.row; }) > 1 &&
                               find_emails(fragment.row->text).empty() && find_phones(fragment.row->text).empty() && find_urls(fragment.row->text).empty() &&
                               fragment.row != name_row();
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
            add_profile(network, fragment.text, *fragment.row);
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
    std::set<std::string> seen_urls_;
    Head head_;
};

}  // namespace

void gather_contact_rows(Outline& outline) {
    for (auto& chapter : outline.chapters) {
        if (keeps_its_rows(chapter.topics.front())) continue;
        Rows kept;
        bool label_alone = false;
        for (auto& row : chapter.rows) {
            const bool names_network = words(row.text).size() <= 2 && !network_of_label(row.text).empty();
            const bool moves = is_contact_row(row) || names_network || (label_alone && words(row.text).size() == 1);
            label_alone = names_network;
            (moves ? outline.preamble : kept).push_back(std::move(row));
        }
        chapter.rows = std::move(kept);
    }
}

Head read_head(const Outline& outline, const RowSet& set) { return HeadReader(outline, set).read(); }

}  // namespace bespoke::resume::parser
