#include "adapters/aws/core/sigv4.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "adapters/aws/core/canonical_request.hpp"
#include "adapters/aws/core/client.hpp"
#include "base/bytes.hpp"
#include "crypto/encoding.hpp"

namespace bespoke::adapters::aws {
namespace {

using nlohmann::json;
using Path = SigningOptions::Path;

std::vector<json> vectors() {
    std::ifstream in(BESPOKE_SOURCE_DIR "/src/adapters/aws/core/testdata/sigv4_vectors.json");
    return json::parse(in).get<std::vector<json>>();
}

int hex_digit(char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; }

std::string decoded(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '%') {
            out += text[at];
            continue;
        }
        out += static_cast<char>(hex_digit(text[at + 1]) * 16 + hex_digit(text[at + 2]));
        at += 2;
    }
    return out;
}

Fields read_query(const std::string& text) {
    Fields out;
    std::istringstream in(text);
    for (std::string pair; std::getline(in, pair, '&');) {
        const auto equals = std::min(pair.find('='), pair.size());
        out.emplace_back(decoded(pair.substr(0, equals)), decoded(pair.substr(std::min(equals + 1, pair.size()))));
    }
    return out;
}

/// A request as the vectors write it: folded lines continue a header, a blank line comes before the body.
UnsignedRequest read_request(const std::string& text) {
    UnsignedRequest out;
    const auto head_end = std::min(text.find("\n\n"), text.size());
    std::istringstream lines(text.substr(0, head_end));
    std::string line;
    std::getline(lines, line);
    const auto first = line.find(' '), last = line.rfind(" HTTP/1.1");
    const auto target = line.substr(first + 1, last - first - 1);
    const auto mark = std::min(target.find('?'), target.size());
    out.method = line.substr(0, first);
    out.path = target.substr(0, mark);
    out.query = read_query(target.substr(std::min(mark + 1, target.size())));
    while (std::getline(lines, line)) {
        if (line.starts_with(' '))
            out.headers.back().second += "\n" + line;
        else if (!line.empty())
            out.headers.emplace_back(line.substr(0, line.find(':')), line.substr(line.find(':') + 1));
    }
    if (head_end + 2 < text.size()) out.body = text.substr(head_end + 2);
    return out;
}

struct Vector {
    UnsignedRequest request;
    Credentials credentials;
    SigningScope scope;
    SigningOptions options;
    int seconds = 0;
};

Vector read_vector(const json& from) {
    const auto& context = from.at("context");
    const auto& keys = context.at("credentials");
    Vector out;
    out.request = read_request(from.at("request"));
    out.credentials = {keys.at("access_key_id"), keys.at("secret_access_key"), keys.value("token", ""), {}};
    // 2015-08-30T12:36:00Z is all that they use.
    out.scope = {context.at("region"), context.at("service"), from_millis(1'440'938'160'000)};
    EXPECT_EQ(context.at("timestamp"), "2015-08-30T12:36:00Z");
    if (!context.at("normalize").get<bool>()) out.options.path = Path::AsSent;
    if (context.at("sign_body").get<bool>()) out.options.content_hash = SigningOptions::ContentHash::InHeader;
    if (context.value("omit_session_token", false)) out.options.token = SigningOptions::Token::Beside;
    out.seconds = context.at("expiration_in_seconds");
    return out;
}

std::string header_of(const Fields& headers, std::string_view name) {
    for (const auto& [key, value] : headers)
        if (key == name) return value;
    return {};
}

/// "Name:value" lines of a request, lower-case names, sorted.
std::vector<std::string> header_lines(const Fields& headers) {
    std::vector<std::string> lines;
    for (auto [name, value] : headers) {
        std::ranges::transform(name, name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
        lines.push_back(name + ":" + value);
    }
    std::ranges::sort(lines);
    return lines;
}

TEST(SigV4, SignsEveryPublishedRequestByHeadersByteForByte) {
    const auto all = vectors();
    ASSERT_EQ(all.size(), 38U);
    for (const auto& from : all) {
        SCOPED_TRACE(from.at("name").get<std::string>());
        const auto vector = read_vector(from);
        auto added = sign_headers(vector.request, vector.credentials, vector.scope, vector.options);
        auto signed_request = vector.request;
        for (const auto& header : added) {
            const bool beside = header.first == "x-amz-security-token" && vector.options.token == SigningOptions::Token::Beside;
            if (!beside) signed_request.headers.push_back(header);
        }
        const auto canonical = canonical_request(signed_request, vector.options.path, sha256_hex(as_bytes(vector.request.body)));
        const auto& expected = from.at("header");
        EXPECT_EQ(canonical.text, expected.at("canonical-request"));
        EXPECT_EQ(string_to_sign(canonical.text, vector.scope), expected.at("string-to-sign"));
        EXPECT_TRUE(header_of(added, "authorization").ends_with("Signature=" + expected.at("signature").get<std::string>()));
        auto whole = vector.request.headers;
        whole.insert(whole.end(), added.begin(), added.end());
        EXPECT_EQ(header_lines(whole), header_lines(read_request(expected.at("signed-request")).headers));
    }
}

TEST(SigV4, PresignsEveryPublishedRequestByteForByte) {
    for (const auto& from : vectors()) {
        SCOPED_TRACE(from.at("name").get<std::string>());
        const auto vector = read_vector(from);
        const auto query = presigned_query(vector.request, vector.credentials, vector.scope, vector.seconds, vector.options);
        const auto& expected = from.at("query");
        EXPECT_TRUE(query.ends_with("&X-Amz-Signature=" + expected.at("signature").get<std::string>())) << query;
        EXPECT_EQ(read_query(query), read_request(expected.at("signed-request")).query);
        auto unsigned_part = vector.request;
        unsigned_part.query = read_query(query);
        unsigned_part.query.pop_back();
        if (vector.options.token == SigningOptions::Token::Beside) unsigned_part.query.pop_back();
        const auto canonical = canonical_request(unsigned_part, vector.options.path, sha256_hex(as_bytes(vector.request.body)));
        EXPECT_EQ(canonical.text, expected.at("canonical-request"));
        EXPECT_EQ(string_to_sign(canonical.text, vector.scope), expected.at("string-to-sign"));
    }
}

const Credentials kKeys{"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "", {}};
SigningScope scope_of(std::string service) {
    return {"us-east-1", std::move(service), from_millis(1'767'323'045'000)};
}  // 2026-01-02 03:04:05

std::string signature_of(const UnsignedRequest& request, const Credentials& keys, const std::string& service,
                         const SigningOptions& options = {}) {
    const auto authorization = header_of(sign_headers(request, keys, scope_of(service), options), "authorization");
    return authorization.substr(authorization.rfind('=') + 1);
}

// The signatures below are botocore's and, but for the last, @smithy/signature-v4's too.
TEST(SigV4, EncodesTheWirePathOnceMoreForAllButS3) {
    const UnsignedRequest request{"POST",
                                  "/model/amazon.titan-embed-text-v2%3A0/invoke",
                                  {},
                                  {{"accept", "application/json"},
                                   {"content-type", "application/json"},
                                   {"host", "bedrock-runtime.us-east-1.amazonaws.com"}},
                                  "{\"inputText\":\"hi\"}",
                                  {}};
    EXPECT_EQ(signature_of(request, kKeys, "bedrock"), "9c49a4da4cd2f20594320d6b6a029f30a7ae9aaa96968847387a1d3359539b23");
}

TEST(SigV4, SignsAnS3PathAsSentWithTokenAndContentHash) {
    auto keys = kKeys;
    keys.session_token = "SESSIONTOKEN/+=";
    const UnsignedRequest request{"GET", percent_encode_path("/tenants/a/x y+z='\u00e9~*.pdf"),
                                  {},    {{"host", "uploads.s3.us-east-1.amazonaws.com"}},
                                  "",    {}};
    EXPECT_EQ(request.path, "/tenants/a/x%20y%2Bz%3D%27%C3%A9~%2A.pdf");
    const SigningOptions options{.path = Path::AsSent, .content_hash = SigningOptions::ContentHash::InHeader};
    EXPECT_EQ(signature_of(request, keys, "s3", options), "537c84e9313e2b1189c3a6185face4c6a445809f7802f06c24d8eca6eeb7f556");
}

TEST(SigV4, SignsACallOfAJsonService) {
    const UnsignedRequest request{"POST",
                                  "/",
                                  {},
                                  {{"content-type", "application/x-amz-json-1.0"},
                                   {"host", "dynamodb.us-east-1.amazonaws.com"},
                                   {"x-amz-target", "DynamoDB_20120810.GetItem"}},
                                  "{\"TableName\":\"jobs\",\"Key\":{\"PK\":{\"S\":\"T#a\"}}}",
                                  {}};
    EXPECT_EQ(signature_of(request, kKeys, "dynamodb"), "60e9213831a4c854010141a15f46f7ba08d0dd9417a031e11204fe4ce5ae5e97");
}

TEST(SigV4, SignsTheContentHashForOpenSearchServerless) {
    const UnsignedRequest request{"POST",
                                  "/chunks/_search",
                                  {},
                                  {{"content-type", "application/json"}, {"host", "abc123.us-east-1.aoss.amazonaws.com"}},
                                  "{\"size\":1}",
                                  {}};
    const SigningOptions options{.content_hash = SigningOptions::ContentHash::InHeader};
    EXPECT_EQ(signature_of(request, kKeys, "aoss", options), "56f41359f2aa1b1f8f0cb2f7a1af2c19460c75caa190a35bb0228b98870f5941");
}

TEST(SigV4, PresignsAnUploadWithSignedHeaders) {
    const UnsignedRequest request{"PUT",
                                  "/tenants/a/u.pdf",
                                  {},
                                  {{"host", "uploads.s3.us-east-1.amazonaws.com"},
                                   {"content-type", "application/pdf"},
                                   {"x-amz-server-side-encryption", "aws:kms"},
                                   {"x-amz-server-side-encryption-context", "eyJ0ZW5hbnRJZCI6ImEifQ=="}},
                                  "",
                                  {}};
    const SigningOptions options{.path = Path::AsSent, .payload = SigningOptions::Payload::Unsigned};
    EXPECT_TRUE(presigned_query(request, kKeys, scope_of("s3"), 900, options)
                    .ends_with("&X-Amz-Signature=93325016c2ba32259afb9eacdda4f780db1ced365919586ec3f0f8aa5ad811e7"));
}

TEST(SigV4, PresignsForNoLongerThanAWeek) {
    const UnsignedRequest request{"GET", "/a", {}, {{"host", "b.s3.us-east-1.amazonaws.com"}}, "", {}};
    for (const auto& [asked, given] :
         std::vector<std::pair<int, std::string>>{{-1, "1"}, {0, "1"}, {900, "900"}, {700'000, "604800"}})
        EXPECT_NE(presigned_query(request, kKeys, scope_of("s3"), asked, {}).find("&X-Amz-Expires=" + given + "&"),
                  std::string::npos);
}

TEST(SigV4, LeavesOutWhatConnectionsAndProxiesChange) {
    UnsignedRequest request{"POST", "/", {}, {{"host", "a"}}, "b", {}};
    const auto plain = signature_of(request, kKeys, "sqs");
    for (const char* name : {"Connection", "Expect", "TE", "Transfer-Encoding", "User-Agent", "X-Amzn-Trace-Id"}) {
        auto more = request;
        more.headers.emplace_back(name, "x");
        EXPECT_EQ(signature_of(more, kKeys, "sqs"), plain) << name;
    }
    request.headers.emplace_back("X-Amz-Meta-A", "x");
    EXPECT_NE(signature_of(request, kKeys, "sqs"), plain);
}

TEST(SigV4, EveryPartOfARequestCounts) {
    const UnsignedRequest request{"POST", "/a", {{"q", "1"}}, {{"host", "h"}, {"x-amz-b", "1"}}, "body", {}};
    std::vector<UnsignedRequest> others(7, request);
    others[0].method = "PUT";
    others[1].path = "/b";
    others[2].query[0].second = "2";
    others[3].query.emplace_back("r", "");
    others[4].headers[0].second = "i";
    others[5].headers[1].second = "2";
    others[6].body = "Body";
    std::set<std::string> seen{signature_of(request, kKeys, "sqs")};
    for (const auto& other : others) EXPECT_TRUE(seen.insert(signature_of(other, kKeys, "sqs")).second);
    EXPECT_TRUE(seen.insert(signature_of(request, kKeys, "sns")).second);
}

TEST(SigV4, SignsTextsWithTheKeyOfTheDay) {
    SigningScope scope{"us-east-1", "s3", from_millis(1'451'347'200'000)};  // 2015-12-29
    const Credentials keys{"AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "", {}};
    // botocore's
    EXPECT_EQ(sign_text("policy", keys, scope), "5044f7676a849e6c4e8744369b1253937fb1c283af2ea5a83296d4887ac435ad");
    scope.at += std::chrono::hours(23);
    EXPECT_EQ(sign_text("policy", keys, scope), "5044f7676a849e6c4e8744369b1253937fb1c283af2ea5a83296d4887ac435ad");
    scope.at += std::chrono::hours(1);
    EXPECT_NE(sign_text("policy", keys, scope), "5044f7676a849e6c4e8744369b1253937fb1c283af2ea5a83296d4887ac435ad");
}

TEST(PercentEncoding, KeepsOnlyUnreservedCharacters) {
    std::string kept;
    for (int c = 0; c < 256; ++c) {
        const std::string one(1, static_cast<char>(c));
        const auto encoded = percent_encode(one);
        if (encoded == one)
            kept += one;
        else
            EXPECT_EQ(encoded, fmt::format("%{:02X}", c));
        EXPECT_EQ(decoded(encoded), one);
        EXPECT_EQ(percent_encode_path(one), one == "/" ? one : encoded);
    }
    EXPECT_EQ(kept, "-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~");
}

TEST(NormalisedPath, HasNoDotSegmentsAndNoEmptyOnes) {
    const std::pair<const char*, const char*> cases[] = {{"", "/"},
                                                         {"/", "/"},
                                                         {"//", "/"},
                                                         {"/./", "/"},
                                                         {"/..", "/"},
                                                         {"/../../a", "/a"},
                                                         {"//a/./c/../b/", "/a/b/"},
                                                         {"/a/b/..", "/a"},
                                                         {"/a//b", "/a/b"},
                                                         {"/...", "/..."}};
    for (const auto& [path, expected] : cases) EXPECT_EQ(normalised_path(path), expected) << path;
}

}  // namespace
}  // namespace bespoke::adapters::aws
