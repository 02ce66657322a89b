#include "adapters/local/vector_index.hpp"

#include <algorithm>

#include "adapters/local/vector_codec.hpp"
#include "crypto/sealed.hpp"

namespace bespoke::adapters::local {
namespace {

using sqlite::Connection;

struct SealedRow {
    std::string document;
    Bytes body;
};
using SealedRows = std::vector<SealedRow>;

crypto::SealContext place_of(const TenantId& tenant, const std::string& document) {
    return {tenant, "vector", document, "chunks"};
}

tl::unexpected<Error> damaged(const std::string& document, std::string detail) {
    return fail(ErrorCode::Corrupt, "vectors-damaged",
                "The stored search data of a document is damaged; upload the document again.", std::move(detail), document);
}

Result<Bytes> opened(ports::KeyService& keys, const TenantId& tenant, const SealedRow& row) {
    const auto key_id = crypto::key_id_of(row.body);
    if (!key_id) return damaged(row.document, "not sealed");
    const auto key = keys.find(tenant, *key_id);
    if (!key && key.error().code == ErrorCode::NotFound) return damaged(row.document, "no key " + *key_id);
    if (!key) return tl::unexpected(key.error());
    auto plain = crypto::open(*key, place_of(tenant, row.document), row.body);
    if (!plain) return damaged(row.document, plain.error().detail);
    return plain;
}

Result<retrieval::Segment> segment_of(const std::string& document, std::vector<ports::Chunk> chunks) {
    std::vector<retrieval::Passage> passages;
    for (auto& chunk : chunks) passages.push_back({std::move(chunk.id), std::move(chunk.text), std::move(chunk.embedding)});
    return retrieval::Segment::build(document, std::move(passages));
}

Result<SealedRows> read_rows(sqlite::Database& database) {
    return database.read([](Connection& connection) -> Result<SealedRows> {
        SealedRows read;
        for (auto rows = connection.query("SELECT document, body FROM vector ORDER BY document"); rows.next();) {
            read.push_back({rows.text(0), rows.bytes(1)});
        }
        return read;
    });
}

std::vector<ports::VectorHit> hits_of(const std::vector<retrieval::Hit>& found) {
    std::vector<ports::VectorHit> hits;
    for (const auto& hit : found) {
        hits.push_back(
            {RecordId(hit.segment->document()), hit.segment->id(hit.passage), hit.segment->text(hit.passage), hit.score});
    }
    return hits;
}

}  // namespace

/// One tenant's place in the cache.
struct VectorIndex::Slot {
    std::mutex changing;  ///< held over a load and over a change, so that memory follows the file in its order
    // Guarded by the index's mutex:
    Loaded collection;
    std::size_t bytes = 0;
    std::uint64_t last_use = 0;
};

VectorIndex::VectorIndex(sqlite::TenantDatabases& databases, ports::KeyService& keys, std::size_t cache_bytes)
    : databases_(databases), keys_(keys), cache_bytes_(cache_bytes) {}

VectorIndex::~VectorIndex() = default;

std::shared_ptr<VectorIndex::Slot> VectorIndex::slot_of(const TenantId& tenant) {
    const std::lock_guard lock(mutex_);
    auto& slot = slots_[tenant];
    if (!slot) slot = std::make_shared<Slot>();
    slot->last_use = ++uses_;
    return slot;
}

/// Also asks whether the tenant still exists, so that nothing is served from memory that was erased.
Result<std::shared_ptr<sqlite::Database>> VectorIndex::open(const TenantId& tenant) {
    auto database = databases_.open(tenant);
    if (!database && database.error().code == ErrorCode::NotFound) forget(tenant);
    return database;
}

void VectorIndex::keep(Slot& slot, Loaded collection) {
    const std::lock_guard lock(mutex_);
    bytes_ -= slot.bytes;
    slot.bytes = collection ? collection->bytes() : 0;
    bytes_ += slot.bytes;
    slot.collection = std::move(collection);
    evict(slot);
}

VectorIndex::Loaded VectorIndex::cached(const Slot& slot) const {
    const std::lock_guard lock(mutex_);
    return slot.collection;
}

/// Needs the lock. The least recently used go first; `kept` only if it is too large by itself.
void VectorIndex::evict(const Slot& kept) {
    while (bytes_ > cache_bytes_) {
        Slot* oldest = nullptr;
        for (const auto& [tenant, slot] : slots_) {
            if (slot->collection &&
                (oldest == nullptr || oldest == &kept || (slot.get() != &kept && slot->last_use < oldest->last_use))) {
                oldest = slot.get();
            }
        }
        if (oldest == nullptr) return;
        bytes_ -= oldest->bytes;
        oldest->bytes = 0;
        oldest->collection = nullptr;
    }
}

void VectorIndex::forget(const TenantId& tenant) {
    const std::lock_guard lock(mutex_);
    const auto found = slots_.find(tenant);
    if (found == slots_.end()) return;
    bytes_ -= found->second->bytes;
    found->second->bytes = 0;
    found->second->collection = nullptr;
}

VectorIndex::Usage VectorIndex::usage() const {
    const std::lock_guard lock(mutex_);
    const auto is_loaded = [](const auto& entry) { return entry.second->collection != nullptr; };
    return {static_cast<std::size_t>(std::ranges::count_if(slots_, is_loaded)), bytes_};
}

Result<retrieval::Collection> VectorIndex::load(const TenantId& tenant, sqlite::Database& database) {
    const auto rows = read_rows(database);
    if (!rows) return tl::unexpected(rows.error());
    retrieval::Collection collection;
    for (const SealedRow& row : *rows) {
        const auto plain = opened(keys_, tenant, row);
        if (!plain) return tl::unexpected(plain.error());
        auto chunks = decode_chunks(*plain);
        if (!chunks) return damaged(row.document, "no chunks");
        auto segment = segment_of(row.document, std::move(*chunks));
        if (!segment) return damaged(row.document, segment.error().reason);
        if (auto put = collection.put(std::move(*segment)); !put) return damaged(row.document, put.error().reason);
    }
    return collection;
}

/// Needs the slot's `changing`.
Result<VectorIndex::Loaded> VectorIndex::loaded(const TenantId& tenant, Slot& slot, sqlite::Database& database) {
    if (auto there = cached(slot)) return there;
    auto collection = load(tenant, database);
    if (!collection) return tl::unexpected(collection.error());
    auto shared = std::make_shared<const retrieval::Collection>(std::move(*collection));
    keep(slot, shared);
    return shared;
}

Status VectorIndex::put(const TenantId& tenant, const RecordId& document, const std::vector<ports::Chunk>& chunks) {
    const auto database = open(tenant);
    if (!database) return tl::unexpected(database.error());
    auto segment = segment_of(document.str(), chunks);
    if (!segment) return tl::unexpected(segment.error());
    const auto key = keys_.current(tenant);
    if (!key) return tl::unexpected(key.error());
    auto plain = encode_chunks(chunks);
    const auto sealed = crypto::seal(*key, place_of(tenant, document.str()), plain);
    crypto::wipe(plain);

    const auto slot = slot_of(tenant);
    const std::lock_guard changing(slot->changing);
    const auto before = loaded(tenant, *slot, **database);
    if (!before) return tl::unexpected(before.error());
    auto after = std::make_shared<retrieval::Collection>(**before);
    if (auto put = after->put(std::move(*segment)); !put) return put;
    const auto written = (*database)->write([&](Connection& connection) -> Status {
        connection.run("INSERT OR REPLACE INTO vector (document, body) VALUES (?, ?)", document.str(), sealed);
        return {};
    });
    // A write that failed may still be in the file after a crash of the disk; only the file knows.
    keep(*slot, written ? std::move(after) : Loaded());
    return written;
}

Status VectorIndex::remove(const TenantId& tenant, const RecordId& document) {
    const auto database = open(tenant);
    if (!database) return tl::unexpected(database.error());
    const auto slot = slot_of(tenant);
    const std::lock_guard changing(slot->changing);
    const auto written = (*database)->write([&](Connection& connection) -> Status {
        connection.run("DELETE FROM vector WHERE document = ?", document.str());
        return {};
    });
    const Loaded before = cached(*slot);
    if (!written || !before) {
        keep(*slot, nullptr);
        return written;
    }
    auto after = std::make_shared<retrieval::Collection>(*before);
    after->remove(document.str());
    keep(*slot, std::move(after));
    return {};
}

Result<std::vector<ports::VectorHit>> VectorIndex::search(const TenantId& tenant, const ports::VectorQuery& query) {
    const auto database = open(tenant);
    if (!database) return tl::unexpected(database.error());
    const auto slot = slot_of(tenant);
    Result<Loaded> collection = cached(*slot);
    if (!*collection) {
        // Whoever loads or changes the tenant's is waited for; otherwise searches don't wait for writers.
        const std::lock_guard changing(slot->changing);
        collection = loaded(tenant, *slot, **database);
    }
    if (!collection) return tl::unexpected(collection.error());
    retrieval::Query asked{query.text, query.embedding, {}, query.limit};
    for (const auto& document : query.documents) asked.documents.push_back(document.str());
    const auto found = (*collection)->search(asked);
    if (!found) return tl::unexpected(found.error());
    return hits_of(*found);
}

Result<std::size_t> VectorIndex::reseal(const TenantId& tenant, std::size_t limit) {
    const auto database = open(tenant);
    if (!database) return tl::unexpected(database.error());
    const auto key = keys_.current(tenant);
    if (!key) return tl::unexpected(key.error());
    const auto slot = slot_of(tenant);
    const std::lock_guard changing(slot->changing);
    const auto rows = read_rows(**database);
    if (!rows) return tl::unexpected(rows.error());
    SealedRows fresh;
    for (const SealedRow& row : *rows) {
        if (fresh.size() == limit || crypto::key_id_of(row.body) == key->id) continue;
        const auto plain = opened(keys_, tenant, row);
        if (!plain) return tl::unexpected(plain.error());
        fresh.push_back({row.document, crypto::seal(*key, place_of(tenant, row.document), *plain)});
    }
    const auto written = (*database)->write([&](Connection& connection) -> Status {
        for (const SealedRow& row : fresh)
            connection.run("UPDATE vector SET body = ? WHERE document = ?", row.body, row.document);
        return {};
    });
    if (!written) return tl::unexpected(written.error());
    return fresh.size();
}

}  // namespace bespoke::adapters::local
