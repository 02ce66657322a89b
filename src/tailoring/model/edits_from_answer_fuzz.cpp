// Whatever a model or the server before it answers: it is refused or it gives edits of lines that were asked, which apply. Nothing crashes.

#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string_view>

#include "tailoring/model/model_proposer.hpp"

namespace {

using namespace bespoke;

struct Asked {
    resume::Resume resume =
        *resume::resume_from_json(nlohmann::json::parse(R"({"basics":{"name":"Ada Example","summary":"Clerk. Likes SQL."},
        "work":[{"name":"Mill","position":"Clerk","startDate":"2019-01","highlights":["Filed 40 letters a day.","Ada ran SQL reports."]}]})"));
    tailoring::Prompt prompt = tailoring::make_prompt(resume, {}, {}, {.nonce = "f00d"});
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Asked asked;
    const std::string_view answer(reinterpret_cast<const char*>(data), size);
    const auto edits = tailoring::edits_from_answer(answer, asked.prompt, asked.resume);
    if (!edits) {
        if (edits.error().reason != "model-answer") std::abort();
        return 0;
    }
    if (edits->size() > asked.prompt.lines.size() || !tailoring::apply(asked.resume, *edits)) std::abort();
    for (const auto& edit : *edits) {
        if (edit.evidence.empty() || edit.reason.empty()) std::abort();
        static_cast<void>(to_json(edit, asked.resume).dump());
    }
    return 0;
}
