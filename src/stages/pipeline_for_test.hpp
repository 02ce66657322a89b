#pragma once

#include <gtest/gtest.h>

#include <deque>
#include <fstream>
#include <mutex>

#include "adapters/memory/blob_store.hpp"
#include "adapters/memory/clock.hpp"
#include "adapters/memory/journal.hpp"
#include "document/read.hpp"
#include "engine/run_to_end.hpp"
#include "stages/request.hpp"
#include "stages/stages.hpp"

// The whole pipeline over the memory adapters, with models that say what a test wants; for the tests of this folder.

namespace bespoke::stages::testing {

class TextReader final : public ports::DocumentReader {
public:
    Result<document::Document> read(BytesView bytes, Deadline) override { return document::read_markdown(bytes, Limits{}); }
};

/// A vector of few numbers from the text's letters: alike texts have alike vectors, which is all that tests need.
class LetterEmbedder final : public ports::Embedder {
public:
    explicit LetterEmbedder(std::size_t& asked) : asked_(asked) {}
    [[nodiscard]] std::string_view name() const override { return "letters/1"; }
    [[nodiscard]] std::size_t dimension() const override { return kLetters; }
    Result<std::vector<std::vector<float>>> embed(std::span<const std::string> texts) override {
        std::vector<std::vector<float>> vectors;
        for (const auto& text : texts) {
            std::vector<float> vector(kLetters, 0.01F);
            for (const char c : text) {
                if (c >= 'a' && c <= 'z') vector[static_cast<std::size_t>(c - 'a')] += 1;
            }
            float square = 0;
            for (const float number : vector) square += number * number;
            for (float& number : vector) number /= std::sqrt(square);
            vectors.push_back(std::move(vector));
        }
        asked_ += texts.size();
        return vectors;
    }

private:
    static constexpr std::size_t kLetters = 26;
    std::size_t& asked_;
};

/// Gives the answers that it was told, the last one again and again; remembers what it was asked.
class ScriptedModel final : public ports::LanguageModel {
public:
    [[nodiscard]] std::string_view name() const override { return "scripted"; }
    Result<ports::Completion> complete(const ports::CompletionRequest& request, Deadline) override {
        asked.push_back(request);
        if (answers.empty()) return fail(ErrorCode::Unavailable, "model-unreachable", "The language model can't be reached.");
        ports::Completion completion;
        completion.text = answers.front()(request.user);
        completion.input_tokens = 100;
        completion.output_tokens = 10;
        completion.cost_usd = 0.25;
        if (answers.size() > 1) answers.pop_front();
        return completion;
    }
    std::deque<std::function<std::string(const std::string& prompt)>> answers;
    std::vector<ports::CompletionRequest> asked;
};

/// An answer that rewrites the line that holds `part` as `text`.
inline std::function<std::string(const std::string&)> rewriting(std::string part, std::string text) {
    return [part = std::move(part), text = std::move(text)](const std::string& prompt) {
        const auto at = prompt.find(part, prompt.find("<<<LINES"));
        EXPECT_NE(at, std::string::npos) << "no line with " << part;
        const auto begin = prompt.rfind("\nL", at) + 1;
        const auto id = prompt.substr(begin, prompt.find_first_of(" :", begin) - begin);
        const nlohmann::json edit = {{"line", id}, {"text", text}, {"evidence", {id}}, {"requirements", nlohmann::json::array()}};
        return nlohmann::json{{"edits", {edit}}}.dump();
    };
}

/// Keeps what it is given, for one tenant.
class ListMemory final : public TenantMemory {
public:
    Result<std::vector<tailoring::PastEdit>> recall(const TenantId&, const std::vector<KnownText>&) override { return past; }
    Status remember(const TenantId&, const JobId&, const std::vector<Wording>& wordings) override {
        kept = wordings;
        return {};
    }
    std::vector<tailoring::PastEdit> past;
    std::vector<Wording> kept;
};

inline constexpr const char* kResume = R"(# Rufus Okonjo-Bell

Accountant · Bristol, United Kingdom · rufus.okonjo-bell@example.com

## Experience

### Senior Accountant, Quillfeather Pumps Ltd

March 2020 – Present, Bristol

- Close 4 ledgers within 3 working days, down from 8
- Prepare consolidated accounts under IFRS for a group with £62m turnover
- File 24 VAT returns a year without a penalty
- Coach 2 trainees through their AAT exams

### Accounts Assistant, Halden & Moss Wholesale

September 2016 – February 2020, Bath

- Processed 1,900 supplier invoices a month
- Reconciled 14 bank accounts every week

## Education

### BSc Accounting and Finance, University of Avonside

2013 – 2016

## Skills

Excel, Sage 50, Bookkeeping
)";
inline constexpr const char* kJob = R"(# Financial Accountant

Gannet Foods, Bristol

## What you bring

- Experience of VAT returns
- Bank reconciliation
- Excellent Excel skills
- Consolidated accounts under IFRS
- Coaching of trainees
)";

/// A pipeline with its world.
struct Rig {
    adapters::memory::BlobStore blobs;
    adapters::memory::Clock clock;
    TextReader reader;
    ScriptedModel model;
    ListMemory memory;
    std::size_t embedded = 0;
    StagePorts ports{blobs, reader};
    TenantId alice{"alice"};
    Request request;

    Rig() {
        ports.prompt_secret = std::string(32, 's');
        request.resume = {ports::BlobKey("uploads/resume"), "cv.md"};
        request.job_description = {ports::BlobKey("uploads/job"), "job.md"};
        request.today = {2026, 6, 15};
        const auto soon = Deadline::after(std::chrono::minutes(1));
        EXPECT_TRUE(blobs.put(alice, request.resume.blob, as_bytes(kResume), soon));
        EXPECT_TRUE(blobs.put(alice, request.job_description.blob, as_bytes(kJob), soon));
    }
    void use_embedder() {
        ports.embedder = [this](const TenantId&) { return std::make_unique<LetterEmbedder>(embedded); };
    }
    void use_model(std::deque<std::function<std::string(const std::string&)>> answers) {
        ports.model = &model;
        request.generator = Generator::Model;
        model.answers = std::move(answers);
    }
    ports::Execution run() {
        std::ifstream file(BESPOKE_PIPELINE_FILE);
        const auto definition = engine::parse_definition(nlohmann::json::parse(file));
        EXPECT_TRUE(definition);
        adapters::memory::Journal journal;
        auto ended =
            engine::run_to_end(*definition, make_tasks(ports), journal, clock, alice, {JobId("job-1"), to_state(request), {}});
        EXPECT_TRUE(ended);
        return std::move(*ended);
    }
    /// A file that the job made.
    nlohmann::json made(const ports::Execution& ended, const std::string& name) {
        EXPECT_FALSE(ended.error) << (ended.error ? ended.error->reason + ": " + ended.error->detail + ended.error->public_text
                                                  : "");
        if (ended.error) return {};
        const ports::BlobKey key(ended.output.at("render").at(name).get<std::string>());
        const auto bytes = blobs.get(alice, key, Deadline::after(std::chrono::minutes(1)));
        EXPECT_TRUE(bytes && *bytes);
        return nlohmann::json::parse(as_text(**bytes));
    }
};

}  // namespace bespoke::stages::testing
