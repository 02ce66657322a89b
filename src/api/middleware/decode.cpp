#include "api/middleware/decode.hpp"

#include "api/body.hpp"
#include "api/parameters.hpp"

namespace bespoke::api {

Result<http::Response> Decode::handle(Exchange& exchange, const Next& next) {
    auto parameters = check_parameters(exchange.spec, exchange.route, exchange.request);
    if (!parameters) return tl::unexpected(parameters.error());
    exchange.call.path = std::move(parameters->path);
    exchange.call.query = std::move(parameters->query);
    if (auto body = read_body(exchange.spec, exchange.call); !body) return tl::unexpected(body.error());
    return next(exchange);
}

}  // namespace bespoke::api
