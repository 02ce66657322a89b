#include "adapters/aws/bedrock/converse.hpp"
#include "adapters/aws/bedrock/guardrail.hpp"

using namespace bespoke::adapters::aws::bedrock;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    std::size_t together = 0;
    for (const auto& part : parts_of(text)) together += part.text.size();
    if (together != size) __builtin_trap();
    const auto answer = nlohmann::json::parse(text, nullptr, false);
    (void)completion_from(answer, {.max_answer_bytes = 64});
    (void)screening_from(answer);
    return 0;
}
