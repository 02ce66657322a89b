#include "adapters/aws/core/transport.hpp"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <mutex>

namespace bespoke::adapters::aws {
namespace {

constexpr std::size_t kMaxHeaderBytes = 64 * 1024;
constexpr std::size_t kMaxIdleHandles = 32;
/// Services hang up on idle connections after 5 to 60 seconds, and a frozen function thaws long after that.
constexpr long kMaxIdleSeconds = 30;

using Handle = std::unique_ptr<CURL, decltype(&::curl_easy_cleanup)>;
using List = std::unique_ptr<curl_slist, decltype(&::curl_slist_free_all)>;

struct Exchange {
    std::size_t max_body_bytes = 0;
    std::size_t header_bytes = 0;
    bool too_large = false;
    WireReply reply;
};

std::size_t take_body(const char* data, std::size_t one, std::size_t count, void* user) {
    auto& exchange = *static_cast<Exchange*>(user);
    const auto size = one * count;
    if (exchange.reply.body.size() + size > exchange.max_body_bytes) {
        exchange.too_large = true;
        return 0;  // any other number than `size` ends the transfer
    }
    exchange.reply.body.append(data, size);
    return size;
}

std::string_view trim(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::size_t take_header(const char* data, std::size_t one, std::size_t count, void* user) {
    auto& exchange = *static_cast<Exchange*>(user);
    const std::string_view line(data, one * count);
    exchange.header_bytes += line.size();
    if (exchange.header_bytes > kMaxHeaderBytes) {
        exchange.too_large = true;
        return 0;
    }
    const auto colon = line.find(':');
    if (line.starts_with("HTTP/")) {
        exchange.reply.headers.clear();  // an interim answer (1xx) came before
    } else if (colon != std::string_view::npos) {
        std::string name(line.substr(0, colon));
        std::ranges::transform(name, name.begin(),
                               [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
        exchange.reply.headers.emplace_back(std::move(name), trim(line.substr(colon + 1)));
    }
    return line.size();
}

/// libcurl would add headers of its own; only Accept may stay, which nothing depends on.
List header_list(const WireRequest& request) {
    curl_slist* list = ::curl_slist_append(nullptr, "Expect:");
    bool has_content_type = false;
    for (const auto& [name, value] : request.headers) {
        list = ::curl_slist_append(list, (value.empty() ? name + ";" : fmt::format("{}: {}", name, value)).c_str());
        has_content_type = has_content_type || ::curl_strequal(name.c_str(), "content-type") != 0;
    }
    if (!has_content_type) list = ::curl_slist_append(list, "Content-Type:");
    return {list, &::curl_slist_free_all};
}

void set_safety(CURL* curl) {
    ::curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    ::curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    ::curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    ::curl_easy_setopt(curl, CURLOPT_PROXY, "");  // credentials come over some of these connections
    ::curl_easy_setopt(curl, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    ::curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    ::curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);  // what goes out has to be what was signed
    ::curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    ::curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    ::curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    ::curl_easy_setopt(curl, CURLOPT_USERAGENT, "bespoke");
    ::curl_easy_setopt(curl, CURLOPT_TCP_KEEPALIVE, 1L);
    ::curl_easy_setopt(curl, CURLOPT_MAXAGE_CONN, kMaxIdleSeconds);
}

void set_request(CURL* curl, const WireRequest& request) {
    ::curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
    ::curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, std::string(request.method).c_str());
    if (request.method == "HEAD") ::curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
    const auto at_least_one = [](std::chrono::milliseconds time) {
        return static_cast<long>(std::max<std::int64_t>(time.count(), 1));
    };
    ::curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, at_least_one(request.connect_timeout));
    ::curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, at_least_one(request.timeout));  // 0 would mean no limit
    if (!request.ca_file.empty()) ::curl_easy_setopt(curl, CURLOPT_CAINFO, request.ca_file.c_str());
    if (request.connection == WireRequest::Connection::Fresh) ::curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 1L);
    const bool sends_body =
        !request.body.empty() || request.method == "POST" || request.method == "PUT" || request.method == "PATCH";
    if (!sends_body) return;
    ::curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    ::curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.empty() ? "" : request.body.data());
}

void set_callbacks(CURL* curl, Exchange& exchange) {
    ::curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &take_body);
    ::curl_easy_setopt(curl, CURLOPT_WRITEDATA, &exchange);
    ::curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &take_header);
    ::curl_easy_setopt(curl, CURLOPT_HEADERDATA, &exchange);
}

WireReply::Ended ended(CURLcode code, const Exchange& exchange) {
    if (exchange.too_large) return WireReply::Ended::TooLarge;
    switch (code) {
        case CURLE_OK: return WireReply::Ended::Whole;
        case CURLE_OPERATION_TIMEDOUT: return WireReply::Ended::TimedOut;
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CERTPROBLEM:
        case CURLE_SSL_CIPHER:
        case CURLE_SSL_CACERT_BADFILE:
        case CURLE_SSL_ISSUER_ERROR: return WireReply::Ended::Tls;
        default:  // CURLE_SSL_CONNECT_ERROR too: a handshake that is cut off looks like this
            return WireReply::Ended::Broken;
    }
}

void conclude(CURL* curl, CURLcode code, Exchange& exchange) {
    long status = 0, request_bytes = 0;
    ::curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    ::curl_easy_getinfo(curl, CURLINFO_REQUEST_SIZE, &request_bytes);
    exchange.reply.status = static_cast<int>(status);
    exchange.reply.sent = request_bytes > 0 ? WireReply::Sent::Maybe : WireReply::Sent::Nothing;
    exchange.reply.ended = ended(code, exchange);
    if (code != CURLE_OK) exchange.reply.detail = ::curl_easy_strerror(code);
}

/// Once per process, before the first handle.
bool initialise() {
    static const bool ready = ::curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    return ready;
}

}  // namespace

/// Handles that nobody uses just now, each with its open connections; the one used last comes first, since its are the freshest.
struct Transport::Pool {
    using Clock = std::chrono::system_clock;
    struct Idle {
        Handle handle;
        Clock::time_point since;
    };
    std::mutex guard;
    std::vector<Idle> idle;

    Handle take() {
        const std::lock_guard lock(guard);
        drop_stale();
        if (idle.empty()) return {initialise() ? ::curl_easy_init() : nullptr, &::curl_easy_cleanup};
        auto handle = std::move(idle.back().handle);
        idle.pop_back();
        return handle;
    }
    void give_back(Handle handle) {
        ::curl_easy_reset(handle.get());  // forgets the options, keeps the connections
        const std::lock_guard lock(guard);
        if (idle.size() < kMaxIdleHandles) idle.push_back({std::move(handle), Clock::now()});
    }
    /// A frozen function's steady clock may stand still, and with it libcurl's idea of a connection's age; a connection that something on the
    /// way has forgotten meanwhile swallows a request until its time is up.
    void drop_stale() {
        if (idle.empty()) return;
        const auto age = Clock::now() - idle.back().since;
        if (age < std::chrono::seconds{0} || age > std::chrono::seconds{kMaxIdleSeconds}) idle.clear();
    }
};

Transport::Transport() : pool_(std::make_unique<Pool>()) {}
Transport::~Transport() = default;

WireReply Transport::exchange(const WireRequest& request) {
    auto handle = pool_->take();
    Exchange exchange{.max_body_bytes = request.max_response_bytes, .reply = {}};
    exchange.reply.detail = "libcurl gave no handle";
    if (!handle) return exchange.reply;
    exchange.reply.detail.clear();
    const auto headers = header_list(request);
    set_safety(handle.get());
    set_request(handle.get(), request);
    set_callbacks(handle.get(), exchange);
    ::curl_easy_setopt(handle.get(), CURLOPT_HTTPHEADER, headers.get());
    conclude(handle.get(), ::curl_easy_perform(handle.get()), exchange);
    pool_->give_back(std::move(handle));
    return std::move(exchange.reply);
}

std::string_view WireReply::header(std::string_view lower_case_name) const {
    const auto found = std::ranges::find(headers, lower_case_name, &std::pair<std::string, std::string>::first);
    return found == headers.end() ? std::string_view{} : found->second;
}

bool is_well_formed_header(std::string_view name, std::string_view value) {
    const auto is_token = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
    };
    const auto is_text = [](char c) { return c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f); };
    return !name.empty() && std::ranges::all_of(name, is_token) && std::ranges::all_of(value, is_text);
}

}  // namespace bespoke::adapters::aws
