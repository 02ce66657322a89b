#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

#include "base/deadline.hpp"

namespace bespoke::adapters::openai {

/// One POST whose answer is read while it comes.
struct StreamRequest {
    std::string url, body, api_key, ca_file;
    std::chrono::milliseconds connect_timeout{}, idle_timeout{};
    std::uint64_t max_response_bytes = 0;
};

struct StreamOutcome {
    enum class Ended {
        Whole,     ///< the server closed its answer properly
        Enough,    ///< on_body wanted no more
        Broken,    ///< not reached, or cut off
        Idle,      ///< silent for too long
        Deadline,  ///< no time left
        TooLarge,  ///< more bytes than allowed
        Tls,       ///< the certificate or the encryption is not acceptable
    } ended = Ended::Broken;
    int status = 0;           ///< 0 if the server did not come to answer
    std::string retry_after;  ///< the header; empty if there is none
    std::string error_body;   ///< beginning of the body of anything but a 200
    std::string detail;       ///< libcurl's words
};

/// Sends the request and calls on_body with each piece of the body of a 200, until that returns false. One connection to the host of the
/// URL, no redirects, no proxy, no cookies, certificates verified. Never throws.
StreamOutcome post_streaming(const StreamRequest&, Deadline, const std::function<bool(std::string_view)>& on_body);

}  // namespace bespoke::adapters::openai
