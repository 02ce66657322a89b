#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bespoke::lambda {

/// One exchange with the Runtime API.
struct LocalRequest {
    enum class Method { Get, Post } method = Method::Get;
    std::string path;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string_view body;
    std::chrono::milliseconds timeout{0};  ///< 0: none
};

struct LocalReply {
    int status = 0;
    std::vector<std::pair<std::string, std::string>> headers;  ///< names in lower case
    std::string body;
    [[nodiscard]] std::string_view header(std::string_view lower_case_name) const;  ///< empty if there is none
};

/// HTTP/1.1 to the one host of this environment on a kept connection; no proxy whatever the environment says. For one thread.
class LocalClient {
public:
    explicit LocalClient(std::string authority);
    ~LocalClient();
    LocalClient(const LocalClient&) = delete;
    LocalClient& operator=(const LocalClient&) = delete;
    /// Nothing: no whole reply came.
    std::optional<LocalReply> exchange(const LocalRequest&);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace bespoke::lambda
