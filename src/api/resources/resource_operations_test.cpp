#include "api/resources/resource_operations.hpp"

#include "api/percent.hpp"
#include "api/problem.hpp"
#include "api/resources/event_stream.hpp"
#include "service/artifacts.hpp"
#include "service/rig_for_test.hpp"

namespace bespoke::api {
namespace {

using nlohmann::json;
using namespace std::string_literals;

/// The operations, called as the framework calls them.
struct ApiRig : service::testing::Rig {
    UrlSigner urls{keys, clock};
    Cursors cursors{keys};
    Operations operations = make_resource_operations({ports, urls, cursors, {}});
    http::Request request;

    struct Sent {
        std::map<std::string, std::string> path, query;
        json body;
        std::optional<SentFile> file;
    };
    Result<http::Response> call(const std::string& operation, const Sent& sent = {}, const TenantId& tenant = TenantId("alice")) {
        Call one{request, operation, sent.path, sent.query, sent.body, sent.file, identity::Principal{tenant, "key_1"},
                 {},      "http://h"};
        if (operation.starts_with("list")) one.query.try_emplace("limit", "20");
        return operations.at(operation)(one);
    }
    /// The signed download that listArtifacts gave, as the framework calls it once the signature holds.
    Result<http::Response> download(const std::string& url) {
        const auto question = url.find('?');
        const auto path = url.substr(std::string("http://h").size(), question - std::string("http://h").size());
        const auto query = parse_query(url.substr(question + 1)).value();
        EXPECT_TRUE(urls.check("GET", path, url.substr(question + 1)));
        const auto name = path.rfind('/'), id = path.rfind('/', name - 1);
        return call("downloadArtifact",
                    {{{"jobId", path.substr(id + 1, name - id - 1)}, {"artifactName", path.substr(name + 1)}}, query, {}, {}});
    }
};

std::string reason_of(const Result<http::Response>& response) { return response ? "" : response.error().reason; }
json body_of(const Result<http::Response>& response) {
    EXPECT_TRUE(response) << reason_of(response);
    return response ? json::parse(std::get<std::string>(response->body)) : json();
}
std::string text_of(const Result<http::Response>& response) { return std::string(as_text(std::get<Bytes>(response->body))); }
std::string header(const Result<http::Response>& response, const char* name) {
    return std::string(response->headers.get(name).value_or(""));
}

TEST(ResourceOperations, CoverTheirPartOfTheDocument) {
    ApiRig rig;
    EXPECT_EQ(rig.operations.size(), 28);
}

TEST(ResourceOperations, MakeADocumentFromABareBodyOrAForm) {
    ApiRig rig;
    const SentFile file{"cv.txt", "text/plain", as_bytes("Ada Lovelace")};
    const auto bare = rig.call("createDocument", {{}, {{"kind", "resume"}, {"name", "my cv.txt"}}, {}, file});
    EXPECT_EQ(bare->status, 201);
    EXPECT_EQ(body_of(bare).at("name"), "my cv.txt");
    EXPECT_EQ(header(bare, "Location"), "/v1/documents/" + body_of(bare).at("id").get<std::string>());
    const auto form = rig.call("createDocument", {{}, {}, {{"kind", "job_description"}}, file});
    EXPECT_EQ(body_of(form).at("name"), "cv.txt");
    EXPECT_EQ(reason_of(rig.call("createDocument", {{}, {}, {}, file})), "bad-parameter");
    EXPECT_EQ(body_of(rig.call("listDocuments", {{}, {{"kind", "resume"}}, {}, {}})).at("items").size(), 1);
}

TEST(ResourceOperations, PageThroughListsWithCursorsOfTheirOwn) {
    ApiRig rig;
    for (int i = 0; i < 3; ++i) rig.document(service::DocumentKind::Resume);
    const auto first = body_of(rig.call("listDocuments", {{}, {{"limit", "2"}}, {}, {}}));
    const auto cursor = first.at("nextCursor").get<std::string>();
    const auto rest = body_of(rig.call("listDocuments", {{}, {{"limit", "2"}, {"cursor", cursor}}, {}, {}}));
    EXPECT_EQ(rest.at("items").size(), 1);
    EXPECT_TRUE(rest.at("nextCursor").is_null());
    EXPECT_EQ(reason_of(rig.call("listDocuments", {{}, {{"cursor", cursor}, {"kind", "resume"}}, {}, {}})), "not-found");
    EXPECT_EQ(reason_of(rig.call("listJobs", {{}, {{"cursor", cursor}}, {}, {}})), "not-found");
    EXPECT_EQ(reason_of(rig.call("listDocuments", {{}, {{"cursor", cursor}}, {}, {}}, rig.bob)), "not-found");
}

TEST(ResourceOperations, RefuseToDeleteWhatChangedSinceItWasRead) {
    ApiRig rig;
    const auto id = rig.document(service::DocumentKind::Resume).id.str();
    const auto tag = header(rig.call("getDocument", {{{"documentId", id}}, {}, {}, {}}), "ETag");
    rig.request.headers.set("If-Match", "\"99\"");
    EXPECT_EQ(reason_of(rig.call("deleteDocument", {{{"documentId", id}}, {}, {}, {}})), "version");
    rig.request.headers.set("If-Match", tag);
    EXPECT_EQ(rig.call("deleteDocument", {{{"documentId", id}}, {}, {}, {}})->status, 204);
}

TEST(ResourceOperations, TakeASignedUpload) {
    ApiRig rig;
    const auto text = "Ada Lovelace"s;
    const auto upload = body_of(rig.call("createUpload", {{},
                                                          {},
                                                          {{"kind", "resume"},
                                                           {"name", "cv.txt"},
                                                           {"mediaType", "text/plain"},
                                                           {"bytes", text.size()},
                                                           {"sha256", sha256_hex(as_bytes(text))}},
                                                          {}}));
    const auto url = upload.at("url").get<std::string>();
    const auto question = url.find('?');
    const auto path = url.substr(8, question - 8);
    EXPECT_TRUE(rig.urls.check("PUT", path, url.substr(question + 1)));
    EXPECT_FALSE(rig.urls.check("GET", path, url.substr(question + 1)));
    const ApiRig::Sent sent{{{"uploadId", upload.at("id")}}, {}, {}, SentFile{"", "text/plain", as_bytes(text)}};
    EXPECT_EQ(rig.call("putUpload", sent)->status, 201);
    EXPECT_EQ(rig.call("putUpload", sent)->status, 200);
}

/// A store that exchanges files with clients by itself.
class StoreLinks final : public ports::TransferLinks {
public:
    Result<ports::UploadForm> upload(const TenantId& tenant, const ports::ExpectedFile& file) override {
        return ports::UploadForm{
            "POST", "https://store.example/" + tenant.str(), {}, {{"key", file.upload.str()}, {"policy", file.sha256}}};
    }
    Result<std::string> download(const TenantId& tenant, const ports::OfferedFile& file) override {
        return fmt::format("https://store.example/{}/{}?as={}", tenant.str(), file.name, file.disposition);
    }
};

TEST(ResourceOperations, SendClientsToTheStoreItselfWhereItTakesFiles) {
    ApiRig rig;
    StoreLinks links;
    rig.operations =
        make_resource_operations({.service = rig.ports, .urls = rig.urls, .cursors = rig.cursors, .transfers = &links});
    const std::string hash(64, 'a');
    const json declared = {{"kind", "resume"}, {"name", "cv.txt"}, {"mediaType", "text/plain"}, {"bytes", 7}, {"sha256", hash}};
    const auto upload = body_of(rig.call("createUpload", {{}, {}, declared, {}}));
    EXPECT_EQ(upload.at("method"), "POST");
    EXPECT_EQ(upload.at("url"), "https://store.example/alice");
    EXPECT_EQ(upload.at("fields"), (json{{"key", upload.at("id")}, {"policy", hash}}));
    const auto job = rig.job();
    rig.succeed_next(job.id, {{"resume.pdf", "0123456789"}});
    const ApiRig::Sent wanted{{{"jobId", job.id.str()}}, {{"expiresIn", "900"}, {"disposition", "inline"}}, {}, {}};
    const auto items = body_of(rig.call("listArtifacts", wanted)).at("items");
    EXPECT_EQ(items[0].at("url"), "https://store.example/alice/resume.pdf?as=inline");
}

TEST(ResourceOperations, ShowAJobFromItsBeginningToItsArtifacts) {
    ApiRig rig;
    const auto wish = rig.wish();
    const auto made =
        rig.call("createJob", {{}, {}, {{"resumeId", wish.resume.str()}, {"jobDescriptionId", wish.job_description.str()}}, {}});
    EXPECT_EQ(made->status, 202);
    const auto id = body_of(made).at("id").get<std::string>();
    const ApiRig::Sent that{{{"jobId", id}}, {{"expiresIn", "900"}, {"disposition", "attachment"}}, {}, {}};
    EXPECT_EQ(body_of(rig.call("getJob", that)).at("state"), "queued");
    EXPECT_EQ(reason_of(rig.call("listArtifacts", that)), "job-not-finished");
    EXPECT_EQ(reason_of(rig.call("deleteJob", that)), "job-running");
    rig.succeed_next(JobId(id), {{"changes.json", service::testing::kChanges}, {"resume.pdf", "0123456789"}});
    const auto job = body_of(rig.call("getJob", that));
    EXPECT_EQ(job.at("state"), "succeeded");
    EXPECT_EQ(job.at("result").at("acceptedEdits"), 1);
    EXPECT_EQ(body_of(rig.call("getJobHistory", that)).at("items")[0].at("kind"), "started");
    EXPECT_EQ(body_of(rig.call("getJobEdits", that)).at("items").size(), 2);
    auto feedback = that;
    feedback.body = {{"editId", "e01"}, {"action", "revert"}};
    EXPECT_EQ(body_of(rig.call("addFeedback", feedback)).at("by"), "key_1");
    EXPECT_EQ(body_of(rig.call("getJobEdits", that)).at("items")[0].at("decision"), "revert");
    EXPECT_EQ(body_of(rig.call("listArtifacts", that)).at("items").size(), 2);
    for (const auto* operation : {"getJob", "getJobHistory", "getJobEdits", "listArtifacts", "cancelJob", "retryJob", "deleteJob",
                                  "addFeedback", "listFeedback", "streamJobEvents", "getDeadLetter"}) {
        auto foreign = feedback;
        EXPECT_EQ(reason_of(rig.call(operation, foreign, rig.bob)), "not-found") << operation;
    }
    EXPECT_EQ(rig.call("deleteJob", that)->status, 204);
}

struct Downloads : ::testing::Test {
    ApiRig rig;
    service::Job job = rig.job();
    std::string url;
    void SetUp() override {
        rig.succeed_next(job.id, {{"resume.pdf", "0123456789"}});
        const ApiRig::Sent that{{{"jobId", job.id.str()}}, {{"expiresIn", "900"}, {"disposition", "attachment"}}, {}, {}};
        url = body_of(rig.call("listArtifacts", that)).at("items")[0].at("url").get<std::string>();
    }
};

TEST_F(Downloads, GiveTheWholeFileWithItsNameAndNothingToRun) {
    const auto whole = rig.download(url);
    EXPECT_EQ(whole->status, 200);
    EXPECT_EQ(text_of(whole), "0123456789");
    EXPECT_EQ(header(whole, "Content-Disposition"), "attachment; filename=\"resume.pdf\"");
    EXPECT_EQ(header(whole, "Cache-Control"), "no-store");
    EXPECT_TRUE(header(whole, "Content-Security-Policy").starts_with("sandbox;"));
}

TEST_F(Downloads, GiveTheAskedPartIfItIsStillTheSameFile) {
    const auto tag = header(rig.download(url), "ETag");
    rig.request.headers.set("Range", "bytes=2-4");
    auto part = rig.download(url);
    EXPECT_EQ(part->status, 206);
    EXPECT_EQ(text_of(part), "234");
    EXPECT_EQ(header(part, "Content-Range"), "bytes 2-4/10");
    rig.request.headers.set("If-Range", tag);
    EXPECT_EQ(rig.download(url)->status, 206);
    rig.request.headers.set("If-Range", "\"other\"");
    EXPECT_EQ(rig.download(url)->status, 200);
    rig.request.headers.set("If-Range", tag);
    rig.request.headers.set("If-None-Match", tag);
    EXPECT_EQ(rig.download(url)->status, 200) << "the framework makes a 304 of it";
}

TEST_F(Downloads, RefuseARangeOutsideTheFile) {
    rig.request.headers.set("Range", "bytes=10-");
    const auto outside = rig.download(url);
    EXPECT_EQ(outside->status, 416);
    EXPECT_EQ(header(outside, "Content-Range"), "bytes */10");
}

TEST_F(Downloads, AreGoneWithTheirJob) {
    ASSERT_TRUE(service::remove_job(rig.ports, rig.alice, job.id, service::testing::soon()));
    EXPECT_EQ(reason_of(rig.download(url)), "erased");
}

std::vector<std::string> lines_of(const std::string& text, std::string_view field) {
    std::vector<std::string> found;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with(field)) found.push_back(line.substr(field.size()));
    }
    return found;
}

TEST(EventStreams, OfAJobEndBehindItsLastEvent) {
    ApiRig rig;
    const auto job = rig.job();
    EventStream stream({rig.ports, rig.urls, rig.cursors, {}}, rig.alice, job.id, 0);
    EXPECT_EQ(lines_of(stream.poll().value(), "event: "), std::vector{"job.created"s});
    EXPECT_EQ(stream.poll(), "") << "nothing new";
    rig.end_next(ports::ExecutionStatus::Succeeded, "succeeded");
    const auto last = stream.poll().value();
    EXPECT_EQ(lines_of(last, "event: "), std::vector{"job.succeeded"s});
    EXPECT_EQ(json::parse(lines_of(last, "data: ").at(0)).at("jobId"), job.id.str());
    EXPECT_EQ(stream.poll(), std::nullopt);
}

TEST(EventStreams, GoOnBehindTheLastEventAndOnlyInTheSameTenant) {
    ApiRig rig;
    const auto job = rig.job();
    rig.end_next(ports::ExecutionStatus::Succeeded, "succeeded");
    const ApiRig::Sent that{{{"jobId", job.id.str()}}, {}, {}, {}};
    const auto read = [&](const TenantId& tenant) -> Result<std::string> {
        auto response = rig.call("streamEvents", that, tenant);
        if (!response) return tl::unexpected(response.error());
        return std::get<std::unique_ptr<http::Stream>>(response->body)->poll().value_or("");
    };
    EXPECT_EQ(read(rig.alice), "") << "without an id, from now on";
    rig.request.headers.set("Last-Event-ID", "0");
    const auto all = lines_of(read(rig.alice).value(), "id: ");
    ASSERT_EQ(all.size(), 4) << "two documents, created, succeeded";
    rig.request.headers.set("Last-Event-ID", all[2]);
    EXPECT_EQ(lines_of(read(rig.alice).value(), "event: "), std::vector{"job.succeeded"s});
    EXPECT_EQ(read(rig.bob).error().reason, "not-found");
    rig.request.headers.set("Last-Event-ID", "3");
    EXPECT_EQ(read(rig.alice).error().reason, "not-found") << "the numbers themselves are not for guessing";
}

TEST(EventStreams, FindTheNewestEventWhereverItIs) {
    ApiRig rig;
    std::uint64_t count = 0;
    for (const std::uint64_t more : {0, 1, 1, 1, 4, 1, 90, 300}) {
        ports::Batch batch;
        batch.events.resize(more);
        ASSERT_TRUE(rig.store.commit(rig.alice, batch));
        EXPECT_EQ(newest_event(rig.store, rig.alice), count += more);
    }
}

TEST(EventStreams, AskToGoOnAtOnceWhileThereIsMore) {
    ApiRig rig;
    ports::Batch batch;
    batch.events.resize(150);
    ASSERT_TRUE(rig.store.commit(rig.alice, batch));
    EventStream stream({rig.ports, rig.urls, rig.cursors, {}}, rig.alice, JobId(), 0);
    int wakes = 0;
    stream.set_wake([&] { ++wakes; });
    EXPECT_EQ(lines_of(stream.poll().value(), "id: ").size(), 100);
    EXPECT_EQ(wakes, 1);
    EXPECT_EQ(lines_of(stream.poll().value(), "id: ").size(), 50);
    EXPECT_EQ(wakes, 1);
}

TEST(ResourceOperations, ChangeSettingsOnlyForWhoHasReadThem) {
    ApiRig rig;
    const auto read = rig.call("getSettings");
    auto sent = ApiRig::Sent{{}, {}, body_of(read), {}};
    sent.body["retention"]["jobDays"] = nullptr;
    EXPECT_EQ(reason_of(rig.call("putSettings", sent)), "if-match-required");
    rig.request.headers.set("If-Match", header(read, "ETag"));
    const auto changed = rig.call("putSettings", sent);
    EXPECT_EQ(body_of(changed), sent.body);
    EXPECT_EQ(reason_of(rig.call("putSettings", sent)), "version");
    rig.request.headers.set("If-Match", header(changed, "ETag"));
    EXPECT_TRUE(rig.call("putSettings", sent));
    EXPECT_EQ(body_of(rig.call("getUsage")).at("jobs").at("used"), 0);
}

}  // namespace
}  // namespace bespoke::api
