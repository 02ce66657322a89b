// The key table of this machine keeps the promises of ports::KeyTable.

#include <gtest/gtest.h>

#include "adapters/local/sqlite_key_table.hpp"
#include "key_table_contract.hpp"
#include "local_system.hpp"

namespace bespoke {
namespace {

using namespace key_table_contract;  // NOLINT(google-build-using-namespace)

class LocalRig final : public Rig {
public:
    LocalRig() { reopen(); }
    ports::KeyTable& table() override { return *table_; }
    bool reopen() override {
        table_.reset();
        system_.reopen();
        table_ = std::make_unique<adapters::local::SqliteKeyTable>(system_.store());
        return true;
    }

private:
    LocalSystem system_;
    std::unique_ptr<ports::KeyTable> table_;
};

INSTANTIATE_TEST_SUITE_P(Local, KeyTableContract,
                         testing::Values([]() -> std::unique_ptr<Rig> { return std::make_unique<LocalRig>(); }));

}  // namespace
}  // namespace bespoke
