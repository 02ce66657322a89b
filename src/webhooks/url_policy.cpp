#include "webhooks/url_policy.hpp"

#include <fmt/format.h>

namespace bespoke::webhooks {
namespace {

tl::unexpected<Error> refuse(std::string_view why, std::string_view remedy, std::string_view url) {
    return fail(ErrorCode::InvalidInput, "webhook-url", fmt::format("The webhook's URL {}; {}.", why, remedy),
                std::string(url.substr(0, 200)), "/url");
}

}  // namespace

Status check_url(std::string_view text, const EgressPolicy& policy) {
    const auto url = parse_web_url(text);
    if (!url) return refuse("is malformed", "write it as https://host/path, without user name and fragment", text);
    if (const auto fits = check_egress(*url, policy); !fits) {
        return refuse("must lead by https and a usual port to a host that the internet can reach", "use another one", text);
    }
    return {};
}

}  // namespace bespoke::webhooks
