#include "adapters/aws/dynamodb/race.hpp"

#include <thread>

#include "crypto/random.hpp"

namespace bespoke::adapters::aws::dynamodb {
namespace {

using nlohmann::json;

/// The code of one entry of CancellationReasons.
std::string reason_code(const json& reason) {
    const auto code = reason.is_object() ? reason.find("Code") : reason.end();
    return reason.is_object() && code != reason.end() && code->is_string() ? code->get<std::string>() : "None";
}

Race race_of_transaction(const json& reasons) {
    Race race = Race::None;
    for (const auto& reason : reasons) {
        const auto code = reason_code(reason);
        if (code == "ConditionalCheckFailed")
            race = Race::Condition;
        else if (code == "TransactionConflict")
            race = race == Race::Condition ? race : Race::Conflict;
        else if (code != "None")
            return Race::None;
    }
    return race;
}

}  // namespace

Race race_of(const Fault& fault) {
    if (fault.code == "ConditionalCheckFailedException") return Race::Condition;
    if (fault.code == "TransactionConflictException") return Race::Conflict;
    if (fault.code != "TransactionCanceledException" || !fault.details.is_object()) return Race::None;
    const auto reasons = fault.details.find("CancellationReasons");
    return reasons != fault.details.end() && reasons->is_array() ? race_of_transaction(*reasons) : Race::None;
}

void pause_before(int attempt) {
    constexpr std::uint32_t kFirstMicroseconds = 2'000;
    constexpr int kMostDoublings = 6;
    std::uint32_t random = 0;
    crypto::fill_random(std::as_writable_bytes(std::span(&random, 1)));
    const auto bound = kFirstMicroseconds << std::clamp(attempt, 0, kMostDoublings);
    std::this_thread::sleep_for(std::chrono::microseconds(random % bound));
}

tl::unexpected<Error> too_many_races(const char* operation) {
    return fail(ErrorCode::Unavailable, "throttled", "Too many changes come at once; try again in a moment.",
                fmt::format("dynamodb.{}: others were faster every time", operation));
}

}  // namespace bespoke::adapters::aws::dynamodb
