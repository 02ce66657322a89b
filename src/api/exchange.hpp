#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "api/document.hpp"
#include "api/operation.hpp"
#include "api/router.hpp"

namespace bespoke::api {

/// One request on its way to its operation and back.
struct Exchange {
    const http::Request& request;
    const OperationSpec& spec;
    const Route& route;
    Call call;
    http::Fields headers;      ///< for the answer, whatever it will be
    std::string outcome = {};  ///< for the audit, where the answer does not tell it
};

/// Does the rest of the way. An error becomes a problem at the very outside.
using Next = std::function<Result<http::Response>(Exchange&)>;

/// One concern of all requests. Called from many threads at once.
class Middleware {
public:
    virtual ~Middleware() = default;
    virtual Result<http::Response> handle(Exchange&, const Next&) = 0;
};

/// The first one outermost.
using Middlewares = std::vector<std::unique_ptr<Middleware>>;
/// Through all of them to `last`.
Result<http::Response> run(const Middlewares&, Exchange&, const Next& last);

}  // namespace bespoke::api
