#pragma once

#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/limits.hpp"

// What the reader process and its parent say to each other, beside the Document itself (`to_json`). The reader gets
// the limits on its command line and the file on standard input; it answers with one JSON value on standard output
// and with its exit status.
namespace bespoke::document {

enum class ReaderExit : int {
    Done = 0,     ///< a Document on standard output
    Usage = 2,    ///< the command line is wrong: our bug
    Refused = 3,  ///< an error on standard output says what is wrong with the file
};

/// `--pages=50` and so on, one argument a limit.
std::vector<std::string> limits_to_arguments(const Limits& limits);
/// The inverse. `InvalidInput` names the argument that is unknown or no number in range.
Result<Limits> limits_from_arguments(std::span<const std::string> arguments);

/// {"error":{"code","reason","text","where"}}; `detail` stays in the process that made it.
nlohmann::json error_to_json(const Error& error);
/// Strict; anything unexpected is `Corrupt`.
Result<Error> error_from_json(const nlohmann::json& json);

}  // namespace bespoke::document
