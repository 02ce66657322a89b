#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "artifacts/change_log.hpp"

namespace bespoke::artifacts {

/// What the report says besides the change log.
struct ReportFacts {
    std::string as_of;  ///< ISO date that ends ongoing roles
    std::string style;
    int pages = 0;      ///< of the PDF
    int max_pages = 0;  ///< the budget; 0 for none
    std::vector<std::string> warnings;
};

/// report.json: match and readability before and after, each requirement with its judgement, gaps, validation counts, pages.
nlohmann::ordered_json report_json(const ChangeLog&, const ReportFacts&);

}  // namespace bespoke::artifacts
