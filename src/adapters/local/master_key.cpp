#include "adapters/local/master_key.hpp"

#include <sys/stat.h>

#include "adapters/local/file.hpp"
#include "crypto/encoding.hpp"
#include "crypto/mac.hpp"

namespace bespoke::adapters::local {
namespace {

namespace fs = std::filesystem;
constexpr std::uint64_t kMaxFileBytes = 1024;
constexpr mode_t kOthers = S_IRWXG | S_IRWXO;

Result<crypto::SecretKey> decoded(std::string_view text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' ')) text.remove_suffix(1);
    auto bytes = crypto::from_base64(text);
    const auto key = bytes ? crypto::SecretKey::from(*bytes) : std::nullopt;
    if (bytes) crypto::wipe(*bytes);
    if (key) return *key;
    return fail(ErrorCode::InvalidInput, "master-key",
                "The master key is not 32 bytes in base64; make one with: openssl rand -base64 32");
}

Status check_mode(const fs::path& file) {
    struct stat status {};
    if (::stat(file.c_str(), &status) == 0 && (status.st_mode & kOthers) == 0) return {};
    return fail(ErrorCode::Forbidden, "master-key-mode", "Others may read the master key's file; give it mode 0600.", {},
                file.string());
}

Status make_if_missing(const fs::path& file) {
    std::error_code error;
    if (fs::exists(file, error)) return {};
    const auto key = crypto::SecretKey::random();
    auto text = to_bytes(crypto::base64(key.bytes()) + "\n");
    // Of two that start at once one wins, and both read its key.
    const auto written = write_durably(file, text, IfExists::Keep);
    crypto::wipe(text);
    if (!written) return tl::unexpected(written.error());
    return {};
}

}  // namespace

Result<crypto::SecretKey> master_key(const fs::path& file, const std::optional<std::string>& text) {
    if (text) return decoded(*text);
    if (auto made = make_if_missing(file); !made) return tl::unexpected(made.error());
    if (auto checked = check_mode(file); !checked) return tl::unexpected(checked.error());
    auto bytes = read_file(file, kMaxFileBytes);
    if (!bytes) return tl::unexpected(bytes.error());
    auto key = decoded(as_text(*bytes));
    crypto::wipe(*bytes);
    return key ? key : tl::unexpected(at(key.error(), file.string()));
}

std::string name_of_master(const crypto::SecretKey& master) {
    const auto name = crypto::derive_key(master, "bespoke master name v1");
    return "master-" + crypto::hex(BytesView(name.bytes()).first(8));
}

}  // namespace bespoke::adapters::local
