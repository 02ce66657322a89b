#include "stages/payload.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <utility>

namespace bespoke::stages {
namespace {

using nlohmann::json;

/// The simplest store that keeps the port's promise towards one tenant.
class OneTenantStore final : public ports::BlobStore {
public:
    Status put(const TenantId&, const ports::BlobKey& key, BytesView bytes, Deadline) override {
        blobs_[key] = Bytes(bytes.begin(), bytes.end());
        return {};
    }
    Result<std::optional<Bytes>> get(const TenantId&, const ports::BlobKey& key, Deadline) override {
        const auto found = blobs_.find(key);
        return found == blobs_.end() ? std::nullopt : std::optional(found->second);
    }
    Status remove(const TenantId&, const ports::BlobKey& key, Deadline) override {
        blobs_.erase(key);
        return {};
    }
    Result<std::vector<Entry>> list(const TenantId&, std::string_view, Deadline) override { return std::vector<Entry>{}; }

private:
    std::map<ports::BlobKey, Bytes> blobs_;
};

const engine::TaskContext kContext{TenantId("alice"), JobId("job-1"), Deadline::after(std::chrono::minutes(1))};

TEST(Payload, PassesAReferenceNotTheData) {
    OneTenantStore store;
    const json first = {{"request", 1}};
    auto key = Payload(store, kContext, "parse", first).put_json("resume.json", {{"basics", {{"name", "Ada"}}}});
    ASSERT_TRUE(key);
    EXPECT_EQ(key->rfind("jobs/job-1/parse/", 0), 0U);
    const auto second = with_output(first, "parse", {{"resume.json", *key}});
    const auto read = Payload(store, kContext, "embed", second).get_json("parse", "resume.json");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->at("basics").at("name"), "Ada");
}

TEST(Payload, SameInputGivesTheSameKeyOtherInputAnother) {
    OneTenantStore store;
    const json input = {{"request", 1}}, other = {{"request", 2}};
    const auto key_for = [&](const json& state) {
        return Payload(store, kContext, "parse", state).put("x", as_bytes("1")).value();
    };
    EXPECT_EQ(key_for(input), key_for(input));
    EXPECT_NE(key_for(input), key_for(other));
}

TEST(Payload, MissingPartsAreCorrupt) {
    OneTenantStore store;
    const json no_reference = json::object();
    const json dangling = {{"parse", {{"resume.json", "jobs/job-1/parse/0/resume.json"}}}};
    for (const auto& state : {no_reference, dangling}) {
        const auto read = Payload(store, kContext, "embed", state).get("parse", "resume.json");
        ASSERT_FALSE(read);
        EXPECT_EQ(read.error().code, ErrorCode::Corrupt);
    }
}

}  // namespace
}  // namespace bespoke::stages
