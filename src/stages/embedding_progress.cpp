#include "stages/embedding_progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <map>

#include "stages/vectors.hpp"

namespace bespoke::stages {
namespace {

using Vector = std::vector<float>;
using Texts = std::span<const std::string>;

constexpr std::size_t kPart = 8;
constexpr int kMostInARow = 4;
constexpr std::chrono::seconds kTimeToKeep{5};  // what came must still be stored when time is up

/// True for a throttle, a lost answer, a time-out: the same texts may come through in a moment.
bool may_pass(const Error& error) {
    return (error.code == ErrorCode::Unavailable && error.reason != "embedder-missing") || error.code == ErrorCode::Timeout;
}

class PatientEmbedder final : public ports::Embedder {
public:
    PatientEmbedder(std::unique_ptr<ports::Embedder> embedder, const Payload& payload, Deadline deadline)
        : embedder_(std::move(embedder)), payload_(payload), deadline_(deadline) {}
    [[nodiscard]] std::string_view name() const override { return embedder_->name(); }
    [[nodiscard]] std::size_t dimension() const override { return embedder_->dimension(); }

    Result<std::vector<Vector>> embed(Texts texts) override {
        if (auto loaded = load(); !loaded) return tl::unexpected(loaded.error());
        const auto missing = unknown_texts(texts, [&](const std::string& text) { return known_.contains(text); });
        if (auto done = embed_missing(missing); !done) {
            keep();
            return tl::unexpected(done.error());
        }
        std::vector<Vector> vectors;
        for (const auto& text : texts) vectors.push_back(known_.at(text));
        return vectors;
    }

private:
    /// What earlier tries of this visit kept: one blob each.
    Status load() {
        for (; !loaded_; ++kept_) {
            const auto bytes = payload_.find(name_of(kept_ + 1));
            if (!bytes) return tl::unexpected(bytes.error());
            loaded_ = !*bytes;
            if (loaded_) break;
            auto stored = decode_vectors(**bytes);
            if (!stored || stored->model != name()) continue;
            for (std::size_t i = 0; i < stored->texts.size(); ++i)
                if (stored->vectors[i].size() == dimension())
                    known_.try_emplace(std::move(stored->texts[i]), std::move(stored->vectors[i]));
        }
        return {};
    }

    /// For the next try. What can't be kept is asked for again.
    void keep() {
        if (fresh_.texts.empty()) return;
        fresh_.model = name();
        if (payload_.put_first(name_of(kept_ + 1), encode(fresh_))) ++kept_;
        fresh_ = {};
    }

    static std::string name_of(int number) { return fmt::format("embedded-{}.bin", number); }

    Status embed_missing(Texts missing) {
        if (missing.empty()) return {};
        const auto all = ask(missing);
        if (all || !may_pass(all.error())) return all;
        std::deque<Texts> parts;
        for (; !missing.empty(); missing = missing.subspan(parts.back().size()))
            parts.push_back(missing.first(std::min(kPart, missing.size())));
        return embed_parts(std::move(parts));
    }

    Status embed_parts(std::deque<Texts> parts) {
        for (int failed = 0; !parts.empty();) {
            if (deadline_.left() < kTimeToKeep)
                return fail(ErrorCode::Timeout, "deadline", "The embedding model took too long; try again.");
            const auto part = parts.front();
            parts.pop_front();
            const auto asked = ask(part);
            if (asked) {
                failed = 0;
                continue;
            }
            if (!may_pass(asked.error()) || ++failed == kMostInARow) return asked;
            const auto half = (part.size() + 1) / 2;
            parts.push_back(part.first(half));
            if (half < part.size()) parts.push_back(part.subspan(half));
        }
        return {};
    }

    Status ask(Texts texts) {
        auto vectors = embedder_->embed(texts);
        if (!vectors) return tl::unexpected(vectors.error());
        if (vectors->size() != texts.size())
            return fail(ErrorCode::Unavailable, "embedder-failed", "The embedding model gave no answer; try again.",
                        "another number of vectors");
        for (std::size_t i = 0; i < texts.size(); ++i) {
            fresh_.texts.push_back(texts[i]);
            fresh_.vectors.push_back((*vectors)[i]);
            known_.insert_or_assign(texts[i], std::move((*vectors)[i]));
        }
        return {};
    }

    const std::unique_ptr<ports::Embedder> embedder_;
    const Payload& payload_;
    const Deadline deadline_;
    std::map<std::string, Vector, std::less<>> known_;
    Vectors fresh_;  ///< not kept yet
    int kept_ = 0;   ///< blobs
    bool loaded_ = false;
};

}  // namespace

std::unique_ptr<ports::Embedder> patient(std::unique_ptr<ports::Embedder> embedder, const Payload& payload, Deadline deadline) {
    return std::make_unique<PatientEmbedder>(std::move(embedder), payload, deadline);
}

}  // namespace bespoke::stages
