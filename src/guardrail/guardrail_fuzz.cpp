#include "guardrail/guardrail.hpp"

#include <cstdlib>

#include "guardrail/notice.hpp"

// Every finding lies within the text and says why; what is parted holds no order any more than its sentences do; nothing crashes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    std::size_t last = 0;
    for (const auto& finding : bespoke::guardrail::screen(text)) {
        const bool sound = finding.begin <= finding.end && finding.end <= size && finding.begin >= last &&
                           !finding.rule.empty() && !finding.reason.empty();
        if (!sound) std::abort();
        last = finding.begin;
    }
    const auto parted = bespoke::guardrail::without_orders(text);
    if (parted.aside.empty() && parted.kept != text) std::abort();
    return 0;
}
