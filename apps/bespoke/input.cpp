#include "input.hpp"

#include <unistd.h>

#include <chrono>
#include <system_error>

#include "adapters/local/file.hpp"

namespace bespoke::app {
namespace {

namespace fs = std::filesystem;
constexpr std::chrono::seconds kReadTimeout{60};

}  // namespace

Result<adapters::local::ReaderProcess> make_reader() {
    std::error_code error;
    const auto self = fs::read_symlink("/proc/self/exe", error);
    return adapters::local::ReaderProcess::create(self.parent_path() / "reader", Limits{});
}

Result<Bytes> read_input(const fs::path& path) {
    if (path == "-") {
        return fail(ErrorCode::InvalidInput, "not-a-file", "Standard input is not read; name the file that holds the document.",
                    {}, "-");
    }
    return adapters::local::read_file(path, Limits{}.document_bytes);
}

Result<document::Document> read_document(const fs::path& path) {
    const auto bytes = read_input(path);
    if (!bytes) return tl::unexpected(bytes.error());
    auto reader = make_reader();
    if (!reader) return tl::unexpected(reader.error());
    auto document = reader->read(*bytes, Deadline::after(kReadTimeout));
    if (!document) return tl::unexpected(at(document.error(), path.string()));
    return document;
}

Result<resume::Parsed> read_resume(const fs::path& path) {
    const auto document = read_document(path);
    if (!document) return tl::unexpected(document.error());
    auto parsed = resume::parse(*document);
    if (!parsed) return tl::unexpected(at(parsed.error(), path.string()));
    return parsed;
}

Result<job_description::JobDescription> read_job_description(const fs::path& path) {
    const auto document = read_document(path);
    if (!document) return tl::unexpected(document.error());
    auto parsed = job_description::parse(*document);
    if (!parsed) return tl::unexpected(at(parsed.error(), path.string()));
    return parsed;
}

resume::Date today() {
    const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()));
    return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
            static_cast<int>(static_cast<unsigned>(date.day()))};
}

}  // namespace bespoke::app
