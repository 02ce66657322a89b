#include "document/html/html_tree.hpp"

#include <new>
#include <vector>

#include "document/html/nesting.hpp"

namespace bespoke::document {
namespace {

/// Far more than an honest page of the permitted size needs, far less than a reader process has.
constexpr std::size_t kMaxTreeBytes = 192UL * 1024 * 1024;
constexpr std::size_t kChunkBytes = 256UL * 1024;
/// Browsers flatten what nests deeper than 512.
constexpr int kMaxNesting = 1000;

tl::unexpected<Error> too_complicated(std::string detail) {
    return fail(ErrorCode::LimitExceeded, "resource-limit",
                "The page is built in a far more complicated way than a document needs; save it as PDF and use that file.",
                std::move(detail));
}

}  // namespace

class HtmlTree::Arena {
public:
    void* allocate(std::size_t bytes) {
        constexpr std::size_t kAlignment = alignof(std::max_align_t);
        bytes = (bytes + kAlignment - 1) / kAlignment * kAlignment;
        if (bytes > kMaxTreeBytes - used_) throw std::bad_alloc();
        used_ += bytes;
        if (bytes > left_) {
            left_ = std::max(bytes, kChunkBytes);
            chunks_.push_back(std::make_unique_for_overwrite<std::byte[]>(left_));
            next_ = chunks_.back().get();
        }
        void* result = next_;
        next_ += bytes;
        left_ -= bytes;
        return result;
    }

private:
    std::vector<std::unique_ptr<std::byte[]>> chunks_;
    std::byte* next_ = nullptr;
    std::size_t left_ = 0, used_ = 0;
};

void HtmlTree::ArenaDeleter::operator()(Arena* arena) const { delete arena; }

Result<HtmlTree> HtmlTree::parse(std::string html) {
    if (deepest_nesting(html) > kMaxNesting) return too_complicated("nested too deep");
    HtmlTree tree;
    tree.html_ = std::make_unique<std::string>(std::move(html));
    tree.arena_.reset(new Arena);
    GumboOptions options = kGumboDefaultOptions;
    options.userdata = tree.arena_.get();
    options.allocator = [](void* arena, std::size_t bytes) { return static_cast<Arena*>(arena)->allocate(bytes); };
    options.deallocator = [](void*, void*) {};
    options.max_errors = 0;
    try {
        // The parser owns nothing outside the arena, so leaving it by an exception leaks nothing.
        tree.output_ = gumbo_parse_with_options(&options, tree.html_->data(), tree.html_->size());
    } catch (const std::bad_alloc&) {
        return too_complicated("tree too big");
    }
    return tree;
}

std::string_view attribute(const GumboNode& element, const char* name) {
    const GumboAttribute* found = gumbo_get_attribute(&element.v.element.attributes, name);
    return found == nullptr ? std::string_view{} : std::string_view(found->value);
}

}  // namespace bespoke::document
