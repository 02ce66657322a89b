#include "resume/parser/scan.hpp"

#include "resume/parser/dates.hpp"
#include "resume/parser/network_table.hpp"
#include "resume/parser/words.hpp"

namespace bespoke::resume::parser {
namespace {

bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }
/// ASCII letters and digits, and any byte of a letter beyond ASCII (RFC 6531, RFC 3987).
bool is_name_byte(char c) { return is_ascii_letter(c) || is_ascii_digit(c) || static_cast<unsigned char>(c) >= 0x80; }
bool is_local_byte(char c) { return is_name_byte(c) || std::string_view("._%+-'").find(c) != std::string_view::npos; }
bool is_host_byte(char c) { return is_name_byte(c) || c == '-' || c == '.'; }

std::string lower(std::string_view text) {
    std::string out(text);
    for (auto& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    }
    return out;
}

/// The last label of a host name, lower case.
std::string top_level_domain(std::string_view host) {
    const auto dot = host.rfind('.');
    return dot == std::string_view::npos ? std::string{} : lower(host.substr(dot + 1));
}

bool is_host(std::string_view host) {
    const auto domain = top_level_domain(host);
    if (domain.size() < 2 || domain.size() > 24 || host.find("..") != std::string_view::npos || host.front() == '.') return false;
    return std::all_of(domain.begin(), domain.end(), is_ascii_letter);
}

bool is_usual_domain(std::string_view host) {
    const auto domain = top_level_domain(host);
    // "Node.js" and the like are no hosts: these two letters are no country's.
    if (domain == "js" || domain == "ts" || domain == "cs") return false;
    return domain.size() == 2 || std::find(kTopLevelDomains.begin(), kTopLevelDomains.end(), domain) != kTopLevelDomains.end();
}

/// One word of a text and where it stands.
struct Word {
    std::size_t begin = 0;
    std::string_view text;
};

/// Words cut at blanks and at what never stands in a URL.
std::vector<Word> url_words(std::string_view text) {
    std::vector<Word> found;
    constexpr std::string_view kCuts = " \t\n|<>\"()[]{},;";
    for (std::size_t at = 0; (at = text.find_first_not_of(kCuts, at)) != std::string_view::npos;) {
        const auto end = std::min(text.find_first_of(kCuts, at), text.size());
        found.push_back({at, text.substr(at, end - at)});
        at = end;
    }
    return found;
}

/// Length of the URL at the front of a word, 0 for none.
std::size_t url_length(std::string_view word) {
    for (const std::string_view dot : {"·", "•"}) {
        if (const auto at = word.find(dot); at != std::string_view::npos) word = word.substr(0, at);
    }
    while (!word.empty() && std::string_view(".:!?'").find(word.back()) != std::string_view::npos) word.remove_suffix(1);
    const auto folded = lower(word);
    if (folded.starts_with("http://") || folded.starts_with("https://")) return word.size() > 10 ? word.size() : 0;
    if (contains(word, "@") && !contains(word, "/@")) return 0;
    const auto host = word.substr(0, std::min(word.find_first_of("/?#"), word.size()));
    if (!std::all_of(host.begin(), host.end(), is_host_byte) || host.empty() || !is_host(host)) return 0;
    if (folded.starts_with("www.")) return word.size();
    const bool has_path = host.size() < word.size();
    const bool host_like = letter_count(host) > 3 && (has_path || is_usual_domain(host));
    return host_like && (has_path || !starts_upper(top_level_domain(host))) ? word.size() : 0;
}

struct Run {
    std::size_t begin = 0, end = 0;
};

/// Length of a sign that may stand within a telephone number.
std::size_t phone_sign(std::string_view text) {
    for (const std::string_view sign :
         {" ", "-", ".", "(", ")", "/", "\u2010", "\u2011", "\u2012", "\u2013", "\u00A0", "\u202F", "\u2009"}) {
        if (text.starts_with(sign)) return sign.size();
    }
    return 0;
}

/// The run of digits and signs from `at`, without trailing signs.
Run phone_run(std::string_view text, std::size_t at) {
    auto end = at, last_digit = at;
    while (end < text.size()) {
        if (is_ascii_digit(text[end]))
            last_digit = ++end;
        else if (text[end] == '+' && end == at)
            ++end;
        else if (const auto size = phone_sign(text.substr(end)))
            end += size;
        else
            break;
    }
    return {at, last_digit};
}

bool has_wide_blank(std::string_view text) { return contains(text, "   "); }

bool is_phone(std::string_view run, std::string_view text, const Run& place) {
    const auto digits = digit_count(run);
    if (digits < 7 || digits > 15 || has_wide_blank(run)) return false;
    if (place.end < text.size() && (is_ascii_letter(text[place.end]) || text[place.end] == '@' || text[place.end] == '%'))
        return false;
    if (place.begin > 0 &&
        (is_name_byte(text[place.begin - 1]) || std::string_view("/-_@.=").find(text[place.begin - 1]) != std::string_view::npos))
        return false;
    if (run.starts_with("+") || run.starts_with("00")) return true;
    const auto dates = find_dates(run);
    const bool years = !dates.empty() && dates.front().is_range;  // "(2016 - 2021)"
    if (run.starts_with("(") && !years) return true;
    if (!dates.empty()) return false;
    const bool grouped = run.find_first_of(" -./") != std::string_view::npos || static_cast<unsigned char>(run[3]) >= 0x80;
    return grouped || digits >= 9;
}

/// "ext. 12", "x12" behind a number.
std::size_t extension_end(std::string_view text, std::size_t at) {
    auto rest = text.substr(at);
    const auto skip = [&](std::string_view part) {
        while (rest.starts_with(' ')) rest.remove_prefix(1);
        if (!lower(rest.substr(0, part.size())).starts_with(part)) return false;
        rest.remove_prefix(part.size());
        return true;
    };
    if (!skip("extension") && !skip("ext.") && !skip("ext") && !skip("x") && !skip("durchwahl")) return at;
    while (rest.starts_with(' ') || rest.starts_with(':')) rest.remove_prefix(1);
    std::size_t digits = 0;
    while (digits < rest.size() && is_ascii_digit(rest[digits])) ++digits;
    return digits > 0 && digits <= 6 ? text.size() - rest.size() + digits : at;
}

/// Host and path of a URL, lower-case host without "www.".
std::pair<std::string, std::string> host_and_path(std::string_view url) {
    if (const auto scheme = url.find("://"); scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
    auto host = lower(url.substr(0, std::min(url.find('/'), url.size())));
    const auto path = url.substr(host.size());
    if (host.starts_with("www.")) host.erase(0, 4);
    return {host, std::string(path)};
}

bool is_on(std::string_view host, std::string_view network_host) {
    return host == network_host || (host.ends_with(network_host) && host[host.size() - network_host.size() - 1] == '.');
}

/// First segment behind `prefix`; Stack Overflow puts a number in front of the name.
std::string user_in(std::string_view path, std::string_view prefix) {
    if (!lower(path).starts_with(prefix)) return {};
    auto rest = path.substr(prefix.size());
    rest = rest.substr(0, std::min(rest.find_first_of("?#"), rest.size()));
    while (rest.ends_with('/')) rest.remove_suffix(1);
    const auto slash = rest.find('/');
    if (slash != std::string_view::npos &&
        std::all_of(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(slash), is_ascii_digit))
        return std::string(rest.substr(slash + 1));
    return std::string(rest.substr(0, slash));
}

}  // namespace

std::vector<Found> find_emails(std::string_view text) {
    std::vector<Found> found;
    for (std::size_t at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
        auto begin = at, end = at + 1;
        while (begin > 0 && is_local_byte(text[begin - 1])) --begin;
        while (end < text.size() && is_host_byte(text[end])) ++end;
        while (end > at + 1 && (text[end - 1] == '.' || text[end - 1] == '-')) --end;
        while (begin < at && (text[begin] == '.' || text[begin] == '-' || text[begin] == '\'')) ++begin;
        if (begin == at || end == at + 1 || !is_host(text.substr(at + 1, end - at - 1))) continue;
        found.push_back({begin, end, std::string(text.substr(begin, end - begin))});
    }
    return found;
}

bool has_usual_domain(std::string_view address) { return is_usual_domain(address); }

std::vector<Found> find_urls(std::string_view text) {
    std::vector<Found> found;
    for (const auto& word : url_words(text)) {
        if (const auto size = url_length(word.text))
            found.push_back({word.begin, word.begin + size, std::string(word.text.substr(0, size))});
    }
    return found;
}

std::vector<Found> find_phones(std::string_view text) {
    std::vector<Found> found;
    for (std::size_t at = 0; at < text.size();) {
        if (!is_ascii_digit(text[at]) && text[at] != '+' && text[at] != '(') {
            ++at;
            continue;
        }
        const auto run = phone_run(text, at);
        const auto number = text.substr(run.begin, run.end - run.begin);
        if (is_phone(number, text, run)) {
            const auto end = extension_end(text, run.end);
            found.push_back({run.begin, end, std::string(text.substr(run.begin, end - run.begin))});
            at = end;
        } else {
            at = std::max(text[at] == '(' || text[at] == '+' ? at + 1 : run.end, at + 1);
        }
    }
    return found;
}

NetworkUser network_of_url(std::string_view url) {
    const auto [host, path] = host_and_path(url);
    NetworkUser best;
    for (const auto& network : kNetworks) {
        if (!is_on(host, network.host)) continue;
        if (auto user = user_in(path, network.path); !user.empty()) return {std::string(network.name), std::move(user)};
        if (best.network.empty()) best.network = network.name;
    }
    return best;
}

std::string network_of_label(std::string_view label) {
    const auto key = squashed(label);
    if (key.empty()) return {};
    for (const auto& network : kNetworks) {
        if (squashed(network.name) == key) return std::string(network.name);
    }
    return {};
}

}  // namespace bespoke::resume::parser
