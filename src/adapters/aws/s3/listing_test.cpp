#include "adapters/aws/s3/listing.hpp"

#include <gtest/gtest.h>

#include "base/rfc3339.hpp"

namespace bespoke::adapters::aws::s3 {
namespace {

constexpr const char* kHead = R"(<?xml version="1.0" encoding="UTF-8"?>)";

std::string objects(const std::string& inner) {
    return kHead + ("<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">" + inner + "</ListBucketResult>");
}

TEST(Listing, ReadsObjectsAndWhereTheNextPageBegins) {
    const auto listing =
        parse_listing(objects("<IsTruncated>true</IsTruncated><NextContinuationToken>1/a+b=</"
                              "NextContinuationToken><Contents><Key>tenants/a/x%2By+z%C3%A9</Key>"
                              "<LastModified>2026-11-22T18:20:08.123Z</LastModified><ETag>&quot;e&quot;</ETag><Size>12</Size></"
                              "Contents><Contents><Key>b</Key>"
                              "<LastModified>2024-02-29T00:00:00Z</LastModified><Size>0</Size></Contents>"));
    ASSERT_TRUE(listing) << listing.error().detail;
    ASSERT_EQ(listing->objects.size(), 2U);
    EXPECT_EQ(listing->objects[0].key, "tenants/a/x+y zé");
    EXPECT_EQ(to_rfc3339(listing->objects[0].modified), "2026-11-22T18:20:08.123Z");
    EXPECT_EQ(listing->objects[0].bytes, 12U);
    EXPECT_EQ(to_rfc3339(listing->objects[1].modified), "2024-02-29T00:00:00.000Z");
    EXPECT_EQ(listing->more, Listing::More::Yes);
    EXPECT_EQ(listing->token, "1/a+b=") << "a token is no key, so it is not encoded";
}

TEST(Listing, ReadsVersionsAndDeleteMarkersInTheirOrder) {
    const auto listing = parse_listing(
        "<ListVersionsResult><IsTruncated>true</IsTruncated><NextKeyMarker>a%2Fb</NextKeyMarker><NextVersionIdMarker>v1</"
        "NextVersionIdMarker>"
        "<DeleteMarker><Key>a/b</Key><VersionId>v2</VersionId><LastModified>2026-01-02T03:04:06.000Z</LastModified></"
        "DeleteMarker>"
        "<Version><Key>a/b</Key><VersionId>v1</VersionId><LastModified>2026-01-02T03:04:05.000Z</LastModified><Size>1</Size></"
        "Version>"
        "</ListVersionsResult>");
    ASSERT_TRUE(listing) << listing.error().detail;
    ASSERT_EQ(listing->objects.size(), 2U);
    EXPECT_EQ(listing->objects[0].kind, Listing::Object::Kind::DeleteMarker);
    EXPECT_EQ(listing->objects[1].version, "v1");
    EXPECT_EQ(listing->key_marker + " " + listing->version_marker, "a/b v1");
}

TEST(Listing, AnEmptyBucketIsAnEmptyListing) {
    const auto listing = parse_listing(objects("<KeyCount>0</KeyCount><IsTruncated>false</IsTruncated>"));
    EXPECT_TRUE(listing->objects.empty());
    EXPECT_EQ(listing->more, Listing::More::No);
}

TEST(Listing, RefusesWhatItCanNotRead) {
    const std::string time = "<LastModified>2026-01-02T03:04:05Z</LastModified>", size = "<Size>1</Size>";
    for (const auto& text :
         {std::string(), std::string("no xml"), std::string("<Error><Code>x</Code></Error>"),
          std::string("<ListBucketResult><Contents>"), objects("<Contents>" + time + size + "</Contents>"),
          objects("<Contents><Key>a%2</Key>" + time + size + "</Contents>"),
          objects("<Contents><Key>a%zz</Key>" + time + size + "</Contents>"),
          objects("<Contents><Key>a</Key>" + size + "</Contents>"), objects("<Contents><Key>a</Key>" + time + "</Contents>"),
          objects("<Contents><Key>a</Key>" + time + "<Size>-1</Size></Contents>"),
          objects("<Contents><Key>a</Key><LastModified>2026-02-30T03:04:05Z</LastModified>" + size + "</Contents>"),
          objects("<Contents><Key>a</Key><LastModified>2026-02-03T24:04:05Z</LastModified>" + size + "</Contents>"),
          objects("<IsTruncated>true</IsTruncated>")}) {
        const auto listing = parse_listing(text);
        ASSERT_FALSE(listing) << text;
        EXPECT_EQ(listing.error().reason, "listing");
    }
}

TEST(Listing, TellsWhatADeletionLeft) {
    EXPECT_TRUE(parse_refused_deletions("<DeleteResult/>")->empty());
    EXPECT_EQ(
        parse_refused_deletions(
            "<DeleteResult><Deleted><Key>a</Key></Deleted><Error><Key>b</Key><Code>AccessDenied</Code></Error></DeleteResult>"),
        std::vector<std::string>{"b: AccessDenied"});
    EXPECT_FALSE(parse_refused_deletions("<Error/>"));
}

}  // namespace
}  // namespace bespoke::adapters::aws::s3
