#include "resume/parser/body.hpp"
#include "resume/parser/chapters.hpp"
#include "resume/parser/lexicon.hpp"
#include "resume/parser/listing.hpp"
#include "resume/parser/places.hpp"
#include "resume/parser/words.hpp"
#include "text/text.hpp"

namespace bespoke::resume::parser {
namespace {

Text node_of(const Row& row) { return row.text.empty() ? Text{} : text_node(row.text, row); }
Text node_of(const std::optional<Row>& row) { return row ? node_of(*row) : Text{}; }

/// All rows as one text.
Text joined(const Rows& rows) {
    Text text;
    for (const auto& row : rows) {
        if (text.value.empty())
            text = node_of(row);
        else
            text.value += ' ' + row.text;
    }
    return text;
}

/// "Title. Journal": the one place where a sentence ends inside the text.
void split_title_and_journal(Listed& entry) {
    if (!entry.giver.text.empty()) return;
    const auto sentences = text::sentences(entry.name.text);
    if (sentences.size() != 2 || words(sentences[0]).size() < 2) return;
    const std::string title(strip_edges(sentences[0], ".")), journal(strip_edges(sentences[1], "."));
    entry.giver = part_of(entry.name, journal);
    entry.name = part_of(entry.name, title);
}

/// "TWIC, NCCER Welding Level 2, OSHA 10": several names in a row, none of which could have given another. With a date there may be a
/// giver of any name among them, but for abbreviations.
bool is_row_of_certificates(const Listed& entry) {
    if (!entry.rest.empty() || entry.giver.line != entry.name.line || contains(entry.name.text, ":")) return false;
    const auto others = separated(entry.giver.text);
    const bool certificate = !entry.date && credential_likeness(entry.giver.text) >= 2;
    return (others.size() > 1 || certificate) && std::all_of(others.begin(), others.end(), [&](const std::string& other) {
               return organisation_likeness(other) < 1.3 && school_likeness(other) < 2 && place_likeness(other) < 0.5 &&
                      (!entry.date || is_all_caps(other));
           });
}

}  // namespace

void read_certificates(const Rows& rows, const RowSet& set, Resume& resume) {
    for (const auto& entry : listed(rows, set, Commas::Part)) {
        if (is_row_of_certificates(entry)) {
            resume.certificates.push_back({node_of(entry.name), {}, node_of(entry.url), entry.date});
            for (const auto& other : separated(entry.giver.text))
                resume.certificates.push_back({text_node(other, entry.giver), {}, {}, entry.date});
            continue;
        }
        Certificate certificate{node_of(entry.name), node_of(entry.giver), node_of(entry.url), entry.date};
        for (const auto& row : entry.rest) certificate.issuer.value += (certificate.issuer.value.empty() ? "" : ", ") + row.text;
        resume.certificates.push_back(std::move(certificate));
    }
}

void read_awards(const Rows& rows, const RowSet& set, Resume& resume) {
    for (const auto& entry : listed(rows, set, Commas::Part)) {
        resume.awards.push_back({node_of(entry.name), node_of(entry.giver), joined(entry.rest), entry.date});
    }
}

void read_publications(const Rows& rows, const RowSet& set, Resume& resume) {
    for (auto& entry : listed(rows, set, Commas::BelongToName)) {
        split_title_and_journal(entry);
        resume.publications.push_back(
            {node_of(entry.name), node_of(entry.giver), node_of(entry.url), joined(entry.rest), entry.date});
    }
}

void read_references(const Rows& rows, const RowSet& set, Resume& resume) {
    for (const auto& entry : listed(rows, set, Commas::BelongToName)) {
        auto rest = entry.rest;
        if (!entry.giver.text.empty()) rest.insert(rest.begin(), entry.giver);
        const bool only_text = rest.empty() && words(entry.name.text).size() > 4;
        resume.references.push_back(only_text ? Reference{{}, node_of(entry.name)}
                                              : Reference{node_of(entry.name), joined(rest)});
    }
}

void read_summary(const Rows& rows, Resume& resume) {
    auto& summary = resume.basics.summary;
    for (const auto& row : rows) {
        if (summary.value.empty()) {
            summary = node_of(row);
            continue;
        }
        const bool paragraph = std::string_view(".!?:").find(summary.value.back()) != std::string_view::npos;
        summary.value += (paragraph ? "\n" : " ") + row.text;
    }
}

}  // namespace bespoke::resume::parser
