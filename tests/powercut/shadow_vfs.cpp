#include "shadow_vfs.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <new>

namespace bespoke {

namespace fs = std::filesystem;

/// An open file: SQLite's part, ours, and behind it the real file system's.
struct ShadowFile {
    sqlite3_file base{};
    ShadowVfs* vfs = nullptr;
    std::shared_ptr<ShadowVfs::Content> content;  ///< null for files that need not survive
    sqlite3_file* real = nullptr;
    bool is_new = false;  ///< its first sync is one of its directory, too

    static ShadowFile& of(sqlite3_file* file) { return *reinterpret_cast<ShadowFile*>(file); }
    static sqlite3_file* real_of(sqlite3_file* file) { return of(file).real; }
    static const sqlite3_io_methods* methods();

    int note(ShadowVfs::Operation operation, ShadowVfs::Change change) {
        if (!content) return SQLITE_OK;
        if (const int code = vfs->before(operation); code != SQLITE_OK) return code;
        const std::lock_guard lock(vfs->mutex_);
        content->pending.push_back(std::move(change));
        return SQLITE_OK;
    }
    static int close(sqlite3_file* file) {
        const int code = real_of(file)->pMethods == nullptr ? SQLITE_OK : real_of(file)->pMethods->xClose(real_of(file));
        of(file).content.~shared_ptr();
        return code;
    }
    static int read(sqlite3_file* file, void* to, int size, sqlite3_int64 offset) {
        return real_of(file)->pMethods->xRead(real_of(file), to, size, offset);
    }
    static int write(sqlite3_file* file, const void* from, int size, sqlite3_int64 offset) {
        const std::string bytes(static_cast<const char*>(from), static_cast<std::size_t>(size));
        if (const int code = of(file).note(ShadowVfs::Operation::Write, {offset, bytes}); code != SQLITE_OK) return code;
        return real_of(file)->pMethods->xWrite(real_of(file), from, size, offset);
    }
    static int truncate(sqlite3_file* file, sqlite3_int64 size) {
        if (const int code = of(file).note(ShadowVfs::Operation::Truncate, {size, std::nullopt}); code != SQLITE_OK) return code;
        return real_of(file)->pMethods->xTruncate(real_of(file), size);
    }
    static int sync(sqlite3_file* file, int) {
        auto& self = of(file);
        if (!self.content) return SQLITE_OK;
        if (const int code = self.vfs->before(ShadowVfs::Operation::Sync); code != SQLITE_OK) return code;
        const std::lock_guard lock(self.vfs->mutex_);
        if (!self.vfs->honest_) return SQLITE_OK;
        for (const auto& change : self.content->pending) ShadowVfs::apply(self.content->durable, change);
        self.content->pending.clear();
        self.content->exists_durably = true;
        if (self.is_new) self.vfs->settle_removals(self.content->directory);
        self.is_new = false;
        return SQLITE_OK;
    }
    static int shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** out) {
        if (extend != 0) {
            if (const int code = of(file).vfs->before(ShadowVfs::Operation::Map); code != SQLITE_OK) return code;
        }
        return real_of(file)->pMethods->xShmMap(real_of(file), page, size, extend, out);
    }
};

const sqlite3_io_methods* ShadowFile::methods() {
    static const sqlite3_io_methods table = [] {
        sqlite3_io_methods m{};
        m.iVersion = 2;  // without memory-mapped pages, which would go past us
        m.xClose = close;
        m.xRead = read;
        m.xWrite = write;
        m.xTruncate = truncate;
        m.xSync = sync;
        m.xFileSize = [](sqlite3_file* f, sqlite3_int64* size) { return real_of(f)->pMethods->xFileSize(real_of(f), size); };
        m.xLock = [](sqlite3_file* f, int level) { return real_of(f)->pMethods->xLock(real_of(f), level); };
        m.xUnlock = [](sqlite3_file* f, int level) { return real_of(f)->pMethods->xUnlock(real_of(f), level); };
        m.xCheckReservedLock = [](sqlite3_file* f, int* out) {
            return real_of(f)->pMethods->xCheckReservedLock(real_of(f), out);
        };
        m.xFileControl = [](sqlite3_file* f, int op, void* arg) {
            return real_of(f)->pMethods->xFileControl(real_of(f), op, arg);
        };
        m.xSectorSize = [](sqlite3_file* f) { return real_of(f)->pMethods->xSectorSize(real_of(f)); };
        m.xDeviceCharacteristics = [](sqlite3_file* f) { return real_of(f)->pMethods->xDeviceCharacteristics(real_of(f)); };
        m.xShmMap = shm_map;
        m.xShmLock = [](sqlite3_file* f, int offset, int n, int flags) {
            return real_of(f)->pMethods->xShmLock(real_of(f), offset, n, flags);
        };
        m.xShmBarrier = [](sqlite3_file* f) { real_of(f)->pMethods->xShmBarrier(real_of(f)); };
        m.xShmUnmap = [](sqlite3_file* f, int remove) { return real_of(f)->pMethods->xShmUnmap(real_of(f), remove); };
        return m;
    }();
    return &table;
}

ShadowVfs::ShadowVfs(std::string name) : name_(std::move(name)), real_(sqlite3_vfs_find(nullptr)) {
    vfs_ = *real_;
    vfs_.szOsFile = static_cast<int>(sizeof(ShadowFile)) + real_->szOsFile;
    vfs_.zName = name_.c_str();
    vfs_.pAppData = this;
    vfs_.xOpen = [](sqlite3_vfs* self, sqlite3_filename path, sqlite3_file* file, int flags, int* out_flags) {
        return static_cast<ShadowVfs*>(self->pAppData)->open(path, file, flags, out_flags);
    };
    vfs_.xDelete = [](sqlite3_vfs* self, const char* path, int sync_directory) {
        return static_cast<ShadowVfs*>(self->pAppData)->remove(path, sync_directory);
    };
    sqlite3_vfs_register(&vfs_, 0);
}

ShadowVfs::~ShadowVfs() { sqlite3_vfs_unregister(&vfs_); }

void ShadowVfs::power_off_after(std::uint64_t operations) {
    const std::lock_guard lock(mutex_);
    power_left_ = operations;
}

bool ShadowVfs::powered_off() {
    const std::lock_guard lock(mutex_);
    return off_;
}

void ShadowVfs::fail_from(Operation operation, std::uint64_t nth, int code) {
    const std::lock_guard lock(mutex_);
    fault_ = Fault{operation, nth, code};
    has_failed_ = false;
}

void ShadowVfs::heal() {
    const std::lock_guard lock(mutex_);
    fault_.reset();
}

bool ShadowVfs::has_failed() {
    const std::lock_guard lock(mutex_);
    return has_failed_;
}

int ShadowVfs::before(Operation operation) {
    const std::lock_guard lock(mutex_);
    if (fault_ && fault_->operation == operation && (fault_->left == 0 || --fault_->left == 0)) {
        has_failed_ = true;
        return fault_->code;
    }
    if (power_left_ && *power_left_ == 0) off_ = true;
    if (off_) return operation == Operation::Open ? SQLITE_CANTOPEN : SQLITE_IOERR;
    if (power_left_ && operation != Operation::Open && operation != Operation::Map) --*power_left_;
    return SQLITE_OK;
}

std::shared_ptr<ShadowVfs::Content> ShadowVfs::content_of(const std::string& path) {
    const std::lock_guard lock(mutex_);
    auto& content = files_[path];
    if (content) return content;
    content = std::make_shared<Content>();
    content->directory = fs::path(path).parent_path().string();
    if (std::ifstream file(path, std::ios::binary); file) {  // made by others than SQLite, and synced
        content->durable.assign(std::istreambuf_iterator<char>(file), {});
        content->exists_durably = true;
    }
    return content;
}

void ShadowVfs::settle_removals(const std::string& directory) {
    for (auto& [path, content] : files_) {
        if (content->removed && content->directory == directory) *content = {directory, {}, false, false, {}};
    }
}

int ShadowVfs::open(sqlite3_filename path, sqlite3_file* file, int flags, int* out_flags) {
    file->pMethods = nullptr;
    const bool survives = path != nullptr && (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) != 0;
    if (survives) {
        if (const int code = before(Operation::Open); code != SQLITE_OK) return code;
    }
    auto content = survives ? content_of(path) : nullptr;
    auto* const behind = reinterpret_cast<sqlite3_file*>(reinterpret_cast<char*>(file) + sizeof(ShadowFile));
    const int code = real_->xOpen(real_, path, behind, flags, out_flags);
    if (code != SQLITE_OK) return code;
    if (content) {
        const std::lock_guard lock(mutex_);
        content->removed = false;
    }
    auto* const shadow = new (file) ShadowFile;
    shadow->vfs = this;
    shadow->content = std::move(content);
    shadow->real = behind;
    shadow->is_new = (flags & SQLITE_OPEN_CREATE) != 0 && (flags & SQLITE_OPEN_MAIN_DB) == 0;
    shadow->base.pMethods = ShadowFile::methods();
    return SQLITE_OK;
}

int ShadowVfs::remove(const char* path, int sync_directory) {
    if (const int code = before(Operation::Truncate); code != SQLITE_OK) return code;
    {
        const std::lock_guard lock(mutex_);
        if (const auto found = files_.find(path); found != files_.end()) {
            found->second->pending.push_back({0, std::nullopt});  // the name may come back, and the content with it
            found->second->removed = true;
            if (sync_directory != 0) settle_removals(found->second->directory);
        }
    }
    return real_->xDelete(real_, path, 0);
}

void ShadowVfs::apply(std::string& content, const Change& change) {
    const auto offset = static_cast<std::size_t>(change.offset);
    if (!change.bytes) {
        content.resize(std::min(content.size(), offset));
        return;
    }
    if (content.size() < offset + change.bytes->size()) content.resize(offset + change.bytes->size());
    content.replace(offset, change.bytes->size(), *change.bytes);
}

/// What may stand in the file: all synced changes, and of the others any subset, writes also in part.
std::string ShadowVfs::torn(const Content& content, std::mt19937& random) {
    constexpr std::size_t kSector = 512;
    auto result = content.durable;
    const auto chance = [&](double probability) { return std::bernoulli_distribution(probability)(random); };
    const double kept = std::array<double, 4>{0.0, 0.5, 0.9, 1.0}.at(random() % 4);
    const bool prefix_only = chance(0.5);
    for (const auto& change : content.pending) {
        if (!chance(kept)) {
            if (prefix_only) break;
            continue;
        }
        if (!change.bytes || chance(0.7)) {
            apply(result, change);
            continue;
        }
        for (std::size_t at = 0; at < change.bytes->size(); at += kSector) {
            if (chance(0.5)) apply(result, {change.offset + static_cast<std::int64_t>(at), change.bytes->substr(at, kSector)});
        }
    }
    return result;
}

void ShadowVfs::restore_after_cut(std::mt19937& random) {
    const std::lock_guard lock(mutex_);
    for (const auto& [path, content] : files_) {
        const bool exists = content->exists_durably || (!content->pending.empty() && random() % 2 == 0);
        fs::remove(path + "-shm");
        if (!exists) {
            fs::remove(path);
            continue;
        }
        const auto bytes = torn(*content, random);
        std::ofstream(path, std::ios::binary | std::ios::trunc).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    }
    files_.clear();
    off_ = false;
    power_left_.reset();
}

}  // namespace bespoke
