#include "adapters/aws/core/profile_credentials.hpp"

#include <fmt/format.h>

#include "adapters/aws/core/credentials_reader.hpp"
#include "adapters/aws/core/endpoint_credentials.hpp"
#include "adapters/aws/core/fault_reader.hpp"
#include "adapters/aws/core/static_credentials.hpp"
#include "adapters/aws/core/sts.hpp"

namespace bespoke::adapters::aws {
namespace {

constexpr std::chrono::milliseconds kPatience{5'000};
/// A profile whose source is itself keeps its keys, any other circle has none.
constexpr int kMostSources = 5;

std::string get(const ProfileValues& values, std::string_view name) {
    const auto found = values.find(name);
    return found == values.end() ? std::string() : found->second;
}

std::optional<Credentials> static_keys(const ProfileValues& values) {
    Credentials out{get(values, "aws_access_key_id"), get(values, "aws_secret_access_key"), get(values, "aws_session_token"), {}};
    if (out.access_key_id.empty() || out.secret_access_key.empty()) return std::nullopt;
    return out;
}

}  // namespace

std::string CredentialProviders::default_session_name() const { return fmt::format("bespoke-{}", to_millis(clock_.now())); }

std::optional<Result<Credentials>> CredentialProviders::environment() const {
    const auto id = options_.environment("AWS_ACCESS_KEY_ID").value_or("");
    if (id.empty()) return std::nullopt;
    Credentials out{id,
                    options_.environment("AWS_SECRET_ACCESS_KEY").value_or(""),
                    options_.environment("AWS_SESSION_TOKEN").value_or(""),
                    {}};
    if (out.secret_access_key.empty()) return no_credentials("environment: AWS_ACCESS_KEY_ID without AWS_SECRET_ACCESS_KEY");
    return out;
}

std::optional<Result<Credentials>> CredentialProviders::web_identity() const {
    Identity identity{options_.environment("AWS_ROLE_ARN").value_or(""),
                      options_.environment("AWS_ROLE_SESSION_NAME").value_or(""),
                      options_.environment("AWS_WEB_IDENTITY_TOKEN_FILE").value_or("")};
    if (identity.token_file.empty()) return std::nullopt;
    if (identity.role_arn.empty()) return no_credentials("web identity: AWS_ROLE_ARN is not set");
    return assume_with_token(identity);
}

Result<Credentials> CredentialProviders::assume_with_token(const Identity& identity) const {
    auto token = read_token_file(identity.token_file);
    if (!token || token->empty()) return no_credentials("web identity: the token file can't be read");
    token->erase(std::min(token->find_last_not_of(" \r\n\t") + 1, token->size()));
    const auto session = identity.session_name.empty() ? default_session_name() : identity.session_name;
    const auto body = form_text({{"Action", "AssumeRoleWithWebIdentity"},
                                 {"Version", "2011-06-15"},
                                 {"RoleArn", identity.role_arn},
                                 {"RoleSessionName", session},
                                 {"WebIdentityToken", *token}});
    WireRequest request;
    request.method = "POST";
    request.url = Endpoints(options_.region, options_.environment).url(Service::Sts) + "/";
    request.headers = {{"content-type", "application/x-www-form-urlencoded; charset=utf-8"}};
    request.body = body;
    request.timeout = kPatience;
    request.ca_file = options_.ca_file;
    constexpr int kTries = 3;  // the token is checked by asking its issuer, who may be slow
    std::string last;
    for (int attempt = 0; attempt < kTries; ++attempt) {
        const auto reply = transport_.exchange(request);
        if (reply.ended == WireReply::Ended::Whole && reply.status == 200) {
            auto credentials = read_sts_credentials(reply.body);
            if (credentials) return *std::move(credentials);
            return no_credentials("web identity: the reply holds no keys");
        }
        last = reply.detail.empty() ? to_error(read_fault(reply, "sts.AssumeRoleWithWebIdentity")).detail : reply.detail;
        const bool is_final = reply.ended == WireReply::Ended::Whole && reply.status < 500 &&
                              last.find("IDPCommunicationError") == std::string::npos;
        if (is_final) break;
    }
    return no_credentials("web identity: " + last);
}

std::optional<Result<Credentials>> CredentialProviders::profile() const {
    const auto asked_for = options_.environment("AWS_PROFILE").value_or("");
    auto found = of_profile(load_profiles(options_.environment), profile_name(options_.environment), 0);
    if (!found && !asked_for.empty()) return no_credentials("shared files: no keys for the profile of AWS_PROFILE");
    return found;
}

std::optional<Result<Credentials>> CredentialProviders::of_profile(const Profiles& profiles, const std::string& name,
                                                                   int depth) const {
    const auto found = profiles.find(name);
    if (found == profiles.end()) return std::nullopt;
    const auto& values = found->second;
    const auto keys = static_keys(values);
    const auto role = get(values, "role_arn");
    const bool names_itself = depth > 0 && get(values, "source_profile") == name;
    if (role.empty() || names_itself) return keys ? std::optional<Result<Credentials>>(*keys) : std::nullopt;
    if (const auto token_file = get(values, "web_identity_token_file"); !token_file.empty())
        return assume_with_token({role, get(values, "role_session_name"), token_file});
    return assume_from(values, profiles, name, depth);
}

Result<Credentials> CredentialProviders::assume_from(const ProfileValues& values, const Profiles& profiles,
                                                     const std::string& name, int depth) const {
    if (depth >= kMostSources) return no_credentials("shared files: profiles that are each other's source");
    auto source = source_of(values, profiles, name, depth);
    if (!source) return source;
    StaticCredentials keys(*std::move(source));
    Client sts(
        {.endpoints = Endpoints(options_.region, options_.environment), .retry = {}, .ca_file = options_.ca_file, .trace = {}},
        keys, clock_);
    RoleRequest request;
    request.role_arn = get(values, "role_arn");
    request.session_name = get(values, "role_session_name");
    if (request.session_name.empty()) request.session_name = default_session_name();
    request.external_id = get(values, "external_id");
    return assume_role(sts, request, Deadline::after(kPatience));
}

Result<Credentials> CredentialProviders::source_of(const ProfileValues& values, const Profiles& profiles, const std::string& name,
                                                   int depth) const {
    std::optional<Result<Credentials>> found;
    const EndpointCredentials endpoints(options_.environment, transport_);
    const auto source = get(values, "credential_source"), from = get(values, "source_profile");
    if (!from.empty())
        found = of_profile(profiles, from, from == name ? kMostSources : depth + 1);
    else if (source == "Environment")
        found = environment();
    else if (source == "EcsContainer")
        found = endpoints.container();
    else if (source == "Ec2InstanceMetadata")
        found = endpoints.instance();
    if (!found) return no_credentials("shared files: a role without a source that has keys");
    return *std::move(found);
}

}  // namespace bespoke::adapters::aws
