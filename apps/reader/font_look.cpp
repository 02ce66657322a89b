#include "font_look.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

namespace bespoke::reader {
namespace {

struct NamedWeight {
    std::string_view token;
    int weight;
};

/// Tokens of PostScript names, lower case, longest meaning first: "semibold" before "bold".
constexpr std::array kWeights{
    NamedWeight{"extrabold", 800},  NamedWeight{"ultrabold", 800},  NamedWeight{"semibold", 600},  NamedWeight{"demibold", 600},
    NamedWeight{"extralight", 200}, NamedWeight{"ultralight", 200}, NamedWeight{"semilight", 350}, NamedWeight{"hairline", 100},
    NamedWeight{"black", 900},      NamedWeight{"heavy", 800},      NamedWeight{"bold", 700},      NamedWeight{"medium", 500},
    NamedWeight{"light", 300},      NamedWeight{"thin", 100},       NamedWeight{"regular", 400},   NamedWeight{"roman", 400},
    NamedWeight{"book", 400},
};

/// Abbreviations count only as a whole part of the name after its family: "HelveticaNeue-Bd", "Frutiger-BlkCn".
constexpr std::array kAbbreviations{
    NamedWeight{"bd", 700},   NamedWeight{"bdit", 700}, NamedWeight{"boldmt", 700},  NamedWeight{"blk", 900},
    NamedWeight{"semi", 600}, NamedWeight{"demi", 600}, NamedWeight{"demibol", 600}, NamedWeight{"sb", 600},
    NamedWeight{"md", 500},   NamedWeight{"lt", 300},   NamedWeight{"hv", 800},      NamedWeight{"b", 700},
    NamedWeight{"bi", 700},   NamedWeight{"eb", 800},   NamedWeight{"smbd", 600},
};

/// Bold faces of the TeX families, whose names have no word for it: Computer Modern, its European and CM-Super forms,
/// Latin Modern, Latin Modern Mono, URW's Times/Palatino/Helvetica clones.
constexpr std::array<std::string_view, 16> kTexBold{"cmbx", "cmssbx", "sfbx",   "sfsx",  "sfbi",        "ecbx", "ecsx",  "ecssdc",
                                                    "sfrb", "lmbx",   "lmssbx", "lmb10", "lmromandemi", "eufb", "cmb10", "sfrib"};
constexpr std::array<std::string_view, 10> kTexItalic{"cmti", "cmsl", "cmmi",   "sfti", "sfsl",
                                                      "ecti", "ecsl", "cmbxti", "sfbi", "sfbl"};

/// StemV above which a face reads as bold; regular faces have 70..95, bold ones 120..170 thousandths of an em.
constexpr double kBoldStem = 120;

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

bool has_prefix_of(std::string_view name, std::span<const std::string_view> prefixes) {
    return std::any_of(prefixes.begin(), prefixes.end(), [&](std::string_view prefix) { return name.starts_with(prefix); });
}

std::optional<int> weight_in_name(std::string_view name) {
    for (const NamedWeight& entry : kWeights) {
        if (name.find(entry.token) != std::string_view::npos) return entry.weight;
    }
    if (has_prefix_of(name, kTexBold)) return 700;
    const std::size_t dash = name.find_last_of("-,_");
    if (dash == std::string_view::npos) return std::nullopt;
    std::string_view style = name.substr(dash + 1);
    for (const NamedWeight& entry : kAbbreviations) {
        if (style == entry.token) return entry.weight;
    }
    return std::nullopt;
}

bool italic_in_name(std::string_view name) {
    if (name.find("italic") != std::string_view::npos || name.find("oblique") != std::string_view::npos) return true;
    if (name.find("slanted") != std::string_view::npos || has_prefix_of(name, kTexItalic)) return true;
    const std::size_t dash = name.find_last_of("-,_");
    if (dash == std::string_view::npos) return false;
    const std::string_view style = name.substr(dash + 1);
    return style == "it" || style == "i" || style == "bi" || style == "bdit" || style.ends_with("ita") || style == "obl";
}

std::string_view without_subset_prefix(std::string_view name) {
    constexpr std::size_t kPrefix = 6;  // ISO 32000-1, 9.6.4: six capitals and a plus sign
    if (name.size() <= kPrefix || name[kPrefix] != '+') return name;
    for (std::size_t i = 0; i < kPrefix; ++i) {
        if (name[i] < 'A' || name[i] > 'Z') return name;
    }
    return name.substr(kPrefix + 1);
}

int weight_from_hints(const FontHints& hints) {
    if (hints.weight >= 100 && hints.weight <= 900) return hints.weight;
    if (hints.bold_flag || hints.stem_v >= kBoldStem) return 700;
    return 400;
}

}  // namespace

FontLook font_look(std::string_view name, const FontHints& hints) {
    FontLook look;
    look.family = without_subset_prefix(name);
    const std::string folded = lower(look.family);
    look.weight = weight_in_name(folded).value_or(weight_from_hints(hints));
    look.italic = italic_in_name(folded) || hints.italic_flag;
    return look;
}

}  // namespace bespoke::reader
