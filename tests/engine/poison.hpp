#pragma once

#include "engine_rig.hpp"

// What poison_worker and the test that runs it agree on.

namespace bespoke::engine {

inline const JobId kPoison("job-poison"), kBystander("job-bystander");
/// Stands in every job's input, as a resume's text would.
inline const char* const kCanary = "Ada Lovelace, 12 St James's Square";

inline std::vector<JobId> poison_jobs() {
    std::vector<JobId> jobs = {kPoison, kBystander};
    for (int i = 0; i < 8; ++i) jobs.emplace_back(fmt::format("job-{}", i));
    return jobs;
}

}  // namespace bespoke::engine
