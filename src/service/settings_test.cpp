#include "service/settings.hpp"

#include "service/rig_for_test.hpp"

namespace bespoke::service {
namespace {

using testing::Rig;

std::string reason_of(const auto& result) { return result ? "" : result.error().reason; }

TEST(Settings, HaveDefaultsUntilTheyAreChosen) {
    Rig rig;
    auto settings = get_settings(rig.ports, rig.alice);
    ASSERT_TRUE(settings);
    EXPECT_EQ(settings->version, 0);
    EXPECT_EQ(settings->document_days, 365);
    settings->job_days = std::nullopt;
    settings->legal_hold = LegalHold::Held;
    ASSERT_TRUE(put_settings(rig.ports, rig.alice, *settings, 0));
    const auto again = get_settings(rig.ports, rig.alice);
    EXPECT_EQ(again->version, 1);
    EXPECT_EQ(to_json(*again), to_json(*settings));
    EXPECT_EQ(get_settings(rig.ports, rig.bob)->version, 0);
}

TEST(Settings, ChangedMeanwhileAreNotOverwritten) {
    Rig rig;
    ASSERT_TRUE(put_settings(rig.ports, rig.alice, Settings{}, 0));
    EXPECT_EQ(reason_of(put_settings(rig.ports, rig.alice, Settings{}, 0)), "version");
    EXPECT_TRUE(put_settings(rig.ports, rig.alice, Settings{}, 1));
}

TEST(Settings, OutOfTheirRangeAreRefusedWithTheirPlace) {
    const auto json = [](const char* group, const char* member, nlohmann::json value) {
        auto whole = to_json(Settings{});
        whole[group][member] = std::move(value);
        return whole;
    };
    const std::pair<nlohmann::json, std::string> cases[] = {
        {json("retention", "documentDays", 0), "/retention/documentDays"},
        {json("retention", "jobDays", 4000), "/retention/jobDays"},
        {json("defaults", "maxPages", 11), "/defaults/maxPages"},
        {json("defaults", "style", {{"name", "baroque"}}), "/defaults/style"},
        {json("defaults", "style", 7), "/defaults/style"},
        {json("retention", "legalHold", "yes"), ""},
    };
    for (const auto& [value, where] : cases) {
        const auto settings = settings_from_json(value);
        ASSERT_EQ(reason_of(settings), "bad-settings") << value;
        EXPECT_EQ(settings.error().where, where);
    }
}

TEST(Settings, NameOnlyStyleSamplesOfTheirTenant) {
    Rig rig;
    Settings settings;
    settings.default_style = JobStyle(rig.document(DocumentKind::Resume).id);
    EXPECT_EQ(reason_of(put_settings(rig.ports, rig.alice, settings, 0)), "wrong-kind");
    settings.default_style = JobStyle(rig.document(DocumentKind::StyleSample).id);
    EXPECT_TRUE(put_settings(rig.ports, rig.alice, settings, 0));
    EXPECT_EQ(reason_of(put_settings(rig.ports, rig.bob, settings, 0)), "not-found");
}

}  // namespace
}  // namespace bespoke::service
