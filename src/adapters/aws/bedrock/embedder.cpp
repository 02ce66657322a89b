#include "adapters/aws/bedrock/embedder.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <map>
#include <mutex>
#include <thread>

#include "adapters/aws/bedrock/model_call.hpp"

namespace bespoke::adapters::aws::bedrock {
namespace {

using Vector = std::vector<float>;

constexpr std::chrono::milliseconds kAttemptTimeout{20'000};

tl::unexpected<Error> failed(std::string detail) {
    return fail(ErrorCode::Unavailable, "embedder-failed", "The embedding model gave no answer; try again.", std::move(detail));
}

tl::unexpected<Error> embedder_error(const Fault& fault) {
    auto error = to_error(fault);
    if (error.reason == "throttled" || error.reason == "aws-credentials" || error.code == ErrorCode::Timeout)
        return tl::unexpected(std::move(error));
    if (error.code == ErrorCode::NotFound || error.reason == "aws-denied")
        return fail(ErrorCode::Unavailable, "embedder-missing",
                    "The server may not use the embedding model; its operator has to be granted access to it.", error.detail);
    return failed(error.detail);
}

/// What Titan takes: never nothing, and no more characters than its window has tokens.
std::string input_of(std::string_view text, std::size_t max_characters) {
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return ".";
    std::size_t end = 0;
    for (std::size_t characters = 0; end < text.size(); ++end) {
        const bool begins = (static_cast<unsigned char>(text[end]) & 0xC0U) != 0x80U;
        if (begins && ++characters > max_characters) break;
    }
    return std::string(text.substr(0, end));
}

std::int64_t tokens_of(const nlohmann::json& answer) {
    constexpr std::int64_t kMost = 100'000;
    const auto found = answer.find("inputTextTokenCount");
    if (found == answer.end() || !found->is_number_integer()) return 0;
    return std::clamp<std::int64_t>(found->get<std::int64_t>(), 0, kMost);
}

/// Of unit length, whatever was sent.
Result<Vector> vector_from(const nlohmann::json& answer, std::size_t dimension) {
    const auto found = answer.find("embedding");
    if (found == answer.end() || !found->is_array() || found->size() != dimension) return failed("another number of numbers");
    Vector vector;
    double square = 0;
    for (const auto& number : *found) {
        if (!number.is_number()) return failed("not a number");
        vector.push_back(number.get<float>());
        square += double{vector.back()} * double{vector.back()};
    }
    if (!std::isfinite(square) || square <= 0) return failed("no direction");
    for (auto& number : vector) number = static_cast<float>(number / std::sqrt(square));
    return vector;
}

class TitanEmbedder final : public ports::Embedder {
public:
    TitanEmbedder(Client& client, TenantId tenant, EmbedderOptions options)
        : client_(client),
          tenant_(std::move(tenant)),
          options_(std::move(options)),
          name_(fmt::format("{}/{}", options_.model, options_.dimension)),
          path_("/model/" + percent_encode(options_.model) + "/invoke"),
          pacer_(options_.pace) {}

    [[nodiscard]] std::string_view name() const override { return name_; }
    [[nodiscard]] std::size_t dimension() const override { return static_cast<std::size_t>(options_.dimension); }

    Result<std::vector<Vector>> embed(std::span<const std::string> texts) override {
        std::map<std::string_view, std::size_t> place;
        std::vector<std::string_view> distinct;
        for (const auto& text : texts) {
            if (place.emplace(text, distinct.size()).second) distinct.push_back(text);
        }
        std::atomic<std::int64_t> tokens{0};
        auto vectors = embed_distinct(distinct, tokens);
        if (options_.on_used && tokens > 0)
            options_.on_used(tokens, static_cast<double>(tokens) * options_.usd_per_million_tokens / 1e6);
        if (!vectors) return vectors;
        std::vector<Vector> out;
        for (const auto& text : texts) out.push_back((*vectors)[place.at(text)]);
        return out;
    }

private:
    Result<std::vector<Vector>> embed_distinct(const std::vector<std::string_view>& texts, std::atomic<std::int64_t>& tokens) {
        const auto deadline = Deadline::after(options_.patience);
        std::vector<Vector> vectors(texts.size());
        std::atomic<std::size_t> next{0};
        std::mutex mutex;
        std::optional<Error> error;
        const auto work = [&] {
            for (auto at = next++; at < texts.size(); at = next++) {
                auto vector = embed_one(texts[at], tokens, deadline);
                if (vector) {
                    vectors[at] = std::move(*vector);
                    continue;
                }
                next = texts.size();  // one that is missing spoils them all
                const std::lock_guard lock(mutex);
                if (!error) error = std::move(vector.error());
            }
        };
        const auto helpers = std::min(texts.size(), static_cast<std::size_t>(std::max(options_.at_once, 1)));
        {
            std::vector<std::jthread> threads;
            for (std::size_t i = 1; i < helpers; ++i) threads.emplace_back(work);
            work();
        }
        if (error) return tl::unexpected(std::move(*error));
        return vectors;
    }

    Result<Vector> embed_one(std::string_view text, std::atomic<std::int64_t>& tokens, Deadline deadline) {
        const nlohmann::json body = {{"inputText", input_of(text, options_.max_characters)},
                                     {"dimensions", options_.dimension},
                                     {"normalize", true},
                                     {"embeddingTypes", {"float"}}};
        const auto answer = post(client_, pacer_, "InvokeModel", path_, body, tenant_, kAttemptTimeout, deadline);
        if (!answer) return embedder_error(answer.error());
        tokens += tokens_of(*answer);
        return vector_from(*answer, dimension());
    }

    Client& client_;
    const TenantId tenant_;
    const EmbedderOptions options_;
    const std::string name_, path_;
    Pacer pacer_;
};

}  // namespace

std::unique_ptr<ports::Embedder> make_embedder(Client& client, TenantId tenant, EmbedderOptions options) {
    return std::make_unique<TitanEmbedder>(client, std::move(tenant), std::move(options));
}

}  // namespace bespoke::adapters::aws::bedrock
