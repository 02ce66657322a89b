#include "adapters/aws/bedrock/converse.hpp"

namespace bespoke::adapters::aws::bedrock {
namespace {

constexpr std::string_view kOpen = "<<<", kClose = ">>>\n";

struct Fence {
    std::size_t begin = 0, data = 0, end = 0, behind = 0;
};

/// The first fenced block from `from` on. Its end has the same name and nonce, so what a document writes can't end it.
std::optional<Fence> next_fence(std::string_view prompt, std::size_t from) {
    for (auto begin = prompt.find(kOpen, from); begin != std::string_view::npos; begin = prompt.find(kOpen, begin + 1)) {
        if (begin != 0 && prompt[begin - 1] != '\n') continue;
        const auto line_end = prompt.find('\n', begin);
        if (line_end == std::string_view::npos) return std::nullopt;
        const auto line = prompt.substr(begin, line_end + 1 - begin);
        if (!line.ends_with(kClose)) continue;
        const auto closing = "\n" + std::string(kOpen) + "END " + std::string(line.substr(kOpen.size()));
        // From the line break on, so that an empty block ends, too.
        const auto end = prompt.find(closing, line_end);
        if (end == std::string_view::npos) continue;
        return Fence{begin, line_end + 1, end + 1, end + closing.size()};
    }
    return std::nullopt;
}

}  // namespace

std::vector<PromptPart> parts_of(std::string_view prompt) {
    using Origin = PromptPart::Origin;
    std::vector<PromptPart> parts;
    const auto add = [&](std::size_t begin, std::size_t end, Origin origin) {
        if (begin < end) parts.push_back({prompt.substr(begin, end - begin), origin});
    };
    std::size_t ours = 0, at = 0;
    while (const auto fence = next_fence(prompt, at)) {
        if (fence->data == fence->end) {  // nothing within: stays part of ours
            at = fence->behind;
            continue;
        }
        add(ours, fence->data, Origin::Ours);
        add(fence->data, fence->end, Origin::Document);
        ours = fence->end;
        at = fence->behind;
    }
    add(ours, prompt.size(), Origin::Ours);
    return parts;
}

}  // namespace bespoke::adapters::aws::bedrock
