#include "base/error.hpp"

#include <cstdlib>

namespace bespoke {

std::string_view to_string(ErrorCode code) {
    switch (code) {
        case ErrorCode::InvalidInput: return "invalid-input";
        case ErrorCode::NotFound: return "not-found";
        case ErrorCode::Conflict: return "conflict";
        case ErrorCode::LimitExceeded: return "limit-exceeded";
        case ErrorCode::Forbidden: return "forbidden";
        case ErrorCode::Unavailable: return "unavailable";
        case ErrorCode::Timeout: return "timeout";
        case ErrorCode::Corrupt: return "corrupt";
        case ErrorCode::Internal: return "internal";
    }
    std::abort();
}

tl::unexpected<Error> fail(ErrorCode code, std::string reason, std::string public_text, std::string detail, std::string where) {
    return tl::unexpected<Error>(Error{code, std::move(reason), std::move(public_text), std::move(detail), std::move(where)});
}

Error at(Error error, std::string where) {
    error.where = std::move(where);
    return error;
}

}  // namespace bespoke
