#include "document/text/decode.hpp"

#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <memory>
#include <optional>

#include "document/text/guess_encoding.hpp"

namespace bespoke::document {
namespace {

struct Mark {
    std::string_view bytes;
    const char* encoding;
};
/// Longest first: the mark of UTF-16LE opens that of UTF-32LE.
constexpr Mark kMarks[] = {
    {{"\xff\xfe\0\0", 4}, "UTF-32LE"}, {{"\0\0\xfe\xff", 4}, "UTF-32BE"}, {"\xef\xbb\xbf", "UTF-8"},
    {"\xff\xfe", "UTF-16LE"},          {"\xfe\xff", "UTF-16BE"},
};

std::optional<std::string> convert(std::string_view bytes, const char* encoding) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(encoding, &status), &ucnv_close);
    if (U_FAILURE(status)) return std::nullopt;
    const icu::UnicodeString text(bytes.data(), static_cast<int32_t>(bytes.size()), converter.get(), status);
    if (U_FAILURE(status)) return std::nullopt;
    std::string utf8;
    text.toUTF8String(utf8);
    return utf8;
}

/// A few stray control characters happen in honest files; more of them mean that this is no text.
bool is_text(std::string_view utf8) {
    std::size_t bad = 0, characters = 0;
    for (std::size_t at = 0; at < utf8.size(); ++at) {
        const auto byte = static_cast<unsigned char>(utf8[at]);
        if ((byte & 0xc0) == 0x80) continue;
        ++characters;
        const bool blank = byte == '\t' || byte == '\n' || byte == '\r' || byte == '\f' || byte == '\v' || byte == 0x1a;
        if ((byte < 0x20 && !blank) || byte == 0x7f || utf8.substr(at, 3) == "\xef\xbf\xbd") ++bad;
    }
    return bad * 50 <= characters;
}

}  // namespace

Result<std::string> decode_text(BytesView bytes) { return decode_text(bytes, {}); }

Result<std::string> decode_text(BytesView bytes, std::string_view label) {
    std::string_view raw = as_text(bytes);
    std::optional<std::string> text;
    for (const Mark& mark : kMarks) {
        if (!raw.starts_with(mark.bytes)) continue;
        text = convert(raw.substr(mark.bytes.size()), mark.encoding);
        break;
    }
    if (!text && !label.empty()) text = convert(raw, std::string(label).c_str());
    if (!text) text = convert(raw, guess_encoding(raw).c_str());
    if (!text || !is_text(*text)) {
        return fail(ErrorCode::InvalidInput, "bad-text",
                    "The file is not text in any known encoding; choose a PDF, DOCX, HTML, Markdown or UTF-8 text file.");
    }
    return std::move(*text);
}

}  // namespace bespoke::document
