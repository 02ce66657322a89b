#include "adapters/openvino/safetensors.hpp"

#include <bit>
#include <cstring>
#include <limits>

#include "base/strict_json.hpp"

namespace bespoke::adapters::openvino {
namespace {

static_assert(std::endian::native == std::endian::little, "safetensors are little-endian and read in place");

tl::unexpected<Error> damaged(std::string detail) {
    return fail(ErrorCode::Corrupt, "embedder-corrupt",
                "The embedding model's weights are damaged; delete the model's folder and run `./dev build`", std::move(detail));
}

std::optional<std::size_t> bytes_of(std::string_view dtype) {
    static constexpr std::pair<std::string_view, std::size_t> kSizes[] = {
        {"BOOL", 1}, {"U8", 1},  {"I8", 1},  {"I16", 2}, {"U16", 2}, {"F16", 2}, {"BF16", 2},
        {"I32", 4},  {"U32", 4}, {"F32", 4}, {"I64", 8}, {"U64", 8}, {"F64", 8}};
    for (const auto& [name, size] : kSizes) {
        if (name == dtype) return size;
    }
    return std::nullopt;
}

std::optional<std::size_t> natural(const nlohmann::json& value) {
    if (!value.is_number_unsigned()) return std::nullopt;
    return value.get<std::uint64_t>();
}

/// Elements of the shape times the size of one; empty on overflow.
std::optional<std::size_t> byte_count(const Tensor& tensor) {
    auto count = bytes_of(tensor.dtype);
    for (const auto extent : tensor.shape) {
        if (!count || (extent != 0 && *count > std::numeric_limits<std::size_t>::max() / extent)) return std::nullopt;
        *count *= extent;
    }
    return count;
}

Result<Tensor> read_tensor(const nlohmann::json& entry, BytesView data) {
    if (!entry.is_object() || entry.size() != 3 || !entry.contains("dtype") || !entry.contains("shape") ||
        !entry.contains("data_offsets"))
        return damaged("an entry is not {dtype, shape, data_offsets}");
    const auto &dtype = entry["dtype"], &shape = entry["shape"], &offsets = entry["data_offsets"];
    if (!dtype.is_string() || !shape.is_array() || shape.size() > SafeTensors::kMaxDimensions || !offsets.is_array() ||
        offsets.size() != 2)
        return damaged("an entry has a member of the wrong type");
    Tensor tensor{dtype.get<std::string>(), {}, {}};
    for (const auto& extent : shape) {
        const auto value = natural(extent);
        if (!value) return damaged("an extent is no natural number");
        tensor.shape.push_back(*value);
    }
    const auto begin = natural(offsets[0]), end = natural(offsets[1]);
    if (!begin || !end || *begin > *end || *end > data.size()) return damaged("offsets out of range");
    if (byte_count(tensor) != *end - *begin) return damaged("a shape does not fit its bytes");
    tensor.bytes = data.subspan(*begin, *end - *begin);
    return tensor;
}

/// The format wants every byte to belong to exactly one tensor: nothing can hide in the file.
bool covers(const std::map<std::string, Tensor, std::less<>>& tensors, BytesView data) {
    std::vector<std::pair<const std::byte*, std::size_t>> parts;
    for (const auto& [name, tensor] : tensors) parts.emplace_back(tensor.bytes.data(), tensor.bytes.size());
    std::sort(parts.begin(), parts.end());
    const auto* next = data.data();
    for (const auto& [begin, size] : parts) {
        if (begin != next) return false;
        next += size;
    }
    return next == data.data() + data.size();
}

}  // namespace

Result<SafeTensors> SafeTensors::parse(BytesView file) {
    std::uint64_t header_size = 0;
    if (file.size() < sizeof header_size) return damaged("shorter than its header's length");
    std::memcpy(&header_size, file.data(), sizeof header_size);
    const auto rest = file.subspan(sizeof header_size);
    if (header_size > rest.size() || header_size > kMaxHeaderBytes) return damaged("header longer than the file or the limit");
    const auto header = parse_strict_json(as_text(rest.first(header_size)), {.bytes = kMaxHeaderBytes, .depth = 4});
    if (!header || !header->is_object()) return damaged(header ? "header is no object" : header.error().detail);
    const auto data = rest.subspan(header_size);
    SafeTensors result;
    for (const auto& [name, entry] : header->items()) {
        if (name == "__metadata__") continue;
        auto tensor = read_tensor(entry, data);
        if (!tensor) return tl::unexpected(at(tensor.error(), name));
        result.tensors_.emplace(name, std::move(*tensor));
    }
    if (!covers(result.tensors_, data)) return damaged("tensors overlap or leave a gap");
    return result;
}

Result<std::span<const float>> SafeTensors::floats(std::string_view name, std::span<const std::size_t> shape) const {
    const auto found = tensors_.find(name);
    if (found == tensors_.end()) return damaged("no tensor " + std::string(name));
    const auto& tensor = found->second;
    if (tensor.dtype != "F32" || !std::equal(shape.begin(), shape.end(), tensor.shape.begin(), tensor.shape.end()))
        return damaged("unexpected type or shape of " + std::string(name));
    if (reinterpret_cast<std::uintptr_t>(tensor.bytes.data()) % alignof(float) != 0)
        return damaged("unaligned: " + std::string(name));
    return std::span{reinterpret_cast<const float*>(tensor.bytes.data()), tensor.bytes.size() / sizeof(float)};
}

}  // namespace bespoke::adapters::openvino
