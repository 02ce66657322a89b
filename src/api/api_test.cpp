#include "api/api.hpp"

#include <gtest/gtest.h>

#include "api/server_for_test.hpp"

namespace bespoke::api {
namespace {

using namespace api::testing;
using nlohmann::json;

struct Api : ::testing::Test {
    Server server;
    Client alice{server, server.key(kAlice).token};
    Client bob{server, server.key(kBob).token};
};

/// A path of the operation with these values for its parameters; "x" for others.
std::string path_of(const OperationSpec& operation, const std::map<std::string, std::string>& ids) {
    std::string out;
    for (std::size_t at = 0; at < operation.path.size();) {
        const auto open = operation.path.find('{', at), close = operation.path.find('}', at);
        out += operation.path.substr(at, open - at);
        if (open == std::string::npos) break;
        const auto found = ids.find(operation.path.substr(open + 1, close - open - 1));
        out += found == ids.end() ? "x" : found->second;
        at = close + 1;
    }
    return out;
}

/// A body that fits, where one is needed.
std::pair<std::string, std::string> body_for(const std::string& operation) {
    static const std::map<std::string, json> kBodies = {
        {"addFeedback", {{"editId", "e01"}, {"action", "accept"}}},
        {"updateWebhook", {{"enabled", false}}},
        {"updateUser", {{"name", "Mallory"}}},
        {"rotateKey", {{"overlapSeconds", 0}}},
    };
    const auto found = kBodies.find(operation);
    if (found == kBodies.end()) return {};
    return {"application/json", found->second.dump()};
}

http::Response call(const Client& client, const OperationSpec& operation, const std::map<std::string, std::string>& ids) {
    const auto [type, body] = body_for(operation.id);
    std::vector<std::pair<std::string, std::string>> headers;
    if (!type.empty()) headers.emplace_back("Content-Type", type);
    return client.send(operation.method, path_of(operation, ids), std::move(headers), body);
}

TEST_F(Api, RefusesEveryOperationWithoutATokenInTheSameBytes) {
    std::set<std::string> bodies;
    for (const auto& operation : document().operations()) {
        if (operation->access < Access::Viewer) continue;
        for (const char* token : {"", "Bearer ", "Bearer x", "Bearer bsk_alice_x_y", "Bearer a.b.c", "Basic YTpi"}) {
            const auto answer = server.send(request(operation->method, path_of(*operation, {}), {{"Authorization", token}}));
            EXPECT_EQ(answer.status, 401) << operation->id;
            bodies.insert(text_of(answer));
        }
    }
    EXPECT_EQ(bodies.size(), 1U);
}

TEST_F(Api, TailorsForATokenOfClientCredentials) {
    const auto key = server.key(kAlice, identity::Role::Editor);
    const auto issued =
        server.send(request("POST", "/oauth2/token", {{"Content-Type", "application/x-www-form-urlencoded"}},
                            "grant_type=client_credentials&client_id=" + key.client_id + "&client_secret=" + key.client_secret));
    ASSERT_EQ(issued.status, 200) << text_of(issued);
    const Client client{server, json_of(issued).at("access_token")};
    const auto job = client.post("/v1/jobs", client.job_request(), {{"Idempotency-Key", "k"}});
    ASSERT_EQ(job.status, 202) << text_of(job);
    const auto id = json_of(job).at("id").get<std::string>();
    EXPECT_EQ(job.headers.get("Location"), "/v1/jobs/" + id);
    EXPECT_EQ(json_of(client.get("/v1/jobs/" + id)).at("state"), "queued");
    EXPECT_EQ(json_of(client.get("/v1/jobs")).at("items").size(), 1U);

    const auto revoked = server.send(
        request("POST", "/oauth2/revoke", {{"Content-Type", "application/x-www-form-urlencoded"}}, "token=" + client.token));
    EXPECT_EQ(revoked.status, 200);
    EXPECT_EQ(client.get("/v1/jobs").status, 401);
}

TEST_F(Api, MakesOneJobForManySubmissionsOfOneKey) {
    const auto wish = alice.job_request();
    const auto first = alice.post("/v1/jobs", wish, {{"Idempotency-Key", "k"}});
    for (int i = 0; i < 5; ++i) {
        const auto again = alice.post("/v1/jobs", wish, {{"Idempotency-Key", "k"}});
        EXPECT_EQ(text_of(again), text_of(first));
        EXPECT_EQ(again.headers.get("Idempotency-Replayed"), "true");
    }
    EXPECT_EQ(json_of(alice.get("/v1/jobs")).at("items").size(), 1U);
    EXPECT_EQ(alice.post("/v1/jobs", wish).status, 400);
    EXPECT_EQ(alice.post("/v1/jobs", alice.job_request(), {{"Idempotency-Key", "k"}}).status, 422);
}

TEST_F(Api, ShowsNothingOfAnotherTenantNotEvenThatItIsThere) {
    const auto wish = alice.job_request();
    const auto job = json_of(alice.post("/v1/jobs", wish, {{"Idempotency-Key", "k"}}));
    const auto user = json_of(
        alice.post("/v1/users", {{"login", "ada@example.org"}, {"role", "editor"}, {"password", "correct horse battery"}}));
    const auto key = json_of(alice.post("/v1/keys", {{"name", "ci"}, {"role", "viewer"}}));
    const auto upload = json_of(alice.post(
        "/v1/uploads",
        {{"kind", "resume"}, {"name", "a.txt"}, {"mediaType", "text/plain"}, {"bytes", 1}, {"sha256", std::string(64, 'a')}}));
    const std::map<std::string, std::string> ids = {{"documentId", wish.at("resumeId")},
                                                    {"jobId", job.at("id")},
                                                    {"userId", user.at("id")},
                                                    {"keyId", key.at("id")},
                                                    {"uploadId", upload.at("id")}};
    int compared = 0;
    for (const auto& operation : document().operations()) {
        if (operation->access < Access::Viewer || operation->path.find('{') == std::string::npos) continue;
        auto theirs = call(bob, *operation, ids), nobodys = call(bob, *operation, {});
        EXPECT_EQ(theirs.status, 404) << operation->id << text_of(theirs);
        EXPECT_EQ(text_of(theirs), text_of(nobodys)) << operation->id;
        EXPECT_EQ(theirs.headers.get("Content-Type"), nobodys.headers.get("Content-Type"));
        ++compared;
    }
    EXPECT_GE(compared, 25);
    EXPECT_EQ(bob.post("/v1/jobs", wish, {{"Idempotency-Key", "k"}}).status, 404);
    for (const char* list : {"/v1/documents", "/v1/jobs", "/v1/users", "/v1/webhooks", "/v1/dead-letters"}) {
        EXPECT_TRUE(json_of(bob.get(list)).at("items").empty()) << list;
    }
}

TEST_F(Api, TakesNoCursorOfAnotherTenantOrList) {
    for (int i = 0; i < 3; ++i) (void)alice.upload("resume");
    const auto first = json_of(alice.get("/v1/documents?limit=2"));
    const auto cursor = first.at("nextCursor").get<std::string>();
    EXPECT_EQ(json_of(alice.get("/v1/documents?limit=2&cursor=" + cursor)).at("items").size(), 1U);
    EXPECT_EQ(json_of(bob.get("/v1/documents?limit=2&cursor=" + cursor)).at("type"), "urn:resume:problem:not-found");
    EXPECT_EQ(alice.get("/v1/jobs?cursor=" + cursor).status, 404);
    EXPECT_EQ(alice.get("/v1/documents?kind=resume&cursor=" + cursor).status, 404);
    EXPECT_EQ(alice.get("/v1/documents?cursor=garbage").status, 404);
}

TEST_F(Api, LetsNobodyDoWhatTheRoleDoesNot) {
    const Client viewer{server, server.key(kAlice, identity::Role::Viewer).token};
    EXPECT_EQ(viewer.get("/v1/jobs").status, 200);
    EXPECT_EQ(viewer.post("/v1/jobs", json::object(), {{"Idempotency-Key", "k"}}).status, 403);
    EXPECT_EQ(viewer.get("/v1/audit").status, 403);
    EXPECT_EQ(viewer.get("/v1/users").status, 403);
}

TEST_F(Api, WritesEveryAccessToTheAuditChain) {
    (void)alice.get("/v1/jobs/job_01kapv5m4r8x2t6w0y3z7c9d1f");
    const auto entries = json_of(alice.get("/v1/audit")).at("items");
    ASSERT_FALSE(entries.empty());
    const auto& entry = entries.back();
    EXPECT_EQ(entry.at("action"), "getJob");
    EXPECT_EQ(entry.at("object"), "job_01kapv5m4r8x2t6w0y3z7c9d1f");
    EXPECT_EQ(entry.at("outcome"), "not-found");
    const auto page = json_of(alice.get("/v1/audit?limit=1"));
    EXPECT_EQ(json_of(alice.get("/v1/audit?limit=1&cursor=" + page.at("nextCursor").get<std::string>()))
                  .at("items")
                  .at(0)
                  .at("sequence"),
              2);
}

TEST_F(Api, TakesASignedUploadOnceAsDeclared) {
    const std::string text = "Ada Lovelace\nEngineer\n";
    const auto upload = json_of(alice.post("/v1/uploads", {{"kind", "resume"},
                                                           {"name", "a.txt"},
                                                           {"mediaType", "text/plain"},
                                                           {"bytes", text.size()},
                                                           {"sha256", sha256_hex(as_bytes(text))}}));
    const auto url = upload.at("url").get<std::string>();
    const auto target = url.substr(url.find("/v1/"));
    const auto put = [&](const std::string& to, const std::string& body) {
        return server.send(request("PUT", to, {{"Content-Type", "text/plain"}}, body));
    };
    EXPECT_EQ(put(target, "something else entirely").status, 422);
    EXPECT_EQ(put(target + "x", text).status, 403);
    const auto stored = put(target, text);
    EXPECT_EQ(stored.status, 201) << text_of(stored);
    EXPECT_EQ(json_of(put(target, text)).at("id"), json_of(stored).at("id"));
    EXPECT_EQ(json_of(alice.get("/v1/documents")).at("items").size(), 1U);
}

TEST_F(Api, ChangesSettingsOnlyFromTheVersionThatWasRead) {
    const auto read = alice.get("/v1/settings");
    auto settings = json_of(read);
    const auto put = [&](const std::string& tag) {
        return alice.send("PUT", "/v1/settings", {{"Content-Type", "application/json"}, {"If-Match", tag}}, settings.dump());
    };
    settings["defaults"]["maxPages"] = 2;
    EXPECT_EQ(alice.send("PUT", "/v1/settings", {{"Content-Type", "application/json"}}, settings.dump()).status, 428);
    EXPECT_EQ(put("\"99\"").status, 412);
    EXPECT_EQ(put(std::string(*read.headers.get("ETag"))).status, 200);
    EXPECT_EQ(put(std::string(*read.headers.get("ETag"))).status, 412);
    EXPECT_EQ(json_of(alice.get("/v1/settings")).at("defaults").at("maxPages"), 2);
}

TEST_F(Api, AnswersUnchangedToWhoHasIt) {
    const auto tag = std::string(*alice.get("/v1/settings").headers.get("ETag"));
    EXPECT_EQ(alice.send("GET", "/v1/settings", {{"If-None-Match", tag}}).status, 304);
}

TEST_F(Api, KnowsNoOtherPathsAndMethods) {
    const auto missing = server.send(request("GET", "/v2/jobs"));
    EXPECT_EQ(missing.status, 404);
    const auto wrong = server.send(request("DELETE", "/v1/jobs"));
    EXPECT_EQ(wrong.status, 405);
    EXPECT_EQ(wrong.headers.get("Allow"), "GET, HEAD, POST, OPTIONS");
    EXPECT_EQ(server.send(request("OPTIONS", "/v1/jobs")).status, 204);
    EXPECT_EQ(server.send(request("HEAD", "/v1/artifacts/job_1/resume.pdf")).status, 403);
    EXPECT_EQ(server.send(request("POST", "/v1/artifacts/job_1/resume.pdf")).status, 405);
    EXPECT_EQ(server.send(request("POST", "/v1/artifacts/job_1/resume.pdf?signature=x")).status, 403)
        << "signed for another method";
    EXPECT_EQ(server.send(request("TRACE", "/v1/artifacts/job_1/resume.pdf?signature=x")).status, 405);
    EXPECT_EQ(server.send(request("HEAD", "/v1/jobs/job_1/cancel")).status, 405);
}

TEST_F(Api, KeepsInTheAuditWhoNamesAnotherTenant) {
    EXPECT_EQ(alice.send("GET", "/v1/settings", {{"X-Tenant-Id", "bob"}}).status, 404);
    const auto entries = json_of(alice.get("/v1/audit")).at("items");
    const auto told = std::ranges::count_if(entries, [](const auto& entry) { return entry.at("outcome") == "tenant_mismatch"; });
    EXPECT_EQ(told, 1);
    EXPECT_EQ(json_of(bob.get("/v1/audit")).dump().find("tenant_mismatch"), std::string::npos);
}

TEST_F(Api, AnswersHeadAsItWouldGet) {
    for (const char* path : {"/v1/settings", "/v1/jobs", "/v1/jobs/job_1", "/healthz", "/v1/documents?limit=0"}) {
        const auto got = alice.get(path), head = alice.send("HEAD", path);
        EXPECT_EQ(head.status, got.status) << path;
        EXPECT_EQ(head.headers.get("ETag"), got.headers.get("ETag")) << path;
        EXPECT_EQ(head.headers.get("Content-Type"), got.headers.get("Content-Type")) << path;
    }
    const auto tag = std::string(*alice.get("/v1/settings").headers.get("ETag"));
    EXPECT_EQ(alice.send("HEAD", "/v1/settings", {{"If-None-Match", tag}}).status, 304);
}

TEST_F(Api, TellsOperatorsHowItIs) {
    EXPECT_EQ(server.send(request("GET", "/healthz")).status, 200);
    EXPECT_EQ(server.send(request("GET", "/readyz")).status, 200);
    server.checks.push_back({Check::Outcome::Failed, "disk", "full"});
    EXPECT_EQ(server.send(request("GET", "/readyz")).status, 503);
    EXPECT_EQ(server.send(request("GET", "/metrics")).status, 401);
    auto local = request("GET", "/metrics");
    local.peer = "127.0.0.1";
    EXPECT_EQ(server.send(local).status, 200);
    EXPECT_FALSE(json_of(server.send(request("GET", "/.well-known/jwks.json"))).at("keys").empty());
    EXPECT_EQ(json_of(server.send(request("GET", "/openapi.json"))).at("openapi"), "3.1.0");
}

TEST_F(Api, ManagesPeopleAndKeys) {
    const auto made =
        alice.post("/v1/users", {{"login", "ada@example.org"}, {"role", "admin"}, {"password", "correct horse battery"}});
    ASSERT_EQ(made.status, 201) << text_of(made);
    const auto path = std::string(*made.headers.get("Location"));
    EXPECT_EQ(
        alice.post("/v1/users", {{"login", "ADA@example.org"}, {"role", "admin"}, {"password", "correct horse battery"}}).status,
        409);
    EXPECT_EQ(alice.post("/v1/users", {{"login", "b@example.org"}, {"role", "admin"}, {"password", "short"}}).status, 400);
    const auto patch = [&](const json& body) {
        return alice.send("PATCH", path, {{"Content-Type", "application/json"}}, body.dump()).status;
    };
    EXPECT_EQ(patch({{"name", "Ada"}}), 200);
    EXPECT_EQ(patch({{"role", "viewer"}}), 409);
    EXPECT_EQ(json_of(alice.get(path)).at("name"), "Ada");

    const auto key = alice.post("/v1/keys", {{"name", "ci"}, {"role", "viewer"}, {"expiresInDays", 1}});
    ASSERT_EQ(key.status, 201) << text_of(key);
    const Client ci{server, json_of(key).at("key")};
    EXPECT_EQ(ci.get("/v1/jobs").status, 200);
    EXPECT_EQ(alice.send("DELETE", std::string(*key.headers.get("Location"))).status, 204);
    EXPECT_EQ(ci.get("/v1/jobs").status, 401);
}

TEST_F(Api, RegistersWebhooksForPublicAddressesAlone) {
    const auto made = alice.post("/v1/webhooks", {{"url", "https://example.org/hook"}, {"events", {"job.*"}}});
    ASSERT_EQ(made.status, 201) << text_of(made);
    const auto path = std::string(*made.headers.get("Location"));
    EXPECT_EQ(alice.get(path).status, 200);
    EXPECT_EQ(bob.get(path).status, 404);
    for (const char* url : {"http://example.org/", "https://127.1/", "https://[::ffff:127.0.0.1]/", "https://169.254.169.254/",
                            "file:///etc/passwd", "x"}) {
        EXPECT_EQ(alice.post("/v1/webhooks", {{"url", url}}).status, 422) << url;
    }
    EXPECT_EQ(alice.post(path + "/test", json::object()).status, 202);
    EXPECT_EQ(json_of(alice.get(path + "/deliveries")).at("items").size(), 1U);
    EXPECT_EQ(alice.post(path + "/rotate", json::object()).status, 200);
    EXPECT_EQ(alice.send("DELETE", path).status, 204);
    EXPECT_EQ(alice.get(path).status, 404);
}

TEST_F(Api, GivesAProblemForEveryFailureWithoutLeakingIt) {
    const auto answer = alice.send("DELETE", "/v1/tenant/data?confirm=erase");
    EXPECT_EQ(answer.status, 409);
    EXPECT_EQ(json_of(answer).at("type"), "urn:resume:problem:legal-hold");
    EXPECT_EQ(alice.send("DELETE", "/v1/tenant/data").status, 400);
}

TEST(HandlerOfTheInterface, IsMadeOnlyIfDocumentAndOperationsAgree) {
    Server server;
    const auto handler = make_handler({server.rig.ports,
                                       server.verifier,
                                       server.tokens,
                                       server.users,
                                       server.keys,
                                       *server.issuer,
                                       server.metrics,
                                       server.cursors,
                                       server.urls,
                                       server.rates,
                                       server.refused_tokens,
                                       {},
                                       {},
                                       {}},
                                      {{"noSuchOperation", {}}}, {});
    ASSERT_FALSE(handler);
    EXPECT_NE(handler.error().detail.find("-createJob"), std::string::npos);
    EXPECT_NE(handler.error().detail.find("+noSuchOperation"), std::string::npos);
}

TEST(ErrorPages, LookLikeAllOtherProblems) {
    const auto page = make_error_page()(413, "too-large", telemetry::new_trace());
    EXPECT_EQ(page.status, 413);
    EXPECT_EQ(json_of(page).at("type"), "urn:resume:problem:too-large");
}

}  // namespace
}  // namespace bespoke::api
