#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "http/head.hpp"
#include "http/limits.hpp"

namespace bespoke::http {

/// Reads one HTTP/1.x request from bytes in pieces of any size; the verdict doesn't depend on how they are cut. Strict: lines end with
/// CRLF alone, nothing is repaired. Holds at most one line and the body. Pure: no clock, no I/O. One thread.
class RequestParser {
public:
    enum class Phase {
        Start,   ///< no byte yet
        Head,    ///< request line or header not yet whole
        Body,    ///< head() is there
        Whole,   ///< head() and body() are there
        Refused  ///< refusal() says why; what follows on this connection must not be read as a request
    };

    explicit RequestParser(const ServerLimits& limits) : limits_(limits) {}
    /// Reads from the front of `bytes` and returns how many it took: all of them, unless the request became whole or was refused.
    std::size_t feed(std::string_view bytes);
    [[nodiscard]] Phase phase() const;
    [[nodiscard]] const Refusal& refusal() const { return refusal_; }
    [[nodiscard]] const Head& head() const { return head_; }
    [[nodiscard]] const Bytes& body() const { return body_; }
    /// For the one who makes a Request of a whole one.
    [[nodiscard]] Head take_head() { return std::move(head_); }
    [[nodiscard]] Bytes take_body() { return std::move(body_); }

private:
    enum class Step { RequestLine, Field, Data, ChunkSize, ChunkData, ChunkEnd, Trailer, Whole, Refused };

    std::size_t take_line(std::string_view bytes);
    std::size_t take_data(std::string_view bytes);
    [[nodiscard]] bool is_well_formed(std::string_view part) const;
    [[nodiscard]] std::size_t room_in_line() const;
    void refuse_long_line();
    void on_line(std::string_view line);
    void on_request_line(std::string_view line);
    void on_field(std::string_view line);
    void on_trailer(std::string_view line);
    void on_chunk_size(std::string_view line);
    void end_head();
    void refuse(Refusal why);
    /// Adds a field line; whether it fitted and was well formed.
    bool add_field(std::string_view line, Fields& fields);

    ServerLimits limits_;
    Step step_ = Step::RequestLine;
    Refusal refusal_;
    std::string request_line_;
    std::string line_;  ///< the line that isn't whole yet
    bool skipped_empty_line_ = false;
    Fields headers_, trailers_;
    std::size_t field_bytes_ = 0;      ///< of the header, then of the trailers
    std::size_t extension_bytes_ = 0;  ///< of all chunks
    Head head_;
    Bytes body_;
    std::uint64_t data_left_ = 0;  ///< of the body or the chunk
};

}  // namespace bespoke::http
