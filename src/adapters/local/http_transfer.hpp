#pragma once

#include <string>
#include <vector>

#include "base/web_url.hpp"
#include "ports/http_client.hpp"

namespace bespoke::adapters::local {

/// One exchange with a host whose addresses were checked; connects to these alone. Errors as ports::HttpClient.
Result<ports::HttpResponse> transfer(const ports::HttpRequest&, const WebUrl&, const std::vector<IpAddress>& addresses,
                                     const std::string& ca_file, Deadline);

}  // namespace bespoke::adapters::local
