#include "adapters/aws/core/credentials_reader.hpp"

#include <charconv>
#include <chrono>
#include <pugixml.hpp>

#include "base/strict_json.hpp"

namespace bespoke::adapters::aws {
namespace {

/// Takes digits and one separator after them off the front; nothing if they are not there.
std::optional<int> take_number(std::string_view& text, std::size_t digits, std::string_view separator) {
    if (text.size() < digits + separator.size() || text.substr(digits, separator.size()) != separator) return std::nullopt;
    int value = 0;
    for (const char c : text.substr(0, digits)) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    text.remove_prefix(digits + separator.size());
    return value;
}

/// "Z" or "+hh:mm"; what comes before UTC is positive.
std::optional<std::chrono::minutes> read_offset(std::string_view text) {
    if (text == "Z") return std::chrono::minutes{0};
    if (text.empty() || (text[0] != '+' && text[0] != '-')) return std::nullopt;
    const int sign = text[0] == '+' ? 1 : -1;
    text.remove_prefix(1);
    const auto hours = take_number(text, 2, ":"), minutes = hours ? take_number(text, 2, "") : std::nullopt;
    if (!minutes || !text.empty() || *hours > 23 || *minutes > 59) return std::nullopt;
    return sign * (std::chrono::hours(*hours) + std::chrono::minutes(*minutes));
}

std::optional<Credentials> checked(Credentials credentials, std::string_view expiration) {
    if (credentials.access_key_id.empty() || credentials.secret_access_key.empty()) return std::nullopt;
    if (expiration.empty()) return credentials;
    credentials.expires = read_expiration(expiration);
    if (!credentials.expires) return std::nullopt;
    return credentials;
}

}  // namespace

std::optional<Timestamp> read_expiration(std::string_view text) {
    using namespace std::chrono;
    const auto y = take_number(text, 4, "-"), mo = y ? take_number(text, 2, "-") : y, d = mo ? take_number(text, 2, "T") : mo,
               h = d ? take_number(text, 2, ":") : d, mi = h ? take_number(text, 2, ":") : h,
               s = mi ? take_number(text, 2, "") : mi;
    if (!s || *h > 23 || *mi > 59 || *s > 60) return std::nullopt;
    if (text.starts_with('.')) text.remove_prefix(std::min(text.find_first_not_of("0123456789", 1), text.size()));
    const auto offset = read_offset(text);
    const year_month_day date{year(*y), month(static_cast<unsigned>(*mo)), day(static_cast<unsigned>(*d))};
    if (!offset || !date.ok()) return std::nullopt;
    return Timestamp(sys_days(date) + hours(*h) + minutes(*mi) + seconds(*s) - *offset);
}

std::optional<Credentials> read_sts_credentials(std::string_view xml) {
    pugi::xml_document document;
    if (!document.load_buffer(xml.data(), xml.size(), pugi::parse_minimal | pugi::parse_escapes)) return std::nullopt;
    for (const auto& result : document.document_element().children()) {
        const auto keys = result.child("Credentials");
        if (!keys) continue;
        Credentials out{
            keys.child_value("AccessKeyId"), keys.child_value("SecretAccessKey"), keys.child_value("SessionToken"), {}};
        if (out.session_token.empty()) return std::nullopt;
        return checked(std::move(out), keys.child_value("Expiration"));
    }
    return std::nullopt;
}

std::optional<Credentials> read_json_credentials(std::string_view json) {
    const auto parsed = parse_strict_json(json);
    if (!parsed || !parsed->is_object()) return std::nullopt;
    const auto text = [&](const char* name) {
        const auto found = parsed->find(name);
        return found != parsed->end() && found->is_string() ? found->get<std::string>() : std::string();
    };
    return checked({text("AccessKeyId"), text("SecretAccessKey"), text("Token"), {}}, text("Expiration"));
}

}  // namespace bespoke::adapters::aws
