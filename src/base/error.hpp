#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace bespoke {

/// What a caller can do about a failure. Each code says who has to act.
enum class ErrorCode {
    InvalidInput,   ///< the caller's data is wrong: tell the user, never retry
    NotFound,       ///< no such thing, or another tenant's: tell the user
    Conflict,       ///< the state changed or the name is taken: read again, then decide
    LimitExceeded,  ///< a named limit was hit: tell the user which, never retry unchanged
    Forbidden,      ///< not allowed: tell the user
    Unavailable,    ///< a dependency is away: retry with backoff
    Timeout,        ///< the deadline passed: retry if the work is idempotent
    Corrupt,        ///< stored bytes fail their check: give up, alarm
    Internal,       ///< our bug: give up, alarm
};

/// Spelling used in logs and JSON, e.g. "invalid-input".
std::string_view to_string(ErrorCode);

/// A failure as a value.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    /// Stable machine-readable cause such as "encrypted-document"; empty when the code says it all.
    std::string reason;
    /// One sentence for the person who sees it: what, why and the remedy. Holds no path of ours and no personal data.
    std::string public_text;
    /// For the log only.
    std::string detail;
    /// Where in the input or which input: a file name, a JSON pointer, "page 3".
    std::string where;
};

/// A value or the reason why there is none (std::expected's names and meaning).
template <class T>
using Result = tl::expected<T, Error>;
using Status = Result<void>;

/// Build the failing side of a Result in one expression.
[[nodiscard]] tl::unexpected<Error> fail(ErrorCode code, std::string reason, std::string public_text, std::string detail = {},
                                         std::string where = {});

/// The same error, naming the input it came from.
[[nodiscard]] Error at(Error error, std::string where);

}  // namespace bespoke
