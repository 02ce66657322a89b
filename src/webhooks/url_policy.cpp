#include "webhooks/url_policy.hpp"

namespace bespoke::webhooks {
namespace {

tl::unexpected<Error> refuse(std::string why, std::string_view url) {
    return fail(ErrorCode::InvalidInput, "webhook-url", "The webhook's URL " + std::move(why), std::string(url.substr(0, 200)),
                "/url");
}

}  // namespace

Status check_url(std::string_view text, const EgressPolicy& policy) {
    const auto url = parse_web_url(text);
    if (!url) return refuse("is malformed; write it as https://host/path, without user name and fragment.", text);
    if (const auto fits = check_egress(*url, policy); !fits) {
        return refuse("must lead by https and a usual port to a host that the internet can reach; use another one.", text);
    }
    return {};
}

}  // namespace bespoke::webhooks
