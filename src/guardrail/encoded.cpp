#include "guardrail/forms.hpp"

#include <algorithm>

namespace bespoke::guardrail {
namespace {

constexpr std::string_view kReason = "It hides words in a code.";
/// Shorter codes hold no order.
constexpr std::size_t kShortest = 20;

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
int hex_value(char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; }

int base64_value(char c) {
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    if (c == '+' || c == '-') return 62;
    if (c == '/' || c == '_') return 63;
    return -1;
}

/// Text that somebody wrote: letters and blanks, hardly anything else.
bool reads_like_words(std::string_view decoded) {
    std::size_t letters = 0, blanks = 0, odd = 0;
    for (const char c : decoded) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z')
            ++letters;
        else if (byte == ' ')
            ++blanks;
        else if (byte < 0x20 ? byte != '\n' : byte >= 0x7F)
            ++odd;
    }
    return decoded.size() >= 10 && blanks >= 1 && odd * 20 <= decoded.size() && letters * 10 >= decoded.size() * 6;
}

std::string from_base64(std::string_view code) {
    std::string out;
    unsigned bits = 0, held = 0;
    for (const char c : code) {
        bits = bits << 6 | static_cast<unsigned>(base64_value(c));
        held += 6;
        if (held < 8) continue;
        held -= 8;
        out.push_back(static_cast<char>(bits >> held & 0xFF));
    }
    return out;
}

void find_base64(std::string_view text, std::vector<Finding>& out) {
    for (std::size_t i = 0; i < text.size();) {
        if (base64_value(text[i]) < 0) {
            ++i;
            continue;
        }
        auto end = i;
        while (end < text.size() && base64_value(text[end]) >= 0) ++end;
        if (end - i >= kShortest && reads_like_words(from_base64(text.substr(i, end - i))))
            out.push_back({Concern::Injection, "encoded-order", i, end, std::string(kReason)});
        i = end;
    }
}

/// Bytes of two hexadecimal digits, each behind `mark` ("\\x", "%", "" …), parted by at most one blank.
std::size_t hex_run(std::string_view text, std::size_t at, std::string_view mark, std::string& decoded) {
    decoded.clear();
    while (text.substr(at).starts_with(mark) && at + mark.size() + 1 < text.size() && is_hex(text[at + mark.size()]) &&
           is_hex(text[at + mark.size() + 1])) {
        at += mark.size();
        decoded.push_back(static_cast<char>(hex_value(text[at]) << 4 | hex_value(text[at + 1])));
        at += 2;
        if (at < text.size() && text[at] == ' ') ++at;
    }
    return at;
}

void find_hex(std::string_view text, std::vector<Finding>& out) {
    std::string decoded;
    for (std::size_t i = 0; i < text.size();) {
        const auto rest = text.substr(i);
        const std::string_view mark = rest.starts_with("\\x")  ? "\\x"
                                      : rest.starts_with("%")  ? "%"
                                      : rest.starts_with("0x") ? "0x"
                                                               : "";
        const auto end = hex_run(text, i, mark, decoded);
        if (decoded.size() >= kShortest / 2 && reads_like_words(decoded))
            out.push_back({Concern::Injection, "encoded-order", i, end, std::string(kReason)});
        i = std::max(end, i + 1);
    }
}

}  // namespace

void find_encoded(std::string_view text, std::vector<Finding>& out) {
    find_base64(text, out);
    find_hex(text, out);
}

}  // namespace bespoke::guardrail
