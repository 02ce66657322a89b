#include "http/request_parser.hpp"

#include <algorithm>

#include "http/syntax.hpp"

namespace bespoke::http {
namespace {

constexpr std::size_t kMostSizeDigits = 16;
constexpr std::size_t kLineEnd = 2;

}  // namespace

RequestParser::Phase RequestParser::phase() const {
    switch (step_) {
        case Step::RequestLine: return line_.empty() && !skipped_empty_line_ ? Phase::Start : Phase::Head;
        case Step::Field: return Phase::Head;
        case Step::Whole: return Phase::Whole;
        case Step::Refused: return Phase::Refused;
        default: return Phase::Body;
    }
}

std::size_t RequestParser::feed(std::string_view bytes) {
    std::size_t used = 0;
    while (used < bytes.size() && step_ != Step::Whole && step_ != Step::Refused) {
        const auto rest = bytes.substr(used);
        used += step_ == Step::Data || step_ == Step::ChunkData ? take_data(rest) : take_line(rest);
    }
    return used;
}

void RequestParser::refuse(Refusal why) {
    refusal_ = why;
    step_ = Step::Refused;
    body_ = {};
}

/// Bytes are judged as they come and not when the line ends: who sends a bare CR learns it at once.
std::size_t RequestParser::take_line(std::string_view bytes) {
    const auto end = bytes.find('\n');
    const auto part = bytes.substr(0, end == std::string_view::npos ? end : end + 1);
    const auto room = room_in_line();
    // No byte behind the first one too many is looked at, so that the verdict is the same for pieces of any size.
    if (!is_well_formed(part.substr(0, room + 1))) {
        refuse({400, "bad-request", "bad-byte"});
    } else if (part.size() > room) {
        refuse_long_line();
    } else {
        line_ += part;
        if (end != std::string_view::npos) {
            const auto line = std::exchange(line_, {});
            on_line(std::string_view(line).substr(0, line.size() - kLineEnd));
        }
    }
    return part.size();
}

/// CR and LF stand only together, at the end.
bool RequestParser::is_well_formed(std::string_view part) const {
    char before = line_.empty() ? '\0' : line_.back();
    for (const char letter : part) {
        const bool ends = letter == '\n';
        if (ends != (before == '\r') || (!ends && letter != '\r' && !is_field_byte(letter))) return false;
        before = letter;
    }
    return true;
}

std::size_t RequestParser::room_in_line() const {
    std::size_t most = kLineEnd;
    if (step_ == Step::RequestLine) most += limits_.request_line_bytes;
    if (step_ == Step::Field || step_ == Step::Trailer)
        most += limits_.header_bytes - std::min(field_bytes_, limits_.header_bytes);
    if (step_ == Step::ChunkSize) most += kMostSizeDigits + limits_.chunk_extension_bytes - extension_bytes_;
    return most - std::min(most, line_.size());
}

void RequestParser::refuse_long_line() {
    if (step_ == Step::RequestLine) return refuse({414, "uri-too-long", "request-line"});
    if (step_ == Step::Field || step_ == Step::Trailer) return refuse({431, "headers-too-large", "header-bytes"});
    refuse({400, "bad-request", step_ == Step::ChunkSize ? "long-chunk-line" : "chunk-end"});
}

void RequestParser::on_line(std::string_view line) {
    switch (step_) {
        case Step::RequestLine: return on_request_line(line);
        case Step::Field: return on_field(line);
        case Step::Trailer: return on_trailer(line);
        case Step::ChunkSize: return on_chunk_size(line);
        default: break;
    }
    if (!line.empty()) return refuse({400, "bad-request", "chunk-end"});
    step_ = Step::ChunkSize;
}

/// One empty line before a request is what old clients send behind a body (RFC 9112 section 2.2).
void RequestParser::on_request_line(std::string_view line) {
    if (line.empty() && !std::exchange(skipped_empty_line_, true)) return;
    const auto parsed = parse_request_line(line);
    if (!parsed) return refuse(parsed.error());
    request_line_ = line;
    step_ = Step::Field;
}

bool RequestParser::add_field(std::string_view line, Fields& fields) {
    field_bytes_ += line.size() + kLineEnd;
    if (field_bytes_ > limits_.header_bytes || fields.all().size() >= limits_.headers) {
        refuse({431, "headers-too-large", "header-count"});
        return false;
    }
    const auto parsed = parse_field_line(line, fields);
    if (!parsed) refuse(parsed.error());
    return parsed.has_value();
}

void RequestParser::on_field(std::string_view line) {
    if (line.empty()) return end_head();
    add_field(line, headers_);
}

void RequestParser::end_head() {
    auto head = make_head(*parse_request_line(request_line_), std::move(headers_), limits_);
    if (!head) return refuse(head.error());
    head_ = std::move(*head);
    field_bytes_ = 0;
    data_left_ = head_.content_length;
    step_ = head_.framing == Framing::None ? Step::Whole : head_.framing == Framing::Chunked ? Step::ChunkSize : Step::Data;
}

/// Trailers have the grammar of headers and are dropped: nothing may arrive behind the checks that headers went through.
void RequestParser::on_trailer(std::string_view line) {
    if (line.empty())
        step_ = Step::Whole;
    else
        add_field(line, trailers_);
}

/// RFC 9112 section 7.1: digits, then nothing or an extension; no sign, prefix, separator or space.
void RequestParser::on_chunk_size(std::string_view line) {
    const auto digits = static_cast<std::size_t>(std::find_if_not(line.begin(), line.end(), is_hexadecimal) - line.begin());
    const auto extension = line.substr(digits);
    if (digits == 0 || digits > kMostSizeDigits) return refuse({400, "bad-request", "chunk-size"});
    if (!extension.empty() && extension[0] != ';') return refuse({400, "bad-request", "chunk-size"});
    extension_bytes_ += extension.size();
    if (extension_bytes_ > limits_.chunk_extension_bytes) return refuse({400, "bad-request", "chunk-extensions"});
    std::uint64_t size = 0;
    for (const char digit : line.substr(0, digits)) size = size * 16 + hexadecimal_value(digit);
    if (size > limits_.body_bytes - body_.size()) return refuse({413, "too-large", "chunked-body"});
    data_left_ = size;
    step_ = size == 0 ? Step::Trailer : Step::ChunkData;
}

std::size_t RequestParser::take_data(std::string_view bytes) {
    const auto part = as_bytes(bytes.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(data_left_, bytes.size()))));
    body_.insert(body_.end(), part.begin(), part.end());
    data_left_ -= part.size();
    if (data_left_ == 0) step_ = step_ == Step::Data ? Step::Whole : Step::ChunkEnd;
    return part.size();
}

}  // namespace bespoke::http
