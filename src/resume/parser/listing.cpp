#include "resume/parser/listing.hpp"

#include "resume/parser/body.hpp"
#include "resume/parser/dates.hpp"
#include "resume/parser/lexicon.hpp"
#include "resume/parser/parts.hpp"
#include "resume/parser/words.hpp"

namespace bespoke::resume::parser {
namespace {

/// "Issued by X", "Awarded by X", "by X", "von X".
std::optional<std::string> giver_in(std::string_view text) {
    const auto folded = plain(text);
    for (const std::string_view opening : {"issued by",
                                           "awarded by",
                                           "presented by",
                                           "granted by",
                                           "published by",
                                           "published in",
                                           "issuer",
                                           "issuing organization",
                                           "issuing authority",
                                           "provider",
                                           "by",
                                           "from",
                                           "ausgestellt von",
                                           "verliehen von",
                                           "von",
                                           "delivre par",
                                           "par",
                                           "emitido por",
                                           "por",
                                           "uitgegeven door",
                                           "door",
                                           "rilasciato da"}) {
        if (!folded.starts_with(opening) || folded.size() <= opening.size() + 1) continue;
        const char next = folded[opening.size()];
        if (next != ' ' && next != ':') continue;
        return std::string(strip_decoration(text.substr(opening.size())));
    }
    return std::nullopt;
}

/// "expires 2026", "valid until 2026": not when it was given.
bool is_expiry(std::string_view text, const DateMatch& date) {
    if (date.is_range && !date.start) return true;
    const auto before = words(text.substr(0, date.begin));
    const auto last = before.empty() ? std::string() : plain(strip_edges(before.back(), "(),:."));
    for (const std::string_view word :
         {"expires", "expiring", "expiry", "exp", "until", "till", "through", "thru", "due", "bis"}) {
        if (last == word) return true;
    }
    return false;
}

/// "Forklift certificate (2018, renewed 2023)": the date is but a part of what a bracket says.
bool is_deep_in_bracket(std::string_view text, const DateMatch& date) {
    const auto open = text.substr(0, date.begin).rfind('(');
    if (open == std::string_view::npos) return false;
    const auto between = text.substr(open, date.begin - open);
    return between.find(')') == std::string_view::npos && contains(between, ",");
}

Entry entry_of_row(const Row& row) {
    Entry entry;
    auto bare = row;
    bare.list_item = false;
    entry.date = head_date(bare);
    entry.date_row = row;
    const bool expires = entry.date && is_expiry(row.text, *entry.date);
    const bool stays = !entry.date || expires || is_deep_in_bracket(row.text, *entry.date);
    entry.head.push_back(stays ? bare : row_without(bare, *entry.date));
    if (expires) entry.date.reset();
    return entry;
}

bool has_dates(const Rows& rows) {
    return std::any_of(rows.begin(), rows.end(), [](const Row& row) { return head_date(row).has_value(); });
}
bool same_face(const Row& a, const Row& b) {
    return a.look.bold == b.look.bold && a.look.half_points == b.look.half_points && a.look.italic == b.look.italic;
}

/// Undated rows in one look are an entry each.
bool is_plain_list(const Rows& rows) {
    return !has_dates(rows) &&
           std::all_of(rows.begin(), rows.end(), [&](const Row& row) { return same_face(row, rows.front()); });
}

/// Rows cut where white space sets them apart, or where a page begins behind a date.
std::vector<Rows> spaced_groups(const Rows& rows) {
    float least = 1e9F;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        if (rows[i].page == rows[i - 1].page) least = std::min(least, rows[i].gap_above);
    }
    std::vector<Rows> groups;
    for (const auto& row : rows) {
        const bool turned = !groups.empty() && groups.back().back().page != row.page;
        if (groups.empty() || row.gap_above > least + 1 || (turned && has_dates(groups.back()))) groups.emplace_back();
        groups.back().push_back(row);
    }
    return groups;
}

/// Several rows, one of them dated, none a list item.
bool is_dated_group(const Rows& rows) {
    const auto dated = std::count_if(rows.begin(), rows.end(), [](const Row& row) { return head_date(row).has_value(); });
    const bool items = std::any_of(rows.begin(), rows.end(), [](const Row& row) { return row.list_item; });
    return rows.size() > 1 && dated == 1 && !items;
}

Entry entry_of_group(const Rows& rows) {
    Entry entry;
    for (const auto& row : rows) {
        auto one = entry_of_row(row);
        if (one.date) std::tie(entry.date, entry.date_row) = std::tie(one.date, one.date_row);
        if (!one.head.front().text.empty()) entry.head.push_back(std::move(one.head.front()));
    }
    return entry;
}

/// Blank lines part several rows from several rows.
bool is_grouped(const Rows& rows) {
    std::vector<std::size_t> sizes;
    for (const auto& row : rows) {
        if (sizes.empty() || row.starts_block) sizes.push_back(0);
        ++sizes.back();
    }
    return std::count_if(sizes.begin(), sizes.end(), [](std::size_t size) { return size > 1; }) > 1;
}

/// Every second row has a date: name and giver below each other.
bool alternates(const Rows& rows) {
    if (rows.size() % 2 != 0) return false;
    for (std::size_t i = 0; i + 1 < rows.size(); ++i) {
        if (head_date(rows[i]).has_value() == head_date(rows[i + 1]).has_value()) return false;
    }
    return true;
}

/// Says something for itself, and not of the row above.
bool stands_for_itself(const Row& row) {
    const auto date = head_date(row);
    const auto rest = date ? without(row.text, *date) : row.text;
    return letter_count(rest) > 1 && words(rest).size() <= 12 && !starts_lower(rest) && !giver_in(rest) && !rest.ends_with('.') &&
           !opens_with_action(rest);
}

/// Short rows in one look, dated or not, are an entry each: "Forklift licence" / "First Aid (2022)" / "Working at height".
bool is_short_list(const Rows& rows) {
    const auto even = std::all_of(rows.begin(), rows.end(), [&](const Row& row) {
        return same_face(row, rows.front()) && row.heading_level == 0 && words(row.text).size() <= 16;
    });
    const auto alone = static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), stands_for_itself));
    return rows.size() > 2 && even && alone * 4 >= rows.size() * 3 && !rows.front().look.bold && !is_grouped(rows) &&
           !alternates(rows);
}

std::vector<Entry> entries_in(const Rows& rows, const RowSet& set, Commas commas) {
    if (const auto groups = spaced_groups(rows); groups.size() > 1 && std::all_of(groups.begin(), groups.end(), is_dated_group)) {
        std::vector<Entry> entries;
        for (const auto& group : groups) entries.push_back(entry_of_group(group));
        return entries;
    }
    const auto items = std::count_if(rows.begin(), rows.end(), [](const Row& row) { return row.list_item; });
    const bool short_list = commas == Commas::Part && is_short_list(rows);
    const bool each_row = static_cast<std::size_t>(items) * 2 > rows.size() || is_plain_list(rows) || short_list;
    if (!each_row) return entries_of(rows, set);
    std::vector<Entry> entries;
    for (const auto& row : rows) {
        const bool detail = short_list && !row.starts_block && (starts_lower(row.text) || giver_in(row.text));
        const bool continues = !entries.empty() && ((items > 0 && !row.list_item) || detail);
        if (continues)
            entries.back().body.push_back(row);
        else
            entries.push_back(entry_of_row(row));
    }
    return entries;
}

bool any_in_row(const std::vector<Part>& parts, const Part& part, Joint joint) {
    return std::any_of(parts.begin(), parts.end(),
                       [&](const Part& other) { return other.row == part.row && other.order > 0 && other.joint == joint; });
}

/// Whether the part belongs to the piece before it: only the strongest separator of a row parts its pieces, so "Data Analytics – Specialty,
/// Amazon" has its dash in the name, as "First Aid at Work · Red Cross" has its "at".
bool continues_piece(const std::vector<Part>& parts, const Part& part, std::size_t pieces_in_row, Commas commas) {
    if (part.order == 0) return false;
    // "CPR, renewed": no giver's name opens in lower case.
    if (part.joint == Joint::Comma && starts_lower(part.text) && !giver_in(part.text)) return true;
    if (part.joint == Joint::Comma && character_count(part.text) <= 2) return true;  // "Driving licence: B, C1"
    if (any_in_row(parts, part, Joint::Strong)) return part.joint != Joint::Strong;
    const bool commas_part = commas == Commas::Part && any_in_row(parts, part, Joint::Comma);
    if (part.joint == Joint::Comma) return commas == Commas::BelongToName || pieces_in_row >= 2;
    return commas_part && part.joint != Joint::Comma;
}

/// Parts of a head with those put together that belong together.
Rows pieces_of(const Rows& head, Commas commas) {
    Rows pieces;
    std::size_t in_row = 0, begin = 0;
    const auto parts = parts_of(head);
    for (const auto& part : parts) {
        const auto& row = head[part.row];
        if (part.order == 0) in_row = 0;
        if (continues_piece(parts, part, in_row, commas)) {
            pieces.back() = part_of(row, std::string_view(row.text).substr(begin, part.end - begin));
            continue;
        }
        begin = part.begin;
        pieces.push_back(part_of(row, part.text));
        ++in_row;
    }
    return pieces;
}

/// Some put the awarder above the award.
bool names_giver_first(const Rows& pieces) {
    const auto lean = [](const Row& row) { return organisation_likeness(row.text) - credential_likeness(row.text); };
    return lean(pieces[0]) > lean(pieces[1]) + 0.9;
}

/// A row below the name that says who gave it.
void take_giver(Rows& head, Listed& out) {
    for (std::size_t i = 1; i < head.size(); ++i) {
        const auto giver = giver_in(head[i].text);
        if (!giver) continue;
        out.giver = part_of(head[i], *giver);
        head.erase(head.begin() + static_cast<std::ptrdiff_t>(i));
        return;
    }
}

Listed listed_of(Entry& entry, Commas commas) {
    Listed out;
    out.url = take_url(entry.head);
    if (!out.url) out.url = take_url(entry.body);
    std::erase_if(entry.head, [](const Row& row) { return row.text.empty(); });
    out.date = single_date(entry);
    take_giver(entry.head, out);
    auto pieces = pieces_of(entry.head, commas);
    for (auto piece = pieces.begin(); piece != pieces.end(); ++piece) {
        const auto giver = giver_in(piece->text);
        if (!giver || piece == pieces.begin()) continue;
        out.giver = part_of(*piece, *giver);
        pieces.erase(piece);
        break;
    }
    if (pieces.empty()) return out;
    if (commas == Commas::Part && out.giver.text.empty() && pieces.size() > 1 && pieces[0].line != pieces[1].line &&
        names_giver_first(pieces))
        std::swap(pieces[0], pieces[1]);
    out.name = pieces[0];
    auto next = pieces.begin() + 1;
    if (out.giver.text.empty() && next != pieces.end()) out.giver = *next++;
    out.rest.assign(next, pieces.end());
    for (auto& row : entry.body) {
        const auto giver = giver_in(row.text);
        if (giver && out.giver.text.empty())
            out.giver = part_of(row, *giver);
        else
            out.rest.push_back(std::move(row));
    }
    return out;
}

/// "Name (Giver)": what the last bracket of a name holds.
std::string_view last_bracket(std::string_view name) {
    const auto open = name.rfind('(');
    if (!name.ends_with(')') || open == std::string_view::npos || open < 2) return {};
    return name.substr(open + 1, name.size() - open - 2);
}

/// Brackets name the giver if all entries have them and nothing else does, or if they hold an organisation.
void take_bracketed_givers(std::vector<Listed>& entries) {
    const auto bracketed = [](const Listed& one) {
        return one.giver.text.empty() && !last_bracket(one.name.text).empty() && !is_all_caps(last_bracket(one.name.text));
    };
    const bool habit = entries.size() > 1 && std::all_of(entries.begin(), entries.end(), bracketed);
    for (auto& one : entries) {
        const std::string inner(last_bracket(one.name.text));
        if (!bracketed(one) || (!habit && organisation_likeness(inner) < 1.3)) continue;
        one.giver = part_of(one.name, inner);
        one.name = part_of(one.name, strip_decoration(std::string_view(one.name.text).substr(0, one.name.text.rfind('('))));
    }
}

}  // namespace

std::vector<Listed> listed(const Rows& rows, const RowSet& set, Commas commas) {
    std::vector<Listed> out;
    for (auto& entry : entries_in(rows, set, commas)) {
        auto one = listed_of(entry, commas);
        if (!one.name.text.empty()) out.push_back(std::move(one));
    }
    take_bracketed_givers(out);
    return out;
}

}  // namespace bespoke::resume::parser
