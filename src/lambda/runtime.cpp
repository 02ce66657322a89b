#include "lambda/runtime.hpp"

#include <charconv>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <thread>

#include "lambda/runtime_client.hpp"
#include "telemetry/log.hpp"

namespace bespoke::lambda {
namespace {

using telemetry::Level;
using Method = LocalRequest::Method;

constexpr std::string_view kBase = "/2018-06-01/runtime";
constexpr std::chrono::milliseconds kReportTime{10'000};

tl::unexpected<Error> gone(std::string detail) {
    return fail(ErrorCode::Unavailable, "runtime-api", "The Lambda runtime API does not answer; the function is begun anew.",
                std::move(detail));
}

Failure too_large() {
    return {
        "LimitExceeded", "The answer is larger than Lambda carries; ask for less at once.", {}, {{"reason", "answer-too-large"}}};
}

Failure overran() { return {"Timeout", "The work took longer than this function may; try again.", {}, {{"reason", "deadline"}}}; }

/// Milliseconds since the epoch; 0 for anything else.
std::int64_t number_of(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? number : 0;
}

Outcome<std::string> run_safely(const Handler& handler, const Invocation& invocation) {
    std::string what = "unknown exception";
    try {
        return handler(invocation);
    } catch (const std::exception& error) {
        what = error.what();
    } catch (...) {
        // what keeps its first words
    }
    telemetry::log(Level::Error, "invocation.threw", "", {{"request", invocation.id}, {"what", std::string_view(what)}});
    return tl::unexpected(Failure{"Internal", "The function failed for a reason of its own.", {}, {{"reason", "internal"}}});
}

/// Where a handler's thread leaves its result; shared by that thread and the loop, which may give up first.
struct Desk {
    std::mutex mutex;
    std::condition_variable changed;
    std::optional<Outcome<std::string>> outcome;
};

/// The handler's outcome, or nothing if it has not ended `grace` after its deadline: then its thread is left to itself.
std::optional<Outcome<std::string>> run_in_time(const Handler& handler, const Invocation& invocation,
                                                std::chrono::milliseconds grace) {
    auto desk = std::make_shared<Desk>();
    std::thread worker([desk, handler, invocation] {
        auto outcome = run_safely(handler, invocation);
        const std::lock_guard lock(desk->mutex);
        desk->outcome = std::move(outcome);
        desk->changed.notify_one();
    });
    std::unique_lock lock(desk->mutex);
    const bool ended =
        desk->changed.wait_for(lock, invocation.deadline.left() + grace, [&] { return desk->outcome.has_value(); });
    if (!ended) {
        worker.detach();
        return std::nullopt;
    }
    auto outcome = std::move(desk->outcome);
    lock.unlock();
    worker.join();
    return outcome;
}

}  // namespace

struct Runtime::Impl {
    RuntimeOptions options;
    const ports::Clock& clock;
    LocalClient client;

    Impl(RuntimeOptions given, const ports::Clock& clock_) : options(std::move(given)), clock(clock_), client(options.api) {}

    /// Tries again where there was no whole reply, or the other end is in trouble.
    std::optional<LocalReply> ask(const LocalRequest& request) {
        auto pause = options.pause;
        for (int attempt = 1;; ++attempt) {
            auto reply = client.exchange(request);
            if (reply && reply->status < 500) return reply;
            if (attempt >= options.attempts) return reply;
            std::this_thread::sleep_for(pause);
            pause *= 4;
        }
    }

    Result<Invocation> next() {
        auto reply = ask({Method::Get, fmt::format("{}/invocation/next", kBase), {}, {}, {}});
        if (!reply) return gone("next: no reply");
        if (reply->status != 200) return gone(fmt::format("next: status {}", reply->status));
        Invocation invocation;
        invocation.id = reply->header("lambda-runtime-aws-request-id");
        if (invocation.id.empty()) return gone("next: no request id");
        invocation.deadline = deadline_from(reply->header("lambda-runtime-deadline-ms"));
        invocation.trace_header = reply->header("lambda-runtime-trace-id");
        invocation.function_arn = reply->header("lambda-runtime-invoked-function-arn");
        invocation.tenant = reply->header("lambda-runtime-aws-tenant-id");
        invocation.payload = std::move(reply->body);
        return invocation;
    }

    /// Of a short life half is kept back at most, so that there is time to work at all.
    [[nodiscard]] Deadline deadline_from(std::string_view header) const {
        const auto left = std::chrono::milliseconds(std::max<std::int64_t>(0, number_of(header) - to_millis(clock.now())));
        return Deadline::after(left - std::min(options.margin, left / 2));
    }

    Status report(const std::string& path, const Failure& failure) {
        const auto body = body_of(failure);
        const auto reply = ask({Method::Post, path, {{"Lambda-Runtime-Function-Error-Type", failure.type}}, body, kReportTime});
        if (!reply || reply->status >= 500) return gone("error report");
        return {};
    }

    Status fail_invocation(const std::string& id, const Failure& failure) {
        telemetry::log(Level::Warning, "invocation.failed", "", {{"request", id}, {"type", failure.type}});
        return report(fmt::format("{}/invocation/{}/error", kBase, id), failure);
    }

    Status respond(const std::string& id, const std::string& text) {
        const auto reply = ask({Method::Post, fmt::format("{}/invocation/{}/response", kBase, id), {}, text, kReportTime});
        if (!reply || reply->status >= 500) return gone("response");
        if (reply->status == 413) return fail_invocation(id, too_large());
        // 400 after a repetition: the first one had arrived.
        if (reply->status >= 300)
            telemetry::log(Level::Warning, "response.refused", "", {{"status", std::int64_t{reply->status}}});
        return {};
    }

    Status serve_one(const Handler& handler) {
        const auto invocation = next();
        if (!invocation) return tl::unexpected(invocation.error());
        // Between two events no other thread of ours reads the environment.
        ::setenv("_X_AMZN_TRACE_ID", invocation->trace_header.c_str(), 1);
        const auto grace = options.margin > options.reporting ? options.margin - options.reporting : std::chrono::milliseconds(0);
        const auto outcome = run_in_time(handler, *invocation, grace);
        if (!outcome) {
            if (auto said = fail_invocation(invocation->id, overran()); !said) return said;
            return fail(ErrorCode::Timeout, "handler-overran", "A handler did not end in time; the call is tried again.");
        }
        return *outcome ? respond(invocation->id, **outcome) : fail_invocation(invocation->id, outcome->error());
    }
};

Runtime::Runtime(RuntimeOptions options, const ports::Clock& clock) : impl_(std::make_unique<Impl>(std::move(options), clock)) {}
Runtime::~Runtime() = default;

Status Runtime::serve(const Handler& handler) {
    for (;;) {
        if (auto served = impl_->serve_one(handler); !served) return served;
    }
}

Status Runtime::report_init_failure(const Failure& failure) {
    return impl_->report(fmt::format("{}/init/error", kBase), failure);
}

}  // namespace bespoke::lambda
