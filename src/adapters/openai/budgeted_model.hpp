#pragma once

#include <memory>

#include "ports/language_model.hpp"
#include "ports/token_ledger.hpp"

namespace bespoke::adapters::openai {

/// Any model, asked only while the owner's tokens of the day last: what a question may take at most is set aside before it, what it took is counted
/// after it. Beyond that `LimitExceeded` "model-budget"; a ledger that can't be read is an error too, as nobody would know what is spent. A question that
/// failed counts nothing. A ledger that can't be written after an answer leaves too much set aside, never too little.
class BudgetedModel final : public ports::LanguageModel {
public:
    BudgetedModel(std::unique_ptr<ports::LanguageModel> inner, std::unique_ptr<ports::TokenLedger> ledger)
        : inner_(std::move(inner)), ledger_(std::move(ledger)) {}
    [[nodiscard]] std::string_view name() const override { return inner_->name(); }
    Result<ports::Completion> complete(const ports::CompletionRequest&, Deadline) override;

private:
    std::unique_ptr<ports::LanguageModel> inner_;
    std::unique_ptr<ports::TokenLedger> ledger_;
};

/// Tokens of so many bytes, and of a question: English has some four letters a token.
int estimated_tokens(std::size_t bytes);
int estimated_input(const ports::CompletionRequest&);

}  // namespace bespoke::adapters::openai
