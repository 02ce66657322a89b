#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/ids.hpp"
#include "base/time.hpp"
#include "ports/blob_store.hpp"

namespace bespoke::ports {

/// A file that somebody may send, declared beforehand.
struct ExpectedFile {
    RecordId upload;  ///< "upl_…"
    std::string media_type;
    std::uint64_t bytes = 0;
    std::string sha256;  ///< 64 hexadecimal digits
    Timestamp expires{};
};

/// How to send it.
struct UploadForm {
    std::string
        method;       ///< "PUT": the body is the file; "POST": multipart/form-data with `fields` in order, then the part "file"
    std::string url;  ///< absolute
    std::vector<std::pair<std::string, std::string>> headers, fields;
};

/// A stored blob that somebody may fetch.
struct OfferedFile {
    BlobKey blob;
    std::string name, media_type;
    std::string disposition;  ///< "attachment" or "inline"
    Timestamp expires{};
};

/// Lets clients exchange files with the store itself, past our server. Safe from many threads.
class TransferLinks {
public:
    virtual ~TransferLinks() = default;
    /// What is sent so lands apart from what is trusted; it becomes a document once it has been checked against its declaration.
    virtual Result<UploadForm> upload(const TenantId&, const ExpectedFile&) = 0;
    /// An absolute URL. It dies at `expires` or with the credentials that signed it, whichever is first.
    virtual Result<std::string> download(const TenantId&, const OfferedFile&) = 0;
};

}  // namespace bespoke::ports
