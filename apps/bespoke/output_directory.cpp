#include "output_directory.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <system_error>

#include "adapters/local/file.hpp"

namespace bespoke::app {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 8> kArtifacts = {"resume.json",  "tailored.json",      "resume.docx",  "resume.pdf",
                                                        "changes.json", "changes.patch.json", "changes.html", "report.json"};

tl::unexpected<Error> not_writable(const fs::path& path, const std::string& cause) {
    return fail(ErrorCode::Unavailable, "output-not-writable",
                fmt::format("The output directory can't be written ({}); choose another one with --out.", cause), cause,
                path.string());
}

/// Staged files are private; published ones get the permissions that the user's new files have.
::mode_t permissions_of_new(::mode_t wanted) {
    const auto mask = ::umask(0);
    ::umask(mask);
    return wanted & ~mask;
}

/// An output of ours may be replaced; anything else is somebody's work.
Status check_replaceable(const fs::path& path) {
    std::error_code error;
    const auto status = fs::symlink_status(path, error);
    if (status.type() == fs::file_type::not_found) return {};
    if (status.type() != fs::file_type::directory) {
        return fail(ErrorCode::InvalidInput, "output-not-empty",
                    "This exists and is not a directory; choose another one with --out.", {}, path.string());
    }
    for (fs::directory_iterator entry(path, error), end; !error && entry != end; entry.increment(error)) {
        const auto name = entry->path().filename().string();
        if (std::ranges::find(kArtifacts, name) == kArtifacts.end()) {
            return fail(ErrorCode::InvalidInput, "output-not-empty",
                        fmt::format("The directory holds other files ({}); choose an empty or a new one with --out.", name), {},
                        path.string());
        }
    }
    if (error) return not_writable(path, error.message());
    return {};
}

}  // namespace

Result<OutputDirectory> OutputDirectory::create(const fs::path& path) {
    std::error_code error;
    auto whole = fs::absolute(path, error).lexically_normal();
    if (!whole.has_filename()) whole = whole.parent_path();
    if (auto replaceable = check_replaceable(whole); !replaceable) return tl::unexpected(replaceable.error());
    fs::create_directories(whole.parent_path(), error);
    if (error) return not_writable(path, error.message());
    auto staging = (whole.parent_path() / ("." + whole.filename().string() + ".XXXXXX")).string();
    if (::mkdtemp(staging.data()) == nullptr) return not_writable(path, std::strerror(errno));
    return OutputDirectory(std::move(whole), fs::path(staging));
}

OutputDirectory::OutputDirectory(fs::path path, fs::path staging) : path_(std::move(path)), staging_(std::move(staging)) {}

OutputDirectory::OutputDirectory(OutputDirectory&& other) noexcept
    : path_(std::move(other.path_)), staging_(std::exchange(other.staging_, fs::path())) {}

OutputDirectory::~OutputDirectory() {
    std::error_code ignored;
    if (!staging_.empty()) fs::remove_all(staging_, ignored);
}

Status OutputDirectory::add(std::string_view name, BytesView bytes) {
    const auto written = adapters::local::write_durably(staging_ / name, bytes, adapters::local::IfExists::Replace);
    if (!written) return tl::unexpected(at(written.error(), path_.string()));
    ::chmod((staging_ / name).c_str(), permissions_of_new(0666));
    return {};
}

Status OutputDirectory::publish() {
    ::chmod(staging_.c_str(), permissions_of_new(0777));
    if (::renameat2(AT_FDCWD, staging_.c_str(), AT_FDCWD, path_.c_str(), RENAME_NOREPLACE) == 0) {
        staging_.clear();
    } else if (errno != EEXIST || ::renameat2(AT_FDCWD, staging_.c_str(), AT_FDCWD, path_.c_str(), RENAME_EXCHANGE) != 0) {
        return not_writable(path_, std::strerror(errno));
    }
    return adapters::local::sync_directory(path_.parent_path());
}

}  // namespace bespoke::app
