#pragma once

#include <string>

#include "base/error.hpp"

namespace bespoke::identity {

/// The one answer to every token that is refused, so that none tells why: `Forbidden` "invalid-token", to be sent as 401. `detail` is for
/// the log alone and holds nothing of the token.
inline Error invalid_token(std::string detail) {
    return Error{ErrorCode::Forbidden,
                 "invalid-token",
                 "The access token is missing, expired or not valid; get a new one and send it again.",
                 std::move(detail),
                 {}};
}
[[nodiscard]] inline tl::unexpected<Error> refuse_token(std::string detail) {
    return tl::unexpected<Error>(invalid_token(std::move(detail)));
}

}  // namespace bespoke::identity
