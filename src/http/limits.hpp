#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace bespoke::http {

/// Bounds on what a client may send and how slowly; exceeding one is answered and the connection closed.
struct ServerLimits {
    std::size_t request_line_bytes = 15 * 1024;                   ///< 414; a file's name of 4 KiB fits, escaped
    std::size_t header_bytes = 32 * 1024;                         ///< 431; the trailers of a chunked body count on their own
    std::size_t headers = 100;                                    ///< 431
    std::size_t chunk_extension_bytes = 1024;                     ///< 400; of all chunks of a request together
    std::uint64_t body_bytes = 11ULL * 1024 * 1024;               ///< 413, before the body is read if its length is declared
    std::uint64_t bodies_in_flight_bytes = 256ULL * 1024 * 1024;  ///< 503
    std::chrono::milliseconds header_time{10'000};  ///< 408; from the first byte to the end of the header, however it drips
    std::chrono::milliseconds body_time{20'000};    ///< 408; plus a second for every 500 bytes that came
    std::chrono::milliseconds idle_time{60'000};    ///< before the first byte of a request; closed without an answer
    std::chrono::milliseconds write_stall{30'000};  ///< without progress of an answer; closed
    std::size_t connections = 4'096;                ///< 503
    std::size_t connections_per_peer = 1'024;       ///< 503
    std::size_t streams = 1'024;                    ///< event streams open at once; more is 503
    std::size_t queued_requests = 1'024;            ///< waiting for a handler thread; more is 503 with Retry-After
    std::chrono::milliseconds request_time{
        30'000};                                 ///< Request::deadline, from the whole request on; one that waits longer is 503
    std::chrono::milliseconds stream_poll{250};  ///< between two polls of a quiet stream
    std::chrono::milliseconds stream_keep_alive{
        15'000};  ///< a comment is sent after so much silence, so that proxies and clients stay
};

}  // namespace bespoke::http
