#include "document/xml/scan.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace bespoke::document {
namespace {

/// A tree of more elements and attributes would not fit into a reader's memory; honest parts stay far below a million.
constexpr std::size_t kMaxNodes = 2'000'000;

tl::unexpected<Error> malformed(std::string detail) {
    return fail(
        ErrorCode::InvalidInput, "malformed-document",
        "The file is damaged: a part of it is not well-formed; open it in its editor, save it again and use the new file.",
        std::move(detail));
}

tl::unexpected<Error> over_limit(std::string detail) {
    return fail(ErrorCode::LimitExceeded, "resource-limit",
                "The file is built in a far more complicated way than a document needs; save it as a plain DOCX or PDF.",
                std::move(detail));
}

class Scanner {
public:
    Scanner(std::string_view xml, const Limits& limits) : rest_(xml), limits_(limits) {}

    Status run() {
        for (;;) {
            const std::size_t open = rest_.find('<');
            if (open == rest_.npos) return {};
            rest_.remove_prefix(open);
            if (Status status = markup(); !status) return status;
        }
    }

private:
    Status markup() {
        if (rest_.starts_with("<!--")) return skip_to("-->");
        if (rest_.starts_with("<![CDATA[")) return skip_to("]]>");
        if (rest_.starts_with("<?")) return skip_to("?>");
        // Whatever its spelling: neither DTDs nor their entities have a place in an office file.
        if (rest_.starts_with("<!")) {
            return fail(ErrorCode::InvalidInput, "forbidden-dtd",
                        "The file carries a document type definition, which no honest document needs; save it again as a plain "
                        "DOCX or PDF.");
        }
        if (rest_.starts_with("</")) {
            --depth_;
            return skip_to(">");
        }
        return start_tag();
    }

    Status skip_to(std::string_view close) {
        const std::size_t end = rest_.find(close);
        if (end == rest_.npos) return malformed("markup is not closed");
        rest_.remove_prefix(end + close.size());
        return {};
    }

    Status start_tag() {
        int attributes = 0;
        std::size_t at = 1;
        while (at < rest_.size() && rest_[at] != '>') {
            if (rest_[at] == '=') ++attributes;
            if (rest_[at] == '"' || rest_[at] == '\'') at = rest_.find(rest_[at], at + 1);
            if (at == rest_.npos) return malformed("attribute is not closed");
            ++at;
        }
        if (at >= rest_.size()) return malformed("tag is not closed");
        if (rest_[at - 1] != '/') ++depth_;
        rest_.remove_prefix(at + 1);
        if (depth_ > limits_.xml_depth) return over_limit(fmt::format("more than {} levels", limits_.xml_depth));
        if (attributes > limits_.xml_attributes)
            return over_limit(fmt::format("more than {} attributes", limits_.xml_attributes));
        nodes_ += 1 + static_cast<std::size_t>(attributes);
        if (nodes_ > kMaxNodes) return over_limit(fmt::format("more than {} elements and attributes", kMaxNodes));
        return {};
    }

    std::string_view rest_;
    const Limits& limits_;
    int depth_ = 0;
    std::size_t nodes_ = 0;
};

}  // namespace

Status scan_xml(std::string_view xml, const Limits& limits) {
    if (xml.find('\0') != xml.npos) return malformed("NUL in a part");
    return Scanner(xml, limits).run();
}

}  // namespace bespoke::document
