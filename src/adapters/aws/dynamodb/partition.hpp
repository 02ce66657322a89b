#pragma once

#include <optional>
#include <string>
#include <vector>

#include "adapters/aws/dynamodb/table.hpp"
#include "base/deadline.hpp"

namespace bespoke::adapters::aws::dynamodb {

/// What has to hold for a write to happen; names and values by their placeholders.
struct Condition {
    std::string expression;  ///< empty: nothing
    nlohmann::json names = nlohmann::json::object(), values = nlohmann::json::object();
    static Condition absent();
    static Condition present();
    /// The number in this attribute is still what was read.
    static Condition number_is(const char* name, std::int64_t number);
};

/// Whether a write with a condition happened.
enum class Written { Done, Refused };

/// The items of one partition key and on whose behalf they are touched. All reads are consistent. Sort keys are ASCII. Where a call does not say
/// otherwise it ends within half a minute. Values that stand in their own members have to be attribute values. Safe from many threads.
class Partition {
public:
    Partition(Table table, std::string key, Caller caller)
        : table_(std::move(table)), key_(std::move(key)), caller_(std::move(caller)) {}

    [[nodiscard]] Result<std::optional<nlohmann::json>> get(const std::string& sort) const;
    /// By sort key.
    [[nodiscard]] Result<std::vector<nlohmann::json>> all() const;
    [[nodiscard]] Result<bool> is_empty() const;
    /// In place of what stands under this sort key. A write whose answer got lost is sent again, and its own first try may refuse it then.
    [[nodiscard]] Result<Written> put(const std::string& sort, nlohmann::json attributes, const Condition& = {}) const;
    /// Missing is success.
    [[nodiscard]] Status remove(const std::string& sort) const;

    // Members of a transaction.
    [[nodiscard]] nlohmann::json put_action(const std::string& sort, nlohmann::json attributes) const;
    [[nodiscard]] nlohmann::json remove_action(const std::string& sort) const;
    [[nodiscard]] nlohmann::json absent_action(const std::string& sort) const;
    /// All of 1 to 100 actions or none; a lost answer is found again. Refused: a condition does not hold.
    [[nodiscard]] Result<Written> transact(const nlohmann::json& actions) const;

    /// Remove every item, until nothing is left or the time is up (`Timeout` "deadline"; what was done stays done).
    [[nodiscard]] Status erase(Deadline) const;

private:
    [[nodiscard]] nlohmann::json key_of(const std::string& sort) const;
    [[nodiscard]] nlohmann::json item_of(const std::string& sort, nlohmann::json attributes) const;
    [[nodiscard]] Answer<nlohmann::json> call(const char* operation, const nlohmann::json& request) const;
    [[nodiscard]] Result<std::vector<nlohmann::json>> some_keys(Deadline, int limit) const;
    [[nodiscard]] Status remove_batch(nlohmann::json requests, Deadline) const;

    const Table table_;
    const std::string key_;
    const Caller caller_;
};

}  // namespace bespoke::adapters::aws::dynamodb
