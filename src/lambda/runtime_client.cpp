#include "lambda/runtime_client.hpp"

#include <curl/curl.h>

namespace bespoke::lambda {
namespace {

using Handle = std::unique_ptr<CURL, decltype(&::curl_easy_cleanup)>;
using List = std::unique_ptr<curl_slist, decltype(&::curl_slist_free_all)>;

std::string lower_case(std::string_view text) {
    std::string lower(text);
    for (auto& letter : lower)
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    return lower;
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::size_t take_body(char* data, std::size_t size, std::size_t count, void* target) {
    static_cast<LocalReply*>(target)->body.append(data, size * count);
    return size * count;
}

std::size_t take_header(char* data, std::size_t size, std::size_t count, void* target) {
    const std::string_view line(data, size * count);
    if (const auto colon = line.find(':'); colon != std::string_view::npos) {
        static_cast<LocalReply*>(target)->headers.emplace_back(lower_case(line.substr(0, colon)),
                                                               trimmed(line.substr(colon + 1)));
    }
    return size * count;
}

List header_list(const LocalRequest& request) {
    // Waiting for a "100 Continue" would cost a second for each large answer.
    curl_slist* list = ::curl_slist_append(nullptr, "Expect:");
    list = ::curl_slist_append(list, "Content-Type: application/json");
    for (const auto& [name, value] : request.headers)
        list = ::curl_slist_append(list, fmt::format("{}: {}", name, value).c_str());
    return {list, &::curl_slist_free_all};
}

}  // namespace

std::string_view LocalReply::header(std::string_view lower_case_name) const {
    const auto found = std::ranges::find(headers, lower_case_name, &std::pair<std::string, std::string>::first);
    return found == headers.end() ? std::string_view{} : std::string_view(found->second);
}

struct LocalClient::Impl {
    std::string authority;
    Handle curl{::curl_easy_init(), &::curl_easy_cleanup};
};

LocalClient::LocalClient(std::string authority) : impl_(std::make_unique<Impl>()) { impl_->authority = std::move(authority); }
LocalClient::~LocalClient() = default;

std::optional<LocalReply> LocalClient::exchange(const LocalRequest& request) {
    auto* curl = impl_->curl.get();
    if (curl == nullptr) return std::nullopt;
    ::curl_easy_reset(curl);  // keeps the connection
    LocalReply reply;
    const auto url = fmt::format("http://{}{}", impl_->authority, request.path);
    const auto headers = header_list(request);
    ::curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
    ::curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
    ::curl_easy_setopt(curl, CURLOPT_PROXY, "");
    ::curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    ::curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    ::curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, 2'000L);
    ::curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout.count()));
    ::curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &take_body);
    ::curl_easy_setopt(curl, CURLOPT_WRITEDATA, &reply);
    ::curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &take_header);
    ::curl_easy_setopt(curl, CURLOPT_HEADERDATA, &reply);
    if (request.method == LocalRequest::Method::Post) {
        ::curl_easy_setopt(curl, CURLOPT_POST, 1L);
        ::curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
        ::curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.empty() ? "" : request.body.data());
    }
    if (::curl_easy_perform(curl) != CURLE_OK) return std::nullopt;
    long status = 0;
    ::curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    reply.status = static_cast<int>(status);
    return reply;
}

}  // namespace bespoke::lambda
