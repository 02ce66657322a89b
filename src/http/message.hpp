#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/bytes.hpp"
#include "base/deadline.hpp"
#include "telemetry/trace.hpp"

namespace bespoke::http {

/// Header fields in order. Names compare without case.
class Fields {
public:
    void set(std::string_view name, std::string value);  ///< replaces
    void add(std::string_view name, std::string value);
    void remove(std::string_view name);
    [[nodiscard]] std::optional<std::string_view> get(std::string_view name) const;  ///< the first one
    [[nodiscard]] std::size_t count(std::string_view name) const;
    [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& all() const { return fields_; }

private:
    std::vector<std::pair<std::string, std::string>> fields_;
};

/// A request that is whole and well framed.
struct Request {
    std::string method;  ///< upper case
    std::string target;  ///< origin form as sent, e.g. "/v1/jobs?limit=5"
    std::string path;    ///< up to '?', still percent-encoded; begins with '/', has no "//", "." or ".." part
    std::string query;   ///< behind '?', still percent-encoded
    Fields headers;
    Bytes body;
    std::string peer;  ///< address of the other end, for rate limits before authentication
    telemetry::Trace trace;
    Deadline deadline = Deadline::after(std::chrono::seconds(30));
};

/// Text that goes on: server-sent events. Polled from the handlers' pool, never from two threads at once.
class Stream {
public:
    virtual ~Stream() = default;
    /// Called once, before the first poll, with a function that asks for a poll at once. It may be called from any thread at any time, even
    /// after the stream has ended. A stream that ignores it is polled four times a second.
    virtual void set_wake(std::function<void()>) {}
    /// What is new since the last call, possibly empty; `nullopt` ends the response.
    virtual std::optional<std::string> poll() = 0;
};

/// An answer. A header that could split the message (a name that is no token, control characters in a value) turns it into a 500.
struct Response {
    int status = 200;
    Fields headers;  ///< Content-Length, Transfer-Encoding, Date, Connection and trace headers are the server's and replaced
    std::variant<std::string, Bytes, std::unique_ptr<Stream>> body;
};

}  // namespace bespoke::http
