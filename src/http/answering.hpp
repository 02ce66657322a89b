#pragma once

#include <chrono>
#include <string>

#include "http/message.hpp"
#include "http/server.hpp"

namespace bespoke::http {

/// One request on its way through a handler.
struct Exchange {
    Request request;
    Response response;
    std::string operation = "none";  ///< what the handler called it
    std::chrono::steady_clock::time_point began = std::chrono::steady_clock::now();
    bool answered = false;  ///< only the I/O thread touches it
};

/// Runs the handler and makes the response ready to write: 503 if the request waited past its deadline, 500 if the handler throws or
/// answers what could split the message; compressed; with trace headers. Blocks; on a handler thread.
void answer(Exchange&, const Handler&, const ErrorPage&);

/// The server's own answer, and what it is if even the page throws. Never throws. 503 gets a Retry-After.
Response error_answer(const ErrorPage&, int status, std::string_view slug, const telemetry::Trace&);

/// "2xx".
std::string_view status_class(int status);
/// The method itself if it is one of the registered eight, else "other": a label must not be the client's to choose.
std::string_view method_label(std::string_view method);

}  // namespace bespoke::http
