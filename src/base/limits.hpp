#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace bespoke {

/// Every bound on untrusted input, in one place, with where it comes from. Exceeding one is
/// `LimitExceeded` with the limit's name in the text. Each is settable, so that tests can reach it.
struct Limits {
    /// Bytes of one uploaded document.
    std::uint64_t document_bytes = 10ULL * 1024 * 1024;
    /// Bytes of one plain-text document after decoding; a long resume has 30 KiB.
    std::uint64_t text_bytes = 1ULL * 1024 * 1024;
    /// Pages of one document.
    int pages = 50;
    /// Characters of extracted text of one document.
    std::size_t characters = 400'000;
    /// Bytes of one Document as the reader sends it.
    std::uint64_t reader_output_bytes = 16ULL * 1024 * 1024;
    /// Address space of a reader process.
    std::uint64_t reader_memory_bytes = 512ULL * 1024 * 1024;
    /// Processor seconds of a reader process.
    std::chrono::seconds reader_cpu{5};
    /// Wall time of a reader process.
    std::chrono::milliseconds reader_wall{20'000};

    // Office archives; of 1,002 public DOCX the largest had 291 parts, 15.3 MB inflated, ratio 130, XML depth 29.
    std::size_t archive_parts = 1'000;
    std::uint64_t archive_inflated_bytes = 64ULL * 1024 * 1024;
    std::uint64_t archive_ratio = 200;
    /// Parts below this size may exceed `archive_ratio`.
    std::uint64_t archive_ratio_floor_bytes = 64ULL * 1024;
    int xml_depth = 128;
    int xml_attributes = 256;
};

}  // namespace bespoke
