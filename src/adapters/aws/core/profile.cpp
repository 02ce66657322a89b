#include "adapters/aws/core/profile.hpp"

#include <fstream>

namespace bespoke::adapters::aws {
namespace {

constexpr std::size_t kMaxFileBytes = 1024 * 1024;

std::string_view trim(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

/// The profile that a line "[…]" opens; nothing if it opens something else.
std::optional<std::string> profile_of(std::string_view line, ProfileFile kind) {
    const auto end = line.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    auto name = trim(line.substr(1, end - 1));
    if (kind == ProfileFile::Credentials || name == "default") return std::string(name);
    constexpr std::string_view kWord = "profile";
    if (!name.starts_with(kWord) || name.size() == kWord.size() || (name[kWord.size()] != ' ' && name[kWord.size()] != '\t'))
        return std::nullopt;
    return std::string(trim(name.substr(kWord.size())));
}

std::string without_comment(std::string_view value) {
    for (std::size_t at = 1; at < value.size(); ++at) {
        if ((value[at] == '#' || value[at] == ';') && (value[at - 1] == ' ' || value[at - 1] == '\t'))
            return std::string(trim(value.substr(0, at)));
    }
    return std::string(value);
}

std::string contents(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::string text(kMaxFileBytes, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(in.gcount()));
    return text;
}

std::string path_of(const Endpoints::Environment& environment, const char* variable, std::string_view name) {
    if (const auto path = environment(variable); path && !path->empty()) return *path;
    const auto home = environment("HOME");
    return home && !home->empty() ? *home + "/.aws/" + std::string(name) : std::string();
}

}  // namespace

Profiles read_profiles(std::string_view text, ProfileFile kind) {
    Profiles out;
    std::optional<std::string> open;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto raw = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const auto line = trim(raw);
        if (line.empty() || line[0] == '#' || line[0] == ';') continue;
        if (line[0] == '[') {
            open = profile_of(line, kind);
            if (open) out[*open];
            continue;
        }
        // An indented line belongs to a nested setting ("s3 =").
        const auto equals = line.find('=');
        if (!open || equals == std::string_view::npos || raw[0] == ' ' || raw[0] == '\t') continue;
        out[*open].insert_or_assign(std::string(trim(line.substr(0, equals))), without_comment(trim(line.substr(equals + 1))));
    }
    return out;
}

Profiles load_profiles(const Endpoints::Environment& environment) {
    auto profiles = read_profiles(contents(path_of(environment, "AWS_CONFIG_FILE", "config")), ProfileFile::Config);
    for (auto& [name, values] :
         read_profiles(contents(path_of(environment, "AWS_SHARED_CREDENTIALS_FILE", "credentials")), ProfileFile::Credentials)) {
        for (auto& [key, value] : values) profiles[name].insert_or_assign(key, value);
    }
    return profiles;
}

std::string profile_name(const Endpoints::Environment& environment) {
    const auto name = environment("AWS_PROFILE");
    return name && !name->empty() ? *name : "default";
}

}  // namespace bespoke::adapters::aws
