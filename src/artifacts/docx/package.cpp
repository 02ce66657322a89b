#include "artifacts/docx/package.hpp"

#include <zip.h>

#include <memory>

namespace bespoke::artifacts {
namespace {

constexpr zip_uint16_t kFirstDosDate = (1 << 5) | 1;  // 1 January 1980

tl::unexpected<Error> package_error(const char* detail) {
    return fail(ErrorCode::Internal, "docx", "The Word document could not be written; start the job again, or tell the operator.",
                detail);
}

struct FreeSource {
    void operator()(zip_source_t* source) const { zip_source_free(source); }
};
using SourcePtr = std::unique_ptr<zip_source_t, FreeSource>;

struct DiscardArchive {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};
using ArchivePtr = std::unique_ptr<zip_t, DiscardArchive>;

bool add(zip_t* archive, const Part& part) {
    zip_source_t* source = zip_source_buffer(archive, part.content.data(), part.content.size(), 0);
    if (source == nullptr) return false;
    const auto index = zip_file_add(archive, part.name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(source);
        return false;
    }
    return zip_file_set_dostime(archive, static_cast<zip_uint64_t>(index), 0, kFirstDosDate, 0) == 0;
}

Result<Bytes> read_all(zip_source_t* source) {
    zip_stat_t stat;
    if (zip_source_stat(source, &stat) < 0 || zip_source_open(source) < 0) return package_error("reading back the archive");
    Bytes bytes(stat.size);
    const auto read = zip_source_read(source, bytes.data(), bytes.size());
    zip_source_close(source);
    if (read != static_cast<zip_int64_t>(bytes.size())) return package_error("short archive");
    return bytes;
}

}  // namespace

Result<Bytes> make_package(const std::vector<Part>& parts) {
    const SourcePtr buffer(zip_source_buffer_create(nullptr, 0, 0, nullptr));
    if (!buffer) return package_error("no memory for the archive");
    ArchivePtr archive(zip_open_from_source(buffer.get(), ZIP_TRUNCATE, nullptr));
    if (!archive) return package_error("opening the archive");
    zip_source_keep(buffer.get());  // the archive takes one reference
    for (const auto& part : parts) {
        if (!add(archive.get(), part)) return package_error(zip_strerror(archive.get()));
    }
    if (zip_close(archive.get()) < 0) return package_error(zip_strerror(archive.get()));
    archive.release();
    return read_all(buffer.get());
}

}  // namespace bespoke::artifacts
