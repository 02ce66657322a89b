#include "adapters/local/vector_codec.hpp"

#include <bit>
#include <cstring>

namespace bespoke::adapters::local {
namespace {

static_assert(std::endian::native == std::endian::little, "numbers are stored as they lie in memory");
constexpr std::uint32_t kVersion = 1;

void append(Bytes& out, const void* data, std::size_t size) {
    const auto* bytes = static_cast<const std::byte*>(data);
    out.insert(out.end(), bytes, bytes + size);
}

void append_count(Bytes& out, std::size_t count) {
    const auto number = static_cast<std::uint32_t>(count);
    append(out, &number, sizeof number);
}

void append_text(Bytes& out, const std::string& text) {
    append_count(out, text.size());
    append(out, text.data(), text.size());
}

/// Takes values from the front; once something is missing, all that follows is missing too.
class Cursor {
public:
    explicit Cursor(BytesView rest) : rest_(rest) {}
    [[nodiscard]] bool failed() const { return failed_; }
    [[nodiscard]] bool at_end() const { return rest_.empty(); }

    BytesView take(std::size_t size) {
        if (failed_ || size > rest_.size()) {
            failed_ = true;
            return {};
        }
        const auto taken = rest_.first(size);
        rest_ = rest_.subspan(size);
        return taken;
    }
    std::uint32_t count() {
        const auto bytes = take(sizeof(std::uint32_t));
        std::uint32_t number = 0;
        if (!failed_) std::memcpy(&number, bytes.data(), sizeof number);
        return number;
    }
    std::string text() { return std::string(as_text(take(count()))); }
    std::vector<float> floats() {
        const auto bytes = take(std::size_t{count()} * sizeof(float));
        std::vector<float> numbers(bytes.size() / sizeof(float));
        if (!bytes.empty()) std::memcpy(numbers.data(), bytes.data(), bytes.size());
        return numbers;
    }

private:
    BytesView rest_;
    bool failed_ = false;
};

}  // namespace

Bytes encode_chunks(const std::vector<ports::Chunk>& chunks) {
    Bytes out;
    append_count(out, kVersion);
    for (const auto& chunk : chunks) {
        append_text(out, chunk.id);
        append_text(out, chunk.text);
        append_count(out, chunk.embedding.size());
        append(out, chunk.embedding.data(), chunk.embedding.size() * sizeof(float));
    }
    return out;
}

std::optional<std::vector<ports::Chunk>> decode_chunks(BytesView bytes) {
    Cursor cursor(bytes);
    if (cursor.count() != kVersion) return std::nullopt;
    std::vector<ports::Chunk> chunks;
    while (!cursor.at_end() && !cursor.failed()) {
        ports::Chunk chunk;
        chunk.id = cursor.text();
        chunk.text = cursor.text();
        chunk.embedding = cursor.floats();
        chunks.push_back(std::move(chunk));
    }
    return cursor.failed() ? std::nullopt : std::optional(std::move(chunks));
}

}  // namespace bespoke::adapters::local
