#pragma once

#include <optional>
#include <string>

#include "adapters/aws/core/credential_chain.hpp"
#include "adapters/aws/core/profile.hpp"

namespace bespoke::adapters::aws {

/// Where keys may come from, but for the cache in front of all of it. What it is made with outlives it.
class CredentialProviders {
public:
    CredentialProviders(const CredentialChain::Options& options, const ports::Clock& clock, Transport& transport)
        : options_(options), clock_(clock), transport_(transport) {}
    // Each: nothing if it is not set up, else keys or the reason why there are none.
    [[nodiscard]] std::optional<Result<Credentials>> environment() const;
    [[nodiscard]] std::optional<Result<Credentials>> web_identity() const;
    [[nodiscard]] std::optional<Result<Credentials>> profile() const;

private:
    struct Identity {
        std::string role_arn, session_name, token_file;
    };
    [[nodiscard]] Result<Credentials> assume_with_token(const Identity&) const;
    [[nodiscard]] std::optional<Result<Credentials>> of_profile(const Profiles&, const std::string& name, int depth) const;
    [[nodiscard]] Result<Credentials> assume_from(const ProfileValues&, const Profiles&, const std::string& name,
                                                  int depth) const;
    [[nodiscard]] Result<Credentials> source_of(const ProfileValues&, const Profiles&, const std::string& name, int depth) const;
    [[nodiscard]] std::string default_session_name() const;

    const CredentialChain::Options& options_;
    const ports::Clock& clock_;
    Transport& transport_;
};

}  // namespace bespoke::adapters::aws
