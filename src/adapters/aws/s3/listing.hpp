#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/time.hpp"

namespace bespoke::adapters::aws::s3 {

/// One page of ListObjectsV2 or ListObjectVersions, asked for with encoding-type=url.
struct Listing {
    struct Object {
        std::string key;      ///< decoded
        std::string version;  ///< empty in a listing of objects; "null" for what was stored before versions were kept
        std::uint64_t bytes = 0;
        Timestamp modified{};
        enum class Kind { Object, DeleteMarker } kind = Kind::Object;
    };
    std::vector<Object> objects;  ///< as listed: by key; the versions of one key newest first
    /// Where the next page begins; nothing after the last. For versions both markers, for objects the token.
    std::string token, key_marker, version_marker;
    enum class More { No, Yes } more = More::No;
};

/// Pure; safe from many threads. `Corrupt` "listing" for what is no such answer.
Result<Listing> parse_listing(std::string_view xml);

/// The keys that DeleteObjects could not delete, each with the code why: it answers 200 nevertheless. `Corrupt` "listing" as above.
Result<std::vector<std::string>> parse_refused_deletions(std::string_view xml);

}  // namespace bespoke::adapters::aws::s3
