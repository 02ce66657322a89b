#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace bespoke::lambda {

/// A message of an SQS event source mapping ("Using Lambda with Amazon SQS").
struct QueueMessage {
    std::string id, body;
};

/// All of a batch. `InvalidInput` "bad-event" for what is no such event: the whole batch then comes again.
Result<std::vector<QueueMessage>> queue_messages(std::string_view event);

/// Says which messages shall come again; the others are done (ReportBatchItemFailures). Anything but this form would mean all or none.
std::string batch_reply(const std::vector<std::string>& failed_ids);

}  // namespace bespoke::lambda
