#include "stages/vectors.hpp"

#include <bit>
#include <cstring>
#include <unordered_set>

#include "stages/embedding_progress.hpp"
#include "text/disguise.hpp"

namespace bespoke::stages {
namespace {

using nlohmann::json;

constexpr std::string_view kName = "vectors.bin";
static_assert(std::endian::native == std::endian::little, "numbers are stored as they lie in memory");

tl::unexpected<Error> bad(std::string detail) { return damaged_part("bad-vectors", std::move(detail)); }

}  // namespace

Bytes encode(const Vectors& vectors) {
    const auto dimension = vectors.vectors.empty() ? 0 : vectors.vectors.front().size();
    const json head = {{"model", vectors.model}, {"dimension", dimension}, {"texts", vectors.texts}};
    auto bytes = to_bytes(head.dump(-1, ' ', false, json::error_handler_t::replace) + "\n");
    for (const auto& vector : vectors.vectors) {
        const auto numbers = std::as_bytes(std::span(vector));
        bytes.insert(bytes.end(), numbers.begin(), numbers.end());
    }
    return bytes;
}

Result<Vectors> decode_vectors(BytesView bytes) {
    const auto text = as_text(bytes);
    const auto line = text.find('\n');
    if (line == std::string_view::npos) return bad("no head");
    const auto head = json::parse(text.substr(0, line), nullptr, false);
    try {
        Vectors vectors{head.at("model").get<std::string>(), head.at("texts").get<std::vector<std::string>>(), {}};
        const auto dimension = head.at("dimension").get<std::size_t>();
        auto rest = bytes.subspan(line + 1);
        // By division: a damaged head may name any dimension, and a product would wrap.
        const auto size_of_all = sizeof(float) * vectors.texts.size();
        if (size_of_all == 0 ? !rest.empty() : rest.size() % size_of_all != 0 || rest.size() / size_of_all != dimension)
            return bad("another number of numbers");
        for (std::size_t i = 0; i < vectors.texts.size(); ++i) {
            auto& vector = vectors.vectors.emplace_back(dimension);
            std::memcpy(vector.data(), rest.data(), dimension * sizeof(float));
            rest = rest.subspan(dimension * sizeof(float));
        }
        return vectors;
    } catch (const json::exception& error) {
        return bad(error.what());
    }
}

std::vector<std::string> unknown_texts(std::span<const std::string> texts,
                                       const std::function<bool(const std::string&)>& is_known) {
    std::vector<std::string> unknown;
    std::unordered_set<std::string_view> seen;
    for (const auto& text : texts) {
        if (!is_known(text) && seen.insert(text).second) unknown.push_back(text);
    }
    return unknown;
}

JobVectors::JobVectors(const StagePorts& ports, const Payload& payload, const engine::TaskContext& context)
    : ports_(ports), payload_(payload) {
    if (ports.embedder) embedder_ = ports.embedder(context.tenant);
    if (embedder_) embedder_ = patient(std::move(embedder_), payload, context.deadline);
}

Status JobVectors::load(std::string_view stage) {
    if (!embedder_ || !payload_.has(stage, kName)) return {};
    const auto bytes = payload_.get(stage, kName);
    if (!bytes) return tl::unexpected(bytes.error());
    auto stored = decode_vectors(*bytes);
    if (!stored) return tl::unexpected(stored.error());
    if (stored->model != embedder_->name()) return {};
    for (std::size_t i = 0; i < stored->texts.size(); ++i)
        embeddings_.add(std::move(stored->texts[i]), std::move(stored->vectors[i]));
    return {};
}

Status JobVectors::embed(std::span<const std::string> texts) {
    if (!embedder_) return {};
    auto missing = unknown_texts(texts, [&](const std::string& text) { return !embeddings_.of(text).empty(); });
    if (missing.empty()) return {};
    // A model takes letters of other scripts for other words, whatever they look like.
    std::vector<std::string> plain;
    for (const auto& text : missing) plain.push_back(text::undisguised(text));
    auto vectors = embedder_->embed(plain);
    if (!vectors) return tl::unexpected(vectors.error());
    if (ports_.on_embedded) ports_.on_embedded(missing.size());
    fresh_.model = embedder_->name();
    for (std::size_t i = 0; i < missing.size(); ++i) {
        embeddings_.add(missing[i], (*vectors)[i]);
        fresh_.texts.push_back(std::move(missing[i]));
        fresh_.vectors.push_back(std::move((*vectors)[i]));
    }
    return {};
}

Result<std::string> JobVectors::store() const {
    if (fresh_.texts.empty()) return std::string();
    return payload_.put_first(kName, encode(fresh_));
}

Result<evidence::Embeddings> load_embeddings(const Payload& payload, std::initializer_list<std::string_view> stages) {
    evidence::Embeddings embeddings;
    std::string model;
    for (const auto stage : stages) {
        if (!payload.has(stage, kName)) continue;
        const auto bytes = payload.get(stage, kName);
        if (!bytes) return tl::unexpected(bytes.error());
        auto stored = decode_vectors(*bytes);
        if (!stored) return tl::unexpected(stored.error());
        // A later stage that met another model has embedded everything anew.
        if (stored->model != model) embeddings = {};
        model = stored->model;
        for (std::size_t i = 0; i < stored->texts.size(); ++i)
            embeddings.add(std::move(stored->texts[i]), std::move(stored->vectors[i]));
    }
    return embeddings;
}

}  // namespace bespoke::stages
