#pragma once

#include <utility>

#include "adapters/aws/core/credentials.hpp"

namespace bespoke::adapters::aws {

/// The same keys for every caller, tenants too. For tests and emulators: nothing then keeps one tenant's calls from another's data.
class StaticCredentials final : public CredentialsSource {
public:
    explicit StaticCredentials(Credentials credentials) : credentials_(std::move(credentials)) {}
    Result<Credentials> credentials(const Caller&) override { return credentials_; }

private:
    const Credentials credentials_;
};

}  // namespace bespoke::adapters::aws
