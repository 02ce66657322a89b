// What endpoints, STS and files give as keys: reading it ends, and nothing incomplete passes for keys.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "adapters/aws/core/credentials_reader.hpp"
#include "adapters/aws/core/profile.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace bespoke::adapters::aws;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    read_expiration(text);
    for (const auto& keys : {read_sts_credentials(text), read_json_credentials(text)})
        if (keys && (keys->access_key_id.empty() || keys->secret_access_key.empty())) std::abort();
    for (const auto kind : {ProfileFile::Credentials, ProfileFile::Config})
        for (const auto& [name, values] : read_profiles(text, kind))
            for (const auto& [key, value] : values)
                if ((key + value).find('\n') != std::string::npos) std::abort();
    return 0;
}
