#pragma once

#include "api/document.hpp"
#include "api/exchange.hpp"
#include "api/middleware/answer_headers.hpp"
#include "api/options.hpp"
#include "api/router.hpp"

namespace bespoke::api {

/// From a request to its answer: route, middlewares, operation, problem. Every operation of the document has exactly one Operation.
/// Immutable; safe from many threads.
class Front {
public:
    struct Parts {
        Document document;
        Middlewares middlewares;
        Operations operations;
        Options options;
    };
    /// `Internal` "operations", with the names, if an operation of the document has no Operation, or the reverse.
    static Result<std::unique_ptr<Front>> create(Parts);
    /// Never throws.
    [[nodiscard]] http::Response answer(const http::Request&) const;

private:
    explicit Front(Parts);
    [[nodiscard]] http::Response answer_without_operation(const http::Request&, const Route&) const;
    [[nodiscard]] http::Response answer_operation(const http::Request&, const Route&) const;
    [[nodiscard]] Result<http::Response> run_operation(Exchange&) const;
    [[nodiscard]] std::string base_url(const http::Request&) const;
    Parts parts_;
    Router router_;
    Cors cors_;
};

}  // namespace bespoke::api
