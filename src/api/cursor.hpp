#pragma once

#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/ids.hpp"
#include "ports/key_service.hpp"

namespace bespoke::api {

/// Positions in lists and streams as clients hold them: sealed, so that they say nothing and open only for the tenant, the operation
/// and the filter that they were made for. Safe from many threads.
class Cursors {
public:
    explicit Cursors(ports::KeyService& keys) : keys_(keys) {}

    /// `scope`: the operationId, and the filters that the list had, e.g. "listJobs state=active". Errors of the key service pass through.
    Result<std::string> seal(const TenantId&, std::string_view scope, std::string_view position) const;
    /// `NotFound` for anything that seal() did not give for the same tenant and scope.
    Result<std::string> open(const TenantId&, std::string_view scope, std::string_view cursor) const;

private:
    ports::KeyService& keys_;
};

}  // namespace bespoke::api
