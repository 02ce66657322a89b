#pragma once

#include <optional>
#include <string_view>

namespace bespoke::api {

/// What a slug means to a client.
struct ProblemRow {
    std::string_view slug;
    int status;
    std::string_view title;
};
/// `nullopt` for a slug that needs no row: its error's code gives the status.
std::optional<ProblemRow> find_problem(std::string_view slug);

}  // namespace bespoke::api
