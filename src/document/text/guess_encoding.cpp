#include "document/text/guess_encoding.hpp"

#include <uchardet/uchardet.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <memory>
#include <vector>

namespace bespoke::document {
namespace {

/// Enough for statistics; the whole file is converted later.
constexpr std::size_t kSampleBytes = 64 * 1024;

/// Bytes of UTF-8 sequences that are complete, and bytes that belong to none.
struct Utf8Count {
    std::size_t good = 0, bad = 0;
};

Utf8Count count_utf8(std::string_view bytes) {
    Utf8Count count;
    for (std::size_t at = 0; at < bytes.size();) {
        const auto lead = static_cast<unsigned char>(bytes[at]);
        const std::size_t length = lead < 0x80                   ? 1
                                   : lead >= 0xc2 && lead < 0xe0 ? 2
                                   : lead >= 0xe0 && lead < 0xf0 ? 3
                                   : lead >= 0xf0 && lead < 0xf5 ? 4
                                                                 : 0;
        std::size_t present = length == 0 ? 0 : 1;
        while (present > 0 && present < length && at + present < bytes.size() &&
               (static_cast<unsigned char>(bytes[at + present]) & 0xc0) == 0x80)
            ++present;
        const bool complete = length != 0 && present == length;
        if (length > 1 && complete) ++count.good;
        const bool cut_by_the_sample = length > 1 && at + present == bytes.size();
        if (!complete && !cut_by_the_sample) ++count.bad;
        at += std::max<std::size_t>(present, 1);
    }
    return count;
}

/// Text in two- or four-byte units betrays itself by where its zero bytes stand.
const char* guess_wide(std::string_view bytes) {
    std::size_t zeros[4] = {};
    for (std::size_t at = 0; at < bytes.size(); ++at) zeros[at % 4] += bytes[at] == '\0' ? 1 : 0;
    const std::size_t quarter = bytes.size() / 4, most = quarter - quarter / 4, some = quarter / 4;
    if (quarter == 0) return nullptr;
    if (zeros[1] >= most && zeros[2] >= most && zeros[3] >= most && zeros[0] < some) return "UTF-32LE";
    if (zeros[0] >= most && zeros[1] >= most && zeros[2] >= most && zeros[3] < some) return "UTF-32BE";
    const std::size_t even = zeros[0] + zeros[2], odd = zeros[1] + zeros[3];
    if (odd > some && even * 8 < odd) return "UTF-16LE";
    if (even > some && odd * 8 < even) return "UTF-16BE";
    return nullptr;
}

std::string detected_by_statistics(std::string_view bytes) {
    const std::unique_ptr<uchardet, decltype(&uchardet_delete)> detector(uchardet_new(), &uchardet_delete);
    uchardet_handle_data(detector.get(), bytes.data(), bytes.size());
    uchardet_data_end(detector.get());
    return uchardet_get_charset(detector.get());
}

icu::UnicodeString sample(std::string_view bytes, const std::string& encoding) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(encoding.c_str(), &status), &ucnv_close);
    if (U_FAILURE(status)) return {};
    icu::UnicodeString text(bytes.data(), static_cast<int32_t>(bytes.size()), converter.get(), status);
    return U_FAILURE(status) ? icu::UnicodeString{} : text;
}

enum class Kind { Blank, Letter, Mark, Digit, Symbol, Broken };

struct Character {
    Kind kind = Kind::Blank;
    UScriptCode script = USCRIPT_COMMON;
    bool upper = false;
};

Kind kind_of(UChar32 code) {
    const auto category = u_charType(code);
    if (code == 0xfffd || category == U_UNASSIGNED || category == U_PRIVATE_USE_CHAR) return Kind::Broken;
    if (u_isUWhiteSpace(code)) return Kind::Blank;
    if (u_iscntrl(code)) return Kind::Broken;
    if (u_isalpha(code)) return Kind::Letter;
    if (u_isdigit(code)) return Kind::Digit;
    const bool quote = category == U_INITIAL_PUNCTUATION || category == U_FINAL_PUNCTUATION || code == 0x201e;
    return quote || category == U_OTHER_PUNCTUATION || category == U_DASH_PUNCTUATION ? Kind::Mark : Kind::Symbol;
}

Character classify(UChar32 code) {
    UErrorCode status = U_ZERO_ERROR;
    Character result{kind_of(code), uscript_getScript(code, &status), u_isupper(code) != 0};
    // Japanese mixes three scripts in a word.
    if (result.script == USCRIPT_HIRAGANA || result.script == USCRIPT_KATAKANA) result.script = USCRIPT_HAN;
    return result;
}

/// How much of the text looks wrong: broken characters, symbols inside words, capitals inside small words, words of
/// two scripts. Right decodings cost next to nothing.
int implausibility(const icu::UnicodeString& text) {
    if (text.isEmpty()) return 1 << 30;
    int cost = 0;
    Character before, here;
    for (int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
        const UChar32 code = text.char32At(at);
        const Character next = classify(code);
        if (next.kind == Kind::Broken) cost += 20;
        if (next.kind == Kind::Letter && here.kind == Kind::Letter) {
            if (next.script != here.script && next.script != USCRIPT_COMMON && here.script != USCRIPT_COMMON) cost += 4;
            if (code >= 0x80 && next.upper && !here.upper && here.script == next.script) cost += 3;
        }
        if (next.kind == Kind::Letter && here.kind == Kind::Symbol && before.kind == Kind::Letter) cost += 4;
        if (code >= 0x80 && next.kind == Kind::Symbol) cost += 1;
        before = here;
        here = next;
    }
    return cost;
}

/// The statistics need a page of prose; resumes are short and mostly ASCII, so their verdict is weighed against
/// windows-1252, by far the commonest, and the other readings of a lone high byte.
std::string guess_legacy(std::string_view bytes) {
    std::vector<std::string> candidates;
    const std::string detected = detected_by_statistics(bytes);
    if (!detected.empty() && detected != "ASCII") candidates.push_back(detected == "ISO-8859-1" ? "windows-1252" : detected);
    candidates.emplace_back("windows-1252");
    candidates.emplace_back("macintosh");
    candidates.emplace_back("ibm-850");
    std::string best;
    int best_cost = 0;
    for (const std::string& candidate : candidates) {
        const int cost = implausibility(sample(bytes, candidate));
        if (best.empty() || cost < best_cost) {
            best = candidate;
            best_cost = cost;
        }
    }
    return best;
}

}  // namespace

std::string guess_encoding(std::string_view bytes) {
    bytes = bytes.substr(0, kSampleBytes);
    if (bytes.find('\0') != bytes.npos) {
        const char* wide = guess_wide(bytes);
        return wide != nullptr ? wide : "windows-1252";
    }
    const Utf8Count count = count_utf8(bytes);
    const bool escapes = bytes.find("\x1b$") != bytes.npos || bytes.find("\x1b(") != bytes.npos;
    if (count.bad * 8 <= count.good && !escapes) return "UTF-8";
    return guess_legacy(bytes);
}

}  // namespace bespoke::document
