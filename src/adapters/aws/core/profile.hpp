#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/aws/core/endpoints.hpp"

namespace bespoke::adapters::aws {

using ProfileValues = std::map<std::string, std::string, std::less<>>;
/// By name, settings of one kind of file.
using Profiles = std::map<std::string, ProfileValues, std::less<>>;

/// Sections and settings of a shared file ("Configuration and credential file settings" in the CLI user guide). Config: sections are named
/// "profile x", but for "default"; others hold no profiles. What it can't read it leaves out. Takes any text.
enum class ProfileFile { Credentials, Config };
Profiles read_profiles(std::string_view text, ProfileFile);

/// Both files of the environment (AWS_SHARED_CREDENTIALS_FILE, AWS_CONFIG_FILE, else below HOME/.aws); where both set something, the
/// credentials file wins. A file that isn't there is empty.
Profiles load_profiles(const Endpoints::Environment&);
/// AWS_PROFILE or "default".
std::string profile_name(const Endpoints::Environment&);

}  // namespace bespoke::adapters::aws
