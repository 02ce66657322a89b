#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "adapters/aws/opensearch/answers.hpp"

/// Whatever the service answers: an error or hits with ids and keys.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace bespoke::adapters::aws::opensearch;  // NOLINT(google-build-using-namespace)
    const std::string_view body(reinterpret_cast<const char*>(data), size);
    if (const auto hits = parse_hits(body, bespoke::TenantId("acme"))) {
        for (const auto& hit : *hits) {
            if (hit.id.empty() || hit.key.empty() || hit.document.empty()) std::abort();
        }
    }
    (void)parse_bulk(body);
    return 0;
}
