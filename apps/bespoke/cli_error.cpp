#include "cli_error.hpp"

#include <cstdio>

namespace bespoke::app {

ExitCode exit_code_for(const Error& error) {
    if (error.reason == "rejected") return ExitCode::Rejected;
    switch (error.code) {
        case ErrorCode::InvalidInput:
        case ErrorCode::LimitExceeded:
        case ErrorCode::NotFound: return ExitCode::Unreadable;
        default: return ExitCode::DependencyFailed;
    }
}

std::string sentence_for(const Error& error) {
    return error.where.empty() ? fmt::format("bespoke: {}", error.public_text)
                               : fmt::format("bespoke: {}: {}", error.where, error.public_text);
}

int report(const Error& error) { return report(error, exit_code_for(error)); }

int report(const Error& error, ExitCode code) {
    fmt::print(stderr, "{}\n", sentence_for(error));
    return static_cast<int>(code);
}

}  // namespace bespoke::app
