#pragma once

#include <memory>

#include "adapters/aws/core/client.hpp"
#include "adapters/aws/core/credential_chain.hpp"
#include "adapters/aws/core/tenant_sessions.hpp"
#include "adapters/local/system_clock.hpp"
#include "lambda/settings.hpp"

namespace bespoke::app {

/// Signed connections to AWS as one function has them: its own role for the service's things, a session of its tenant role for each tenant's.
/// Safe from many threads.
class AwsConnection {
public:
    AwsConnection(const LambdaSettings&, const Environment&);
    adapters::aws::Client& client() { return client_; }
    ports::Clock& clock() { return clock_; }

private:
    adapters::local::SystemClock clock_;
    adapters::aws::CredentialChain chain_;
    adapters::aws::Client sts_;
    adapters::aws::TenantSessions sessions_;
    adapters::aws::Client client_;
};

}  // namespace bespoke::app
