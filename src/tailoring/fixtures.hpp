#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "evidence/evidence.hpp"
#include "job_description/job_description.hpp"
#include "resume/resume.hpp"
#include "tailoring/edit.hpp"

namespace bespoke::tailoring::testing {

/// The day on which all fixtures are read.
inline constexpr resume::Date kToday{2026, 6, 15};

/// A resume and a job that fit together, one pair a trade.
struct Case {
    const char* trade;
    resume::Resume resume;
    job_description::JobDescription job;
};
const std::vector<Case>& cases();
const Case& case_of(const std::string& trade);

resume::Resume resume_from(const char* json);
/// Requirements by their wording; those of `preferred` come last.
job_description::JobDescription job_of(const std::vector<std::string>& required, const std::vector<std::string>& preferred = {},
                                       const std::vector<std::string>& responsibilities = {});

/// An edit as a proposer would hand it in.
Edit edit_of(EditKind kind, const char* target, Change change, const std::vector<const char*>& evidence, const char* id = "e01");

}  // namespace bespoke::tailoring::testing
