#pragma once

#include <functional>

#include "adapters/aws/s3/bucket.hpp"
#include "adapters/aws/s3/listing.hpp"

namespace bespoke::adapters::aws::s3 {

/// What to list of a bucket.
struct Wanted {
    enum class What { Objects, Versions } what = What::Objects;
    std::string prefix;
    /// List what comes after this key; empty: all.
    std::string after = {};
};

/// Called with each page; an error ends the listing.
using OnPage = std::function<Status(std::vector<Listing::Object>&&)>;

/// Lists page by page (ListObjectsV2, ListObjectVersions). `Timeout` "deadline"; S3's faults as to_error() says.
Status list_pages(Client&, const Bucket&, const Wanted&, const Caller&, Deadline, const OnPage&);
/// All of it at once.
Result<std::vector<Listing::Object>> list_all(Client&, const Bucket&, const Wanted&, const Caller&, Deadline);

/// Delete these versions for good (DeleteObjects, at most 1,000). `Unavailable` "not-deleted" if S3 kept any.
Status delete_versions(Client&, const Bucket&, const std::vector<Listing::Object>&, const Caller&, Deadline);
/// Delete every version of this one object for good. Missing is success.
Status delete_object(Client&, const Bucket&, const std::string& key, const Caller&, Deadline);
/// Delete every version of every object below a prefix for good. Again is success.
Status purge(Client&, const Bucket&, const std::string& prefix, const Caller&, Deadline);

}  // namespace bespoke::adapters::aws::s3
