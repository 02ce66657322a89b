#include <gtest/gtest.h>

#include "api/middleware/answer_headers.hpp"
#include "api/middleware/audit.hpp"
#include "api/middleware/authenticate.hpp"
#include "api/middleware/authorise.hpp"
#include "api/middleware/rate_limit.hpp"
#include "api/middleware/validate_answer.hpp"
#include "api/rig_for_test.hpp"

namespace bespoke::api {
namespace {

using identity::Principal;
using identity::Role;
using testing::fine;
using testing::kAlice;
using testing::refusal;
using testing::request;

struct Authenticated : ::testing::Test {
    testing::Rig rig;
    UrlSigner urls{rig.keys, rig.clock};
    std::string seen;
    Authenticate middleware{{[this](std::string_view token, Deadline) -> Result<Principal> {
                                 seen = token;
                                 if (token == "good") return Principal{kAlice, "usr_a", Role::Viewer, {}};
                                 return not_authenticated("no");
                             },
                             urls, rig.tenants, rig.metrics},
                            {}};
    std::string outcome(const char* operation, const http::Request& sent) {
        return refusal(rig.through(middleware, operation, sent, fine, std::nullopt));
    }
    std::string signed_download() {
        return urls.sign({"GET", "/v1/artifacts/job_1/resume.pdf", kAlice, "v", "inline", rig.clock.now() + kDefaultLinkLife})
            .value();
    }
};

TEST_F(Authenticated, NeedsExactlyOneBearerToken) {
    EXPECT_EQ(outcome("listJobs", request("GET", "/v1/jobs", {{"Authorization", "bearer good"}})), "");
    for (const char* value : {"good", "Basic good", "Bearer", "Bearer ", "Bearer  good", "Bearer bad"}) {
        EXPECT_EQ(outcome("listJobs", request("GET", "/v1/jobs", {{"Authorization", value}})), "invalid-token") << value;
    }
    EXPECT_EQ(outcome("listJobs", request("GET", "/v1/jobs")), "invalid-token");
    EXPECT_EQ(
        outcome("listJobs", request("GET", "/v1/jobs", {{"Authorization", "Bearer good"}, {"Authorization", "Bearer good"}})),
        "invalid-token");
    EXPECT_EQ(outcome("listJobs", request("GET", "/v1/jobs", {{"Authorization", "Bearer " + std::string(9'000, 'a')}})),
              "invalid-token");
}

TEST_F(Authenticated, LetsPublicOperationsPassWithoutLookingAtTokens) {
    EXPECT_EQ(outcome("getHealth", request("GET", "/healthz", {{"Authorization", "Bearer bad"}})), "");
    EXPECT_EQ(seen, "");
}

TEST_F(Authenticated, TakesTheTenantOfASignedUrl) {
    const auto sent = request("GET", signed_download());
    const auto answer = rig.through(
        middleware, "downloadArtifact", sent,
        [](Exchange& exchange) -> Result<http::Response> {
            EXPECT_EQ(exchange.call.tenant(), kAlice);
            EXPECT_EQ(exchange.call.principal->subject, "signed-url");
            return json_answer(200, 1);
        },
        std::nullopt);
    EXPECT_TRUE(answer);
    EXPECT_EQ(outcome("downloadArtifact", request("GET", "/v1/artifacts/job_1/resume.pdf", {{"Authorization", "Bearer good"}})),
              "bad-signature");
}

TEST_F(Authenticated, SaysThatWhatATrueLinkNamedIsGone) {
    const auto answer = rig.through(
        middleware, "downloadArtifact", request("GET", signed_download()),
        [](Exchange&) -> Result<http::Response> { return fail(ErrorCode::NotFound, "not-found", {}); }, std::nullopt);
    EXPECT_EQ(problem(answer.error(), "").status, 410);
    EXPECT_EQ(refusal(answer), "erased");
}

TEST_F(Authenticated, RefusesLinksOfASuspendedTenant) {
    const auto url = signed_download();
    ASSERT_TRUE(rig.tenants.set_state(kAlice, ports::TenantState::Suspended, rig.clock.now()));
    EXPECT_EQ(outcome("downloadArtifact", request("GET", url)), "bad-signature");
}

TEST_F(Authenticated, ShowsMetricsToThisMachineAlone) {
    auto sent = request("GET", "/metrics");
    EXPECT_EQ(outcome("getMetrics", sent), "invalid-token");
    sent.peer = "127.0.0.1";
    EXPECT_EQ(outcome("getMetrics", sent), "");
    sent.headers.add("X-Forwarded-For", "192.0.2.1");
    EXPECT_EQ(outcome("getMetrics", sent), "invalid-token");
}

TEST_F(Authenticated, ShowsMetricsToTheOperatorsTokenWhereThereIsOne) {
    Authenticate with_token(
        {[](std::string_view, Deadline) -> Result<Principal> { return not_authenticated("no"); }, urls, rig.tenants, rig.metrics},
        "secret");
    const auto outcome_of = [&](const char* value) {
        auto sent = request("GET", "/metrics", {{"Authorization", value}});
        sent.peer = "127.0.0.1";
        return refusal(rig.through(with_token, "getMetrics", sent, fine, std::nullopt));
    };
    EXPECT_EQ(outcome_of("Bearer secret"), "");
    EXPECT_EQ(outcome_of("Bearer secreT"), "invalid-token");
}

TEST(Authorised, EachRoleMayDoWhatItMayAndNoMore) {
    testing::Rig rig;
    Authorise middleware;
    const auto outcome = [&](const char* operation, Role role) {
        return refusal(rig.through(middleware, operation, request("GET", "/x"), fine, Principal{kAlice, "usr_a", role, {}}));
    };
    EXPECT_EQ(outcome("listJobs", Role::Viewer), "");
    EXPECT_EQ(outcome("createJob", Role::Viewer), "role");
    EXPECT_EQ(outcome("createJob", Role::Editor), "");
    EXPECT_EQ(outcome("listAudit", Role::Editor), "role");
    EXPECT_EQ(outcome("listAudit", Role::Admin), "");
}

TEST(Authorised, AnotherTenantsNameInAHeaderIsNotFound) {
    testing::Rig rig;
    Authorise middleware;
    EXPECT_EQ(refusal(rig.through(middleware, "listJobs", request("GET", "/x", {{"X-Tenant-Id", "bob"}}), fine)), "not-found");
    EXPECT_EQ(refusal(rig.through(middleware, "listJobs", request("GET", "/x", {{"X-Tenant-Id", "alice"}}), fine)), "");
}

TEST(TenantRates, AreOneTenantsAloneAndSaidInEveryAnswer) {
    testing::Rig rig;
    Options options;
    options.requests_per_minute = 60;  // ten at once
    RateLimits limits(options, rig.clock);
    TenantRateLimit middleware(limits, rig.metrics);
    const auto outcome = [&](const TenantId& tenant, const char* operation = "listJobs") {
        return refusal(
            rig.through(middleware, operation, request("GET", "/x"), fine, Principal{tenant, "usr_a", Role::Viewer, {}}));
    };
    for (int i = 0; i < 10; ++i) EXPECT_EQ(outcome(kAlice), "");
    EXPECT_EQ(rig.headers.get("RateLimit"), "\"listJobs\";r=0;t=1");
    EXPECT_EQ(rig.headers.get("RateLimit-Policy"), "\"listJobs\";q=10;w=10");
    EXPECT_EQ(outcome(kAlice), "rate-limited");
    EXPECT_EQ(rig.headers.get("Retry-After"), "1");
    EXPECT_EQ(outcome(testing::kBob), "");
    for (int i = 0; i < 10; ++i) EXPECT_EQ(outcome(kAlice, "listDocuments"), "") << "each route has its own";
    EXPECT_EQ(outcome(kAlice, "getUsage"), "rate-limited") << "but all of a class together have no more than two have";
    EXPECT_EQ(rig.headers.get("RateLimit-Policy"), "\"read\";q=20;w=10");
    EXPECT_EQ(outcome(testing::kBob, "getUsage"), "");
    rig.clock.advance(std::chrono::seconds(1));
    EXPECT_EQ(outcome(kAlice), "");
}

TEST(PeerRates, StopWhoeverGuessesTokens) {
    testing::Rig rig;
    Options options;
    options.attempts_per_minute_per_address = 60;
    PeerRateLimit middleware(options, rig.clock, rig.metrics);
    const auto guess = [&](const char* operation) {
        return refusal(rig.through(middleware, operation, request("GET", "/x"),
                                   [](Exchange&) -> Result<http::Response> { return not_authenticated("no"); }));
    };
    for (int i = 0; i < 10; ++i) EXPECT_EQ(guess("listJobs"), "invalid-token");
    EXPECT_EQ(guess("listJobs"), "rate-limited");
    EXPECT_EQ(refusal(rig.through(middleware, "issueToken", request("POST", "/x"), fine)), "rate-limited");
    EXPECT_EQ(refusal(rig.through(middleware, "listJobs", request("GET", "/x"), fine)), "");
    EXPECT_EQ(refusal(rig.through(middleware, "getHealth", request("GET", "/healthz"), fine)), "");
    rig.clock.advance(std::chrono::seconds(1));
    EXPECT_EQ(refusal(rig.through(middleware, "issueToken", request("POST", "/x"), fine)), "");
}

std::vector<ports::AuditEntry> entries(testing::Rig& rig) { return rig.store.audit(kAlice, 0, 100).value(); }

TEST(Audited, EveryAccessLeavesOneEntryWithItsOutcome) {
    testing::Rig rig;
    Audit middleware(rig.store, rig.clock);
    const auto sent = request("GET", "/x");
    ASSERT_TRUE(rig.through(middleware, "getJob", sent, [](Exchange& exchange) {
        exchange.call.path = {{"jobId", "job_1"}};
        return fine(exchange);
    }));
    ASSERT_TRUE(rig.through(middleware, "createJob", sent, [](Exchange&) -> Result<http::Response> {
        return with_location(json_answer(202, 1), "/v1/jobs/job_2");
    }));
    ASSERT_FALSE(rig.through(middleware, "getJob", sent, [](Exchange& exchange) -> Result<http::Response> {
        exchange.call.path = {{"jobId", "Ada Lovelace"}};
        return fail(ErrorCode::NotFound, "not-found", {});
    }));
    const auto written = entries(rig);
    ASSERT_EQ(written.size(), 3U);
    EXPECT_EQ(written[0].action + ' ' + written[0].object + ' ' + written[0].outcome, "getJob job_1 ok");
    EXPECT_EQ(written[1].object, "job_2");
    EXPECT_EQ(written[2].object + written[2].outcome, "not-found");
    EXPECT_EQ(written[0].actor, "usr_a");
    EXPECT_EQ(written[0].trace, sent.trace.trace_id);
}

/// A store that can be full.
struct Disk final : ports::MetadataStore {
    explicit Disk(ports::MetadataStore& store) : inner(store) {}
    Status commit(const TenantId& tenant, const ports::Batch& batch) override {
        if (full) return fail(ErrorCode::Unavailable, "storage-full", {});
        return inner.commit(tenant, batch);
    }
    Result<std::optional<ports::Record>> get(const TenantId&, ports::RecordKind, const RecordId&) override {
        return std::nullopt;
    }
    Result<std::vector<ports::Record>> list(const TenantId&, const ports::RecordQuery&) override { return {}; }
    Result<std::vector<ports::Record>> due(const TenantId&, ports::RecordKind, Timestamp, std::size_t) override { return {}; }
    Result<std::vector<ports::Event>> events(const TenantId&, std::uint64_t, const std::string&, std::size_t) override {
        return {};
    }
    Result<std::vector<ports::AuditEntry>> audit(const TenantId&, std::uint64_t, std::size_t) override { return {}; }
    ports::MetadataStore& inner;
    bool full = true;
};

TEST(Audited, WithoutAnEntryNothingIsChanged) {
    testing::Rig rig;
    Disk disk(rig.store);
    Audit middleware(disk, rig.clock);
    EXPECT_EQ(refusal(rig.through(middleware, "createJob", request("POST", "/x"), fine)), "storage-full");
}

TEST(Audited, OnAFullDiskReadingGoesOnAndItsEntriesAreWrittenLater) {
    testing::Rig rig;
    Disk disk(rig.store);
    Audit middleware(disk, rig.clock);
    for (const char* operation : {"getJob", "listJobs"})
        EXPECT_TRUE(rig.through(middleware, operation, request("GET", "/x"), fine)) << operation;
    EXPECT_TRUE(entries(rig).empty());
    disk.full = false;
    EXPECT_TRUE(rig.through(middleware, "getHealth", request("GET", "/x"), fine));
    const auto written = entries(rig);
    ASSERT_EQ(written.size(), 3U);
    EXPECT_EQ(written[0].action + ' ' + written[1].action + ' ' + written[2].action, "getJob listJobs getHealth");
}

TEST(Audited, ReadingEndsWhereNoMoreEntriesMayWait) {
    testing::Rig rig;
    Disk disk(rig.store);
    Audit middleware(disk, rig.clock);
    for (std::size_t i = 0; i < Audit::kMostWaiting; ++i)
        ASSERT_TRUE(rig.through(middleware, "getJob", request("GET", "/x"), fine)) << i;
    EXPECT_EQ(refusal(rig.through(middleware, "getJob", request("GET", "/x"), fine)), "storage-full");
    disk.full = false;
    ASSERT_TRUE(rig.through(middleware, "getJob", request("GET", "/x"), fine));
    EXPECT_EQ(rig.store.audit(kAlice, 0, 2'000)->size(), Audit::kMostWaiting + 1);
}

TEST(ValidatedAnswer, ThatDoesNotFitItsDescriptionIsOurFault) {
    testing::Rig rig;
    ValidateAnswer middleware;
    const auto outcome = [&](const char* operation, const std::function<http::Response()>& answer) {
        return refusal(rig.through(middleware, operation, request("GET", "/x"),
                                   [&](Exchange&) -> Result<http::Response> { return answer(); }));
    };
    const nlohmann::json history = {{"items", nlohmann::json::array()}};
    EXPECT_EQ(outcome("getJobHistory", [&] { return json_answer(200, history); }), "");
    EXPECT_EQ(outcome("getJobHistory", [&] { return json_answer(201, history); }), "internal");
    EXPECT_EQ(outcome("getJobHistory",
                      [&] {
                          return json_answer(200, {{"items", nlohmann::json::array()}, {"secret", 1}});
                      }),
              "internal");
    EXPECT_EQ(outcome("getJobHistory",
                      [&] {
                          auto response = json_answer(200, history);
                          response.headers.set("Content-Type", "text/html");
                          return response;
                      }),
              "internal");
    EXPECT_EQ(outcome("deleteJob", [] { return no_content(); }), "");
    EXPECT_EQ(outcome("deleteJob", [] { return json_answer(204, 1); }), "internal");
    EXPECT_EQ(outcome("downloadArtifact",
                      [] {
                          http::Response response;
                          response.headers.set("Content-Type", "application/pdf");
                          response.body = Bytes(3);
                          return response;
                      }),
              "");
}

TEST(AnswerHeaders, KeepPersonalAnswersOutOfStoresAndFrames) {
    http::Response response = json_answer(200, 1);
    add_security_headers(testing::document().find("getJob"), response);
    EXPECT_EQ(response.headers.get("Cache-Control"), "no-store");
    EXPECT_EQ(response.headers.get("X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(response.headers.get("Referrer-Policy"), "no-referrer");
    EXPECT_TRUE(response.headers.get("Content-Security-Policy"));
    http::Response keys = with_etag(json_answer(200, 1), 1);
    add_security_headers(testing::document().find("getJwks"), keys);
    EXPECT_EQ(keys.headers.get("Cache-Control"), "public, max-age=300");
}

TEST(CrossOrigin, OnlyConfiguredOriginsReadAnswers) {
    const Cors cors({"https://app.example.org"});
    const auto allowed = [&](const char* origin) {
        http::Response response = json_answer(200, 1);
        cors.add(request("GET", "/v1/jobs", {{"Origin", origin}}), response);
        return std::string(response.headers.get("Access-Control-Allow-Origin").value_or("-"));
    };
    EXPECT_EQ(allowed("https://app.example.org"), "https://app.example.org");
    for (const char* origin : {"https://app.example.org.evil.com", "http://app.example.org", "null", "https://APP.example.org"})
        EXPECT_EQ(allowed(origin), "-");
    EXPECT_FALSE(cors.preflight(request("OPTIONS", "/v1/jobs", {{"Origin", "https://evil.com"}}), {"GET"})
                     .headers.get("Access-Control-Allow-Methods"));
}

}  // namespace
}  // namespace bespoke::api
