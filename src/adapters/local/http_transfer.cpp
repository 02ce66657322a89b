#include "adapters/local/http_transfer.hpp"

#include <curl/curl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <memory>

namespace bespoke::adapters::local {
namespace {

constexpr std::size_t kMaxHeaderBytes = 64 * 1024;

using Handle = std::unique_ptr<CURL, decltype(&::curl_easy_cleanup)>;
using List = std::unique_ptr<curl_slist, decltype(&::curl_slist_free_all)>;

/// What the callbacks work on.
struct Exchange {
    const std::vector<IpAddress>& addresses;
    std::uint16_t port = 0;
    std::uint64_t max_body_bytes = 0;
    ports::HttpResponse response;
    std::size_t header_bytes = 0;
    enum class Stopped { No, TooLarge, Address } stopped = Stopped::No;
};

bool is_checked(const sockaddr& target, const Exchange& exchange) {
    return std::ranges::any_of(exchange.addresses, [&](const IpAddress& address) {
        if (address.family == IpAddress::Family::V4 && target.sa_family == AF_INET) {
            const auto& v4 = reinterpret_cast<const sockaddr_in&>(target);
            return ntohs(v4.sin_port) == exchange.port && std::memcmp(&v4.sin_addr, address.bytes.data(), 4) == 0;
        }
        if (address.family == IpAddress::Family::V6 && target.sa_family == AF_INET6) {
            const auto& v6 = reinterpret_cast<const sockaddr_in6&>(target);
            return ntohs(v6.sin6_port) == exchange.port && std::memcmp(&v6.sin6_addr, address.bytes.data(), 16) == 0;
        }
        return false;
    });
}

/// The last line of defence: whatever libcurl made of the URL, there is no socket to an address that was not checked.
curl_socket_t open_socket(void* user, curlsocktype purpose, curl_sockaddr* target) {
    auto& exchange = *static_cast<Exchange*>(user);
    if (purpose != CURLSOCKTYPE_IPCXN || !is_checked(target->addr, exchange)) {
        exchange.stopped = Exchange::Stopped::Address;
        return CURL_SOCKET_BAD;
    }
    return ::socket(target->family, target->socktype | SOCK_CLOEXEC, target->protocol);
}

std::size_t take_body(const char* data, std::size_t one, std::size_t count, void* user) {
    auto& exchange = *static_cast<Exchange*>(user);
    const auto size = one * count;
    if (exchange.response.body.size() + size > exchange.max_body_bytes) {
        exchange.stopped = Exchange::Stopped::TooLarge;
        return 0;  // any other number than `size` ends the transfer
    }
    exchange.response.body.append(data, size);
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
        exchange.stopped = Exchange::Stopped::TooLarge;
        return 0;
    }
    const auto colon = line.find(':');
    if (line.starts_with("HTTP/"))
        exchange.response.headers.clear();  // an interim answer (1xx) came before
    else if (colon != std::string_view::npos) {
        std::string name(line.substr(0, colon));
        std::ranges::transform(name, name.begin(),
                               [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
        exchange.response.headers[std::move(name)] = std::string(trim(line.substr(colon + 1)));
    }
    return line.size();
}

List header_list(const ports::HttpRequest& request) {
    // No "Expect: 100-continue": it costs a round trip and some receivers never answer it.
    curl_slist* list = ::curl_slist_append(nullptr, "Expect:");
    for (const auto& [name, value] : request.headers) {
        list = ::curl_slist_append(list, (value.empty() ? name + ";" : fmt::format("{}: {}", name, value)).c_str());
    }
    return {list, &::curl_slist_free_all};
}

/// The name's addresses for libcurl, so that it does not resolve again.
List pinned_addresses(const WebUrl& url, const std::vector<IpAddress>& addresses) {
    std::string entry = fmt::format("{}:{}:", url.host, url.port);
    for (const auto& address : addresses) {
        const auto text = to_string(address);
        if (entry.back() != ':') entry += ',';
        entry += address.family == IpAddress::Family::V6 ? fmt::format("[{}]", text) : text;
    }
    return {parse_ip(url.host) ? nullptr : ::curl_slist_append(nullptr, entry.c_str()), &::curl_slist_free_all};
}

void set_safety(CURL* curl) {
    ::curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    ::curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    ::curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    ::curl_easy_setopt(curl, CURLOPT_PROXY, "");  // the environment's proxy is not asked either
    ::curl_easy_setopt(curl, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    ::curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    ::curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 1L);
    ::curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, 1L);
    ::curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
    ::curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    ::curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    ::curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    ::curl_easy_setopt(curl, CURLOPT_USERAGENT, "bespoke");
}

void set_request(CURL* curl, const ports::HttpRequest& request) {
    ::curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request.method.c_str());
    if (request.method == "HEAD") ::curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
    const bool sends_body =
        !request.body.empty() || request.method == "POST" || request.method == "PUT" || request.method == "PATCH";
    if (!sends_body) return;
    ::curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    ::curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.c_str());
}

void set_callbacks(CURL* curl, Exchange& exchange) {
    ::curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, &open_socket);
    ::curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &exchange);
    ::curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &take_body);
    ::curl_easy_setopt(curl, CURLOPT_WRITEDATA, &exchange);
    ::curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &take_header);
    ::curl_easy_setopt(curl, CURLOPT_HEADERDATA, &exchange);
}

tl::unexpected<Error> failure(CURLcode code, const Exchange& exchange) {
    const std::string detail = ::curl_easy_strerror(code);
    if (exchange.stopped == Exchange::Stopped::TooLarge) {
        return fail(ErrorCode::LimitExceeded, "response-too-large", "The other side's answer is too large; it should send less.",
                    detail);
    }
    if (exchange.stopped == Exchange::Stopped::Address) {
        return fail(ErrorCode::Forbidden, "address", "The host's address may not be used; give one that is public.", detail);
    }
    switch (code) {
        case CURLE_OPERATION_TIMEDOUT:
            return fail(ErrorCode::Timeout, "deadline", "The other side did not answer in time; try again.", detail);
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CERTPROBLEM:
        case CURLE_SSL_CIPHER:
        case CURLE_SSL_CACERT_BADFILE:
        case CURLE_SSL_ISSUER_ERROR:
            return fail(ErrorCode::Unavailable, "tls",
                        "The other side's certificate or encryption is not acceptable; it must be corrected there.", detail);
        default:
            return fail(ErrorCode::Unavailable, "connect",
                        "The other side can't be reached or answers nonsense; try again later.", detail);
    }
}

/// Once per process, before the first handle.
bool initialise() {
    static const bool ready = ::curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    return ready;
}

}  // namespace

Result<ports::HttpResponse> transfer(const ports::HttpRequest& request, const WebUrl& url,
                                     const std::vector<IpAddress>& addresses, const std::string& ca_file, Deadline deadline) {
    const Handle curl(initialise() ? ::curl_easy_init() : nullptr, &::curl_easy_cleanup);
    if (!curl) return fail(ErrorCode::Internal, "http-client", "The request can't be made; tell the operator.");
    Exchange exchange{.addresses = addresses, .port = url.port, .max_body_bytes = request.max_response_bytes, .response = {}};
    const auto headers = header_list(request);
    const auto pinned = pinned_addresses(url, addresses);
    set_safety(curl.get());
    set_request(curl.get(), request);
    set_callbacks(curl.get(), exchange);
    ::curl_easy_setopt(curl.get(), CURLOPT_URL, url.str().c_str());
    ::curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
    ::curl_easy_setopt(curl.get(), CURLOPT_RESOLVE, pinned.get());
    if (!ca_file.empty()) ::curl_easy_setopt(curl.get(), CURLOPT_CAINFO, ca_file.c_str());
    // 0 would mean no limit.
    ::curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT_MS, static_cast<long>(std::max<std::int64_t>(deadline.left().count(), 1)));
    const auto code = ::curl_easy_perform(curl.get());
    if (code != CURLE_OK) return failure(code, exchange);
    long status = 0;
    ::curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
    exchange.response.status = static_cast<int>(status);
    return std::move(exchange.response);
}

}  // namespace bespoke::adapters::local
