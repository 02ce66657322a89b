#pragma once

#include "api/exchange.hpp"

namespace bespoke::api {

/// What of an answer is not as the document says: status, media type, headers, body. `nullopt` if it fits.
std::optional<std::string> misfit_of(const OperationSpec&, const http::Response&);

/// The server answers nothing that is not in its document: an operation's answer that does not fit is logged and becomes `Internal`.
class ValidateAnswer : public Middleware {
public:
    Result<http::Response> handle(Exchange&, const Next&) override;
};

}  // namespace bespoke::api
