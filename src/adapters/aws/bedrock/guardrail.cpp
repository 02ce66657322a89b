#include "adapters/aws/bedrock/guardrail.hpp"

#include "adapters/aws/bedrock/model_call.hpp"
#include "adapters/aws/core/pieces.hpp"

namespace bespoke::adapters::aws::bedrock {
namespace {

using nlohmann::json;
using ports::Screening;
using ports::ScreenRequest;

/// Quotas a call: 25 text units of 1,000 characters; of those 100,000 characters of grounding source and 5,000 of what is checked against it.
constexpr std::size_t kMaxPieceBytes = 20'000, kMaxGroundedBytes = 4'500, kMaxGroundingBytes = 90'000;
constexpr std::chrono::milliseconds kAttemptTimeout{20'000};
/// The check wants a question; ours is always the same.
constexpr std::string_view kQuery = "Say the same in other words, without adding a fact.";

json block(std::string_view text, const char* qualifier) {
    return {{"text", {{"text", text}, {"qualifiers", json::array({qualifier})}}}};
}

json body_of(const ScreenRequest& request, std::string_view piece) {
    auto content = json::array();
    if (request.source == ScreenRequest::Source::Output && !request.grounding.empty()) {
        content.push_back(block(pieces_of(request.grounding, kMaxGroundingBytes).front(), "grounding_source"));
        content.push_back(block(kQuery, "query"));
    }
    content.push_back(block(piece, "guard_content"));
    return {{"source", request.source == ScreenRequest::Source::Input ? "INPUT" : "OUTPUT"}, {"content", std::move(content)}};
}

tl::unexpected<Error> guardrail_error(const Fault& fault) {
    auto error = to_error(fault);
    if (error.reason == "throttled" || error.reason == "aws-credentials" || error.code == ErrorCode::Timeout)
        return tl::unexpected(std::move(error));
    if (error.reason == "aws-denied")
        return fail(ErrorCode::Forbidden, "guardrail-unauthorised",
                    "The server may not use the guardrail; its operator has to be granted access to it.", error.detail);
    if (error.code == ErrorCode::NotFound || fault.code == "ValidationException")
        return fail(ErrorCode::InvalidInput, "guardrail-request",
                    "The guardrail does not take the request; its operator has to check its id, version and policies.",
                    error.detail);
    return fail(ErrorCode::Unavailable, "guardrail-unavailable", "The guardrail does not answer; try again later.", error.detail);
}

class BedrockGuardrail final : public ports::Guardrail {
public:
    BedrockGuardrail(Client& client, const GuardrailId& id, PacerOptions pace)
        : client_(client),
          path_("/guardrail/" + percent_encode(id.id) + "/version/" + percent_encode(id.version) + "/apply"),
          pacer_(std::move(pace)) {}

    Result<Screening> screen(const ScreenRequest& request, Deadline deadline) override {
        const bool grounded = request.source == ScreenRequest::Source::Output && !request.grounding.empty();
        Screening all;
        for (const auto piece : pieces_of(request.text, grounded ? kMaxGroundedBytes : kMaxPieceBytes)) {
            const auto answer =
                post(client_, pacer_, "ApplyGuardrail", path_, body_of(request, piece), request.owner, kAttemptTimeout, deadline);
            if (!answer) return guardrail_error(answer.error());
            auto screening = screening_from(*answer);
            if (!screening) return screening;
            std::ranges::move(screening->findings, std::back_inserter(all.findings));
        }
        return all;
    }

private:
    Client& client_;
    const std::string path_;
    Pacer pacer_;
};

}  // namespace

std::unique_ptr<ports::Guardrail> make_guardrail(Client& client, GuardrailId id, PacerOptions pace) {
    return std::make_unique<BedrockGuardrail>(client, id, std::move(pace));
}

}  // namespace bespoke::adapters::aws::bedrock
