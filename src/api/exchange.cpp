#include "api/exchange.hpp"

namespace bespoke::api {
namespace {

Result<http::Response> run_from(const Middlewares& middlewares, std::size_t at, Exchange& exchange, const Next& last) {
    if (at == middlewares.size()) return last(exchange);
    return middlewares[at]->handle(exchange, [&](Exchange& inner) { return run_from(middlewares, at + 1, inner, last); });
}

}  // namespace

Result<http::Response> run(const Middlewares& middlewares, Exchange& exchange, const Next& last) {
    return run_from(middlewares, 0, exchange, last);
}

}  // namespace bespoke::api
