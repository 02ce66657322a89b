#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include <cstdint>

#include "text/code_points.hpp"
#include "text/disguise.hpp"
#include "text/text.hpp"

namespace bespoke::text {
namespace {

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Calls `visit` for each code point; ill-formed bytes come as U+FFFD.
template <class Visit>
void for_each_code_point(std::string_view text, Visit visit) {
    for (std::size_t i = 0; i < text.size();) visit(next_code_point(text, i));
}

/// Nothing is drawn for it: controls, zero-width, bidi and tag characters, variation selectors, fillers.
bool is_invisible(UChar32 c) {
    if (u_hasBinaryProperty(c, UCHAR_PREPENDED_CONCATENATION_MARK)) return false;
    const auto category = u_charType(c);
    return category == U_CONTROL_CHAR || category == U_FORMAT_CHAR || u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

bool is_line_break(UChar32 c) { return c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029; }

std::string normalized(const icu::Normalizer2& normalizer, const std::string& text) {
    UErrorCode status = U_ZERO_ERROR;
    std::string out;
    icu::StringByteSink<std::string> sink(&out, static_cast<std::int32_t>(text.size()));
    normalizer.normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())), sink, nullptr, status);
    return U_SUCCESS(status) ? out : text;
}

const icu::Normalizer2& compatibility_case_fold() {
    static const icu::Normalizer2* const instance = [] {
        UErrorCode status = U_ZERO_ERROR;
        return icu::Normalizer2::getNFKCCasefoldInstance(status);
    }();
    return *instance;
}

const icu::Normalizer2& canonical_composition() {
    static const icu::Normalizer2* const instance = [] {
        UErrorCode status = U_ZERO_ERROR;
        return icu::Normalizer2::getNFCInstance(status);
    }();
    return *instance;
}

/// The plain character for a typographic one; itself for all others.
UChar32 plain(UChar32 c) {
    switch (c) {
        case 0x2018:
        case 0x2019:
        case 0x201A:
        case 0x201B:
        case 0x2032:
        case 0x2035:
        case 0x02BC:
        case 0x02B9:
        case '`': return '\'';
        case 0x201C:
        case 0x201D:
        case 0x201E:
        case 0x201F:
        case 0x2033:
        case 0x2036:
        case 0xAB:
        case 0xBB: return '"';
        case 0x2010:
        case 0x2011:
        case 0x2012:
        case 0x2013:
        case 0x2014:
        case 0x2015:
        case 0x2212:
        case 0x2043: return '-';
        case 0x2044:
        case 0x2215: return '/';
        default: break;
    }
    const auto digit = u_charDigitValue(c);
    return digit >= 0 ? '0' + digit : c;
}

/// Appends characters with runs of blanks made one and none at either end.
class BlankSqueezer {
public:
    explicit BlankSqueezer(std::size_t expected) { out_.reserve(expected); }
    void blank() { pending_ = !out_.empty(); }
    void ascii(char c) {
        flush();
        out_.push_back(c);
    }
    void code_point(UChar32 c) {
        flush();
        append_code_point(out_, c);
    }
    std::string take() { return std::move(out_); }

private:
    void flush() {
        if (pending_) out_.push_back(' ');
        pending_ = false;
    }
    std::string out_;
    bool pending_ = false;
};

std::string fold_ascii(std::string_view text) {
    BlankSqueezer out(text.size());
    for (const char c : text) {
        if (c == ' ' || (c >= '\t' && c <= '\r')) {
            out.blank();
        } else if (c >= 'A' && c <= 'Z') {
            out.ascii(static_cast<char>(c - 'A' + 'a'));
        } else if (c == '`') {
            out.ascii('\'');
        } else if (c > ' ' && c != 0x7F) {
            out.ascii(c);
        }
    }
    return out.take();
}

}  // namespace

std::string fold(std::string_view text) {
    if (is_ascii(text)) return fold_ascii(text);
    // What is invisible goes first: a control between a letter and its accent would hinder composition.
    std::string visible;
    visible.reserve(text.size());
    for_each_code_point(text, [&](UChar32 c) {
        // NFKC would make a blank and a combining mark of the acute accent that people type as an apostrophe.
        if (c == 0xB4) c = '\'';
        if (u_isUWhiteSpace(c) || !is_invisible(c)) append_code_point(visible, c);
    });
    const auto folded = normalized(compatibility_case_fold(), undisguised(visible));
    BlankSqueezer out(folded.size());
    for_each_code_point(folded, [&](UChar32 c) { u_isUWhiteSpace(c) ? out.blank() : out.code_point(plain(c)); });
    return out.take();
}

std::string clean(std::string_view text) {
    std::string visible;
    visible.reserve(text.size());
    UChar32 previous = 0;
    for_each_code_point(text, [&](UChar32 c) {
        if (is_line_break(c)) {
            visible.push_back('\n');
        } else if (c == '\n') {
            if (previous != '\r') visible.push_back('\n');
        } else if (c == '\t' || !is_invisible(c)) {
            append_code_point(visible, c);
        }
        previous = c;
    });
    return is_ascii(visible) ? visible : normalized(canonical_composition(), visible);
}

std::string_view trim(std::string_view text) {
    constexpr std::string_view kBlanks = " \t\n\v\f\r";
    const auto first = text.find_first_not_of(kBlanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (std::size_t begin = 0;;) {
        const auto end = text.find(separator, begin);
        parts.push_back(text.substr(begin, end - begin));
        if (end == std::string_view::npos) return parts;
        begin = end + 1;
    }
}

}  // namespace bespoke::text
