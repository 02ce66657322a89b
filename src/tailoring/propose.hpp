#pragma once

#include <functional>
#include <vector>

#include "evidence/embeddings.hpp"
#include "evidence/evidence.hpp"
#include "job_description/job_description.hpp"
#include "tailoring/edit.hpp"
#include "tailoring/preferences.hpp"

namespace bespoke::tailoring {

/// Counts the pages that a resume takes when rendered; given by whoever knows the style. Empty: no page budget.
using PageCount = std::function<int(const resume::Resume&)>;

/// Heights on paper, in points, in the style that a page budget ends in: shrunk as far as it may be.
struct PageHeights {
    double total = 0;                ///< of all lines, page breaks not counted
    double page = 0;                 ///< that one page has room for
    double line = 0;                 ///< of one line of body text
    std::vector<double> highlights;  ///< of each highlight, in the order of for_each_list() (nodes.hpp); its gap included
};
/// Measures a resume; given by whoever knows the style. Without it the page budget is kept by counting pages alone.
using PageMeasure = std::function<PageHeights(const resume::Resume&)>;

struct ProposeOptions {
    resume::Date today;  ///< ends ongoing roles
    int max_pages = 0;   ///< 0: no budget
    PageCount page_count;
    const evidence::Embeddings* embeddings = nullptr;  ///< null: everything goes by words
    const Preferences* preferences = nullptr;          ///< null: no feedback yet
    PageMeasure page_measure = {};
};

/// Edits by rule. Deterministic; each names its evidence. Never removes an employer, a role, a degree or a date.
std::vector<Edit> propose(const resume::Resume&, const job_description::JobDescription&, const evidence::MatchReport&,
                          const ProposeOptions&);

}  // namespace bespoke::tailoring
