#pragma once

#include "stages/generation.hpp"
#include "stages/request.hpp"
#include "stages/stage_ports.hpp"

namespace bespoke::stages {

/// What the model is asked about.
struct ModelQuestion {
    const resume::Resume& resume;
    const job_description::JobDescription& job_description;
    const evidence::MatchReport& match;
    const tailoring::Preferences& preferences;
    std::vector<std::string> retry;  ///< what was wrong with its last answer
    int attempt = 1;
};

/// Asks the model once and adds its edits to a generation that has the others already; theirs win where both change one node.
/// What it took is noted as an attempt. A model that gives nothing of use costs a warning, unless the job requires it: then its
/// error is given as `Unavailable`, so that the pipeline tries again.
Status add_model_edits(const StagePorts&, const engine::TaskContext&, Generator, const ModelQuestion&, Generation&);

}  // namespace bespoke::stages
