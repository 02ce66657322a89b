#pragma once

#include <string>
#include <string_view>

namespace bespoke::resume::parser {

/// A degree taken apart, as typed; empty where absent.
struct Degree {
    std::string kind;     ///< "Bachelor of Science", "M.A.", "Diplom"
    std::string subject;  ///< "Physics"
};

/// "Bachelor of Science in Physics", "MSc Physics", "Business Administration, BA", "B.Sc. (Hons), Physics", "Physics".
Degree read_degree(std::string_view text);

}  // namespace bespoke::resume::parser
