#include <cstdlib>
#include <nlohmann/json.hpp>

#include "base/bytes.hpp"
#include "document/document.hpp"

/// Whatever a reader process answers, the parent gets a document that it can send on, or an error.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace bespoke::document;
    const auto json = nlohmann::json::parse(data, data + size, nullptr, false);
    if (json.is_discarded()) return 0;
    const auto document = document_from_json(json);
    if (!document) return 0;
    const auto again = document_from_json(nlohmann::json::parse(to_json(*document).dump()));
    if (!again || again->text() != document->text()) std::abort();
    return 0;
}
