#pragma once

#include <string>
#include <vector>

#include "api/document.hpp"
#include "http/message.hpp"

namespace bespoke::api {

/// What every answer carries: no sniffing, no framing, no referrer, and no storing but for what is public.
void add_security_headers(const OperationSpec*, http::Response&);

/// Cross-origin access (Fetch standard, section 3.2) for the configured origins.
class Cors {
public:
    explicit Cors(std::vector<std::string> origins) : origins_(std::move(origins)) {}
    /// Lets the origin read the answer, if it is one of those.
    void add(const http::Request&, http::Response&) const;
    /// The answer to OPTIONS for a path that has these methods; 204.
    [[nodiscard]] http::Response preflight(const http::Request&, const std::vector<std::string>& methods) const;

private:
    [[nodiscard]] bool allows(const http::Request&) const;
    std::vector<std::string> origins_;
};

}  // namespace bespoke::api
