#include "adapters/local/sqlite/tombstones.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <sstream>

#include "adapters/local/file.hpp"
#include "base/bytes.hpp"

namespace bespoke::adapters::local::sqlite {
namespace {

constexpr std::uint64_t kLargestFile = 256ULL * 1024 * 1024;
constexpr std::size_t kCheckDigits = 16;

std::string check_of(const std::string& millis, const std::string& tenant) {
    return sha256_hex(as_bytes(millis + " " + tenant)).substr(0, kCheckDigits);
}

/// Adds the tenant of a whole, sound line.
void take_line(const std::string& line, std::map<TenantId, Timestamp>& result) {
    std::istringstream words(line);
    std::string millis;
    std::string tenant;
    std::string check;
    words >> millis >> tenant >> check;
    if (check != check_of(millis, tenant)) return;
    std::int64_t value = 0;
    std::from_chars(millis.data(), millis.data() + millis.size(), value);
    result.try_emplace(TenantId(tenant), from_millis(value));
}

Status cannot_write(const std::filesystem::path& path) {
    const std::string cause = std::strerror(errno);
    const bool full = errno == ENOSPC || errno == EDQUOT;
    return fail(ErrorCode::Unavailable, full ? "storage-full" : "storage",
                "The list of erased tenants can't be written; check the data directory's space and permissions.", cause,
                path.string());
}

}  // namespace

Result<std::map<TenantId, Timestamp>> Tombstones::read() const {
    std::map<TenantId, Timestamp> result;
    const auto bytes = read_file(path_, kLargestFile);
    if (!bytes && bytes.error().code == ErrorCode::NotFound) return result;
    if (!bytes) return tl::unexpected(bytes.error());
    std::istringstream lines{std::string(as_text(*bytes))};
    for (std::string line; std::getline(lines, line);) take_line(line, result);
    return result;
}

Status Tombstones::append(const TenantId& tenant, Timestamp erased_at) const {
    const auto millis = std::to_string(to_millis(erased_at));
    // The line feed first ends a torn line before this one, if there is any.
    const auto line = fmt::format("\n{} {} {}\n", millis, tenant.str(), check_of(millis, tenant.str()));
    const int fd = ::open(path_.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) return cannot_write(path_);
    const bool written = ::write(fd, line.data(), line.size()) == static_cast<ssize_t>(line.size()) && ::fsync(fd) == 0;
    auto status = written ? Status{} : cannot_write(path_);
    ::close(fd);
    return status ? sync_directory(path_.parent_path()) : status;
}

}  // namespace bespoke::adapters::local::sqlite
