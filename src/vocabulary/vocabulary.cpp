#include "vocabulary/vocabulary.hpp"

#include <cstdio>
#include <cstdlib>
#include <tuple>

#include "vocabulary/grammar.hpp"
#include "vocabulary/index.hpp"
#include "vocabulary/skills_table.hpp"
#include "vocabulary/table.hpp"

namespace bespoke::vocabulary {

struct Vocabulary::Index {
    std::vector<Term> terms;
    std::vector<std::vector<std::uint32_t>> ancestors;  ///< of each term, nearest first
    NameIndex names;
    CueIndex cues;

    [[nodiscard]] std::uint32_t number(const Term& term) const { return static_cast<std::uint32_t>(&term - terms.data()); }

    Status add_names();
    Status add_ancestors();
    void add_cues();
    /// "dashboarding tools" are the "dashboard tools" of the vocabulary, as dashboarding is what it calls dashboards.
    void widen_to_program(NameIndex::Hit& hit, std::span<const Atom> words) const;
    /// "Led 8 representatives" names the leading of a team.
    void add_leads(std::vector<Mention>& mentions, std::span<const Atom> words, std::string_view text) const;

private:
    Result<std::vector<std::vector<std::uint32_t>>> parents() const;
};

namespace {

tl::unexpected<Error> inconsistent(const Term& term, std::string text) {
    return fail(ErrorCode::InvalidInput, "vocabulary", std::move(text), {}, term.name);
}

}  // namespace

Status Vocabulary::Index::add_names() {
    std::size_t count = 0;
    for (const auto& term : terms) count += 1 + term.aliases.size() + term.forms.size();
    names.reserve(count);
    for (const auto& term : terms) {
        const auto add = [&](const std::string& spelling, MentionKind kind) -> Status {
            const bool ambiguous = std::find(term.ambiguous.begin(), term.ambiguous.end(), spelling) != term.ambiguous.end();
            const auto* const other = names.add({number(term), kind, spelling, ambiguous ? term.matching : Matching::Folded});
            if (other != nullptr)
                return inconsistent(term, "\"" + spelling + "\" is also a name of " + terms[other->term].name + ".");
            return {};
        };
        if (auto status = add(term.name, MentionKind::Name); !status) return status;
        for (const auto& alias : term.aliases) {
            if (auto status = add(alias, MentionKind::Alias); !status) return status;
        }
        for (const auto& form : term.forms) {
            if (auto status = add(form, MentionKind::Form); !status) return status;
        }
    }
    names.add_closed_spellings();
    names.add_turned_round();
    return {};
}

Result<std::vector<std::vector<std::uint32_t>>> Vocabulary::Index::parents() const {
    std::unordered_map<std::string_view, std::uint32_t> numbers;
    for (const auto& term : terms) numbers.emplace(term.name, number(term));
    std::vector<std::vector<std::uint32_t>> out(terms.size());
    for (const auto& term : terms) {
        for (const auto& parent : term.parents) {
            const auto found = numbers.find(parent);
            if (found == numbers.end()) return inconsistent(term, "The parent \"" + parent + "\" is not a term.");
            out[number(term)].push_back(found->second);
        }
    }
    return out;
}

Status Vocabulary::Index::add_ancestors() {
    const auto parents_of = parents();
    if (!parents_of) return tl::unexpected(parents_of.error());
    ancestors.resize(terms.size());
    for (const auto& term : terms) {
        auto& reached = ancestors[number(term)];
        reached = (*parents_of)[number(term)];
        for (std::size_t i = 0; i < reached.size(); ++i) {
            if (reached[i] == number(term)) return inconsistent(term, "The term is its own ancestor.");
            for (const auto parent : (*parents_of)[reached[i]]) {
                if (std::find(reached.begin(), reached.end(), parent) == reached.end()) reached.push_back(parent);
            }
        }
    }
    return {};
}

void Vocabulary::Index::add_cues() {
    for (const auto& term : terms) {
        for (const auto& cue : term.cues) cues.add(number(term), cue);
    }
}

void Vocabulary::Index::widen_to_program(NameIndex::Hit& hit, std::span<const Atom> words) const {
    const auto next = hit.last + 1;
    if (next >= words.size() || !is_kind_of_program(words[next].word)) return;
    const auto* const program = names.find(terms[hit.name->term].name + ' ' + words[next].word);
    if (program == nullptr) return;
    hit.name = program;
    hit.last = next;
    hit.as_spelt = false;
}

void Vocabulary::Index::add_leads(std::vector<Mention>& mentions, std::span<const Atom> words, std::string_view text) const {
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (!leads_people(words, i, text)) continue;
        const auto* const leading = names.find("team leadership");
        const bool named = std::any_of(mentions.begin(), mentions.end(), [&](const Mention& mention) {
            return mention.begin < words[i].end && words[i].begin < mention.end;
        });
        if (leading != nullptr && !named)
            mentions.push_back({&terms[leading->term], MentionKind::Form, words[i].begin, words[i].end});
    }
}

Vocabulary::Vocabulary(std::unique_ptr<Index> index) : index_(std::move(index)) {}
Vocabulary::Vocabulary(Vocabulary&&) noexcept = default;
Vocabulary& Vocabulary::operator=(Vocabulary&&) noexcept = default;
Vocabulary::~Vocabulary() = default;

Result<Vocabulary> Vocabulary::from_tsv(std::string_view tsv) {
    auto terms = read_table(tsv);
    if (!terms) return tl::unexpected(terms.error());
    auto index = std::make_unique<Index>();
    index->terms = std::move(*terms);
    if (auto status = index->add_names(); !status) return tl::unexpected(status.error());
    if (auto status = index->add_ancestors(); !status) return tl::unexpected(status.error());
    index->add_cues();
    return Vocabulary(std::move(index));
}

const Vocabulary& Vocabulary::builtin() {
    static const Vocabulary vocabulary = [] {
        auto loaded = from_tsv(kSkillsTable);
        if (!loaded) {
            std::fprintf(stderr, "built-in vocabulary: %s: %s\n", loaded.error().where.c_str(),
                         loaded.error().public_text.c_str());
            std::abort();
        }
        return std::move(*loaded);
    }();
    return vocabulary;
}

const Term* Vocabulary::find(std::string_view name) const {
    const auto* const found = index_->names.find(name);
    return found == nullptr ? nullptr : &index_->terms[found->term];
}

std::vector<Mention> Vocabulary::mentions(std::string_view text) const {
    const auto words = split_joined(atoms(text), text, [this](std::string_view word) { return index_->names.knows_word(word); });
    std::vector<Mention> out;
    for (auto hit : index_->names.search(words, text)) {
        index_->widen_to_program(hit, words);
        const auto kind = hit.as_spelt ? hit.name->kind : MentionKind::Form;
        out.push_back({&index_->terms[hit.name->term], kind, words[hit.first].begin, words[hit.last].end});
    }
    index_->add_leads(out, words, text);
    const auto names = out.size();
    const auto named_there = [&](const Mention& cue) {
        return std::any_of(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(names), [&](const Mention& name) {
            return name.term == cue.term && name.begin < cue.end && cue.begin < name.end;
        });
    };
    for (const auto& hit : index_->cues.search(words)) {
        const Mention cue{&index_->terms[hit.term], MentionKind::Cue, words[hit.first].begin, words[hit.last].end};
        if (!named_there(cue)) out.push_back(cue);
    }
    const auto rank = [](const Mention& m) { return std::tuple(m.begin, ~m.end, m.kind, m.term); };
    std::sort(out.begin(), out.end(), [&](const Mention& a, const Mention& b) { return rank(a) < rank(b); });
    const auto same_start = [](const Mention& a, const Mention& b) {
        return a.begin == b.begin && a.term == b.term && a.kind == b.kind;
    };
    out.erase(std::unique(out.begin(), out.end(), same_start), out.end());
    return out;
}

bool Vocabulary::same(std::string_view a, std::string_view b) const {
    const auto* const term = find(a);
    return term != nullptr && term == find(b);
}

bool Vocabulary::is_a(const Term& term, const Term& ancestor) const {
    const auto& reached = index_->ancestors[index_->number(term)];
    return &term == &ancestor || std::find(reached.begin(), reached.end(), index_->number(ancestor)) != reached.end();
}

std::vector<const Term*> Vocabulary::ancestors(const Term& term) const {
    std::vector<const Term*> out;
    for (const auto number : index_->ancestors[index_->number(term)]) out.push_back(&index_->terms[number]);
    return out;
}

std::span<const Term> Vocabulary::terms() const { return index_->terms; }

}  // namespace bespoke::vocabulary
