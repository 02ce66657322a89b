#pragma once

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "document/document.hpp"

namespace bespoke::testing {

/// What every reader promises for any input: a reason and a sentence, or a document that its parent process will accept.
/// Breaking the promise aborts, as fuzzers want it.
inline void check_document(const Result<document::Document>& document) {
    if (!document) {
        if (document.error().reason.empty() || document.error().public_text.empty()) std::abort();
        return;
    }
    const auto sent = document::to_json(*document);
    const auto received = document::document_from_json(nlohmann::json::parse(sent.dump()));
    if (!received || document::to_json(*received) != sent || document->text().empty()) std::abort();
}

}  // namespace bespoke::testing
