#pragma once

#include <openssl/err.h>

namespace bespoke::crypto::detail {

/// Takes the errors that the library queued for this thread meanwhile away again: a TLS connection that the thread serves next
/// would take them for its own.
class ErrorMark {
public:
    ErrorMark() { ERR_set_mark(); }
    ErrorMark(const ErrorMark&) = delete;
    ErrorMark& operator=(const ErrorMark&) = delete;
    ~ErrorMark() { ERR_pop_to_mark(); }
};

}  // namespace bespoke::crypto::detail
