#pragma once

#include "artifacts/style_guide.hpp"
#include "base/bytes.hpp"
#include "resume/resume.hpp"
#include "tailoring/propose.hpp"

namespace bespoke::artifacts {

struct Pdf {
    Bytes bytes;
    int pages = 0;
};

/// Both formats show every value of the resume, so that parse(render(x)) == x. Same input, same bytes.
/// If `max_pages` > 0 and the text runs over, gaps, then margins, then sizes shrink (never below 9 pt); what still does not fit
/// makes more pages: nothing is cut.
Result<Pdf> render_pdf(const resume::Resume&, const StyleGuide&, int max_pages);
Result<Bytes> render_docx(const resume::Resume&, const StyleGuide&, int max_pages);

/// Pages that render_pdf would make; cheaper.
int count_pages(const resume::Resume&, const StyleGuide&, int max_pages);

/// Heights of the resume's lines in the guide shrunk as far as render_pdf would shrink it for a page budget.
tailoring::PageHeights measure_pages(const resume::Resume&, const StyleGuide&);

}  // namespace bespoke::artifacts
