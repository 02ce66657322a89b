#include "tailoring/model/lenient_json.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "text/code_points.hpp"

namespace bespoke::tailoring {
namespace {

using nlohmann::json;

constexpr int kMaxDepth = 16;
/// Each may be read to the end of the text; more are an attack on our time.
constexpr int kMaxStarts = 64;

bool is_name(char c) {
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_' || c == '-' || c == '.' || c == '+';
}
bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r') || c == '\0'; }

class Reader {
public:
    Reader(std::string_view text, std::size_t at) : text_(text), at_(at) {}

    std::optional<json> value(int depth) {
        skip_blanks();
        if (at_ >= text_.size() || depth > kMaxDepth) return cut();
        const char c = text_[at_];
        if (c == '{') return object(depth);
        if (c == '[') return array(depth);
        if (const auto close = closing_quote(); !close.empty()) return string(close);
        return word();
    }
    [[nodiscard]] std::size_t at() const { return at_; }
    [[nodiscard]] bool complete() const { return !cut_; }

private:
    std::optional<json> cut() {
        cut_ = true;
        return std::nullopt;
    }
    bool take(std::string_view what) {
        if (!text_.substr(at_).starts_with(what)) return false;
        at_ += what.size();
        return true;
    }
    void skip_to(std::string_view what) {
        const auto found = text_.find(what, at_);
        at_ = found == std::string_view::npos ? text_.size() : found + what.size();
    }
    void skip_blanks() {
        while (at_ < text_.size()) {
            if (is_blank(text_[at_]))
                ++at_;
            else if (take("//") || take("#"))
                skip_to("\n");
            else if (take("/*"))
                skip_to("*/");
            else if (!take("\xEF\xBB\xBF") && !take("\xC2\xA0"))
                return;
        }
    }
    /// What ends the string that begins here; nothing if none does.
    [[nodiscard]] std::string_view closing_quote() const {
        if (text_[at_] == '"') return "\"";
        if (text_[at_] == '\'') return "'";
        return text_.substr(at_).starts_with("“") ? "”" : "";
    }
    /// A quote within a text that forgot to escape it: nothing of the structure follows.
    [[nodiscard]] bool ends_string(std::size_t behind) const {
        while (behind < text_.size() && is_blank(text_[behind])) ++behind;
        return behind >= text_.size() || std::string_view(",:]}/#").find(text_[behind]) != std::string_view::npos;
    }
    std::optional<json> string(std::string_view close) {
        at_ += close.size();
        std::string out;
        while (at_ < text_.size()) {
            if (text_[at_] == '\\') {
                if (!escape(out)) return cut();
            } else if (text_.substr(at_).starts_with(close) && ends_string(at_ + close.size())) {
                at_ += close.size();
                return json(std::move(out));
            } else {
                // Ill-formed bytes become U+FFFD, so that the value is always good JSON.
                text::append_code_point(out, text::next_code_point(text_, at_));
            }
        }
        return cut();
    }
    /// Four hexadecimal digits.
    std::optional<unsigned> unit() {
        unsigned value = 0;
        if (at_ + 4 > text_.size()) return std::nullopt;
        const auto* end = text_.data() + at_ + 4;
        if (std::from_chars(text_.data() + at_, end, value, 16).ptr != end) return std::nullopt;
        at_ += 4;
        return value;
    }
    bool escape(std::string& out) {
        if (at_ + 1 >= text_.size()) return false;
        const char c = text_[at_ + 1];
        at_ += 2;
        constexpr std::string_view kFrom = "nrtbf", kTo = "\n\r\t\b\f";
        if (c == 'u') {
            auto code = unit();
            if (!code) return false;
            if (*code >= 0xD800 && *code < 0xDC00 && take("\\u")) {
                const auto low = unit();
                if (!low) return false;
                code = *low >= 0xDC00 && *low < 0xE000 ? 0x10000 + ((*code - 0xD800) << 10) + (*low - 0xDC00) : 0xFFFD;
            }
            text::append_code_point(out, *code >= 0xD800 && *code < 0xE000 ? 0xFFFD : static_cast<UChar32>(*code));
        } else if (const auto known = kFrom.find(c); known != std::string_view::npos) {
            out += kTo[known];
        } else if (static_cast<unsigned char>(c) < 0x80) {
            out += c;
        } else {
            --at_;
        }
        return true;
    }
    std::optional<json> word() {
        const auto begin = at_;
        while (at_ < text_.size() && is_name(text_[at_])) ++at_;
        const std::string word(text_.substr(begin, at_ - begin));
        // What the text ends with may go on.
        if (word.empty() || at_ >= text_.size()) return cut();
        if (word == "true" || word == "True") return json(true);
        if (word == "false" || word == "False") return json(false);
        if (word == "null" || word == "None") return json(nullptr);
        double number = 0;
        const auto read = std::from_chars(word.data(), word.data() + word.size(), number);
        if (read.ec == std::errc() && read.ptr == word.data() + word.size()) return json(number);
        return json(word);
    }
    std::optional<json> array(int depth) {
        ++at_;
        json out = json::array();
        while (true) {
            skip_blanks();
            if (take(",")) continue;
            if (take("]")) return out;
            auto one = value(depth + 1);
            if (cut_) return out;
            out.push_back(std::move(*one));
        }
    }
    std::optional<json> object(int depth) {
        ++at_;
        json out = json::object();
        while (true) {
            skip_blanks();
            if (take(",")) continue;
            if (take("}")) return out;
            auto key = value(depth + 1);
            skip_blanks();
            if (cut_ || !key->is_string() || !take(":")) {
                cut_ = true;
                return out;
            }
            auto member = value(depth + 1);
            // A name that comes twice: the first holds, as for edits.
            if (member && (!cut_ || member->is_array())) out.emplace(key->get<std::string>(), std::move(*member));
            if (cut_) return out;
        }
    }

    std::string_view text_;
    std::size_t at_;
    bool cut_ = false;
};

/// Without what a model thought aloud. Thoughts that never end are all there is: they stay.
std::string_view behind_thoughts(std::string_view text) {
    for (const std::string_view close : {"</think>", "</thinking>", "</reasoning>"}) {
        if (const auto end = text.rfind(close); end != std::string_view::npos) text = text.substr(end + close.size());
    }
    return text;
}

}  // namespace

std::optional<LenientJson> read_lenient_json(std::string_view text, std::size_t begin) {
    Reader reader(text, begin);
    auto value = reader.value(0);
    if (!value) return std::nullopt;
    return LenientJson{std::move(*value), reader.at(), reader.complete()};
}

std::optional<json> find_json(std::string_view text, const std::function<bool(const json&)>& wanted) {
    text = behind_thoughts(text);
    std::optional<json> found;
    std::size_t at = 0;
    for (int starts = 0; starts < kMaxStarts; ++starts) {
        at = text.find_first_of("{[", at);
        if (at == std::string_view::npos) break;
        auto read = read_lenient_json(text, at);
        const bool good = read && wanted(read->value);
        // A cut-off value is as good as none while a whole one stands before it.
        if (good && (read->complete || !found)) found = std::move(read->value);
        at = good ? std::max(read->end, at + 1) : at + 1;
    }
    return found;
}

}  // namespace bespoke::tailoring
