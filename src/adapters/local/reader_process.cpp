#include "adapters/local/reader_process.hpp"

#include <unistd.h>

#include <csignal>
#include <nlohmann/json.hpp>

#include "adapters/local/child_process.hpp"
#include "document/wire.hpp"

namespace bespoke::adapters::local {
namespace {

using document::ReaderExit;

tl::unexpected<Error> over_limit(const std::string& what, std::string detail) {
    return fail(ErrorCode::LimitExceeded, "resource-limit",
                "The reader ran out of " + what + " on this file; export a simpler copy of it, for instance without images.",
                std::move(detail));
}

tl::unexpected<Error> crashed(std::string detail) {
    return fail(ErrorCode::InvalidInput, "malformed-document",
                "The file is damaged in a way that stopped the reader; export it again from the program that made it.",
                std::move(detail));
}

/// Out of memory shows as an abort (poppler and the C++ run-time call it) or as the kernel's SIGKILL.
tl::unexpected<Error> ended_by(int signal) {
    const std::string detail = "reader ended by signal " + std::to_string(signal);
    switch (signal) {
        case SIGXCPU: return over_limit("time", detail);
        case SIGXFSZ: return over_limit("room for its answer", detail);
        case SIGABRT:
        case SIGKILL: return over_limit("memory", detail);
        // A call that no document needs: the file took the reader over. Somebody should look at it.
        case SIGSYS: return crashed("sandbox: " + detail);
        default: return crashed(detail);
    }
}

/// A reader that answers nonsense was confused, or taken over, by the file.
Result<document::Document> decoded(const std::string& output) {
    auto document = document::document_from_json(nlohmann::json::parse(output, nullptr, false));
    if (!document) return crashed("answer: " + document.error().detail);
    return document;
}

Error refusal(const std::string& output) {
    const auto error = document::error_from_json(nlohmann::json::parse(output, nullptr, false));
    return error ? *error : crashed("answer: " + error.error().detail).value();
}

Result<document::Document> result_of(const ChildEnd& end) {
    switch (end.how) {
        case ChildEnd::How::TimedOut: return over_limit("time", "wall time");
        case ChildEnd::How::TooLong: return over_limit("room for its answer", "output size");
        case ChildEnd::How::Signalled: return ended_by(end.code);
        case ChildEnd::How::Exited: break;
    }
    switch (end.code) {
        case static_cast<int>(ReaderExit::Done): return decoded(end.output);
        case static_cast<int>(ReaderExit::Refused): return tl::unexpected(refusal(end.output));
        default: return crashed("reader exited with status " + std::to_string(end.code));
    }
}

}  // namespace

ReaderProcess::ReaderProcess(std::filesystem::path executable, const Limits& limits)
    : executable_(std::move(executable)), arguments_(document::limits_to_arguments(limits)), limits_(limits) {}

Result<ReaderProcess> ReaderProcess::create(const std::filesystem::path& executable, const Limits& limits) {
    if (access(executable.c_str(), X_OK) != 0) {
        return fail(ErrorCode::Unavailable, "no-reader",
                    "The document reader is not installed; tell the operator, who finds its path in the log.", {},
                    executable.string());
    }
    return ReaderProcess(executable, limits);
}

Result<document::Document> ReaderProcess::read(BytesView bytes, Deadline deadline) {
    if (deadline.passed()) return fail(ErrorCode::Timeout, "deadline", "There was no time left to read the file; try again.");
    if (bytes.size() > limits_.document_bytes) {
        return fail(
            ErrorCode::LimitExceeded, "too-large",
            "The file is larger than " + std::to_string(limits_.document_bytes / (1024 * 1024)) + " MiB; choose a smaller one.");
    }
    auto first = try_once(bytes, deadline);
    if (first.is_verdict || deadline.passed()) return std::move(first.document);
    return try_once(bytes, deadline).document;
}

ReaderProcess::Try ReaderProcess::try_once(BytesView bytes, Deadline deadline) const {
    const bool own_limit_first = deadline.left() > limits_.reader_wall;
    const Deadline until = own_limit_first ? Deadline::after(limits_.reader_wall) : deadline;
    const Result<ChildEnd> end = run_child(executable_, arguments_, bytes, limits_.reader_output_bytes, until);
    if (!end) return {tl::unexpected(end.error()), true};
    if (end->how == ChildEnd::How::TimedOut && !own_limit_first) {
        return {fail(ErrorCode::Timeout, "deadline",
                     "Reading the file took longer than there was time for; export a simpler copy of it, for instance without "
                     "images."),
                true};
    }
    auto document = result_of(*end);
    const bool refused = end->how == ChildEnd::How::Exited && end->code == static_cast<int>(ReaderExit::Refused);
    const bool is_verdict = document || refused;
    return {std::move(document), is_verdict};
}

}  // namespace bespoke::adapters::local
