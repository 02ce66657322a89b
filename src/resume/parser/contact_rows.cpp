#include "resume/parser/contact.hpp"
#include "resume/parser/contact_labels.hpp"
#include "resume/parser/lexicon.hpp"
#include "resume/parser/scan.hpp"
#include "resume/parser/words.hpp"

namespace bespoke::resume::parser {
namespace {

/// Contact data and labels, nothing else: "Phone: +49 …", "jane@example.org | Leipzig".
bool is_contact_row(const Row& row) {
    if (words(row.text).size() > 12) return false;
    const auto colon = row.text.find(':');
    const auto label = plain(strip_decoration(std::string_view(row.text).substr(0, colon)));
    const bool labelled = colon != std::string::npos && is_known_label(label) && words(row.text).size() <= 8;
    if (labelled || !find_emails(row.text).empty()) return true;
    const auto urls = find_urls(row.text);
    if (urls.size() == 1 && words(row.text).size() == 1 &&
        (row.text.find('/') != std::string::npos || row.text.starts_with("www.")))
        return true;
    const auto phones = find_phones(row.text);
    return !phones.empty() && words(row.text).size() <= digit_count(row.text) && letter_count(row.text) < 12;
}

/// A user's name on a row of its own below the name of a network. Among skills a network is a tool ("GitHub"), and so may the next
/// row be, unless it is an address.
bool is_user_row(const Row& row, Topic topic) {
    if (words(row.text).size() != 1) return false;
    if (row.text.find_first_of("/@_") != std::string::npos) return true;
    return topic != Topic::Skills && (starts_lower(row.text) || digit_count(row.text) > 0);
}

/// Chapters whose entries may hold addresses and numbers of their own.
bool keeps_its_rows(Topic topic) {
    switch (topic) {
        case Topic::Work:
        case Topic::Volunteer:
        case Topic::Education:
        case Topic::Projects:
        case Topic::Publications:
        case Topic::References:
        case Topic::Contact: return true;
        default: return false;
    }
}

}  // namespace

void gather_contact_rows(Outline& outline) {
    for (auto& chapter : outline.chapters) {
        if (keeps_its_rows(chapter.topics.front())) continue;
        Rows kept;
        bool label_alone = false;
        const auto topic = chapter.topics.front();
        const bool about = topic == Topic::Summary && std::any_of(chapter.rows.begin(), chapter.rows.end(), is_contact_row);
        for (auto row = chapter.rows.begin(); row != chapter.rows.end(); ++row) {
            const bool beside_contact = about && words(row->text).size() <= 6 && !is_sentence(row->text);
            const bool moves = is_contact_row(*row) || beside_contact || label_alone;
            const auto next = row + 1;
            label_alone = !label_alone && words(row->text).size() <= 2 && !network_of_label(row->text).empty() &&
                          next != chapter.rows.end() && is_user_row(*next, topic);
            (moves || label_alone ? outline.preamble : kept).push_back(*row);
        }
        chapter.rows = std::move(kept);
    }
}

}  // namespace bespoke::resume::parser
