#pragma once

#include "ports/http_client.hpp"
#include "webhooks/settle.hpp"

namespace bespoke::webhooks {

/// Time for one attempt and bytes of its answer that are read; what is more is a failure.
inline constexpr std::chrono::milliseconds kAttemptTime{15'000};
inline constexpr std::uint64_t kAnswerBytes = 64ULL * 1024;

/// The request of one attempt at `now`, signed with every secret that counts then. `Internal` if a secret is damaged.
Result<ports::HttpRequest> request_of(const Endpoint&, const Delivery&, ports::HttpRequest::Reach, Timestamp now);

/// What the answer means: 2xx is delivered, 410 is gone, and all the rest, redirects and refusals to connect included, has failed.
Outcome judge(const Result<ports::HttpResponse>&, Timestamp now);

}  // namespace bespoke::webhooks
