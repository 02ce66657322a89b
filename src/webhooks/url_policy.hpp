#pragma once

#include <string_view>

#include "base/error.hpp"
#include "base/web_url.hpp"

namespace bespoke::webhooks {

/// Success if an owner may register the URL under the policy that the HTTP client keeps too: https, a public host, one of the usual
/// ports, no user name, no fragment, no spelling that could mean another host. `InvalidInput` "webhook-url". What the name leads to is
/// looked at when something is sent.
Status check_url(std::string_view url, const EgressPolicy&);

}  // namespace bespoke::webhooks
