#pragma once

#include <nlohmann/json.hpp>
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
    std::string embedder = "lexical";  ///< name of the embedding model, or "lexical" for none
    /// Suspicious places: {code, document, rule, where, reason}.
    nlohmann::ordered_json findings = nlohmann::ordered_json::array();
};

// Parts that changes.json has, too.
/// What the language model was asked and gave: {name, input_tokens, output_tokens, cost_usd, attempts: […]}.
nlohmann::ordered_json model_json(const Origin&);
/// Edits that were left out because the tenant reverted them: [{kind, target, before, after, because}].
nlohmann::ordered_json not_proposed_json(const Origin&);

/// report.json: match and readability before and after, each requirement with its judgement, gaps, validation counts, pages.
nlohmann::ordered_json report_json(const ChangeLog&, const ReportFacts&);

}  // namespace bespoke::artifacts
