#include <gtest/gtest.h>

#include "adapters/aws/s3/blob_store.hpp"
#include "adapters/aws/textract/scan_reader.hpp"
#include "control.hpp"

namespace bespoke {
namespace {

using adapters::aws::s3::BlobStore;
using adapters::aws::textract::ScanOptions;
using adapters::aws::textract::ScanReader;
using nlohmann::json;

constexpr const char* kOnePage = "%PDF-1.4\n1 0 obj <</Type /Page>> endobj\n";
/// The same bytes are the same job to Textract, so each test adds some of its own.
const std::string kTwoPages = "%PDF-1.4\n1 0 obj <</Type /Page>> endobj\n2 0 obj <</Type /Page>> endobj\n";

Deadline soon() { return Deadline::after(std::chrono::seconds(30)); }

/// Takes every file for a scan.
class Blind final : public ports::DocumentReader {
public:
    Result<document::Document> read(BytesView, Deadline) override { return fail(ErrorCode::InvalidInput, "no-text", "No text."); }
};

class ScanReaderOnTextract : public ::testing::Test {
protected:
    Result<document::Document> read(const std::string& file) {
        ScanOptions options;
        options.bucket = emulated("BESPOKE_TEST_BUCKET");
        options.object_key = [](const TenantId& tenant, const ports::BlobKey& key) {
            return "tenants/" + tenant.str() + "/" + key.str();
        };
        options.pause = [](std::chrono::milliseconds) {};
        ScanReader reader(inner_, emulated_client(), blobs_, alice_, std::move(options));
        return reader.read(as_bytes(file), soon());
    }
    std::size_t left_over() { return blobs_.list(alice_, "scans/", soon())->size(); }

    const TenantId alice_{"alice"};
    Blind inner_;
    BlobStore blobs_{emulated_client(), {.bucket = emulated("BESPOKE_TEST_BUCKET"), .kms_key = emulated("BESPOKE_TEST_KMS_KEY")}};
};

TEST_F(ScanReaderOnTextract, ReadsOnePageWithTheCall) {
    const Disturbed scripted(
        "textract", {{"pages", json::array({json::array({json{{"text", "Ada Example"}, {"layout", "TITLE"}}, "Accountant"})})}});
    const auto document = read(kOnePage);
    ASSERT_TRUE(document) << document.error().reason << document.error().detail;
    EXPECT_EQ(document->text(), "Ada Example\n\nAccountant");
    EXPECT_EQ(document->pages.at(0).blocks.at(0).kind, document::BlockKind::Heading);
    EXPECT_EQ(left_over(), 0U);
}

TEST_F(ScanReaderOnTextract, ReadsSeveralPagesByAJobWithTablesAndCleansUp) {
    auto pages = json::array();
    pages.push_back(json::array({json{{"text", "Ada Example"}, {"layout", "TITLE"}}, "• Led 4 audits"}));
    pages.push_back(json::array({json::array({json::array({"Dutch", "fluent"}), json::array({"German", "basic"})})}));
    const Disturbed scripted("textract", {{"pages", pages}, {"polls", 2}});
    const auto document = read(kTwoPages + "% file 1\n");
    ASSERT_TRUE(document) << document.error().reason << document.error().detail;
    ASSERT_EQ(document->pages.size(), 2U);
    EXPECT_EQ(document->pages[0].blocks.at(1).marker, "•");
    ASSERT_EQ(document->pages[1].blocks.size(), 4U);
    EXPECT_EQ(document->pages[1].blocks[3].text(), "basic");
    EXPECT_EQ(document->pages[1].blocks[3].cell, (document::Cell{0, 1, 1}));
    EXPECT_EQ(left_over(), 0U);
}

TEST_F(ScanReaderOnTextract, CollectsMoreBlocksThanOneAnswerHolds) {
    auto lines = json::array();
    for (int i = 0; i < 400; ++i) lines.push_back("line number " + std::to_string(i));
    const Disturbed scripted("textract", {{"pages", json::array({lines, json::array({"last line"})})}});
    const auto document = read(kTwoPages + "% file 2\n");
    ASSERT_TRUE(document) << document.error().detail;
    EXPECT_EQ(document->pages.at(0).blocks.size(), 400U);
    EXPECT_EQ(document->pages.at(1).blocks.size(), 1U);
}

TEST_F(ScanReaderOnTextract, SaysThatAJobFailed) {
    const Disturbed scripted("textract", {{"status", "FAILED"}, {"message", "BAD_DOCUMENT"}, {"pages", json::array()}});
    const auto document = read(kTwoPages + "% file 3\n");
    ASSERT_FALSE(document);
    EXPECT_EQ(document.error().reason, "unreadable-scan");
    EXPECT_EQ(left_over(), 0U);
}

TEST_F(ScanReaderOnTextract, BeginsAJobAnewThatTheServiceFailedAndThenNamesItsTrouble) {
    const Disturbed scripted("textract", {{"status", "FAILED"}, {"pages", json::array()}});
    const auto file = kTwoPages + "% file 4\n";
    const auto document = read(file);
    ASSERT_FALSE(document);
    EXPECT_EQ(document.error().code, ErrorCode::Unavailable);
    EXPECT_EQ(document.error().reason, "scan-service");
    EXPECT_EQ(left_over(), 1U) << "for another try";
    EXPECT_TRUE(blobs_.remove(alice_, ports::BlobKey("scans/" + sha256_hex(as_bytes(file))), soon()));
}

TEST_F(ScanReaderOnTextract, TellsOfPagesThatWereLeftOut) {
    const Disturbed scripted("textract", {{"status", "PARTIAL_SUCCESS"},
                                          {"warnings", {{{"ErrorCode", "PAGE"}, {"Pages", {2}}}}},
                                          {"pages", json::array({json::array({"first line"})})}});
    const auto document = read(kTwoPages + "% file 5\n");
    ASSERT_TRUE(document) << document.error().detail;
    EXPECT_TRUE(std::ranges::any_of(document->warnings, [](const auto& warning) { return warning.slug == "partly-read"; }));
}

TEST_F(ScanReaderOnTextract, GivesAThrottleItsName) {
    const Disturbed throttled("faults", json::array({{{"service", "textract"}, {"kind", "throttle"}, {"times", 100}}}));
    const auto document = read(kOnePage);
    ASSERT_FALSE(document);
    EXPECT_EQ(document.error().reason, "throttled");
}

}  // namespace
}  // namespace bespoke
