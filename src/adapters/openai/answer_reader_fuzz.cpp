// Whatever a server sends as answer, in whatever pieces: it is read the same way, within bounds, and nothing crashes.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "adapters/openai/answer_reader.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace bespoke::adapters::openai;
    constexpr std::size_t kMaxAnswerBytes = 64;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    AnswerReader at_once(kMaxAnswerBytes), in_pieces(kMaxAnswerBytes);
    at_once.take(bytes);
    at_once.end();
    for (std::size_t at = 0, piece = 1; at < size; at += piece, piece = piece % 7 + 1) {
        if (!in_pieces.take(bytes.substr(at, piece))) break;
    }
    in_pieces.end();
    const auto &a = at_once.answer(), &b = in_pieces.answer();
    if (a.text() != b.text() || a.state != b.state || a.finish_reason != b.finish_reason) std::abort();
    if (a.content.size() > kMaxAnswerBytes || a.reasoning.size() > kMaxAnswerBytes) std::abort();
    return 0;
}
