#pragma once

#include <functional>
#include <string>
#include <vector>

#include "adapters/aws/core/client.hpp"
#include "adapters/aws/dynamodb/attribute.hpp"

namespace bespoke::adapters::aws::dynamodb {

/// Which items of one partition, of the table or of an index, in the order of their sort keys.
struct Range {
    std::string index;  ///< empty: the table itself, read consistently
    std::string partition_name = "PK", partition;
    std::string sort_name = "SK", first, last;  ///< both inclusive
    enum class Order { Ascending, Descending } order = Order::Ascending;
    std::size_t page = 100;  ///< items asked for at once
};

/// The table's calls that need more than one request. Each call ends within half a minute. Safe from many threads.
class Table {
public:
    Table(Client& client, std::string name) : client_(client), name_(std::move(name)) {}
    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] Client& client() const { return client_; }

    /// Gives each item of the range to `take` until that is false.
    Status query(const Range&, const Caller&, const std::function<Result<bool>(const nlohmann::json& item)>& take) const;
    /// The items with these keys ({"PK": …, "SK": …}), those that are there, in any order, read consistently.
    Result<std::vector<nlohmann::json>> fetch(const std::vector<nlohmann::json>& keys, const Caller&) const;

private:
    Result<nlohmann::json> fetch_some(nlohmann::json& keys, const Caller&, Deadline) const;
    Client& client_;
    const std::string name_;
};

}  // namespace bespoke::adapters::aws::dynamodb
