// The promises of ports::Orchestrator on the durable engine, over memory and over SQLite.

#include "orchestrator_contract.hpp"

#include "adapters/memory/journal.hpp"
#include "adapters/memory/metadata_store.hpp"
#include "engine/durable_orchestrator.hpp"
#include "local_rig.hpp"

namespace bespoke::orchestrator_contract {
namespace {

using engine::DurableOrchestrator;

class EngineRig : public Rig {
public:
    ports::Orchestrator& orchestrator() override { return *engine_; }
    void work(const TenantId&, const JobId&) override {
        while (engine_->work_once()) {
        }
    }

protected:
    void begin(ports::Journal& journal) {
        auto definition = engine::parse_definition(json::parse(kMachine)).value();
        engine_ = DurableOrchestrator::create(std::move(definition), tasks(sick), effects(), {journal, clock_, metrics_}).value();
    }
    adapters::memory::Clock clock_;
    telemetry::Metrics metrics_;
    std::unique_ptr<DurableOrchestrator> engine_;
};

class MemoryRig final : public EngineRig {
public:
    MemoryRig() { begin(journal_); }
    ~MemoryRig() override { engine_.reset(); }
    ports::MetadataStore& store() override { return store_; }

private:
    adapters::memory::MetadataStore store_{clock_};
    adapters::memory::Journal journal_{&store_};
};

class LocalRig final : public EngineRig {
public:
    LocalRig() : stores_(directory_.path(), clock_) {
        for (const auto& tenant : {kAlice, kBob}) EXPECT_TRUE(stores_.system().create(tenant, clock_.now()));
        begin(stores_.journal());
    }
    ~LocalRig() override { engine_.reset(); }
    ports::MetadataStore& store() override { return stores_.metadata(); }

private:
    ScratchDirectory directory_;
    LocalStores stores_;
};

INSTANTIATE_TEST_SUITE_P(Memory, OrchestratorContract,
                         testing::Values(+[]() -> std::unique_ptr<Rig> { return std::make_unique<MemoryRig>(); }));
INSTANTIATE_TEST_SUITE_P(Local, OrchestratorContract,
                         testing::Values(+[]() -> std::unique_ptr<Rig> { return std::make_unique<LocalRig>(); }));

}  // namespace
}  // namespace bespoke::orchestrator_contract
