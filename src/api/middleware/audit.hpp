#pragma once

#include "api/exchange.hpp"
#include "ports/clock.hpp"
#include "ports/metadata_store.hpp"

namespace bespoke::api {

/// Writes one audit entry for every access to a tenant's data, refused ones too, before the answer goes out: if it can't be written,
/// the answer is that failure. A tenant that has just been erased has no audit chain any more.
class Audit : public Middleware {
public:
    Audit(ports::MetadataStore& store, ports::Clock& clock) : store_(store), clock_(clock) {}
    Result<http::Response> handle(Exchange&, const Next&) override;

private:
    ports::MetadataStore& store_;
    ports::Clock& clock_;
};

}  // namespace bespoke::api
