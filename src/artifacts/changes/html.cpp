#include "artifacts/changes/html.hpp"

#include "text/text.hpp"

namespace bespoke::artifacts {

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text::clean(text)) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            case '\'': out += "&#39;"; break;
            default: out += c;
        }
    }
    return out;
}

void HtmlWriter::open(std::string_view tag, std::string_view css_class) {
    out_ += '<';
    out_ += tag;
    if (!css_class.empty()) out_ += " class=\"" + std::string(css_class) + '"';
    out_ += '>';
}

void HtmlWriter::close(std::string_view tag) {
    out_ += "</";
    out_ += tag;
    out_ += ">\n";
}

void HtmlWriter::element(std::string_view tag, std::string_view text, std::string_view css_class) {
    out_ += '<';
    out_ += tag;
    if (!css_class.empty()) out_ += " class=\"" + std::string(css_class) + '"';
    out_ += " dir=\"auto\">";
    this->text(text);
    close(tag);
}

// Contrast of text is 4.5:1 or better in both schemes (WCAG 2.2, 1.4.3), and no meaning is in colour alone: removed words are
// struck through, added ones underlined.
std::string_view change_log_css() {
    return R"css(
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --paper: #fff; --panel: #f6f8fa; --line: #d0d7de;
  --add: #dafbe1; --add-ink: #0b4f1f; --del: #ffebe9; --del-ink: #82071e; --accent: #1b4f72; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9da7b3; --paper: #0d1117; --panel: #161b22; --line: #3d444d;
  --add: #12361f; --add-ink: #8ddb9c; --del: #43171a; --del-ink: #ffb1aa; --accent: #7fb9e0; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 70rem; padding: 2rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Carlito, "Liberation Sans", sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; padding-bottom: .25rem; border-bottom: 1px solid var(--line); color: var(--accent); }
h3 { font-size: 1rem; margin: 0; }
h4 { font-size: .8125rem; margin: 0 0 .25rem; color: var(--soft); font-weight: 600; }
p { margin: 0 0 .5rem; }
.soft { color: var(--soft); }
.figures { display: flex; flex-wrap: wrap; gap: 1rem 2.5rem; margin: 1.25rem 0 0; padding: 0; }
.figures div { min-width: 8rem; }
.figures dt { font-size: .8125rem; color: var(--soft); }
.figures dd { margin: 0; font-size: 1.375rem; font-weight: 600; font-variant-numeric: tabular-nums; }
article { border: 1px solid var(--line); border-radius: .5rem; margin: 0 0 1rem; overflow: hidden; }
article > header { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: baseline; padding: .625rem 1rem;
  background: var(--panel); border-bottom: 1px solid var(--line); }
.sides { display: grid; grid-template-columns: 1fr 1fr; }
.sides > div { padding: .75rem 1rem; min-width: 0; }
.sides > div + div { border-left: 1px solid var(--line); }
.sides ol { margin: 0; padding-left: 1.5rem; }
.sides li { margin-bottom: .25rem; }
ins { background: var(--add); color: var(--add-ink); text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: .15em; }
del { background: var(--del); color: var(--del-ink); text-decoration: line-through; }
.why { padding: .75rem 1rem; border-top: 1px solid var(--line); font-size: .9375rem; }
.why dl { margin: 0; display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; }
.why dt { color: var(--soft); }
.why dd { margin: 0; }
.why ul, .gaps { margin: 0; padding-left: 1.25rem; }
.gaps li { margin-bottom: .375rem; }
.moved { color: var(--soft); font-size: .8125rem; white-space: nowrap; }
.tag { font-size: .8125rem; border: 1px solid var(--line); border-radius: 1rem; padding: 0 .5rem; color: var(--soft); }
@media (max-width: 44rem) { .sides { grid-template-columns: 1fr; } .sides > div + div { border-left: 0; border-top: 1px solid var(--line); }
  .why dl { grid-template-columns: 1fr; } }
@media print { body { max-width: none; padding: 0; font-size: 10pt; } article { break-inside: avoid; } h2 { break-after: avoid; }
  :root { color-scheme: light; } }
)css";
}

}  // namespace bespoke::artifacts
