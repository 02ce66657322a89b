#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace bespoke::api {

/// What the operator can set. Rates refill evenly; a tenth of a minute's worth (at least ten) may come at once.
struct Options {
    std::string public_url;              ///< "https://tailor.example.org", for links; empty: http:// and the request's Host
    double requests_per_minute = 6'000;  ///< a tenant's reads by one operation
    double writes_per_minute = 1'200;    ///< a tenant's writes, uploads and jobs, each for itself
    double exports_per_minute = 6;       ///< a tenant's exports and erasures
    double requests_per_minute_per_address = 24'000;  ///< before anybody has proved who they are
    double attempts_per_minute_per_address = 60;      ///< refused credentials; over it no tokens
    std::vector<std::string> trusted_proxies;         ///< addresses of proxies whose X-Forwarded-For is believed
    std::vector<std::string> cors_origins;            ///< exact origins of web apps elsewhere, e.g. "https://app.example.org"
    std::string operator_token;                       ///< Bearer token for /metrics; empty: from this machine only
};

}  // namespace bespoke::api
