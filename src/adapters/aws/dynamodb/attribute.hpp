#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/error.hpp"
#include "base/time.hpp"

namespace bespoke::adapters::aws::dynamodb {

// Attribute values as the API writes them ("AttributeValue" in the DynamoDB API reference): {"S": text}, {"N": digits}, {"B": base64}.

inline nlohmann::json text_value(std::string_view text) { return {{"S", text}}; }
inline nlohmann::json number_value(std::int64_t number) { return {{"N", std::to_string(number)}}; }
inline nlohmann::json time_value(Timestamp at) { return number_value(to_millis(at)); }
nlohmann::json bytes_value(BytesView);

/// `Corrupt` "store-damaged".
tl::unexpected<Error> store_damaged(std::string where = {});

/// One item as read. What is asked for and not there, or of another type, makes it damaged; ask once at the end.
class Item {
public:
    explicit Item(const nlohmann::json& attributes) : attributes_(attributes) {}
    std::string text(const char* name);
    std::int64_t number(const char* name);
    std::uint64_t count(const char* name) { return static_cast<std::uint64_t>(number(name)); }
    Timestamp time(const char* name) { return from_millis(number(name)); }
    std::optional<Timestamp> maybe_time(const char* name);
    Bytes bytes(const char* name);
    [[nodiscard]] bool has(const char* name) const { return attributes_.contains(name); }
    /// `Corrupt` "store-damaged" if anything was missing.
    [[nodiscard]] Status check() const;

private:
    const std::string* find(const char* name, const char* type);
    const nlohmann::json& attributes_;
    bool damaged_ = false;
};

}  // namespace bespoke::adapters::aws::dynamodb
