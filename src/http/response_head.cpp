#include "http/response_head.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "http/syntax.hpp"

namespace bespoke::http {
namespace {

std::string_view phrase_of(int status) {
    switch (status) {
        case 100: return "Continue";
        case 200: return "OK";
        case 201: return "Created";
        case 202: return "Accepted";
        case 204: return "No Content";
        case 206: return "Partial Content";
        case 301: return "Moved Permanently";
        case 302: return "Found";
        case 303: return "See Other";
        case 304: return "Not Modified";
        case 307: return "Temporary Redirect";
        case 308: return "Permanent Redirect";
        case 400: return "Bad Request";
        case 401: return "Unauthorized";
        case 402: return "Payment Required";
        case 403: return "Forbidden";
        case 404: return "Not Found";
        case 405: return "Method Not Allowed";
        case 406: return "Not Acceptable";
        case 408: return "Request Timeout";
        case 409: return "Conflict";
        case 410: return "Gone";
        case 411: return "Length Required";
        case 412: return "Precondition Failed";
        case 413: return "Content Too Large";
        case 414: return "URI Too Long";
        case 415: return "Unsupported Media Type";
        case 416: return "Range Not Satisfiable";
        case 417: return "Expectation Failed";
        case 422: return "Unprocessable Content";
        case 425: return "Too Early";
        case 428: return "Precondition Required";
        case 429: return "Too Many Requests";
        case 431: return "Request Header Fields Too Large";
        case 500: return "Internal Server Error";
        case 501: return "Not Implemented";
        case 502: return "Bad Gateway";
        case 503: return "Service Unavailable";
        case 504: return "Gateway Timeout";
        case 505: return "HTTP Version Not Supported";
        case 507: return "Insufficient Storage";
        default: return "";  // the phrase may be empty and says nothing (RFC 9112 section 4)
    }
}

bool is_ours(std::string_view name) {
    for (const std::string_view ours :
         {"Content-Length", "Transfer-Encoding", "Connection", "Keep-Alive", "Date", "Trailer", "Upgrade"})
        if (equal_ignoring_case(name, ours)) return true;
    return false;
}

/// The date of this second, formatted once a second and thread.
const std::string& date_now() {
    thread_local std::chrono::sys_seconds made_at{};
    thread_local std::string text;
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    if (now != made_at || text.empty()) {
        made_at = now;
        text = http_date(now);
    }
    return text;
}

}  // namespace

std::string http_date(std::chrono::sys_seconds at) {
    constexpr std::array days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(at - day);
    return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", days[std::chrono::weekday(day).c_encoding()],
                       static_cast<unsigned>(date.day()), months[static_cast<unsigned>(date.month()) - 1],
                       static_cast<int>(date.year()), time.hours().count(), time.minutes().count(), time.seconds().count());
}

std::string response_head(int status, const Fields& fields, const HeadFacts& facts) {
    std::string head = fmt::format("HTTP/1.1 {} {}\r\n", status, phrase_of(status));
    for (const auto& [name, value] : fields.all())
        if (!is_ours(name)) head.append(name).append(": ").append(value).append("\r\n");
    head.append("Date: ").append(date_now()).append("\r\n");
    if (facts.end == BodyEnd::Length) head += fmt::format("Content-Length: {}\r\n", facts.body_bytes);
    if (facts.end == BodyEnd::Chunks) head += "Transfer-Encoding: chunked\r\n";
    if (facts.persistence == Persistence::Close)
        head += "Connection: close\r\n";
    else if (facts.minor_version == 0)
        head += "Connection: keep-alive\r\n";
    return head += "\r\n";
}

bool is_safe(const Response& response) {
    const auto& fields = response.headers.all();
    return response.status >= 200 && response.status <= 599 && std::all_of(fields.begin(), fields.end(), [](const auto& field) {
               return is_token(field.first) && std::all_of(field.second.begin(), field.second.end(), is_field_byte);
           });
}

bool may_have_body(int status) { return status >= 200 && status != 204 && status != 304; }

}  // namespace bespoke::http
