// Links to S3 let their holder do what they say and nothing else.

#include "adapters/aws/s3/transfer_links.hpp"

#include <curl/curl.h>
#include <gtest/gtest.h>

#include "adapters/aws/s3/blob_store.hpp"
#include "adapters/aws/s3/tenant_storage.hpp"
#include "emulated.hpp"

namespace bespoke {
namespace {

using namespace adapters::aws;  // NOLINT(google-build-using-namespace)
using ports::BlobKey;

const TenantId kAlice("alice"), kBob("bob");
const std::string kFile = "%PDF-1.7 Ada Lovelace";

Deadline soon() { return Deadline::after(std::chrono::seconds(10)); }

struct Got {
    long status = 0;
    std::string body, headers;
};

std::size_t append(const char* data, std::size_t size, std::size_t count, void* text) {
    static_cast<std::string*>(text)->append(data, size * count);
    return size * count;
}

/// As a browser does it: no keys, nothing but the link.
Got send(const std::string& url, const Fields& form, const std::string* file) {
    Got got;
    CURL* curl = curl_easy_init();
    curl_mime* mime = file != nullptr ? curl_mime_init(curl) : nullptr;
    for (const auto& [name, value] : form) {
        curl_mimepart* part = curl_mime_addpart(mime);
        curl_mime_name(part, name.c_str());
        curl_mime_data(part, value.data(), value.size());
    }
    if (file != nullptr) {
        curl_mimepart* part = curl_mime_addpart(mime);
        curl_mime_name(part, "file");
        curl_mime_filename(part, "cv.pdf");
        curl_mime_data(part, file->data(), file->size());
        curl_easy_setopt(curl, CURLOPT_MIMEPOST, mime);
    }
    curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, append);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &got.body);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, append);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &got.headers);
    EXPECT_EQ(curl_easy_perform(curl), CURLE_OK);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &got.status);
    curl_mime_free(mime);
    curl_easy_cleanup(curl);
    return got;
}

struct S3TransferLinks : ::testing::Test {
    void SetUp() override {
        s3::TenantStorage storage(emulated_client(), {emulated("BESPOKE_TEST_BUCKET"), quarantine.options().bucket});
        for (const auto& tenant : {kAlice, kBob}) ASSERT_TRUE(storage.erase(tenant));
    }
    static Timestamp in(std::chrono::milliseconds time) { return EmulatedClock().now() + time; }
    ports::ExpectedFile expected(const std::string& file) const {
        return {RecordId("upl_1"), "application/pdf", file.size(), sha256_hex(as_bytes(file)), in(std::chrono::minutes(15))};
    }
    std::optional<std::string> arrived(const TenantId& tenant) {
        const auto bytes = quarantine.get(tenant, RecordId("upl_1"), 1'000, soon()).value();
        return bytes ? std::optional(std::string(as_text(*bytes))) : std::nullopt;
    }
    s3::Quarantine quarantine{emulated_client(), {emulated("BESPOKE_TEST_QUARANTINE_BUCKET"), emulated("BESPOKE_TEST_KMS_KEY")}};
    s3::TransferLinks links{emulated_client(), quarantine, emulated("BESPOKE_TEST_BUCKET")};
    s3::BlobStore blobs{emulated_client(), {emulated("BESPOKE_TEST_BUCKET"), emulated("BESPOKE_TEST_KMS_KEY")}};
};

TEST_F(S3TransferLinks, TheFormBringsTheDeclaredFileIntoTheQuarantineOnly) {
    const auto form = links.upload(kAlice, expected(kFile)).value();
    EXPECT_EQ(form.method, "POST");
    EXPECT_TRUE(form.headers.empty());
    EXPECT_EQ(arrived(kAlice), std::nullopt);
    EXPECT_EQ(send(form.url, form.fields, &kFile).status, 204);
    EXPECT_EQ(arrived(kAlice), kFile);
    EXPECT_EQ(arrived(kBob), std::nullopt);
    EXPECT_TRUE(blobs.list(kAlice, "", soon())->empty()) << "nothing trusted came of it";
    ASSERT_TRUE(quarantine.remove(kAlice, RecordId("upl_1"), soon()));
    EXPECT_EQ(arrived(kAlice), std::nullopt);
}

TEST_F(S3TransferLinks, AFormThatWasChangedIsRefused) {
    const auto form = links.upload(kAlice, expected(kFile)).value();
    for (std::size_t i = 0; i < form.fields.size(); ++i) {
        auto fields = form.fields;
        fields[i].second = fields[i].first == "key" ? "tenants/bob/upl_1" : fields[i].second + "A";
        EXPECT_GE(send(form.url, fields, &kFile).status, 400) << fields[i].first;
    }
    auto more = form.fields;
    more.insert(more.begin() + 1, {"x-amz-meta-sha256", "x"});
    EXPECT_EQ(send(form.url, more, &kFile).status, 403) << "no condition speaks of it";
    EXPECT_EQ(arrived(kAlice), std::nullopt);
    EXPECT_EQ(arrived(kBob), std::nullopt);
}

TEST_F(S3TransferLinks, AnotherFileThanTheDeclaredOneIsRefused) {
    const auto form = links.upload(kAlice, expected(kFile)).value();
    const std::string longer = kFile + "!", shorter = kFile.substr(1), other = std::string(kFile.size(), 'x');
    for (const auto* file : {&longer, &shorter, &other}) EXPECT_EQ(send(form.url, form.fields, file).status, 400) << *file;
    EXPECT_EQ(arrived(kAlice), std::nullopt);
}

TEST_F(S3TransferLinks, WhatCanNotBeSignedIsRefused) {
    auto file = expected(kFile);
    EXPECT_EQ(links.upload(TenantId("../bob"), file).error().reason, "bad-link");
    file.sha256 = "abc";
    EXPECT_EQ(links.upload(kAlice, file).error().reason, "bad-link");
    file = expected(kFile);
    file.upload = RecordId("../bob/upl_1");
    EXPECT_EQ(links.upload(kAlice, file).error().reason, "bad-link");
    file = expected(kFile);
    file.expires = in(std::chrono::hours(24 * 8));
    EXPECT_EQ(links.upload(kAlice, file).error().reason, "bad-link");
    EXPECT_EQ(
        links.download(kAlice, {BlobKey("a/../b"), "x", "text/plain", "inline", in(std::chrono::minutes(1))}).error().reason,
        "bad-link");
    EXPECT_EQ(links.download(kAlice, {BlobKey("a"), "x", "text/plain", "inline", in(std::chrono::seconds(-1))}).error().reason,
              "bad-link");
}

TEST_F(S3TransferLinks, TheLinkGivesTheBlobUnderItsName) {
    ASSERT_TRUE(blobs.put(kAlice, BlobKey("jobs/1/cv-v2.pdf"), as_bytes(kFile), soon()));
    const auto url = links.download(
        kAlice, {BlobKey("jobs/1/cv-v2.pdf"), "Résumé \"1\".pdf", "application/pdf", "attachment", in(std::chrono::minutes(15))});
    const auto got = send(url.value(), {}, nullptr);
    EXPECT_EQ(got.status, 200);
    EXPECT_EQ(got.body, kFile);
    EXPECT_NE(
        url->find(
            "response-content-disposition=attachment%3B%20filename%3D%22R_sum_%20_1_.pdf%22%3B%20filename%2A%3DUTF-8%27%27R"),
        std::string::npos)
        << *url;
    EXPECT_NE(url->find("X-Amz-Expires=9"), std::string::npos);
}

TEST_F(S3TransferLinks, ALinkThatWasChangedIsRefused) {
    ASSERT_TRUE(blobs.put(kAlice, BlobKey("one"), as_bytes("1"), soon()));
    ASSERT_TRUE(blobs.put(kBob, BlobKey("one"), as_bytes("bob's"), soon()));
    const ports::OfferedFile file{BlobKey("one"), "one.txt", "text/plain", "inline", in(std::chrono::minutes(15))};
    const auto url = links.download(kAlice, file).value();
    const auto changed = [&](const std::string& from, const std::string& to) {
        auto text = url;
        EXPECT_NE(text.find(from), std::string::npos) << from;
        return text.replace(text.find(from), from.size(), to);
    };
    for (const auto& other : {changed("tenants/alice", "tenants/bob"), changed("text%2Fplain", "text%2Fhtml"),
                              changed("X-Amz-Expires=", "X-Amz-Expires=1"), changed("inline", "attachment")}) {
        EXPECT_EQ(send(other, {}, nullptr).status, 403) << other;
    }
    EXPECT_EQ(send(url, {}, nullptr).body, "1");
}

TEST_F(S3TransferLinks, AFileLargerThanItsBoundIsNotRead) {
    const auto form = links.upload(kAlice, expected(kFile)).value();
    ASSERT_EQ(send(form.url, form.fields, &kFile).status, 204);
    EXPECT_EQ(quarantine.get(kAlice, RecordId("upl_1"), kFile.size() - 1, soon()).error().reason, "too-large");
    EXPECT_EQ(quarantine.get(kAlice, RecordId("upl_2"), 1, soon()).value(), std::nullopt);
}

}  // namespace
}  // namespace bespoke
