#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <variant>

#include "base/error.hpp"
#include "ports/blob_store.hpp"
#include "resume/resume.hpp"

namespace bespoke::stages {

/// A file that waits in the blob store. The name is shown to people and decides nothing.
struct Upload {
    ports::BlobKey blob;
    std::string name;
};

/// Name of a built-in style, or a sample to learn from.
using StyleChoice = std::variant<std::string, Upload>;

/// What a tailoring job is asked to do; the input of the state machine.
struct Request {
    Upload resume, job_description;
    StyleChoice style = std::string("classic");
    int max_pages = 0;                  ///< page budget, 0 for none
    resume::Date today;                 ///< from the caller's clock
    std::optional<resume::Date> as_of;  ///< what "present" means, if the caller says so
};

/// State data at the start: `{"request": {...}}`.
nlohmann::json to_state(const Request&);
/// The request in any later state data. `Internal` if it isn't there: only our own code writes it.
Result<Request> request_of(const nlohmann::json& state);

}  // namespace bespoke::stages
