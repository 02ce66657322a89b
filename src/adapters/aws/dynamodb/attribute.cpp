#include "adapters/aws/dynamodb/attribute.hpp"

#include <charconv>

#include "crypto/encoding.hpp"

namespace bespoke::adapters::aws::dynamodb {

nlohmann::json bytes_value(BytesView bytes) { return {{"B", crypto::base64(bytes)}}; }

tl::unexpected<Error> store_damaged(std::string where) {
    return fail(ErrorCode::Corrupt, "store-damaged", "Stored data is damaged; restore it from a backup.", {}, std::move(where));
}

const std::string* Item::find(const char* name, const char* type) {
    const auto found = attributes_.find(name);
    if (found != attributes_.end() && found->is_object()) {
        const auto value = found->find(type);
        if (value != found->end() && value->is_string()) return value->get_ptr<const std::string*>();
    }
    damaged_ = true;
    return nullptr;
}

std::string Item::text(const char* name) {
    const auto* value = find(name, "S");
    return value != nullptr ? *value : std::string();
}

std::int64_t Item::number(const char* name) {
    std::int64_t number = 0;
    if (const auto* digits = find(name, "N")) {
        const auto* end = digits->data() + digits->size();
        const auto [rest, problem] = std::from_chars(digits->data(), end, number);
        damaged_ = damaged_ || rest != end || problem != std::errc();
    }
    return number;
}

std::optional<Timestamp> Item::maybe_time(const char* name) {
    if (!has(name)) return std::nullopt;
    return time(name);
}

Bytes Item::bytes(const char* name) {
    const auto* encoded = find(name, "B");
    auto decoded = encoded != nullptr ? crypto::from_base64(*encoded) : std::nullopt;
    if (!decoded) damaged_ = true;
    return decoded ? *std::move(decoded) : Bytes();
}

Status Item::check() const {
    if (!damaged_) return {};
    return store_damaged();
}

}  // namespace bespoke::adapters::aws::dynamodb
