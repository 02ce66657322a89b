#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/limits.hpp"
#include "ports/document_reader.hpp"

namespace bespoke::adapters::local {

/// Reads each file in a child process of its own, the `reader` executable, so that a file that crashes, hangs or eats
/// memory costs nothing but its own result. The child gets an empty environment, no open file but its three standard
/// streams, and the limits on its command line. Its answer is not trusted: it is bounded and checked strictly.
/// Safe from many threads.
class ReaderProcess final : public ports::DocumentReader {
public:
    /// `Unavailable` "no-reader" if there is no such executable.
    static Result<ReaderProcess> create(const std::filesystem::path& executable, const Limits& limits);

    /// A reader that does not end well gets a second try, as the machine may have been to blame: the same again is the file's
    /// doing. Reasons beside those of the readers themselves: "resource-limit" (out of memory, processor or wall time, or too
    /// much output), "malformed-document" (the reader crashed on it, answered nonsense, or was ended because it tried what no
    /// document needs: then `detail` begins with "sandbox" and security should hear of it), `Timeout` "deadline" when the
    /// caller's deadline comes first.
    Result<document::Document> read(BytesView bytes, Deadline deadline) override;

private:
    ReaderProcess(std::filesystem::path executable, const Limits& limits);

    /// What one reader made of the file.
    struct Try {
        Result<document::Document> document;
        bool is_verdict;  ///< the reader itself came to it: a document, or a reason to refuse
    };
    [[nodiscard]] Try try_once(BytesView bytes, Deadline deadline) const;

    std::filesystem::path executable_;
    std::vector<std::string> arguments_;
    Limits limits_;
};

}  // namespace bespoke::adapters::local
