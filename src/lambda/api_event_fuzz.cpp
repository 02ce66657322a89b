#include <cstdlib>

#include "lambda/api_event.hpp"
#include "lambda/cloud_event.hpp"
#include "lambda/queue_event.hpp"
#include "lambda/trace_header.hpp"

using namespace bespoke;

/// Whatever an event holds, a request made of it has a path that begins with '/', and headers that can't split a message; a trace that was
/// read is written the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    lambda::Invocation invocation;
    invocation.payload = text;
    if (const auto request = lambda::request_from(invocation)) {
        if (request->path.empty() || request->path.front() != '/') std::abort();
        for (const auto& [name, value] : request->headers.all())
            if (name.empty() || value.find_first_of("\r\n") != std::string::npos) std::abort();
    }
    lambda::claims_of(text);
    if (const auto event = lambda::cloud_event(text)) lambda::stored_object(*event);
    if (const auto messages = lambda::queue_messages(text))
        for (const auto& message : *messages)
            if (message.id.empty()) std::abort();
    if (const auto trace = lambda::trace_from(text)) {
        const auto again = lambda::trace_from(lambda::to_trace_header(*trace));
        if (!again || again->trace_id != trace->trace_id) std::abort();
    }
    return 0;
}
