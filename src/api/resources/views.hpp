#pragma once

#include "service/artifacts.hpp"
#include "service/dead_letters.hpp"
#include "service/documents.hpp"
#include "service/feedback.hpp"
#include "service/jobs.hpp"
#include "service/settings.hpp"

// Values in the shapes of api/openapi.yaml.

namespace bespoke::api {

nlohmann::json view(const service::Document&, const service::Settings&);
nlohmann::json view(const service::Job&, const service::Settings&);
nlohmann::json view(const ports::Transition&);
nlohmann::json view(const std::vector<ports::Transition>&);
nlohmann::json view(const service::Feedback&);
enum class Detail { Short, WithHistory };
nlohmann::json view(const service::DeadLetter&, Detail);
nlohmann::json view(const service::LetterCrash&);

}  // namespace bespoke::api
