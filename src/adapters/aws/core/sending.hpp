#pragma once

#include <string>

#include "adapters/aws/core/client.hpp"
#include "adapters/aws/core/corrected_clock.hpp"
#include "adapters/aws/core/retry_budget.hpp"
#include "adapters/aws/core/transport.hpp"

namespace bespoke::adapters::aws {

/// What all calls of a client share. Safe from many threads.
struct Sender {
    Client::Options options;
    CredentialsSource& source;
    CorrectedClock clock;
    RetryBudget budget;
    Transport transport;
};

/// One call with its attempts; lives on the stack of who waits for it.
class Sending {
public:
    /// JsonObject: an answer that is none is as good as no answer.
    enum class Expect { Bytes, JsonObject };
    Sending(Sender&, const Call&, const Caller&, Deadline, Expect);
    Answer<Reply> run();
    /// After a run that expected JSON and went well.
    nlohmann::json take_output() { return std::move(output_); }

private:
    Answer<Reply> attempt();
    [[nodiscard]] Status prepare();
    [[nodiscard]] WireRequest signed_request(const Credentials&) const;
    Answer<Reply> judge(WireReply);
    [[nodiscard]] Status read_output(std::string_view body);
    /// True if something was put right that makes the same request worth sending at once; at most once a reason.
    bool put_right(const Fault&);
    /// True after the wait; false if there is to be no further attempt.
    bool wait_before(int attempt, const Fault&);
    [[nodiscard]] Fault no_answer(std::string code, Error cause) const;
    [[nodiscard]] Fault not_whole(const WireReply&) const;
    void log(const Fault*, const Reply*) const;

    Sender& sender_;
    const Call& call_;
    const Caller& caller_;
    const Deadline deadline_;
    const Expect expect_;
    nlohmann::json output_ = nlohmann::json::object();
    const Deadline::Clock::time_point began_ = Deadline::Clock::now();
    std::string operation_;          ///< "dynamodb.PutItem"
    std::string url_, host_, path_;  ///< path_: with what the endpoint's own URL puts before it
    std::string query_, body_sha256_;
    // of the last attempt
    std::string access_key_id_, date_, retry_after_, request_id_;
    WireReply::Sent sent_ = WireReply::Sent::Nothing;
    int attempts_ = 0, last_cost_ = 0;
    bool ends_with_deadline_ = false, renewed_ = false, clock_set_ = false;
};

}  // namespace bespoke::adapters::aws
