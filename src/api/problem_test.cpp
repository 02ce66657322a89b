#include "api/problem.hpp"

#include <gtest/gtest.h>

namespace bespoke::api {
namespace {

constexpr auto kTrace = "4bf92f3577b34da6a3ce929d0e0e4736";

std::string body_of(const Error& error, std::string_view trace = kTrace) {
    return std::get<std::string>(problem(error, trace).body);
}

TEST(Problem, TakesItsStatusFromTheSlugAndElseFromTheCode) {
    struct Row {
        ErrorCode code;
        const char* reason;
        int status;
    };
    const Row rows[] = {{ErrorCode::InvalidInput, "", 400},
                        {ErrorCode::InvalidInput, "wrong-kind", 422},
                        {ErrorCode::InvalidInput, "unsupported-media", 415},
                        {ErrorCode::LimitExceeded, "too-large", 413},
                        {ErrorCode::LimitExceeded, "quota", 429},
                        {ErrorCode::Conflict, "version", 412},
                        {ErrorCode::Conflict, "anything-else", 409},
                        {ErrorCode::NotFound, "no-user", 404},
                        {ErrorCode::NotFound, "expired", 410},
                        {ErrorCode::Forbidden, "invalid-token", 401},
                        {ErrorCode::Forbidden, "role", 403},
                        {ErrorCode::Unavailable, "storage-full", 507},
                        {ErrorCode::Unavailable, "", 503},
                        {ErrorCode::Timeout, "deadline", 503},
                        {ErrorCode::Corrupt, "wrong-kind", 500},
                        {ErrorCode::Internal, "", 500}};
    for (const auto& row : rows) EXPECT_EQ(problem({row.code, row.reason, {}, {}, {}}, kTrace).status, row.status) << row.reason;
}

TEST(Problem, NamesARemedyAlsoWhereItsTextIsTheSameForAll) {
    for (const auto& [code, reason] : {std::pair(ErrorCode::NotFound, "no-user"),
                                       std::pair(ErrorCode::Forbidden, "invalid-token"), std::pair(ErrorCode::Internal, "")}) {
        const auto detail = nlohmann::json::parse(body_of({code, reason, "No.", {}, {}})).at("detail").get<std::string>();
        EXPECT_NE(detail.find("; "), std::string::npos) << detail;
    }
    EXPECT_EQ(body_of(not_found().value()), body_of({ErrorCode::NotFound, "no-user", "There is no such user.", {}, "/users/1"}));
}

TEST(Problem, SaysWhatHappenedAndHowToAskForHelp) {
    const auto body =
        nlohmann::json::parse(body_of({ErrorCode::InvalidInput, "wrong-kind", "It is no resume.", "secret", "/resumeId"}));
    EXPECT_EQ(body,
              nlohmann::json::parse(R"({"type":"urn:resume:problem:wrong-kind","title":"Wrong kind of document","status":422,
        "detail":"It is no resume.","instance":"urn:trace:4bf92f3577b34da6a3ce929d0e0e4736","where":"/resumeId"})"));
}

TEST(Problem, MakesEveryNotFoundTheSameBytes) {
    const auto one = body_of({ErrorCode::NotFound, "no-user", "There is no user usr_1.", "detail", "usr_1"}, kTrace);
    const auto other = body_of({ErrorCode::NotFound, "", {}, {}, {}}, "00000000000000000000000000000001");
    EXPECT_EQ(one, other);
}

TEST(Problem, MakesEveryRefusedTokenTheSameBytesWithAChallenge) {
    const auto response = problem({ErrorCode::Forbidden, "invalid-token", "expired yesterday", "kid unknown", "exp"}, kTrace);
    EXPECT_EQ(std::get<std::string>(response.body), body_of({ErrorCode::Forbidden, "invalid-token", {}, {}, {}}, ""));
    EXPECT_EQ(response.headers.get("WWW-Authenticate"), "Bearer");
}

TEST(Problem, ShowsNothingOfOurOwnFaults) {
    for (const auto code : {ErrorCode::Internal, ErrorCode::Corrupt}) {
        const auto body = body_of({code, "sqlite", "SELECT failed in /var/lib", "stack", "tenant.db"});
        EXPECT_EQ(body.find("SELECT"), std::string::npos);
        EXPECT_EQ(body.find("tenant.db"), std::string::npos);
        EXPECT_NE(body.find("urn:resume:problem:internal"), std::string::npos);
    }
}

TEST(Problem, StaysJsonWhateverTheTextsHold) {
    const auto body = body_of({ErrorCode::InvalidInput, "Not A Slug", "bad \xff\x01 \"text\"", {}, "\xc3("});
    EXPECT_EQ(nlohmann::json::parse(body).at("type"), "urn:resume:problem:bad-request");
}

TEST(Problem, TellsWhenToTryAgain) {
    EXPECT_TRUE(problem({ErrorCode::Unavailable, "jwks", {}, {}, {}}, kTrace).headers.get("Retry-After"));
    EXPECT_TRUE(problem({ErrorCode::LimitExceeded, "quota", {}, {}, {}}, kTrace).headers.get("Retry-After"));
}

}  // namespace
}  // namespace bespoke::api
