#include "adapters/aws/s3/pages.hpp"

#include <pugixml.hpp>
#include <sstream>

namespace bespoke::adapters::aws::s3 {
namespace {

constexpr std::size_t kMostListing = 8U << 20U;  // 1,000 keys of at most 1,024 bytes, each byte encoded as three

Call page_call(const Bucket& bucket, const Wanted& wanted, const Listing& before) {
    const bool versions = wanted.what == Wanted::What::Versions;
    Call call = bucket.call(versions ? "ListObjectVersions" : "ListObjectsV2", "GET");
    call.max_response_bytes = kMostListing;
    call.query = {{"encoding-type", "url"}, {"prefix", wanted.prefix}};
    if (!versions) {
        call.query.emplace_back("list-type", "2");
        if (!before.token.empty()) call.query.emplace_back("continuation-token", before.token);
        if (before.token.empty() && !wanted.after.empty()) call.query.emplace_back("start-after", wanted.after);
        return call;
    }
    call.query.emplace_back("versions", "");
    const auto& marker = before.key_marker.empty() ? wanted.after : before.key_marker;
    if (!marker.empty()) call.query.emplace_back("key-marker", marker);
    if (!before.version_marker.empty()) call.query.emplace_back("version-id-marker", before.version_marker);
    return call;
}

Result<Listing> page_after(Client& client, const Bucket& bucket, const Wanted& wanted, const Listing& before,
                           const Caller& caller, Deadline deadline) {
    if (deadline.passed()) return fail(ErrorCode::Timeout, "deadline", "Listing took too long; try again.");
    const auto reply = client.send(page_call(bucket, wanted, before), caller, deadline);
    if (!reply) return tl::unexpected(to_error(reply.error()));
    return parse_listing(reply->body);
}

std::string deletion_of(const std::vector<Listing::Object>& versions) {
    pugi::xml_document document;
    auto root = document.append_child("Delete");
    root.append_attribute("xmlns") = "http://s3.amazonaws.com/doc/2006-03-01/";
    for (const auto& version : versions) {
        auto object = root.append_child("Object");
        object.append_child("Key").text() = version.key.c_str();
        if (!version.version.empty()) object.append_child("VersionId").text() = version.version.c_str();
    }
    root.append_child("Quiet").text() = "true";
    std::ostringstream text;
    document.save(text, "", pugi::format_raw | pugi::format_no_declaration);
    return std::move(text).str();
}

}  // namespace

Status list_pages(Client& client, const Bucket& bucket, const Wanted& wanted, const Caller& caller, Deadline deadline,
                  const OnPage& on_page) {
    for (Listing page;;) {
        auto next = page_after(client, bucket, wanted, page, caller, deadline);
        if (!next) return tl::unexpected(next.error());
        if (auto done = on_page(std::move(next->objects)); !done) return done;
        if (next->more == Listing::More::No) return {};
        page = std::move(*next);
    }
}

Result<std::vector<Listing::Object>> list_all(Client& client, const Bucket& bucket, const Wanted& wanted, const Caller& caller,
                                              Deadline deadline) {
    std::vector<Listing::Object> all;
    const auto listed =
        list_pages(client, bucket, wanted, caller, deadline, [&](std::vector<Listing::Object>&& objects) -> Status {
            std::ranges::move(objects, std::back_inserter(all));
            return {};
        });
    if (!listed) return tl::unexpected(listed.error());
    return all;
}

Status delete_versions(Client& client, const Bucket& bucket, const std::vector<Listing::Object>& versions, const Caller& caller,
                       Deadline deadline) {
    if (versions.empty()) return {};
    Call call = bucket.call("DeleteObjects", "POST");
    call.query = {{"delete", ""}};
    call.body = deletion_of(versions);
    call.headers = {{"content-type", "application/xml"},
                    {"x-amz-sdk-checksum-algorithm", "SHA256"},
                    {"x-amz-checksum-sha256", checksum_of(sha256_hex(as_bytes(call.body))).value_or("")}};
    const auto reply = client.send(call, caller, deadline);
    if (!reply) return tl::unexpected(to_error(reply.error()));
    const auto refused = parse_refused_deletions(reply->body);
    if (!refused) return tl::unexpected(refused.error());
    if (refused->empty()) return {};
    return fail(ErrorCode::Unavailable, "not-deleted", "Not everything could be deleted; try again.",
                fmt::format("{} kept, the first: {}", refused->size(), refused->front()));
}

Status delete_object(Client& client, const Bucket& bucket, const std::string& key, const Caller& caller, Deadline deadline) {
    const Wanted wanted{Wanted::What::Versions, key};
    return list_pages(client, bucket, wanted, caller, deadline, [&](std::vector<Listing::Object>&& versions) -> Status {
        std::erase_if(versions, [&](const Listing::Object& version) { return version.key != key; });  // "cv" is no "cv.pdf"
        return delete_versions(client, bucket, versions, caller, deadline);
    });
}

Status purge(Client& client, const Bucket& bucket, const std::string& prefix, const Caller& caller, Deadline deadline) {
    const Wanted wanted{Wanted::What::Versions, prefix};
    for (;;) {
        // From the start each time: no marker to something that is gone by now.
        const auto first = page_after(client, bucket, wanted, {}, caller, deadline);
        if (!first) return tl::unexpected(first.error());
        if (first->objects.empty()) return {};
        if (auto gone = delete_versions(client, bucket, first->objects, caller, deadline); !gone) return gone;
    }
}

}  // namespace bespoke::adapters::aws::s3
