#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <span>

#include "document/read.hpp"
#include "job_description/job_description.hpp"

// Any bytes: text, then HTML → document → job description → JSON and back.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace bespoke;
    const auto bytes = std::as_bytes(std::span(data, size));
    for (auto* read : {&document::read_text, &document::read_html}) {
        const auto document = read(bytes, Limits{});
        if (!document) continue;
        const auto ad = job_description::parse(*document);
        if (!ad) continue;
        const auto json = job_description::to_json(*ad).dump();
        const auto back = job_description::job_description_from_json(nlohmann::json::parse(json));
        if (!back || job_description::to_json(*back).dump() != json) std::abort();
    }
    return 0;
}
