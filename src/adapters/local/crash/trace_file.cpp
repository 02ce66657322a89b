#include "adapters/local/crash/trace_file.hpp"

#include "adapters/local/crash/record.hpp"
#include "adapters/local/file.hpp"
#include "telemetry/log.hpp"

namespace bespoke::adapters::local::crash {
namespace {

using telemetry::Level;

std::optional<ports::CrashTrace> ignored(const Error& error) {
    telemetry::log(Level::Warning, "crash-trace.ignored", "", {{"reason", error.reason}, {"detail", error.detail}});
    return std::nullopt;
}

void tell(const ports::CrashTrace& trace, const Record& record) {
    const auto work = trace.work.value_or(ports::WorkMark{});
    telemetry::log(Level::Error, "crashed", "",
                   {{"signal", trace.crash.signal},
                    {"signature", trace.crash.signature},
                    {"tenant", work.tenant.str()},
                    {"job", work.job.str()},
                    {"stage", work.state},
                    {"build", record.build_id},
                    {"frames", frames_text(record)}});
}

}  // namespace

std::filesystem::path trace_file(const std::filesystem::path& data) { return data / "crash-trace"; }

std::optional<ports::CrashTrace> read_trace(const std::filesystem::path& file, telemetry::Metrics& metrics) {
    const auto bytes = read_file(file, sizeof(RawRecord));
    if (!bytes) return bytes.error().code == ErrorCode::NotFound ? std::nullopt : ignored(bytes.error());
    const auto record = read_record(*bytes);
    if (!record) return ignored(record.error());
    ports::CrashTrace trace{{signal_name(record->signal), signature_of(*record)}, record->work};
    tell(trace, *record);
    metrics.add("bespoke_crashes_total", {{"signal", trace.crash.signal}});
    return trace;
}

}  // namespace bespoke::adapters::local::crash
