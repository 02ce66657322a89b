#include <cstdlib>

#include "service/documents.hpp"

/// Whatever a file was called, what is shown of it holds no separator, quote or line end, and is not empty.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const auto shown = bespoke::service::display_name({reinterpret_cast<const char*>(data), size});
    if (shown.empty() || shown.find_first_of("/\\\"\r\n\t") != shown.npos) std::abort();
    return 0;
}
