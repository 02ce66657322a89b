#pragma once

#include <map>
#include <optional>
#include <string>

#include "document/archive/archive.hpp"
#include "document/xml/xml.hpp"

namespace bespoke::document {

/// What one part says about another (ECMA-376 part 2, 6.5).
struct Relationship {
    std::string type;    ///< last segment of the type's URI, e.g. "hyperlink"; the same in strict and transitional files
    std::string target;  ///< part name, or the URI when external; never followed when external
    bool external = false;
};
using Relationships = std::map<std::string, Relationship, std::less<>>;

/// The parts of an Office Open XML file and how they hang together. The bytes given to `open` must outlive it.
class Package {
public:
    static Result<Package> open(BytesView bytes, const Limits& limits);

    /// Relationships of a part, by id; of the package for an empty name. None when there are none.
    Result<Relationships> relationships(std::string_view part);
    /// The parsed part; an empty document when there is no such part.
    Result<pugi::xml_document> xml(std::string_view part);
    /// The raw part.
    Result<std::optional<std::string>> bytes(std::string_view part) { return archive_.read(part); }

private:
    Package(Archive archive, const Limits& limits) : archive_(std::move(archive)), limits_(limits) {}
    Archive archive_;
    Limits limits_;
};

/// Target of the first relationship of a type that lies inside the package; empty for none.
std::string target_of(const Relationships& relationships, std::string_view type);

}  // namespace bespoke::document
