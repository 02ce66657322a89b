#pragma once

#include <gumbo.h>

#include <memory>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace bespoke::document {

/// A parsed page. Its nodes live in one arena: hostile markup makes a parser multiply nodes without bound, and freeing a
/// deep tree node by node would recurse as deep.
class HtmlTree {
public:
    /// Reason: "resource-limit" when the tree grows too big.
    static Result<HtmlTree> parse(std::string html);
    [[nodiscard]] const GumboNode* root() const { return output_->root; }

private:
    class Arena;
    struct ArenaDeleter {
        void operator()(Arena* arena) const;
    };
    HtmlTree() = default;

    std::unique_ptr<std::string> html_;  ///< nodes point into it
    std::unique_ptr<Arena, ArenaDeleter> arena_;
    GumboOutput* output_ = nullptr;  ///< in the arena
};

std::string_view attribute(const GumboNode& element, const char* name);

}  // namespace bespoke::document
