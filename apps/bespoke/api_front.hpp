#pragma once

#include <chrono>
#include <memory>

#include "api/cursor.hpp"
#include "api/operations/service_operations.hpp"
#include "api/options.hpp"
#include "api/rate_limits.hpp"
#include "api/signed_url.hpp"
#include "http/server.hpp"
#include "installation.hpp"
#include "ports/transfer_links.hpp"

namespace bespoke::app {

/// What of the API is a matter of the profile.
struct ApiFrontOptions {
    api::Options api;
    std::chrono::minutes link_life{15};         ///< of signed uploads
    ports::TransferLinks* transfers = nullptr;  ///< null: files go through us
    api::Readiness readiness;
};

/// The whole HTTP interface of an installation as one function, with what it keeps between requests. Safe from many threads.
class ApiFront {
public:
    /// The installation outlives it. Errors of api::make_handler.
    static Result<std::unique_ptr<ApiFront>> create(Installation&, const ApiFrontOptions&);
    /// For requests of any transport; does not outlive this.
    [[nodiscard]] const http::Handler& handler() const { return handler_; }

private:
    ApiFront(Installation&, const ApiFrontOptions&);
    Result<http::Handler> make(Installation&, const ApiFrontOptions&);
    const service::ServicePorts ports_;
    api::Cursors cursors_;
    api::UrlSigner urls_;
    api::RateLimits rates_;
    http::Handler handler_;
};

}  // namespace bespoke::app
