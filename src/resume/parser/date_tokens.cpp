#include "resume/parser/date_tokens.hpp"

#include "resume/parser/words.hpp"

namespace bespoke::resume::parser::date_tokens {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word_byte(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0xC3; }

/// Length of the dash at the front of a text, 0 for none.
std::size_t dash_length(std::string_view text) {
    for (const std::string_view dash : {"-", "–", "—", "−", "‐", "‑", "‒", "―", "~", "→"}) {
        if (text.starts_with(dash)) return dash.size();
    }
    return 0;
}
std::size_t quote_length(std::string_view text) {
    for (const std::string_view quote : {"'", "’", "‘", "`"}) {
        if (text.starts_with(quote)) return quote.size();
    }
    return 0;
}

Kind kind_of(char c) {
    switch (c) {
        case '.': return Kind::Dot;
        case '/': return Kind::Slash;
        case ',': return Kind::Comma;
        case '(':
        case '[': return Kind::Open;
        case ')':
        case ']': return Kind::Close;
        case '\t': return Kind::Tab;
        default: return Kind::Other;
    }
}

Token number_at(std::string_view text, std::size_t at) {
    Token token{Kind::Number, at, at, 0, 0, {}, false};
    while (token.end < text.size() && is_digit(text[token.end])) {
        if (token.digits < 5) token.value = token.value * 10 + (text[token.end] - '0');
        ++token.digits;
        ++token.end;
    }
    return token;
}

/// A word may hold an apostrophe ("aujourd'hui") and digits behind its first letter ("Q3").
Token word_at(std::string_view text, std::size_t at) {
    auto end = at;
    while (end < text.size()) {
        const auto quote = quote_length(text.substr(end));
        const bool inner_quote = quote > 0 && end + quote < text.size() && is_word_byte(text[end + quote]);
        const bool continues = static_cast<unsigned char>(text[end]) >= 0x80 && dash_length(text.substr(end)) == 0 && quote == 0;
        if (is_word_byte(text[end]) && dash_length(text.substr(end)) == 0 && quote == 0)
            ++end;
        else if (continues || (is_digit(text[end]) && end - at < 3))
            ++end;
        else if (inner_quote)
            end += quote;
        else
            break;
    }
    return {Kind::Word, at, end, 0, 0, plain(text.substr(at, end - at)), false};
}

Token token_at(std::string_view text, std::size_t at) {
    if (is_digit(text[at])) return number_at(text, at);
    const auto rest = text.substr(at);
    if (const auto size = dash_length(rest)) return {Kind::Dash, at, at + size, 0, 0, {}, false};
    if (const auto size = quote_length(rest)) return {Kind::Quote, at, at + size, 0, 0, {}, false};
    if (is_word_byte(text[at])) return word_at(text, at);
    return {kind_of(text[at]), at, at + 1, 0, 0, {}, false};
}

}  // namespace

Tokens tokenise(std::string_view text) {
    Tokens tokens;
    bool blank = true;
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] == ' ' || text[at] == '\n') {
            blank = true;
            ++at;
            continue;
        }
        auto token = token_at(text, at);
        token.blank_before = blank || token.kind == Kind::Tab;
        blank = token.kind == Kind::Tab;
        at = std::max(token.end, at + 1);
        tokens.push_back(std::move(token));
    }
    return tokens;
}

}  // namespace bespoke::resume::parser::date_tokens
