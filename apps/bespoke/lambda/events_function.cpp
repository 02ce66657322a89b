#include <nlohmann/json.hpp>

#include "lambda/aws_installation.hpp"
#include "lambda/cloud_event.hpp"
#include "lambda/event_json.hpp"
#include "lambda/execution_ended.hpp"
#include "lambda/function.hpp"
#include "lambda/queue_event.hpp"
#include "lambda/second_chances.hpp"
#include "service/uploads.hpp"
#include "telemetry/log.hpp"

namespace bespoke::app {
namespace {

using telemetry::Level;

/// What can't come right by trying again: what was sent is not what was declared, or nobody waits for it any more.
bool is_final(const Error& error) {
    return error.code == ErrorCode::InvalidInput || error.code == ErrorCode::LimitExceeded || error.code == ErrorCode::NotFound ||
           error.code == ErrorCode::Forbidden;
}

/// Handles one event of the bus.
class EventHandling {
public:
    explicit EventHandling(AwsInstallation& installation) : installation_(installation), chances_(installation) {}

    /// `own_arn`: of the function that is asked.
    Status handle(std::string_view text, const std::string& own_arn, Deadline deadline) {
        const auto event = lambda::cloud_event(text);
        if (!event) return tl::unexpected(event.error());
        if (event->source == "aws.s3") return stored(*event, deadline);
        if (event->source == "aws.states") return ended(*event, own_arn, deadline);
        if (event->source == "bespoke.alarms")
            return lambda::job_alarm(*event).and_then([&](const auto& alarm) { return chances_.ring(alarm); });
        return lambda::bad_event("source");
    }

private:
    /// A file that was sent straight to S3 becomes the document that was declared.
    Status stored(const lambda::CloudEvent& event, Deadline deadline) {
        const auto object = lambda::stored_object(event);
        if (!object) return tl::unexpected(object.error());
        const auto place = adapters::aws::s3::Quarantine::place_of(object->key);
        // Somebody else's object: nothing of ours to do.
        if (!place) return {};
        const auto taken = take(*place, deadline);
        if (!taken && !is_final(taken.error())) return taken;
        if (!taken) log_refusal(*place, taken.error());
        return quarantine().remove(place->tenant, place->upload, deadline);
    }

    Status take(const adapters::aws::s3::Quarantine::Place& place, Deadline deadline) {
        const auto ports = installation_.ports();
        const auto upload = service::get_upload(ports, place.tenant, place.upload);
        if (!upload) return tl::unexpected(upload.error());
        const auto bytes = quarantine().get(place.tenant, place.upload, upload->declared.bytes, deadline);
        if (!bytes) return tl::unexpected(bytes.error());
        // Told twice, and done the first time.
        if (!*bytes) return {};
        return service::complete_upload(ports, place.tenant, place.upload, **bytes, deadline)
            .map([](const service::CompletedUpload&) {});
    }

    static void log_refusal(const adapters::aws::s3::Quarantine::Place& place, const Error& error) {
        telemetry::log(Level::Warning, "upload.refused", "",
                       {{"tenant", place.tenant.str()}, {"upload", place.upload.str()}, {"reason", error.reason}});
    }

    Status ended(const lambda::CloudEvent& event, const std::string& own_arn, Deadline deadline) {
        const auto end = lambda::execution_end(event);
        if (!end) return tl::unexpected(end.error());
        if (auto settled = installation_.store().orchestration().settle(*end, deadline); !settled) return settled;
        return chances_.arrange(*end, own_arn, deadline);
    }

    adapters::aws::s3::Quarantine& quarantine() { return installation_.store().quarantine(); }
    AwsInstallation& installation_;
    SecondChances chances_;
};

class EventsFunction : public LambdaFunction {
public:
    explicit EventsFunction(std::unique_ptr<AwsInstallation> installation)
        : installation_(std::move(installation)), handling_(*installation_) {}
    telemetry::Metrics& metrics() override { return installation_->metrics(); }

    lambda::Outcome<std::string> handle(const lambda::Invocation& invocation) override {
        const auto handled = handling_.handle(invocation.payload, invocation.function_arn, invocation.deadline);
        if (!handled) return tl::unexpected(lambda::failure_of(handled.error()));
        return R"({"handled":true})";
    }

protected:
    EventHandling& handling() { return handling_; }

private:
    std::unique_ptr<AwsInstallation> installation_;
    EventHandling handling_;
};

class DlqFunction final : public EventsFunction {
public:
    using EventsFunction::EventsFunction;

    lambda::Outcome<std::string> handle(const lambda::Invocation& invocation) override {
        const auto messages = lambda::queue_messages(invocation.payload);
        if (!messages) return tl::unexpected(lambda::failure_of(messages.error()));
        std::vector<std::string> failed;
        for (const auto& message : *messages) {
            // What there is no time for comes again.
            const Status handled = invocation.deadline.passed()
                                       ? Status(fail(ErrorCode::Timeout, "deadline", ""))
                                       : handling().handle(message.body, invocation.function_arn, invocation.deadline);
            if (handled) continue;
            telemetry::log(Level::Warning, "event.failed-again", "",
                           {{"message", message.id}, {"reason", handled.error().reason}});
            failed.push_back(message.id);
        }
        return lambda::batch_reply(failed);
    }
};

template <class Function>
Result<std::unique_ptr<LambdaFunction>> make(const LambdaSettings& settings, const Environment& environment) {
    auto installation = AwsInstallation::create(settings, environment);
    if (!installation) return tl::unexpected(installation.error());
    return std::make_unique<Function>(std::move(*installation));
}

}  // namespace

Result<std::unique_ptr<LambdaFunction>> make_events_function(const LambdaSettings& settings, const Environment& environment) {
    return make<EventsFunction>(settings, environment);
}

Result<std::unique_ptr<LambdaFunction>> make_dlq_function(const LambdaSettings& settings, const Environment& environment) {
    return make<DlqFunction>(settings, environment);
}

}  // namespace bespoke::app
