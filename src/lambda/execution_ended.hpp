#pragma once

#include "lambda/cloud_event.hpp"
#include "lambda/stage_task.hpp"

namespace bespoke::lambda {

/// What an event "Step Functions Execution Status Change" says (source "aws.states"). `InvalidInput` "bad-event" for any other, or if it
/// came without the execution's input.
Result<ports::ExecutionEnd> execution_end(const CloudEvent&);

/// Sees to it that a job whose execution has ended has ended, too: one that is still running by its record died past every Catch (time-out
/// of the whole, abort from outside, States.Runtime, a task that could not be called), and becomes dead by the task `dead_letter`, with
/// its cause, its event and its message to the dead-letter queue. All others are left alone, so it may be told twice and late.
/// `dead_letter` is the StageTask of the resource "dead-letter". Why an execution ended that left no word in its record stands in `history`
/// alone, which is asked for no others; a history that can't be had leaves what the end itself says, one that is throttled is an error.
/// Afterwards let the orchestrator release the job's place.
Status close_ended(const StageTask& dead_letter, ports::MetadataStore&, const ports::FailureHistory& history,
                   const ports::ExecutionEnd&, Deadline);

}  // namespace bespoke::lambda
