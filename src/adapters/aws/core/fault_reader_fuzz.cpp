// Whatever a service or something in between answers: reading it ends, and what comes out can be shown and logged.

#include <cstdint>
#include <cstdlib>
#include <string>

#include "adapters/aws/core/fault_class.hpp"
#include "adapters/aws/core/fault_reader.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace bespoke::adapters::aws;
    if (size < 3) return 0;
    WireReply reply;
    reply.ended = WireReply::Ended::Whole;
    reply.status = 300 + (data[0] * 256 + data[1]) % 300;
    const std::string text(reinterpret_cast<const char*>(data) + 3, size - 3);
    const auto cut = std::min<std::size_t>(data[2], text.size());
    reply.headers = {{"x-amzn-errortype", text.substr(0, cut)}};
    reply.body = text.substr(cut);
    const auto fault = read_fault(reply, "a.B");
    if (fault.code.find('#') != std::string::npos || fault.code.find(':') != std::string::npos || fault.message.size() > 2'000)
        std::abort();
    const auto error = to_error(fault);
    if (error.reason.empty() || error.public_text.empty()) std::abort();
    if (is_throttle(fault) != (error.reason == "throttled")) std::abort();
    is_error_in_disguise(reply.body);
    is_worth_another_try(fault);
    return 0;
}
