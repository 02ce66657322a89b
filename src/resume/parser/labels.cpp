#include "resume/parser/labels.hpp"

#include <map>
#include <tuple>

#include "resume/parser/lexicon.hpp"
#include "resume/parser/parts.hpp"
#include "resume/parser/places.hpp"
#include "resume/parser/scan.hpp"
#include "resume/parser/words.hpp"

namespace bespoke::resume::parser {
namespace {

constexpr double kSlotWeight = 0.7;
constexpr double kLookWeight = 0.5;
constexpr double kSurePlace = 0.7;

enum class Role { None, First, Second, Place, Extra };

struct Scored {
    Part part;
    double first = 0, second = 0, place = 0;
    Role role = Role::None;
};
using Head = std::vector<Scored>;

/// Where a part stands in its head, and how it looks.
using Slot = std::tuple<std::size_t, std::size_t>;
using Face = std::tuple<int, bool, bool, bool, int>;
Slot slot_of(const Scored& scored) { return {scored.part.row, scored.part.order}; }
Face face_of(const Scored& scored) {
    const auto& look = scored.part.look;
    return {look.half_points, look.bold, look.italic, look.caps,
            look.colour.red * 65536 + look.colour.green * 256 + look.colour.blue};
}

/// Sum and number of votes.
struct Votes {
    double sum = 0;
    int count = 0;
    void add(double vote) {
        sum += vote;
        ++count;
    }
    [[nodiscard]] double mean() const { return count == 0 ? 0 : sum / count; }
};

Head scored_head(const Entry& entry, const NameScores& scores) {
    Head head;
    for (auto& part : parts_of(entry.head)) {
        Scored scored;
        scored.first = scores.first(part.text);
        scored.second = scores.second(part.text) + (part.joint == Joint::At ? 1.5 : 0);
        const auto urls = find_urls(part.text);
        if (urls.size() == 1 && urls[0].value.size() == part.text.size()) scored.role = Role::Extra;
        scored.part = std::move(part);
        head.push_back(std::move(scored));
    }
    return head;
}

bool follows(const Head& head, std::size_t index) {
    return index > 0 && head[index].part.row == head[index - 1].part.row && head[index].part.joint == Joint::Comma;
}

void mark_place(Scored& scored, double likeness) {
    scored.place = std::max(scored.place, likeness);
    if (scored.role == Role::None && likeness >= kSurePlace && scored.first < 2 && scored.second < 2.5) scored.role = Role::Place;
}

bool can_be_city(const Scored& scored) {
    return is_known_city(scored.part.text) || is_area(scored.part.text) || (scored.first < 2 && scored.second < 1.3);
}

/// Places: a known city or area alone, and "City, Area" around a known area.
void mark_places(Head& head) {
    for (std::size_t i = 0; i < head.size(); ++i) mark_place(head[i], place_likeness(head[i].part.text));
    for (std::size_t i = 1; i < head.size(); ++i) {
        if (!follows(head, i) || !is_area(head[i].part.text) || head[i].first >= 2 || head[i].second >= 2) continue;
        if (!can_be_city(head[i - 1])) continue;
        const bool at_country = follows(head, i - 1) && is_area(head[i - 1].part.text) && !is_known_city(head[i - 1].part.text);
        const auto pair = head[i - 1].part.text + ", " + head[i].part.text;
        if (place_likeness(pair) < 0.5) continue;
        mark_place(head[i], 1);
        mark_place(head[i - 1], 0.9);
        if (at_country && i >= 2) mark_place(head[i - 2], 0.8);
    }
}

/// A head needs a name: if all of it looks like places, the first part is none.
void keep_one_name(Head& head) {
    const bool all_places =
        std::all_of(head.begin(), head.end(), [](const Scored& scored) { return scored.role == Role::Place; });
    if (all_places && !head.empty()) head.front().role = Role::None;
}

/// The last part of a row, behind the comma or dash that ends an employer, if by itself it could be a town.
std::size_t trailing_town(const Head& head) {
    for (std::size_t i = head.size(); i-- > 1;) {
        const auto& [part, first, second, place, role] = head[i];
        const bool ends_row = i + 1 == head.size() || head[i + 1].part.row != part.row || head[i + 1].part.joint == Joint::Strong;
        const bool behind_name = head[i - 1].part.row == part.row && (part.joint == Joint::Comma || part.joint == Joint::Dash) &&
                                 head[i - 1].first < 1.5 && head[i - 1].role == Role::None;
        const bool bare = role == Role::None && first == 0 && second < 1.3 && words(part.text).size() <= 3;
        if (ends_row && behind_name && bare && place_likeness(with_area_commas(part.text)) > 0) return i;
    }
    return 0;
}

/// "Employer, Town" with a town that no list knows: where most entries are written so, and title and employer remain.
void mark_trailing_places(std::vector<Head>& heads) {
    const auto names = [](const Head& head) {
        return std::count_if(head.begin(), head.end(), [](const Scored& scored) { return scored.role == Role::None; });
    };
    const auto has_place = [](const Head& head) {
        return std::any_of(head.begin(), head.end(), [](const Scored& scored) { return scored.role == Role::Place; });
    };
    std::size_t alike = 0, towns = 0;
    for (const auto& head : heads) {
        const bool town = !has_place(head) && names(head) >= 3 && trailing_town(head) > 0;
        towns += town ? 1 : 0;
        alike += town || has_place(head) ? 1 : 0;
    }
    if (towns == 0 || alike < 2 || alike * 3 < heads.size() * 2) return;
    for (auto& head : heads) {
        if (has_place(head) || names(head) < 3) continue;
        if (const auto at = trailing_town(head)) head[at].role = Role::Place;
    }
}

/// What all entries together say of slots and looks.
class Habits {
public:
    explicit Habits(const std::vector<Head>& heads) {
        for (const auto& head : heads) {
            for (const auto& scored : head) {
                places_[slot_of(scored)].add(scored.role == Role::Place ? 1 : 0);
                if (scored.role == Role::Place) continue;
                const auto vote = std::clamp(scored.first - scored.second, -3.0, 3.0);
                slots_[slot_of(scored)].add(vote);
                faces_[face_of(scored)].add(vote);
            }
        }
    }
    /// > 0: first name, < 0: second name.
    [[nodiscard]] double lean(const Scored& scored) const {
        return kSlotWeight * mean(slots_, slot_of(scored)) + kLookWeight * mean(faces_, face_of(scored));
    }
    [[nodiscard]] bool holds_places(const Scored& scored) const { return mean(places_, slot_of(scored)) > 0.5; }

private:
    template <class Key>
    static double mean(const std::map<Key, Votes>& votes, const Key& key) {
        const auto found = votes.find(key);
        return found == votes.end() ? 0 : found->second.mean();
    }
    std::map<Slot, Votes> slots_, places_;
    std::map<Face, Votes> faces_;
};

double as_first(const Scored& scored, const Habits& habits) { return scored.first - 0.5 * scored.second + habits.lean(scored); }
double as_second(const Scored& scored, const Habits& habits) { return scored.second - 0.5 * scored.first - habits.lean(scored); }

std::vector<std::size_t> nameable(const Head& head) {
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < head.size(); ++i) {
        if (head[i].role == Role::None) out.push_back(i);
    }
    return out;
}

/// The best pair of parts for the two names; early parts win ties.
void choose_names(Head& head, const Habits& habits) {
    const auto open = nameable(head);
    if (open.size() == 1) {
        auto& only = head[open.front()];
        only.role = as_first(only, habits) >= as_second(only, habits) ? Role::First : Role::Second;
        return;
    }
    double best = -1e9;
    std::pair<std::size_t, std::size_t> chosen;
    for (const auto first : open) {
        for (const auto second : open) {
            if (first == second) continue;
            const auto late = 0.15 * static_cast<double>(std::max(first, second)) +
                              (head[std::max(first, second)].part.joint == Joint::Comma ? 0.1 : 0);
            const auto score = as_first(head[first], habits) + as_second(head[second], habits) - late;
            if (score > best) std::tie(best, chosen) = std::pair{score, std::pair{first, second}};
        }
    }
    if (open.empty()) return;
    head[chosen.first].role = Role::First;
    head[chosen.second].role = Role::Second;
}

/// A part beside a comma that is nothing by itself belongs to the name on the other side of the comma: to the one before it, or to
/// the one behind it if it reads like that.
void extend_names(Head& head) {
    for (std::size_t i = head.size(); i-- > 1;) {
        auto& before = head[i - 1];
        if (before.role != Role::None || !follows(head, i)) continue;
        if (head[i].role == Role::Second && before.second >= 1.3) before.role = Role::Second;
        if (head[i].role == Role::First && before.first >= 1.5) before.role = Role::First;
    }
    for (std::size_t i = 1; i < head.size(); ++i) {
        if (head[i].role != Role::None || !follows(head, i)) continue;
        const auto before = head[i - 1].role;
        const bool more_of_place = before == Role::Place && head[i].first < 1.5 && head[i].second < 1.5;
        if (before == Role::First || before == Role::Second || more_of_place) head[i].role = before;
    }
    for (auto& scored : head) {
        if (scored.role == Role::None) scored.role = Role::Extra;
    }
}

/// Text from the first to the last part of a role on one row, as typed.
std::optional<Field> field_of(const Head& head, Role role, const Rows& rows) {
    const Scored* first = nullptr;
    const Scored* last = nullptr;
    for (const auto& scored : head) {
        if (scored.role != role) continue;
        if (first && (scored.part.row != first->part.row || scored.part.joint != Joint::Comma)) break;
        if (!first) first = &scored;
        last = &scored;
    }
    if (!first) return std::nullopt;
    const auto& row = rows[first->part.row];
    auto text = row.text.substr(first->part.begin, last->part.end - first->part.begin);
    return Field{text, part_of(row, text)};
}

Labelled labelled(const Head& head, const Rows& rows) {
    Labelled out{field_of(head, Role::First, rows), field_of(head, Role::Second, rows), field_of(head, Role::Place, rows), {}};
    bool place_taken = false;
    for (std::size_t i = 0; i < head.size(); ++i) {
        const auto& scored = head[i];
        const bool second_place = scored.role == Role::Place && place_taken && scored.part.joint != Joint::Comma;
        if (scored.role == Role::Place) place_taken = true;
        if (scored.role == Role::Extra || second_place)
            out.extras.push_back({scored.part.text, part_of(rows[scored.part.row], scored.part.text)});
    }
    return out;
}

}  // namespace

std::vector<Labelled> label_heads(const std::vector<Entry>& entries, const NameScores& scores) {
    std::vector<Head> heads;
    for (const auto& entry : entries) {
        heads.push_back(scored_head(entry, scores));
        mark_places(heads.back());
        keep_one_name(heads.back());
    }
    mark_trailing_places(heads);
    const Habits habits(heads);
    std::vector<Labelled> out;
    for (std::size_t i = 0; i < heads.size(); ++i) {
        auto& head = heads[i];
        for (auto& scored : head) {
            const bool like_others = scored.role == Role::None && habits.holds_places(scored) && scored.first < 1.5 &&
                                     scored.second < 1.5 && nameable(head).size() > 2;
            if (like_others) scored.role = Role::Place;
            if (scored.role == Role::None && is_contract_kind(scored.part.text)) scored.role = Role::Extra;
        }
        choose_names(head, habits);
        extend_names(head);
        out.push_back(labelled(head, entries[i].head));
    }
    return out;
}

}  // namespace bespoke::resume::parser
