// Whatever a proposer hands in: it is refused or it applies, and its patch replays. Nothing crashes, nothing throws.

#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string_view>

#include "tailoring/validate.hpp"

namespace {

using namespace bespoke;

const resume::Resume& subject() {
    static const auto resume =
        resume::resume_from_json(nlohmann::json::parse(R"({"basics":{"name":"Ada Example","summary":"Clerk. Likes SQL."},
        "work":[{"name":"Mill","position":"Clerk","startDate":"2019-01","highlights":["Filed 40 letters a day.","Ran SQL reports."]}],
        "skills":[{"name":"Tools","keywords":["SQL","Excel"]},{"name":"Filing"}]})"));
    return *resume;
}

std::vector<tailoring::Edit> edits_from(const nlohmann::json& input) {
    std::vector<tailoring::Edit> edits;
    if (!input.is_array()) return edits;
    for (const auto& item : input) {
        if (auto edit = tailoring::edit_from_json(item)) edits.push_back(std::move(*edit));
    }
    return edits;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto input = nlohmann::json::parse(text, nullptr, false);
    if (input.is_discarded()) return 0;
    const auto edits = edits_from(input);
    std::vector<tailoring::Edit> accepted;
    const auto verdicts = tailoring::judge(subject(), {}, edits, {2026, 1, 1});
    for (std::size_t i = 0; i < edits.size(); ++i) {
        if (verdicts[i].accepted()) accepted.push_back(edits[i]);
    }
    const auto tailored = tailoring::apply(subject(), accepted);
    if (!tailored || !tailoring::verify(subject(), *tailored, accepted, {2026, 1, 1}).empty()) std::abort();
    const nlohmann::json patch = tailoring::to_json_patch(subject(), accepted).value();
    const nlohmann::json before = to_json(subject(), resume::Provenance::Omit),
                         after = to_json(*tailored, resume::Provenance::Omit);
    if (before.patch(patch) != after) std::abort();
    return 0;
}
