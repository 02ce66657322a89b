#include "service/export.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "crypto/encoding.hpp"
#include "service/housekeeping_for_test.hpp"
#include "service/webhook_endpoints.hpp"

namespace bespoke::service {
namespace {

using ports::RecordKind;
using testing::soon;

std::vector<nlohmann::json> export_all(testing::HousekeepingRig& rig, std::size_t* largest = nullptr) {
    TenantExport all(rig.ports, rig.alice);
    std::vector<nlohmann::json> lines;
    while (true) {
        const auto text = all.next(soon());
        EXPECT_TRUE(text);
        if (!text || !*text) return lines;
        EXPECT_TRUE((*text)->ends_with('\n'));
        if (largest != nullptr) *largest = std::max(*largest, (*text)->size());
        std::istringstream split(**text);
        for (std::string line; std::getline(split, line);) lines.push_back(nlohmann::json::parse(line));
    }
}

std::size_t count(const std::vector<nlohmann::json>& lines, std::string_view type) {
    return static_cast<std::size_t>(std::ranges::count_if(lines, [&](const auto& line) { return line.at("type") == type; }));
}

TEST(TenantExport, HoldsRecordsEventsAuditAndFiles) {
    testing::HousekeepingRig rig;
    const auto document = rig.document(DocumentKind::Resume, "Ada Lovelace\n");
    (void)rig.job();
    ASSERT_TRUE(rig.store.commit(rig.alice, {.audit = {{.action = "x", .outcome = "ok"}}}));
    const auto lines = export_all(rig);
    EXPECT_EQ(lines.front().at("format"), "bespoke-export/1");
    EXPECT_EQ(count(lines, "file"), 3U);
    EXPECT_EQ(count(lines, "audit"), 1U);
    EXPECT_EQ(count(lines, "history"), 1U);
    EXPECT_EQ(count(lines, "event"), rig.store.events(rig.alice, 0, {}, 100)->size());
    const auto& end = lines.back();
    EXPECT_EQ(end.at("type"), "end");
    EXPECT_EQ(end.at("files"), 3);
    EXPECT_EQ(end.at("records"), count(lines, "record"));
    const auto file = std::ranges::find_if(
        lines, [&](const auto& line) { return line.at("type") == "file" && line.at("sha256") == document.sha256; });
    ASSERT_NE(file, lines.end());
    EXPECT_EQ(as_text(crypto::from_base64(file->at("base64").template get<std::string>()).value()), "Ada Lovelace\n");
}

TEST(TenantExport, HoldsNoSecretsAndNothingOfOthers) {
    testing::HousekeepingRig rig;
    const auto made = create_webhook(rig.ports, rig.alice, {}, {.url = "https://example.org/hook"}).value();
    rig.put(RecordKind::User, "usr_1", {{"email", "ada@example.org"}, {"passwordHash", "$argon2id$canary"}});
    rig.put(RecordKind::ApiKey, "key_1", {{"name", "ci"}, {"secretHash", "canary"}});
    ASSERT_TRUE(rig.store.commit(rig.bob, {.audit = {{.action = "canary", .outcome = "ok"}}}));
    for (const auto& line : export_all(rig)) {
        EXPECT_EQ(line.dump().find("canary"), std::string::npos) << line;
        EXPECT_EQ(line.dump().find(made.secret), std::string::npos) << line;
        EXPECT_EQ(line.dump().find("whsec_"), std::string::npos) << line;
    }
}

TEST(TenantExport, GoesInStepsOfOnePage) {
    testing::HousekeepingRig rig;
    for (int at = 0; at < 350; ++at)
        rig.put(RecordKind::Feedback, fmt::format("fbk_{:04}", at), {{"note", std::string(1'000, 'x')}});
    std::size_t largest = 0;
    const auto lines = export_all(rig, &largest);
    EXPECT_EQ(count(lines, "record"), 350U);
    EXPECT_LT(largest, 100U * 1'300);
}

TEST(TenantExport, OfAnEmptyTenantIsBeginningAndEnd) {
    testing::HousekeepingRig rig;
    EXPECT_EQ(export_all(rig).size(), 2U);
}

}  // namespace
}  // namespace bespoke::service
