#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "adapters/aws/core/client.hpp"
#include "ports/dead_letter_queue.hpp"

namespace bespoke::adapters::aws {

/// The jobs' dead letters on SQS. Safe from many threads.
class DeadLetterQueue final : public ports::DeadLetterQueue {
public:
    /// `queue_url` as SQS gives it. The client must outlive it.
    DeadLetterQueue(Client& client, std::string queue_url) : client_(client), queue_url_(std::move(queue_url)) {}

    Status send(const ports::DeadJob&, Deadline) override;
    Result<std::vector<Letter>> look(std::size_t most, Deadline) override;
    Status remove(const Letter&, Deadline) override;

private:
    Client& client_;
    const std::string queue_url_;
};

/// Body of the message: a JSON object with the members by name, in camel case.
std::string to_message(const ports::DeadJob&);
/// Its inverse; nothing for any other text.
std::optional<ports::DeadJob> dead_job_from(std::string_view message);

}  // namespace bespoke::adapters::aws
