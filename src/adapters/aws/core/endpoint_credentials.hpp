#pragma once

#include <optional>
#include <string>

#include "adapters/aws/core/credentials.hpp"
#include "adapters/aws/core/endpoints.hpp"
#include "adapters/aws/core/transport.hpp"

namespace bespoke::adapters::aws {

/// Keys from endpoints near the machine. Each: nothing if the environment does not name it, else keys or `Unavailable` "aws-credentials".
/// Nothing of these goes through a proxy.
class EndpointCredentials {
public:
    /// The environment and the transport outlive it.
    EndpointCredentials(const Endpoints::Environment& environment, Transport& transport)
        : environment_(environment), transport_(transport) {}
    /// ECS and EKS Pod Identity: AWS_CONTAINER_CREDENTIALS_RELATIVE_URI | _FULL_URI with AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE | _TOKEN.
    [[nodiscard]] std::optional<Result<Credentials>> container() const;
    /// EC2 by IMDSv2 only; nothing if AWS_EC2_METADATA_DISABLED is "true".
    [[nodiscard]] std::optional<Result<Credentials>> instance() const;

private:
    [[nodiscard]] std::string value(const char* name) const;
    [[nodiscard]] Result<std::string> container_url() const;
    [[nodiscard]] Result<std::string> authorization() const;
    [[nodiscard]] Result<std::string> fetch(WireRequest, int tries) const;

    const Endpoints::Environment& environment_;
    Transport& transport_;
};

/// Where keys may be fetched from with a secret in the header: https anywhere, http on this machine or at the cloud's own addresses.
bool is_allowed_container_url(const std::string& url);

/// `Unavailable` "aws-credentials".
tl::unexpected<Error> no_credentials(std::string detail);
/// A small text file; nothing if it can't be read.
std::optional<std::string> read_token_file(const std::string& path);

}  // namespace bespoke::adapters::aws
