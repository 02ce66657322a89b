#include <algorithm>
#include <array>

#include "service/documents.hpp"
#include "text/code_points.hpp"
#include "text/text.hpp"

namespace bespoke::service {
namespace {

constexpr std::size_t kMaxCharacters = 120;

/// Names that Windows keeps for devices, whatever the extension (Microsoft, "Naming Files, Paths, and Namespaces").
constexpr std::array<std::string_view, 6> kDevices = {"con", "prn", "aux", "nul", "clock$", "conin$"};

bool is_device(std::string_view name) {
    const auto stem = text::fold(name.substr(0, name.find('.')));
    if (std::ranges::find(kDevices, stem) != kDevices.end()) return true;
    return stem.size() == 4 && (stem.starts_with("com") || stem.starts_with("lpt")) && stem[3] >= '0' && stem[3] <= '9';
}

/// The part behind the last separator of any system.
std::string_view last_part(std::string_view name) {
    const auto at = name.find_last_of("/\\:");
    return at == name.npos ? name : name.substr(at + 1);
}

std::string without_forbidden(std::string_view name) {
    std::string out;
    std::size_t count = 0;
    for (std::size_t offset = 0; offset < name.size() && count < kMaxCharacters; ++count) {
        const auto c = text::next_code_point(name, offset);
        const bool forbidden = c < 0x20 || c == 0x7f || c == '"' || c == '<' || c == '>' || c == '|' || c == '?' || c == '*';
        text::append_code_point(out, forbidden ? '_' : c);
    }
    return out;
}

}  // namespace

std::string display_name(std::string_view name) {
    // clean() takes out what can't be seen or turns the text around, before anything is cut.
    auto shown = without_forbidden(text::clean(std::string(last_part(name))));
    std::ranges::replace(shown, '\t', '_');
    const auto begin = shown.find_first_not_of(" .");
    shown = begin == shown.npos ? "" : shown.substr(begin);
    shown.erase(shown.find_last_not_of(" .") + 1);
    if (shown.empty()) return "document";
    return is_device(shown) ? "_" + shown : shown;
}

}  // namespace bespoke::service
