#include "adapters/openai/budgeted_model.hpp"

#include <algorithm>

#include "telemetry/log.hpp"

namespace bespoke::adapters::openai {
namespace {

/// Good enough for a budget.
constexpr std::size_t kBytesPerToken = 4;

}  // namespace

int estimated_tokens(std::size_t bytes) {
    return static_cast<int>(std::min<std::size_t>(bytes / kBytesPerToken + 1, 100'000'000));
}

int estimated_input(const ports::CompletionRequest& request) {
    const auto schema = request.schema.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    return estimated_tokens(request.system.size() + request.user.size() + schema.size());
}

Result<ports::Completion> BudgetedModel::complete(const ports::CompletionRequest& request, Deadline deadline) {
    const std::int64_t reserved = std::int64_t{estimated_input(request)} + std::max(request.max_output_tokens, 0);
    const auto fits = ledger_->reserve(request.owner, reserved);
    if (!fits) return tl::unexpected(fits.error());
    if (!*fits) {
        return fail(ErrorCode::LimitExceeded, "model-budget",
                    "Today's budget of language model tokens is used up; wait until tomorrow, raise it, or tailor by rules.");
    }
    auto completion = inner_->complete(request, deadline);
    const std::int64_t used = completion ? std::int64_t{completion->input_tokens} + completion->output_tokens : 0;
    if (const auto settled = ledger_->settle(request.owner, reserved, used); !settled)
        telemetry::log(telemetry::Level::Warning, "model-budget", "not settled", {{"reason", settled.error().reason}});
    return completion;
}

}  // namespace bespoke::adapters::openai
