#include "adapters/aws/opensearch/requests.hpp"

#include "base/bytes.hpp"

namespace bespoke::adapters::aws::opensearch {
namespace {

using nlohmann::json;

json filter_of(const Asked& asked) {
    auto filter = json::array({{{"term", {{"tenantId", asked.tenant.str()}}}}});
    if (!asked.documents.empty()) filter.push_back({{"terms", {{"docId", asked.documents}}}});
    return filter;
}

json source_fields() { return {"tenantId", "docId", "chunkId", "chunkKey", "text"}; }

}  // namespace

json nearest_query(const Asked& asked, const std::vector<float>& embedding) {
    const json knn{{"vector", embedding}, {"k", asked.most}, {"filter", {{"bool", {{"filter", filter_of(asked)}}}}}};
    return {{"size", asked.most}, {"_source", source_fields()}, {"query", {{"knn", {{"embedding", knn}}}}}};
}

json words_query(const Asked& asked, const std::string& text) {
    const json query{{"must", json::array({{{"match", {{"text", text}}}}})}, {"filter", filter_of(asked)}};
    return {{"size", asked.most}, {"_source", source_fields()}, {"query", {{"bool", query}}}};
}

json stored_query(const Asked& asked) {
    return {{"size", asked.most},
            {"_source", {"tenantId", "docId", "chunkKey"}},
            {"query", {{"bool", {{"filter", filter_of(asked)}}}}}};
}

json index_definition(std::size_t dimension) {
    const json keyword{{"type", "keyword"}};
    const json method{
        {"name", "hnsw"}, {"engine", "faiss"}, {"space_type", "l2"}, {"parameters", {{"m", 16}, {"ef_construction", 128}}}};
    const json properties{{"tenantId", keyword},
                          {"docId", keyword},
                          {"chunkId", keyword},
                          {"chunkKey", keyword},
                          {"text", {{"type", "text"}, {"analyzer", "english"}}},
                          {"embedding", {{"type", "knn_vector"}, {"dimension", dimension}, {"method", method}}}};
    return {{"settings", {{"index", {{"knn", true}}}}}, {"mappings", {{"dynamic", "strict"}, {"properties", properties}}}};
}

json source_of(const TenantId& tenant, const StoredChunk& chunk) {
    json source{{"tenantId", tenant.str()},
                {"docId", chunk.document},
                {"chunkId", chunk.id},
                {"chunkKey", key_of(tenant, chunk)},
                {"text", chunk.text}};
    if (!chunk.embedding.empty()) source["embedding"] = chunk.embedding;
    return source;
}

std::string key_of(const TenantId& tenant, const StoredChunk& chunk) {
    return sha256_hex(as_bytes(dumped({tenant.str(), chunk.document, chunk.id, chunk.text, chunk.embedding})));
}

std::string bulk_body(const std::vector<json>& sources, const std::vector<std::string>& deleted_ids) {
    std::string lines;
    for (const json& source : sources) lines += "{\"index\":{}}\n" + dumped(source) + "\n";
    for (const auto& id : deleted_ids) lines += dumped({{"delete", {{"_id", id}}}}) + "\n";
    return lines;
}

std::string dumped(const json& value) { return value.dump(-1, ' ', false, json::error_handler_t::replace); }

}  // namespace bespoke::adapters::aws::opensearch
