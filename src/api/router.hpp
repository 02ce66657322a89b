#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "api/document.hpp"

namespace bespoke::api {

/// What the method and path of a request name.
struct Route {
    const OperationSpec* operation = nullptr;              ///< HEAD has that of GET; null: no such method here, or no such path
    std::map<std::string, std::string> path;               ///< parameters, still percent-encoded
    std::vector<std::string> allowed;                      ///< methods that the path has; empty: no such path
    enum class Link { Plain, Signed } link = Link::Plain;  ///< Signed: the path takes signed URLs alone
};

/// Path templates to operations. A literal part wins over a parameter. Immutable; safe from many threads.
class Router {
public:
    /// The document outlives the router.
    explicit Router(const Document&);
    [[nodiscard]] Route find(std::string_view method, std::string_view path) const;

private:
    struct Path {
        std::vector<std::string> parts;  ///< "{name}" for a parameter
        std::vector<const OperationSpec*> operations;
    };
    [[nodiscard]] const Path* match(const std::vector<std::string_view>& parts) const;
    std::vector<Path> paths_;  ///< the more literal ones first
};

}  // namespace bespoke::api
