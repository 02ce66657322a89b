#pragma once

#include "api/exchange.hpp"

namespace bespoke::api {

/// Parameters and body into the call, as the document says (parameters.hpp, body.hpp).
class Decode : public Middleware {
public:
    Result<http::Response> handle(Exchange&, const Next&) override;
};

}  // namespace bespoke::api
