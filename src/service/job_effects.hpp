#pragma once

#include <string_view>

#include "engine/task.hpp"

namespace bespoke::service {

/// What the outside learns when the engine acts on a job: the events job.created, job.stage (a stage began, or waits for another
/// attempt), job.cancelled and job.redriven, and the state of the job's record. The ends job.succeeded, job.rejected and job.dead
/// come from the pipeline's own tasks. The moment of an event is the engine's.
engine::Effects job_effects();

/// True for the states of the machine that are a job's stages; the others are its own affair.
bool is_stage(std::string_view state);
inline constexpr std::size_t kStageCount = 9;

}  // namespace bespoke::service
