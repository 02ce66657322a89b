#pragma once

#include <nlohmann/json.hpp>
#include <vector>

#include "evidence/embeddings.hpp"
#include "resume/resume.hpp"
#include "stages/payload.hpp"
#include "stages/tenant_memory.hpp"

namespace bespoke::stages {

/// Every text of a resume that an edit may rewrite or remove, with its vector where it has one.
std::vector<KnownText> texts_of(const resume::Resume&, const evidence::Embeddings&);

/// Those past edits that can matter for a resume of these texts: so a job never keeps the sentences of another candidate. Orders
/// of skills and sections and added skills name but short terms, and stay.
std::vector<tailoring::PastEdit> lessons_for(std::vector<tailoring::PastEdit>, const std::vector<KnownText>&);

nlohmann::json to_json(const std::vector<tailoring::PastEdit>&);
/// Inverse; what is not of that form is left out.
std::vector<tailoring::PastEdit> past_edits_from_json(const nlohmann::json&);

/// What Retrieve stored of them; none if it stored nothing.
Result<tailoring::Preferences> load_preferences(const Payload&);

}  // namespace bespoke::stages
