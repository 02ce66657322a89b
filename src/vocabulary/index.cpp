#include "vocabulary/index.hpp"

#include "text/text.hpp"
#include "vocabulary/context.hpp"
#include "vocabulary/grammar.hpp"

namespace bespoke::vocabulary {

std::uint32_t WordIds::add(std::string_view word) {
    if (const auto found = ids_.find(word); found != ids_.end()) return found->second;
    const auto id = static_cast<std::uint32_t>(ids_.size());
    ids_.emplace(std::string(word), id);
    return id;
}

std::uint32_t WordIds::find(std::string_view word) const {
    const auto found = ids_.find(word);
    return found == ids_.end() ? kUnknown : found->second;
}

namespace {

std::vector<std::string> words_of(const std::vector<Atom>& atoms) {
    std::vector<std::string> out;
    for (const auto& atom : atoms) out.push_back(atom.word);
    return out;
}

/// "front-end" is also spelt "frontend"; several hyphens are closed all at once.
std::vector<std::string> closed_up(const std::vector<Atom>& atoms) {
    std::vector<std::string> out;
    bool glue = false;
    for (const auto& atom : atoms) {
        if (glue) {
            out.back() += atom.word;
        } else {
            out.push_back(atom.word);
        }
        glue = atom.hyphened;
    }
    return out;
}

std::uint64_t edge(std::uint32_t node, std::uint32_t word) { return (std::uint64_t{node} << 32) | word; }

}  // namespace

const NameIndex::Name* NameIndex::add(Name name) {
    const auto key = words_of(atoms(name.spelling));
    names_.push_back(std::move(name));
    return add_key(key, static_cast<std::uint32_t>(names_.size() - 1));
}

void NameIndex::reserve(std::size_t names) {
    // A name has two words and a bit.
    names_.reserve(names);
    name_of_node_.reserve(2 * names);
    children_.reserve(2 * names);
    words_.reserve(names);
}

void NameIndex::add_closed_spellings() {
    for (std::uint32_t id = 0; id < names_.size(); ++id) {
        if (names_[id].spelling.find('-') == std::string::npos) continue;
        const auto split = atoms(names_[id].spelling);
        if (const auto closed = closed_up(split); closed.size() != split.size()) add_key(closed, id);
    }
}

void NameIndex::add_turned_round() {
    const auto names = names_.size();
    for (std::size_t id = 0; id < names; ++id) {
        if (names_[id].matching != Matching::Folded || names_[id].kind == MentionKind::Form) continue;
        const auto key = turned_round(words_of(atoms(names_[id].spelling)));
        if (key.empty()) continue;
        names_.push_back({names_[id].term, MentionKind::Form, key[0] + ' ' + key[1], Matching::Folded});
        add_key(key, static_cast<std::uint32_t>(names_.size() - 1));
    }
}

const NameIndex::Name* NameIndex::add_key(const std::vector<std::string>& key, std::uint32_t name) {
    std::uint32_t node = 0;
    for (const auto& word : key) {
        const auto [found, added] =
            children_.try_emplace(edge(node, words_.add(word)), static_cast<std::uint32_t>(name_of_node_.size()));
        if (added) name_of_node_.push_back(kNone);
        node = found->second;
    }
    if (name_of_node_[node] != kNone) return &names_[name_of_node_[node]];
    name_of_node_[node] = name;
    return nullptr;
}

std::uint32_t NameIndex::child(std::uint32_t node, std::uint32_t word) const {
    if (word == WordIds::kUnknown) return kNone;
    const auto found = children_.find(edge(node, word));
    return found == children_.end() ? kNone : found->second;
}

const NameIndex::Name* NameIndex::find(std::string_view spelling) const {
    std::uint32_t node = 0;
    for (const auto& atom : atoms(text::trim(spelling))) {
        node = child(node, words_.find(atom.word));
        if (node == kNone) return nullptr;
    }
    return name_of_node_[node] == kNone ? nullptr : &names_[name_of_node_[node]];
}

NameIndex::Hit NameIndex::walk(std::size_t first, std::span<const Atom> atoms, std::string_view text, std::size_t replaced,
                               std::string_view by) const {
    Hit best;
    std::uint32_t node = 0;
    bool counted = false;
    for (auto i = first; i < atoms.size(); ++i) {
        auto next = child(node, words_.find(i == replaced ? by : std::string_view(atoms[i].word)));
        if (next == kNone && atoms[i].hyphened && i + 1 < atoms.size()) {
            next = child(node, words_.find(atoms[i].word + atoms[i + 1].word));
            if (next != kNone) ++i;
        }
        // "Audited 362 charts" is what "audited charts" names.
        if (next == kNone && i == first + 1 && is_number(atoms[i].word)) {
            counted = true;
            continue;
        }
        if (next == kNone) break;
        node = next;
        if (name_of_node_[node] == kNone) continue;
        const auto& name = names_[name_of_node_[node]];
        if (counted && name.kind != MentionKind::Form) continue;
        // No mention may cover a number, which is a claim of its own.
        if (means_name({atoms, first, i, text}, name.spelling, name.matching)) best = {first, counted ? first : i, &name};
    }
    return best;
}

NameIndex::Hit NameIndex::longest_at(std::size_t first, std::span<const Atom> atoms, std::string_view text) const {
    constexpr std::size_t kFurthest = 4;
    auto best = walk(first, atoms, text, atoms.size(), {});
    for (auto i = first; i < std::min(first + kFurthest, atoms.size()) && !is_separator(atoms[i]); ++i) {
        const bool relation = i == first + 1 && atoms[i].word == "relationship" && is_party(atoms[first].word);
        for (const auto word : relation ? relation_words() : substitutes(atoms[i].word)) {
            if (word == atoms[i].word) continue;
            const auto hit = walk(first, atoms, text, i, word);
            // With a substitute among fewer words it would be another name.
            const bool long_enough = relation || hit.last + 1 - first >= kFewestWordsAround;
            const bool longer = best.name == nullptr || hit.last > best.last;
            if (hit.name == nullptr || hit.last < i || !long_enough || !longer) continue;
            best = hit;
            best.as_spelt = false;
        }
    }
    return best;
}

std::vector<NameIndex::Hit> NameIndex::search(std::span<const Atom> atoms, std::string_view text) const {
    std::vector<Hit> hits;
    for (std::size_t i = 0; i < atoms.size();) {
        const auto hit = longest_at(i, atoms, text);
        if (hit.name == nullptr) {
            ++i;
        } else {
            hits.push_back(hit);
            i = hit.last + 1;
        }
    }
    return hits;
}

/// A word of the text as cues see it.
struct CueIndex::Step {
    std::uint32_t stem = WordIds::kUnknown;
    enum class Role { Word, Free, Break } role = Role::Word;
};

namespace {

/// Words that may stand inside a cue for nothing: function words, numbers, commas.
bool is_free(const Atom& atom) {
    return atom.word == kComma || text::is_stop_word(atom.word) ||
           atom.word.find_first_not_of("0123456789.") == std::string::npos;
}

/// Other words that may stand inside a cue.
constexpr int kGapWords = 2;

}  // namespace

void CueIndex::add(std::uint32_t term, std::string_view cue) {
    Cue entry{term, {}};
    for (const auto& atom : atoms(cue)) {
        if (is_free(atom) || atom.word == kBreak) continue;
        const auto [known, added] = stem_of_word_.try_emplace(atom.word, 0);
        if (added) known->second = stems_.add(text::stem(atom.word));
        entry.stems.push_back(known->second);
    }
    if (entry.stems.empty()) return;
    if (cues_by_first_stem_.size() < stems_.size()) cues_by_first_stem_.resize(stems_.size());
    cues_by_first_stem_[entry.stems.front()].push_back(static_cast<std::uint32_t>(cues_.size()));
    cues_.push_back(std::move(entry));
}

std::uint32_t CueIndex::stem_of(const std::string& word) const {
    const auto known = stem_of_word_.find(word);
    return known != stem_of_word_.end() ? known->second : stems_.find(text::stem(word));
}

std::size_t CueIndex::match(const Cue& cue, std::span<const Step> steps, std::size_t first) {
    auto at = first;
    int gap = 0;
    for (std::size_t wanted = 1; wanted < cue.stems.size();) {
        if (++at == steps.size() || steps[at].role == Step::Role::Break) return 0;
        if (steps[at].stem == cue.stems[wanted]) {
            ++wanted;
        } else if (steps[at].role == Step::Role::Word && ++gap > kGapWords) {
            return 0;
        }
    }
    return at - first + 1;
}

std::vector<CueIndex::Hit> CueIndex::search(std::span<const Atom> atoms) const {
    std::vector<Step> steps;
    steps.reserve(atoms.size());
    for (const auto& atom : atoms) {
        if (atom.word == kBreak) {
            steps.push_back({WordIds::kUnknown, Step::Role::Break});
        } else if (is_free(atom)) {
            steps.push_back({WordIds::kUnknown, Step::Role::Free});
        } else {
            steps.push_back({stem_of(atom.word), Step::Role::Word});
        }
    }
    std::vector<Hit> hits;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (steps[i].stem == WordIds::kUnknown || steps[i].stem >= cues_by_first_stem_.size()) continue;
        for (const auto cue : cues_by_first_stem_[steps[i].stem]) {
            if (const auto length = match(cues_[cue], steps, i); length != 0)
                hits.push_back({i, i + length - 1, cues_[cue].term});
        }
    }
    return hits;
}

}  // namespace bespoke::vocabulary
