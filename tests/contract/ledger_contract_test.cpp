// The ledgers of this machine keep the promises of ports::Ledger.

#include "ledger_contract.hpp"

#include "adapters/local/ledger.hpp"
#include "adapters/memory/ledger.hpp"
#include "local_rig.hpp"

namespace bespoke {
namespace {

using namespace ledger_contract;  // NOLINT(google-build-using-namespace)

class MemoryRig final : public Rig {
public:
    ports::Ledger& ledger() override { return ledger_; }

private:
    adapters::memory::Ledger ledger_;
};

class LocalRig final : public Rig {
public:
    LocalRig() { reopen(); }
    ports::Ledger& ledger() override { return *ledger_; }
    bool reopen() override {
        ledger_ = std::make_unique<adapters::local::Ledger>(scratch_.path() / "erasures.jsonl");
        return true;
    }

private:
    ScratchDirectory scratch_;
    std::unique_ptr<adapters::local::Ledger> ledger_;
};

INSTANTIATE_TEST_SUITE_P(Memory, LedgerContract,
                         testing::Values([]() -> std::unique_ptr<Rig> { return std::make_unique<MemoryRig>(); }));
INSTANTIATE_TEST_SUITE_P(Local, LedgerContract,
                         testing::Values([]() -> std::unique_ptr<Rig> { return std::make_unique<LocalRig>(); }));

}  // namespace
}  // namespace bespoke
