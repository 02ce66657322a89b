#include <cstdlib>

#include "http/request_parser.hpp"

namespace {

using bespoke::http::RequestParser;

bespoke::http::ServerLimits small_limits() {
    bespoke::http::ServerLimits limits;
    limits.request_line_bytes = 256;
    limits.header_bytes = 1024;
    limits.headers = 20;
    limits.chunk_extension_bytes = 64;
    limits.body_bytes = 2048;
    return limits;
}

struct Reading {
    RequestParser parser{small_limits()};
    std::size_t used = 0;
};

Reading read(std::string_view bytes, std::size_t piece) {
    Reading reading;
    while (reading.used < bytes.size()) {
        const auto part = bytes.substr(reading.used, piece);
        const auto used = reading.parser.feed(part);
        reading.used += used;
        if (used < part.size() || used == 0) break;
        if (reading.parser.phase() == RequestParser::Phase::Whole || reading.parser.phase() == RequestParser::Phase::Refused)
            break;
    }
    return reading;
}

void require(bool holds) {
    if (!holds) std::abort();
}

/// What a handler may rely on.
void check_whole(const RequestParser& parser) {
    const auto& head = parser.head();
    require(!head.method.empty() && head.target.path.starts_with('/') && head.target.path.find("//") == std::string::npos);
    require(parser.body().size() <= small_limits().body_bytes && head.headers.all().size() <= small_limits().headers);
    require(head.headers.count("Host") + static_cast<std::size_t>(1 - head.minor_version) >= 1 &&
            head.headers.count("Host") <= 1);
    require(!(head.headers.count("Content-Length") > 0 && head.headers.count("Transfer-Encoding") > 0));
    if (head.framing == bespoke::http::Framing::Length) require(parser.body().size() == head.content_length);
    for (const auto& [name, value] : head.headers.all())
        require(value.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos);
}

}  // namespace

/// Whole or in pieces, the same bytes give the same verdict, and a whole request takes the same number of them.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto at_once = read(bytes, size + 1);
    for (const std::size_t piece : {std::size_t{1}, std::size_t{7}}) {
        const auto in_pieces = read(bytes, piece);
        require(at_once.parser.phase() == in_pieces.parser.phase());
        if (at_once.parser.phase() == RequestParser::Phase::Whole) {
            require(at_once.used == in_pieces.used && at_once.parser.body() == in_pieces.parser.body());
        }
        if (at_once.parser.phase() == RequestParser::Phase::Refused)
            require(at_once.parser.refusal().status == in_pieces.parser.refusal().status);
    }
    if (at_once.parser.phase() == RequestParser::Phase::Whole) check_whole(at_once.parser);
    return 0;
}
