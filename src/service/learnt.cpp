#include "service/learnt.hpp"

#include <algorithm>

#include "service/feedback.hpp"
#include "service/settings.hpp"
#include "text/text.hpp"

namespace bespoke::service {
namespace {

using stages::KnownText;
using tailoring::PastEdit;

constexpr std::size_t kPage = 500;
/// Shorter texts are skills and names, which nobody rewords.
constexpr std::size_t kLeastWords = 4;
constexpr std::size_t kHits = 5;
/// Between a chunk's source text and its wording: the unit separator, which no text of a resume has.
constexpr char kBetween = '\x1f';

bool is_sentence(const std::string& text) {
    return std::ranges::count(text, ' ') + 1 >= static_cast<std::ptrdiff_t>(kLeastWords);
}

Result<bool> learns(ports::MetadataStore& store, const TenantId& tenant) {
    const auto settings = get_settings(store, tenant);
    if (!settings) return tl::unexpected(settings.error());
    return settings->learning == Learning::FromFeedback;
}

/// Newest first.
Status add_feedback_records(ports::MetadataStore& store, const TenantId& tenant, std::vector<PastEdit>& past) {
    ports::RecordQuery query{ports::RecordKind::Feedback, std::nullopt, ports::RecordQuery::Order::NewestFirst, {}, kPage};
    for (std::size_t seen = 0; seen < kFeedbackRecalled; seen += kPage) {
        const auto records = store.list(tenant, query);
        if (!records) return tl::unexpected(records.error());
        for (const auto& record : *records) {
            if (auto one = past_edit_of(record)) past.push_back(std::move(*one));
        }
        if (records->size() < kPage) return {};
        query.after = records->back().id;
    }
    return {};
}

std::optional<PastEdit> wording_of(const ports::VectorHit& hit) {
    const auto between = hit.text.find(kBetween);
    if (between == std::string::npos) return std::nullopt;
    PastEdit past;
    past.kind = tailoring::EditKind::RewriteHighlight;
    past.before = hit.text.substr(0, between);
    past.after = hit.text.substr(between + 1);
    past.decision = PastEdit::Decision::Validated;
    return past;
}

std::vector<ports::Chunk> chunks_of(const std::vector<stages::Wording>& wordings) {
    std::vector<ports::Chunk> chunks;
    for (const auto& wording : wordings) {
        if (!is_sentence(wording.before) || wording.before.find(kBetween) != std::string::npos) continue;
        chunks.push_back({wording.edit.str(), wording.before + kBetween + wording.after, wording.embedding});
    }
    return chunks;
}

/// True where the operator has changed the embedding model since.
bool other_model(const Error& error) { return error.reason == "dimension"; }

}  // namespace

Result<std::vector<ports::VectorHit>> Learnt::search(const TenantId& tenant, const KnownText& known) {
    ports::VectorQuery query;
    query.text = known.text;
    query.embedding = known.embedding;
    query.limit = kHits;
    auto hits = vectors_.search(tenant, query);
    if (hits || !other_model(hits.error())) return hits;
    query.embedding.clear();
    return vectors_.search(tenant, query);
}

Result<std::vector<PastEdit>> Learnt::wordings(const TenantId& tenant, const std::vector<KnownText>& texts) {
    std::vector<std::pair<std::string, PastEdit>> found;
    for (const auto& known : texts) {
        if (!is_sentence(known.text)) continue;
        const auto hits = search(tenant, known);
        if (!hits) return tl::unexpected(hits.error());
        for (const auto& hit : *hits) {
            auto wording = wording_of(hit);
            // Alike is not enough: only what was said of the very same text may be said again.
            if (wording && text::fold(wording->before) == text::fold(known.text))
                found.emplace_back(hit.document.str(), std::move(*wording));
        }
    }
    // Ids of jobs sort by time.
    std::ranges::stable_sort(found, {}, &std::pair<std::string, PastEdit>::first);
    std::vector<PastEdit> past;
    for (auto& [job, wording] : found) past.push_back(std::move(wording));
    return past;
}

Result<std::vector<PastEdit>> Learnt::recall(const TenantId& tenant, const std::vector<KnownText>& texts) {
    const auto wanted = learns(store_, tenant);
    if (!wanted) return tl::unexpected(wanted.error());
    if (!*wanted) return std::vector<PastEdit>{};
    auto past = wordings(tenant, texts);
    if (!past) return past;
    std::vector<PastEdit> said;
    if (auto added = add_feedback_records(store_, tenant, said); !added) return tl::unexpected(added.error());
    std::move(said.rbegin(), said.rend(), std::back_inserter(*past));
    return past;
}

Status Learnt::remember(const TenantId& tenant, const JobId& job, const std::vector<stages::Wording>& wordings) {
    const auto wanted = learns(store_, tenant);
    if (!wanted) return tl::unexpected(wanted.error());
    if (!*wanted) return {};
    auto chunks = chunks_of(wordings);
    auto kept = vectors_.put(tenant, RecordId(job.str()), chunks);
    if (kept || !other_model(kept.error())) return kept;
    for (auto& chunk : chunks) chunk.embedding.clear();
    return vectors_.put(tenant, RecordId(job.str()), chunks);
}

}  // namespace bespoke::service
