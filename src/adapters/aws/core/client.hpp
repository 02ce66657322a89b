#pragma once

#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/aws/core/credentials.hpp"
#include "adapters/aws/core/endpoints.hpp"
#include "adapters/aws/core/fault.hpp"
#include "adapters/aws/core/retry.hpp"
#include "base/deadline.hpp"
#include "ports/clock.hpp"

namespace bespoke::adapters::aws {

using Fields = std::vector<std::pair<std::string, std::string>>;

/// One call of a service, before it is signed.
struct Call {
    Service service{};
    std::string operation;  ///< for errors, logs and metrics, e.g. "PutObject"
    std::string method = "POST";
    /// Put before the service's host, e.g. "bucket." or "collection."; not used where the endpoint is overridden.
    std::string host_prefix;
    std::string path = "/";  ///< as it goes over the wire, percent-encoded once
    Fields query;            ///< not yet encoded
    Fields headers;          ///< besides host, date, token and content hash
    std::string body;
    enum class Payload { Signed, Unsigned } payload = Payload::Signed;
    /// Once: never sent again after it may have reached the service, unless the service refused its signature.
    enum class Retry { Freely, Once } retry = Retry::Freely;
    std::size_t max_response_bytes = 8 * 1024 * 1024;
    /// Of one attempt, for what takes long (a long poll, a model's answer); 0: the client's. The deadline holds besides.
    std::chrono::milliseconds attempt_timeout{0};
};

/// An answer of status 2xx.
struct Reply {
    int status = 0;
    Fields headers;  ///< names in lower case
    std::string body;
    [[nodiscard]] std::string_view header(std::string_view lower_case_name) const;  ///< empty if there is none
};

/// Sends signed calls over kept connections, again where that is harmless (retry.hpp), each attempt signed anew. Logs operation, status,
/// attempts and request id, never a body, a header's value or a query. Safe from many threads.
class Client {
public:
    struct Options {
        Endpoints endpoints;  ///< with the region
        RetryOptions retry;
        std::chrono::milliseconds connect_timeout{2'000};
        std::chrono::milliseconds attempt_timeout{30'000};  ///< of one attempt whatever the deadline; a Call may ask for more
        std::string ca_file;                                ///< certificates to trust in place of the system's
        /// The X-Amzn-Trace-Id of the work at hand, sent with each call and never signed; empty, or an empty text: none. Called by any thread.
        std::function<std::string()> trace;
    };
    /// Source and clock outlive it.
    Client(Options, CredentialsSource&, const ports::Clock&);
    ~Client();

    /// A fault for every status but 2xx, for an answer that did not come or not whole, and for a call that could not be sent.
    Answer<Reply> send(const Call&, const Caller&, Deadline);
    /// A service of the JSON protocols: X-Amz-Target and content type by the service's table. An empty answer is an empty object.
    Answer<nlohmann::json> call(Service, std::string_view operation, const nlohmann::json& input, const Caller&, Deadline);

    [[nodiscard]] const Endpoints& endpoints() const;
    [[nodiscard]] const ports::Clock& clock() const;  ///< corrected by what services said about the time; for presigning
    CredentialsSource& credentials();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Percent-encode all but A-Z a-z 0-9 - _ . ~ (RFC 3986, section 2.3), '/' too.
std::string percent_encode(std::string_view);
/// The same, but '/' stays: a key as a path.
std::string percent_encode_path(std::string_view);

}  // namespace bespoke::adapters::aws
