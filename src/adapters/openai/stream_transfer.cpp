#include "adapters/openai/stream_transfer.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <cstdint>
#include <memory>

namespace bespoke::adapters::openai {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;
using Ended = StreamOutcome::Ended;

constexpr std::size_t kMaxHeaderBytes = 64 * 1024;
constexpr std::size_t kMaxErrorBytes = 16 * 1024;

using Easy = std::unique_ptr<CURL, decltype(&::curl_easy_cleanup)>;
using Multi = std::unique_ptr<CURLM, decltype(&::curl_multi_cleanup)>;
using List = std::unique_ptr<curl_slist, decltype(&::curl_slist_free_all)>;

/// What the callbacks work on.
struct Exchange {
    const StreamRequest& request;
    const std::function<bool(std::string_view)>& on_body;
    StreamOutcome outcome;
    std::uint64_t bytes = 0;
    std::size_t header_bytes = 0;
    steady_clock::time_point last_heard = steady_clock::now();
    bool stopped = false;  ///< by a callback; outcome.ended says why
    std::size_t stop(Ended why) {
        stopped = true;
        outcome.ended = why;
        return 0;
    }
};

std::size_t take_body(const char* data, std::size_t one, std::size_t count, void* user) {
    auto& exchange = *static_cast<Exchange*>(user);
    const std::string_view piece(data, one * count);
    exchange.last_heard = steady_clock::now();
    exchange.bytes += piece.size();
    if (exchange.bytes > exchange.request.max_response_bytes) return exchange.stop(Ended::TooLarge);
    auto& outcome = exchange.outcome;
    if (outcome.status != 200) {
        outcome.error_body.append(piece.substr(0, kMaxErrorBytes - std::min(kMaxErrorBytes, outcome.error_body.size())));
        return outcome.error_body.size() < kMaxErrorBytes ? piece.size() : exchange.stop(Ended::Enough);
    }
    return exchange.on_body(piece) ? piece.size() : exchange.stop(Ended::Enough);
}

std::size_t take_header(const char* data, std::size_t one, std::size_t count, void* user) {
    auto& exchange = *static_cast<Exchange*>(user);
    const std::string_view line(data, one * count);
    exchange.last_heard = steady_clock::now();
    exchange.header_bytes += line.size();
    if (exchange.header_bytes > kMaxHeaderBytes) return exchange.stop(Ended::TooLarge);
    if (line.starts_with("HTTP/")) {
        const auto space = line.find(' ');
        exchange.outcome.status = space == std::string_view::npos ? 0 : std::atoi(std::string(line.substr(space)).c_str());
        exchange.outcome.retry_after.clear();
    }
    constexpr std::string_view kName = "retry-after:";
    const bool matches =
        line.size() > kName.size() && std::ranges::equal(line.substr(0, kName.size()), kName,
                                                         [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
    if (matches) {
        auto value = line.substr(kName.size());
        while (!value.empty() && (value.front() == ' ' || value.front() == '\t')) value.remove_prefix(1);
        while (!value.empty() && (value.back() == '\r' || value.back() == '\n' || value.back() == ' ')) value.remove_suffix(1);
        exchange.outcome.retry_after = value;
    }
    return line.size();
}

List headers_of(const StreamRequest& request) {
    curl_slist* list = nullptr;
    for (const char* header : {"Content-Type: application/json", "Accept: text/event-stream, application/json", "Expect:"})
        list = ::curl_slist_append(list, header);
    if (!request.api_key.empty()) list = ::curl_slist_append(list, ("Authorization: Bearer " + request.api_key).c_str());
    return {list, &::curl_slist_free_all};
}

void set_options(CURL* curl, const StreamRequest& request, Exchange& exchange, const List& headers) {
    ::curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
    ::curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
    ::curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    ::curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.c_str());
    ::curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request.connect_timeout.count()));
    ::curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    ::curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    // A redirect would carry resume and key to a host that nobody configured.
    ::curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    ::curl_easy_setopt(curl, CURLOPT_PROXY, "");
    ::curl_easy_setopt(curl, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    ::curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    ::curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
    ::curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    ::curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    ::curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    ::curl_easy_setopt(curl, CURLOPT_USERAGENT, "bespoke");
    if (!request.ca_file.empty()) ::curl_easy_setopt(curl, CURLOPT_CAINFO, request.ca_file.c_str());
    ::curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &take_body);
    ::curl_easy_setopt(curl, CURLOPT_WRITEDATA, &exchange);
    ::curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &take_header);
    ::curl_easy_setopt(curl, CURLOPT_HEADERDATA, &exchange);
}

bool is_tls(CURLcode code) {
    return code == CURLE_SSL_CONNECT_ERROR || code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CERTPROBLEM ||
           code == CURLE_SSL_CIPHER || code == CURLE_SSL_CACERT_BADFILE || code == CURLE_SSL_ISSUER_ERROR;
}

/// How the transfer ended by itself, once it has.
void conclude(CURLM* multi, Exchange& exchange) {
    int left = 0;
    const CURLMsg* message = ::curl_multi_info_read(multi, &left);
    const auto code = message != nullptr && message->msg == CURLMSG_DONE ? message->data.result : CURLE_RECV_ERROR;
    exchange.outcome.detail = ::curl_easy_strerror(code);
    if (exchange.stopped) return;
    exchange.outcome.ended = code == CURLE_OK ? Ended::Whole : is_tls(code) ? Ended::Tls : Ended::Broken;
}

/// Polling instead of libcurl's own time-outs: its low-speed limit counts in whole seconds and leaves the wait for the first byte out.
void drive(CURLM* multi, Exchange& exchange, Deadline deadline) {
    constexpr milliseconds kLongestWait{250};
    int running = 1;
    while (::curl_multi_perform(multi, &running) == CURLM_OK && running > 0) {
        const auto silent = std::chrono::duration_cast<milliseconds>(steady_clock::now() - exchange.last_heard);
        if (deadline.passed()) {
            exchange.stop(Ended::Deadline);
            return;
        }
        if (silent >= exchange.request.idle_timeout) {
            exchange.stop(Ended::Idle);
            return;
        }
        const auto wait = std::min({kLongestWait, deadline.left(), exchange.request.idle_timeout - silent});
        ::curl_multi_poll(multi, nullptr, 0, static_cast<int>(std::max<std::int64_t>(wait.count(), 1)), nullptr);
    }
    conclude(multi, exchange);
}

/// Once per process, before the first handle.
bool initialise() {
    static const bool ready = ::curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    return ready;
}

}  // namespace

StreamOutcome post_streaming(const StreamRequest& request, Deadline deadline,
                             const std::function<bool(std::string_view)>& on_body) {
    const Easy easy(initialise() ? ::curl_easy_init() : nullptr, &::curl_easy_cleanup);
    const Multi multi(::curl_multi_init(), &::curl_multi_cleanup);
    Exchange exchange{.request = request, .on_body = on_body, .outcome = {}};
    if (!easy || !multi) return exchange.outcome;
    const auto headers = headers_of(request);
    set_options(easy.get(), request, exchange, headers);
    if (::curl_multi_add_handle(multi.get(), easy.get()) != CURLM_OK) return exchange.outcome;
    drive(multi.get(), exchange, deadline);
    ::curl_multi_remove_handle(multi.get(), easy.get());
    return std::move(exchange.outcome);
}

}  // namespace bespoke::adapters::openai
