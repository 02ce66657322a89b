#include "adapters/aws/textract/scan_reader.hpp"

#include <gtest/gtest.h>

#include "adapters/aws/core/client_for_test.hpp"
#include "adapters/memory/blob_store.hpp"

namespace bespoke::adapters::aws::textract {
namespace {

using nlohmann::json;
using testing::answer;
using testing::Script;
using testing::SeenRequest;

Deadline soon() { return Deadline::after(std::chrono::seconds(20)); }

/// Refuses everything for one reason; without one it can read everything.
class FixedReader final : public ports::DocumentReader {
public:
    explicit FixedReader(std::string reason) : reason_(std::move(reason)) {}
    Result<document::Document> read(BytesView, Deadline) override {
        if (!reason_.empty()) return fail(ErrorCode::InvalidInput, reason_, "No.");
        document::Document document;
        document.metadata.title = "by the inner reader";
        return document;
    }

private:
    std::string reason_;
};

std::string blocks(const std::string& text) {
    return R"("Blocks":[{"BlockType":"LINE","Id":"a","Page":1,"Text":")" + text + R"("}])";
}

/// A scan reader whose Textract is a script by operation; remembers the operations asked for.
struct World {
    explicit World(std::string reason, std::function<Script(const std::string& operation, const json& input, int number)> handler)
        : inner(std::move(reason)), rig([this, handler = std::move(handler)](const SeenRequest& request, int) {
              auto operation = request.header("x-amz-target");
              operation.erase(0, operation.find('.') + 1);
              asked.push_back(operation);
              inputs.push_back(json::parse(request.body));
              return handler(operation, inputs.back(), static_cast<int>(std::ranges::count(asked, operation)));
          }) {}
    Result<document::Document> read(const std::string& bytes) {
        ScanOptions options;
        options.bucket = "data";
        options.object_key = [](const TenantId& tenant, const ports::BlobKey& key) {
            return "tenants/" + tenant.str() + "/" + key.str();
        };
        options.pause = [this](std::chrono::milliseconds time) { pauses.push_back(time); };
        ScanReader reader(inner, rig.client(), blobs, TenantId("alice"), std::move(options));
        return reader.read(as_bytes(bytes), soon());
    }
    std::size_t left_over() { return blobs.list(TenantId("alice"), "", soon())->size(); }

    FixedReader inner;
    memory::BlobStore blobs;
    std::vector<std::string> asked;
    std::vector<json> inputs;
    std::vector<std::chrono::milliseconds> pauses;
    testing::Rig rig;
};

Script refusal(const std::string& code, int status = 400) {
    return answer(status, R"({"__type":")" + code + R"(","message":"no"})");
}

/// Several pages; the job ends at the third look and gives its blocks in two parts.
Script job_of_several_pages(const std::string& operation, const json& input, int number) {
    if (operation == "AnalyzeDocument") return refusal("UnsupportedDocumentException");
    if (operation == "StartDocumentAnalysis") return answer(200, R"({"JobId":"job"})");
    if (number < 3) return answer(200, R"({"JobStatus":"IN_PROGRESS"})");
    if (!input.contains("NextToken")) return answer(200, R"({"JobStatus":"SUCCEEDED","NextToken":"n",)" + blocks("one") + "}");
    return answer(200, R"({"JobStatus":"SUCCEEDED","Blocks":[{"BlockType":"LINE","Id":"b","Page":2,"Text":"two"}]})");
}

TEST(ScanReader, LeavesToTheInnerReaderWhatItCanReadOrRefusesForOtherReasons) {
    for (const char* reason : {"", "encrypted-document", "malformed-document"}) {
        World world(reason, [](auto&&...) { return answer(500, "{}"); });
        const auto document = world.read("%PDF-1.7");
        EXPECT_EQ(document.has_value(), std::string(reason).empty());
        EXPECT_TRUE(world.asked.empty()) << reason;
    }
    World spreadsheet("unsupported-media", [](auto&&...) { return answer(500, "{}"); });
    EXPECT_EQ(spreadsheet.read("PK\x03\x04").error().reason, "unsupported-media");
    EXPECT_TRUE(spreadsheet.asked.empty());
}

TEST(ScanReader, SendsAScanOfOnePageWithTheCall) {
    for (const auto& [reason, bytes] : {std::pair{"no-text", "%PDF-1.7"}, {"unsupported-media", "\x89PNG\r\n\x1a\n..."}}) {
        World world(reason, [](auto&&...) { return answer(200, "{" + blocks("Ada Example") + "}"); });
        const auto document = world.read(bytes);
        ASSERT_TRUE(document) << document.error().detail;
        EXPECT_EQ(document->text(), "Ada Example");
        EXPECT_EQ(world.asked, std::vector<std::string>{"AnalyzeDocument"});
        EXPECT_EQ(world.inputs[0].at("FeatureTypes"), json::array({"LAYOUT", "TABLES"}));
        EXPECT_EQ(world.left_over(), 0U);
    }
}

TEST(ScanReader, WaitsForTheJobOfAScanOfSeveralPagesAndCleansUp) {
    World world("no-text", job_of_several_pages);
    const auto document = world.read("%PDF-1.7 two pages");
    ASSERT_TRUE(document) << document.error().detail;
    EXPECT_EQ(document->text(), "one\n\ntwo");
    ASSERT_EQ(world.pauses.size(), 2U);
    EXPECT_GT(world.pauses[1], world.pauses[0]);
    const auto start = world.inputs.at(1);
    const auto hash = sha256_hex(as_bytes("%PDF-1.7 two pages"));
    EXPECT_EQ(start.at("DocumentLocation").at("S3Object").at("Name"), "tenants/alice/scans/" + hash);
    EXPECT_EQ(start.at("ClientRequestToken").get<std::string>().size(), 64U);
    EXPECT_EQ(world.left_over(), 0U);
}

TEST(ScanReader, StartsTheSameJobAgainAfterAThrottleInItsMidst) {
    bool busy = true;
    World world("no-text", [&](const std::string& operation, const json& input, int number) {
        if (operation == "GetDocumentAnalysis" && busy) return refusal("ThrottlingException");
        return job_of_several_pages(operation, input, number + 3);
    });
    const auto first = world.read("%PDF-1.7");
    ASSERT_FALSE(first);
    EXPECT_EQ(first.error().code, ErrorCode::Unavailable);
    EXPECT_EQ(first.error().reason, "throttled");
    EXPECT_EQ(world.left_over(), 1U) << "for the next try";
    busy = false;
    ASSERT_TRUE(world.read("%PDF-1.7"));
    std::set<json> tokens;
    for (const auto& input : world.inputs) {
        if (input.contains("ClientRequestToken")) tokens.insert(input.at("ClientRequestToken"));
    }
    EXPECT_EQ(tokens.size(), 1U);
    EXPECT_EQ(world.left_over(), 0U);
}

TEST(ScanReader, SaysOfEachFaultWhatItMeans) {
    struct Case {
        const char* code;
        ErrorCode expected;
        const char* reason;
    };
    const Case cases[] = {{"BadDocumentException", ErrorCode::InvalidInput, "unreadable-scan"},
                          {"UnsupportedDocumentException", ErrorCode::InvalidInput, "unsupported-scan"},
                          {"DocumentTooLargeException", ErrorCode::LimitExceeded, "too-large"},
                          {"InvalidS3ObjectException", ErrorCode::Unavailable, "scan-storage"},
                          {"InvalidKMSKeyException", ErrorCode::Unavailable, "scan-storage"},
                          {"InvalidJobIdException", ErrorCode::Unavailable, "scan-service"},
                          {"ProvisionedThroughputExceededException", ErrorCode::Unavailable, "throttled"},
                          {"ThrottlingException", ErrorCode::Unavailable, "throttled"},
                          {"LimitExceededException", ErrorCode::Unavailable, "throttled"},
                          {"InternalServerError", ErrorCode::Unavailable, "aws-unavailable"},
                          {"AccessDeniedException", ErrorCode::Forbidden, "aws-denied"}};
    for (const auto& [code, expected, reason] : cases) {
        World world("no-text", [code = code](auto&&...) { return refusal(code); });
        const auto document = world.read("%PDF-1.7");
        ASSERT_FALSE(document) << code;
        EXPECT_EQ(document.error().code, expected) << code;
        EXPECT_EQ(document.error().reason, reason) << code;
        EXPECT_FALSE(document.error().public_text.empty()) << code;
    }
}

/// Several pages; each job ends so.
std::function<Script(const std::string&, const json&, int)> job_that_ends(std::string answer_text) {
    return [text = std::move(answer_text)](const std::string& operation, const json&, int) {
        if (operation == "AnalyzeDocument") return refusal("UnsupportedDocumentException");
        return answer(200, operation == "StartDocumentAnalysis" ? R"({"JobId":"job"})" : text);
    };
}

TEST(ScanReader, SaysOfAFailedJobWhatItsMessageSays) {
    const std::tuple<const char*, ErrorCode, const char*> cases[] = {
        {"", ErrorCode::InvalidInput, "unreadable-scan"},
        {"BAD_DOCUMENT", ErrorCode::InvalidInput, "unreadable-scan"},
        {"UNSUPPORTED_DOCUMENT", ErrorCode::InvalidInput, "unsupported-scan"},
        {"UnsupportedDocumentException: password protected", ErrorCode::InvalidInput, "unsupported-scan"},
        {"INVALID_IMAGE_TYPE", ErrorCode::InvalidInput, "unsupported-scan"},
        {"DOCUMENT_TOO_LARGE", ErrorCode::LimitExceeded, "too-large"},
        {"Document exceeds the limit of 3000 pages", ErrorCode::LimitExceeded, "too-many-pages"},
        {"INVALID_S3_OBJECT", ErrorCode::Unavailable, "scan-storage"},
        {"INTERNAL_ERROR", ErrorCode::Unavailable, "scan-service"}};
    for (const auto& [message, expected, reason] : cases) {
        World world("no-text", job_that_ends(json{{"JobStatus", "FAILED"}, {"StatusMessage", message}}.dump()));
        const auto document = world.read("%PDF-1.7");
        ASSERT_FALSE(document) << message;
        EXPECT_EQ(document.error().code, expected) << message;
        EXPECT_EQ(document.error().reason, reason) << message;
        EXPECT_EQ(world.left_over(), expected == ErrorCode::Unavailable ? 1U : 0U) << message;
    }
}

TEST(ScanReader, BeginsAJobAnewThatFailedByTheServicesOwnTrouble) {
    int ended = 0;
    World world("no-text", [&](const std::string& operation, const json&, int) {
        if (operation == "AnalyzeDocument") return refusal("UnsupportedDocumentException");
        if (operation == "StartDocumentAnalysis") return answer(200, R"({"JobId":"job"})");
        return answer(200, ++ended < 3 ? R"({"JobStatus":"FAILED","StatusMessage":"INTERNAL_ERROR"})"
                                       : R"({"JobStatus":"SUCCEEDED",)" + blocks("one") + "}");
    });
    ASSERT_TRUE(world.read("%PDF-1.7"));
    std::set<json> tokens;
    for (const auto& input : world.inputs) {
        if (input.contains("ClientRequestToken")) tokens.insert(input.at("ClientRequestToken"));
    }
    EXPECT_EQ(tokens.size(), 3U) << "a token names its failed job for good";
}

TEST(ScanReader, TellsTheOwnerOfPagesThatWereLeftOut) {
    const std::pair<const char*, const char*> cases[] = {
        {R"({"JobStatus":"PARTIAL_SUCCESS",)", "A part of the scan could not be read"},
        {R"({"JobStatus":"PARTIAL_SUCCESS","Warnings":[{"ErrorCode":"X","Pages":[3,2]},{"ErrorCode":"Y","Pages":[3,-1,"a",99999]},7],)",
         "Pages 2, 3 of the scan"},
        {R"({"JobStatus":"SUCCEEDED","Warnings":[{"ErrorCode":"X","Pages":[2]}],)", "Page 2 of the scan"}};
    for (const auto& [head, expected] : cases) {
        World world("no-text", job_that_ends(head + blocks("one") + "}"));
        const auto document = world.read("%PDF-1.7");
        ASSERT_TRUE(document) << document.error().detail;
        EXPECT_TRUE(std::ranges::any_of(document->warnings, [&](const auto& warning) {
            return warning.slug == "partly-read" && warning.text.find(expected) != std::string::npos;
        })) << expected;
    }
    World whole("no-text", job_that_ends(R"({"JobStatus":"SUCCEEDED",)" + blocks("one") + "}"));
    const auto document = whole.read("%PDF-1.7");
    ASSERT_TRUE(document);
    for (const auto& warning : document->warnings) EXPECT_NE(warning.slug, "partly-read");
}

}  // namespace
}  // namespace bespoke::adapters::aws::textract
