// reader [--pages=N …]: one untrusted file on standard input, its Document as JSON on standard output.

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <exception>
#include <nlohmann/json.hpp>
#include <system_error>

#include "confine.hpp"
#include "document/wire.hpp"
#include "read_file.hpp"

namespace {

using namespace bespoke;
using document::ReaderExit;

/// Standard input up to one byte more than allowed, so that the detector can tell a file that is too large.
Result<Bytes> read_input(std::uint64_t limit) {
    constexpr std::size_t kChunk = 64 * 1024;
    Bytes bytes;
    while (bytes.size() <= limit) {
        const std::size_t used = bytes.size();
        bytes.resize(used + kChunk);
        const ssize_t count = read(STDIN_FILENO, bytes.data() + used, kChunk);
        if (count < 0 && errno != EINTR) {
            return fail(ErrorCode::Internal, "input", "The file did not reach the document reader; try again.",
                        std::generic_category().message(errno));
        }
        bytes.resize(used + static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
        if (count == 0) break;
    }
    return bytes;
}

Result<std::string> answer(const Limits& limits) {
    const Result<Bytes> bytes = read_input(limits.document_bytes);
    if (!bytes) return tl::unexpected(bytes.error());
    const Result<document::Document> document = reader::read_file(*bytes, limits);
    if (!document) return tl::unexpected(document.error());
    std::string json = document::to_json(*document).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    if (json.size() <= limits.reader_output_bytes) return json;
    return fail(ErrorCode::LimitExceeded, "resource-limit", "The file has more text than any resume; choose a shorter one.");
}

Result<std::string> answer_without_throwing(const Limits& limits) {
    try {
        return answer(limits);
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::LimitExceeded, "resource-limit",
                    "The reader ran out of memory on this file; export a simpler copy of it, for instance without images.");
    } catch (const std::exception& error) {
        return fail(ErrorCode::InvalidInput, "malformed-document",
                    "The file is damaged and could not be read; export it again from the program that made it.", error.what());
    }
}

ReaderExit print(const Result<std::string>& text) {
    const std::string out =
        text ? *text : document::error_to_json(text.error()).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    std::fwrite(out.data(), 1, out.size(), stdout);
    std::fputc('\n', stdout);
    return text ? ReaderExit::Done : ReaderExit::Refused;
}

}  // namespace

int main(int count, char** values) {
    const std::vector<std::string> arguments(values + 1, values + count);
    const Result<Limits> limits = document::limits_from_arguments(arguments);
    if (!limits) {
        std::fprintf(stderr, "reader: %s\n", limits.error().public_text.c_str());
        return static_cast<int>(ReaderExit::Usage);
    }
    if (const Status confined = reader::confine(*limits); !confined) {
        print(tl::unexpected(confined.error()));
        return static_cast<int>(ReaderExit::Refused);
    }
    return static_cast<int>(print(answer_without_throwing(*limits)));
}
