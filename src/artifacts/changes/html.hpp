#pragma once

#include <string>
#include <string_view>

namespace bespoke::artifacts {

/// Text as HTML shows it, safe in content and in quoted attributes. Control and invisible characters are left out.
std::string escaped(std::string_view text);

/// Writes elements; all text passes `escaped`.
class HtmlWriter {
public:
    void open(std::string_view tag, std::string_view css_class = {});
    void close(std::string_view tag);
    void text(std::string_view text) { out_ += escaped(text); }
    /// An element with text. `dir="auto"` lets text of either direction stand right.
    void element(std::string_view tag, std::string_view text, std::string_view css_class = {});
    /// Markup of our own, as it is.
    void raw(std::string_view markup) { out_ += markup; }
    std::string take() { return std::move(out_); }

private:
    std::string out_;
};

/// The style sheet of changes.html.
std::string_view change_log_css();

}  // namespace bespoke::artifacts
