#pragma once

#include <string_view>
#include <utility>

namespace bespoke::guardrail {

/// Letters that look like Latin ones in common fonts, small forms (Unicode Technical Standard 39 has the full list; these are the
/// letters of living scripts that spell English words). Each pair: the look-alikes, and the letter that they look like.
inline constexpr std::pair<std::u32string_view, char32_t> kLookAlikes[] = {
    {U"\u0430\u03B1\u0251\u1D00", 'a'},
    {U"\u0432\u0299\u03B2", 'b'},
    {U"\u0441\u03F2\u1D04", 'c'},
    {U"\u0501\u1D05", 'd'},
    {U"\u0435\u0454\u03B5\u1D07\u04BD", 'e'},
    {U"\uA730\u03DD", 'f'},
    {U"\u0261\u0262\u0581", 'g'},
    {U"\u04BB\u043D\u029C\u0570", 'h'},
    {U"\u0456\u0457\u03B9\u026A", 'i'},
    {U"\u0458\u1D0A", 'j'},
    {U"\u043A\u03BA\u1D0B", 'k'},
    {U"\u04CF\u029F\u01C0", 'l'},
    {U"\u043C\u1D0D", 'm'},
    {U"\u0578\u0274\u03B7", 'n'},
    {U"\u043E\u03BF\u03C3\u0585\u1D0F", 'o'},
    {U"\u0440\u03C1\u1D18", 'p'},
    {U"\u051B", 'q'},
    {U"\u0433\u0280", 'r'},
    {U"\u0455\uA731", 's'},
    {U"\u0442\u03C4\u1D1B", 't'},
    {U"\u03C5\u057D\u1D1C", 'u'},
    {U"\u0475\u03BD\u1D20", 'v'},
    {U"\u0461\u03C9\u051D\u1D21", 'w'},
    {U"\u0445\u03C7", 'x'},
    {U"\u0443\u03B3\u028F", 'y'},
    {U"\u1D22", 'z'},
};

/// Words that orders to machines are made of. Shuffled inner letters do not hide them.
inline constexpr std::string_view kRestoredWords[] = {
    "ignore",    "disregard", "forget",    "override", "previous",  "previously",   "instruction", "instructions",
    "system",    "prompt",    "prompts",   "reveal",   "following", "guidelines",   "candidate",   "assistant",
    "developer", "highest",   "recommend", "pretend",  "jailbreak", "restrictions",
};

}  // namespace bespoke::guardrail
