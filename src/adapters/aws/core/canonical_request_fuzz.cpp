// Whatever a path, a query or a header holds: the canonical form is one line a part, and normalising twice changes nothing.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "adapters/aws/core/canonical_request.hpp"
#include "adapters/aws/core/client.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace bespoke::adapters::aws;
    const std::string text(reinterpret_cast<const char*>(data), size);
    const auto third = size / 3;
    const auto path = text.substr(0, third), name = text.substr(third, third), value = text.substr(2 * third);
    const auto once = normalised_path(path);
    if (!once.starts_with('/') || normalised_path(once) != once || once.find("//") != std::string::npos) std::abort();
    const UnsignedRequest request{"GET", path, {{name, value}, {value, name}}, {{"x-amz-a", value}, {"host", "h"}}, "", {}};
    for (const auto mode : {SigningOptions::Path::AsSent, SigningOptions::Path::Normalised}) {
        const auto canonical = canonical_request(request, mode, "hash");
        // Method, path, query, two headers, an empty line, their names, the hash.
        if (std::ranges::count(canonical.text, '\n') != 7) std::abort();
        if (canonical.signed_headers != "host;x-amz-a") std::abort();
    }
    const auto encoded = percent_encode(text);
    if (std::ranges::any_of(encoded, [](char c) { return c <= ' ' || c > '~' || c == '&' || c == '='; })) std::abort();
    return 0;
}
