#pragma once

#include "adapters/aws/dynamodb/partition.hpp"
#include "emulated.hpp"

namespace bespoke {

/// The launcher's table.
inline adapters::aws::dynamodb::Table shared_table() { return {emulated_client(), emulated("BESPOKE_TEST_TABLE")}; }

/// Some of its items, in the service's own name.
inline adapters::aws::dynamodb::Partition partition(const std::string& key) {
    return {shared_table(), key, adapters::aws::Caller::service()};
}

/// So that a test begins without what others left there.
inline void clear(std::initializer_list<const char*> partitions) {
    for (const char* key : partitions)
        if (!partition(key).erase(Deadline::after(std::chrono::seconds(20)))) throw std::runtime_error("can't clear the table");
}

}  // namespace bespoke
