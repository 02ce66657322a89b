// The signing key tables of this machine keep the promises of ports::SigningKeyTable.

#include <gtest/gtest.h>

#include "adapters/memory/signing_key_table.hpp"
#include "local_system.hpp"
#include "signing_key_table_contract.hpp"

namespace bespoke {
namespace {

using namespace signing_key_table_contract;  // NOLINT(google-build-using-namespace)

class MemoryRig final : public Rig {
public:
    ports::SigningKeyTable& table() override { return table_; }

private:
    adapters::memory::SigningKeyTable table_;
};

class LocalRig final : public Rig {
public:
    ports::SigningKeyTable& table() override { return system_.store().signing_keys(); }
    bool reopen() override {
        system_.reopen();
        return true;
    }

private:
    LocalSystem system_;
};

template <class T>
std::unique_ptr<Rig> make() {
    return std::make_unique<T>();
}

INSTANTIATE_TEST_SUITE_P(Memory, SigningKeyTableContract, testing::Values(&make<MemoryRig>));
INSTANTIATE_TEST_SUITE_P(Local, SigningKeyTableContract, testing::Values(&make<LocalRig>));

}  // namespace
}  // namespace bespoke
