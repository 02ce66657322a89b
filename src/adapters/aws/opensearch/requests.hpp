#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/ids.hpp"

namespace bespoke::adapters::aws::opensearch {

/// What is asked of an index. Pure functions of values; none can be called without a tenant, and each puts him into the filter, inside the
/// nearest-neighbour query too, so that other tenants' chunks neither come back nor take up a place among the k ("k-NN search with
/// filters", "Working with vector search collections").
struct Asked {
    TenantId tenant;
    std::vector<std::string> documents;  ///< only these; all if empty
    std::size_t most = 100;
};

/// The nearest by embedding, which has unit length. A hit's score is 1 / (1 + squared distance).
nlohmann::json nearest_query(const Asked&, const std::vector<float>& embedding);
/// Those with words of the text, by BM25.
nlohmann::json words_query(const Asked&, const std::string& text);
/// All of them, by key alone.
nlohmann::json stored_query(const Asked&);

/// What an index is made with: strict fields, vectors of `dimension` numbers in a graph of faiss, the one engine that the service has. Text is
/// stemmed as English.
nlohmann::json index_definition(std::size_t dimension);

/// One chunk as it is stored. Its key is the same for the same content, since the service gives out ids of its own.
struct StoredChunk {
    std::string document, id, text;
    std::vector<float> embedding;  ///< of unit length; empty: found by words alone
};
nlohmann::json source_of(const TenantId&, const StoredChunk&);
std::string key_of(const TenantId&, const StoredChunk&);

/// A body for _bulk: add these, delete those ids. `sources` are dumped as they are.
std::string bulk_body(const std::vector<nlohmann::json>& sources, const std::vector<std::string>& deleted_ids);

/// Any JSON as text; what is no UTF-8 is replaced, for nothing here may throw.
std::string dumped(const nlohmann::json&);

}  // namespace bespoke::adapters::aws::opensearch
