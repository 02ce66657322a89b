#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "adapters/aws/s3/listing.hpp"

/// Whatever S3 answers: an error or objects with keys, and never a page without a next one that says there is more.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace bespoke::adapters::aws::s3;  // NOLINT(google-build-using-namespace)
    const std::string_view xml(reinterpret_cast<const char*>(data), size);
    if (const auto listing = parse_listing(xml)) {
        for (const auto& object : listing->objects) {
            if (object.key.empty()) std::abort();
        }
        if (listing->more == Listing::More::Yes && listing->token.empty() && listing->key_marker.empty()) std::abort();
    }
    (void)parse_refused_deletions(xml);
    return 0;
}
