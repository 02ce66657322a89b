#include "service/audit_chain.hpp"

#include <gtest/gtest.h>

#include <random>

#include "adapters/memory/clock.hpp"
#include "adapters/memory/ledger.hpp"
#include "adapters/memory/metadata_store.hpp"

namespace bespoke::service {
namespace {

using namespace std::chrono_literals;
using ports::AuditEntry;

const TenantId kAcme("acme");

const AuditSigner& signer() {
    static const auto one = audit_signer(crypto::SecretKey{});
    return one;
}
AuditKeys keys() { return keys_of(signer()); }

void rehash(std::vector<AuditEntry>& chain, std::size_t from) {
    for (auto at = from; at < chain.size(); ++at)
        chain[at].hash = ports::audit_hash(at == 0 ? "" : chain[at - 1].hash, chain[at]);
}

AuditEntry entry(std::uint64_t sequence) {
    return {sequence,
            from_millis(1'800'000'000'000 + static_cast<std::int64_t>(sequence)),
            fmt::format("usr_{}", sequence % 7),
            "createJob",
            fmt::format("job_{}", sequence),
            "ok",
            std::string(32, 'a'),
            ""};
}

std::vector<AuditEntry> chain_of(std::size_t size) {
    std::vector<AuditEntry> chain;
    for (std::size_t at = 1; at <= size; ++at) chain.push_back(entry(at));
    rehash(chain, 0);
    return chain;
}

const Timestamp kNow = from_millis(1'800'000'100'000);

/// Checkpoints after every 25th entry and after the last.
std::vector<AuditCheckpoint> checkpoints_of(const std::vector<AuditEntry>& chain) {
    std::vector<AuditCheckpoint> checkpoints;
    for (const auto& one : chain) {
        if (one.sequence % 25 == 0 || one.sequence == chain.size())
            checkpoints.push_back(sign_checkpoint(kAcme, one, kNow, signer()));
    }
    return checkpoints;
}

using Random = std::mt19937;
std::size_t below(Random& random, std::size_t bound) { return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random); }

void edit_one_field(AuditEntry& entry, std::size_t field) {
    switch (field) {
        case 0: entry.at += 1ms; break;
        case 1: entry.actor += "x"; break;
        case 2: entry.action = "getJob"; break;
        case 3: entry.object.pop_back(); break;
        case 4: entry.outcome = "forbidden"; break;
        case 5: entry.trace[0] = 'b'; break;
        case 6: entry.hash[0] = entry.hash[0] == '0' ? '1' : '0'; break;
        case 7: std::swap(entry.actor, entry.object); break;
    }
}

/// One tampering of any kind. Kinds from `Careful` on also write all later hashes anew.
void tamper(std::vector<AuditEntry>& chain, Random& random, std::size_t kind) {
    const auto at = below(random, chain.size());
    const auto begin = chain.begin();
    switch (kind) {
        case 0: edit_one_field(chain[at], below(random, 8)); return;
        case 1: chain.erase(begin + static_cast<std::ptrdiff_t>(at)); return;
        case 2: {
            const auto other = at == 0 ? 1 : at - 1;
            std::swap(chain[at], chain[other]);
            return;
        }
        case 3: chain.insert(begin + static_cast<std::ptrdiff_t>(at), entry(at + 1)); return;
        case 4: chain.resize(at); return;
        case 5: edit_one_field(chain[at], below(random, 6)); return rehash(chain, at);
        case 6:
            chain.erase(begin + static_cast<std::ptrdiff_t>(at));
            for (auto later = at; later < chain.size(); ++later) --chain[later].sequence;
            return rehash(chain, at);
        case 7:
            chain.insert(begin + static_cast<std::ptrdiff_t>(at), entry(at + 1));
            chain[at].actor = "usr_forged";
            for (auto later = at + 1; later < chain.size(); ++later) ++chain[later].sequence;
            return rehash(chain, at);
    }
}

TEST(AuditChain, UntouchedIsSound) {
    const auto chain = chain_of(60);
    const auto verdict = verify_audit(kAcme, chain, checkpoints_of(chain), keys());
    EXPECT_TRUE(verdict.sound());
    EXPECT_EQ(verdict.entries, 60U);
    EXPECT_EQ(verdict.covered, 60U);
    EXPECT_EQ(verdict.head, chain.back().hash);
    EXPECT_TRUE(verify_audit(kAcme, {}, {}, keys()).sound());
}

TEST(AuditChain, ShowsEachOfTenThousandTamperings) {
    const auto chain = chain_of(60);
    const auto checkpoints = checkpoints_of(chain);
    Random random(20261122);
    for (int round = 0; round < 10'000; ++round) {
        auto tampered = chain;
        const auto kind = static_cast<std::size_t>(round % 8);
        tamper(tampered, random, kind);
        ASSERT_FALSE(verify_audit(kAcme, tampered, checkpoints, keys()).sound()) << "round " << round << " kind " << kind;
    }
}

TEST(AuditChain, NamesTheEntryThatWasEdited) {
    for (std::size_t field = 0; field < 6; ++field) {
        auto chain = chain_of(20);
        edit_one_field(chain[11], field);
        const auto verdict = verify_audit(kAcme, chain, {}, keys());
        ASSERT_EQ(verdict.findings.size(), 1U);
        EXPECT_EQ(verdict.findings[0].sequence, 12U);
        EXPECT_EQ(verdict.findings[0].kind, AuditFinding::Kind::Edited);
    }
}

TEST(AuditChain, CutEndShowsByTheCheckpointAlone) {
    auto chain = chain_of(60);
    const auto checkpoints = checkpoints_of(chain);
    chain.resize(59);
    EXPECT_TRUE(verify_audit(kAcme, chain, {}, keys()).sound()) << "the chain itself can't know";
    const auto verdict = verify_audit(kAcme, chain, checkpoints, keys());
    ASSERT_EQ(verdict.findings.size(), 1U);
    EXPECT_EQ(verdict.findings[0].kind, AuditFinding::Kind::Truncated);
    EXPECT_EQ(verdict.findings[0].sequence, 60U);
}

TEST(AuditCheckpoint, IsNotBelievedIfAnythingInItDiffers) {
    const auto chain = chain_of(10);
    const auto right = sign_checkpoint(kAcme, chain.back(), kNow, signer());
    EXPECT_TRUE(verify_audit(kAcme, chain, {right}, keys()).sound());
    std::vector<AuditCheckpoint> forged(7, right);
    forged[0].sequence = 9;
    forged[1].hash = chain[3].hash;
    forged[2].at += 1ms;
    forged[3].tenant = TenantId("other");
    forged[4].key_id = "audit-2";
    forged[5].signature[5] ^= std::byte{1};
    forged[6].signature.clear();
    for (const auto& one : forged) {
        const auto verdict = verify_audit(kAcme, chain, {one}, keys());
        ASSERT_EQ(verdict.findings.size(), 1U);
        EXPECT_EQ(verdict.findings[0].kind, AuditFinding::Kind::BadCheckpoint);
    }
}

TEST(AuditCheckpoint, SurvivesItsLine) {
    const auto original = sign_checkpoint(kAcme, chain_of(3).back(), kNow, signer());
    const auto back = checkpoint_from_line(to_line(original)).value();
    EXPECT_EQ(to_line(back), to_line(original));
    EXPECT_EQ(back.signature, original.signature);
    for (const auto* bad : {"", "{}", "[1]", "{\"tenant\":1}", "{\"tenant\":\"acme\",\"sequence\":1"})
        EXPECT_FALSE(checkpoint_from_line(bad));
}

struct StoredChain : testing::Test {
    void append(int count) {
        for (int at = 0; at < count; ++at) ASSERT_TRUE(store.commit(kAcme, {.audit = {entry(0)}}));
    }
    adapters::memory::Clock clock;
    adapters::memory::MetadataStore store{clock};
    adapters::memory::Ledger ledger;
};

TEST_F(StoredChain, IsCheckpointedAfterAThousandEntriesOrAnHour) {
    append(1);
    EXPECT_EQ(checkpoint_audit(store, ledger, kAcme, signer(), clock.now()), Checkpointed::Yes) << "the first at once";
    append(999);
    EXPECT_EQ(checkpoint_audit(store, ledger, kAcme, signer(), clock.now()), Checkpointed::No);
    append(1);
    EXPECT_EQ(checkpoint_audit(store, ledger, kAcme, signer(), clock.now()), Checkpointed::Yes);
    clock.advance(2h);
    EXPECT_EQ(checkpoint_audit(store, ledger, kAcme, signer(), clock.now()), Checkpointed::No) << "nothing new";
    append(1);
    EXPECT_EQ(checkpoint_audit(store, ledger, kAcme, signer(), clock.now()), Checkpointed::Yes);
    EXPECT_EQ(ledger.lines()->size(), 3U);
}

TEST_F(StoredChain, IsVerifiedAgainstTheOperatorsFile) {
    append(1'500);
    ASSERT_TRUE(checkpoint_audit(store, ledger, kAcme, signer(), clock.now()));
    append(3);
    const auto verdict = verify_stored_audit(store, ledger, kAcme, keys()).value();
    EXPECT_TRUE(verdict.sound());
    EXPECT_EQ(verdict.entries, 1'503U);
    EXPECT_EQ(verdict.covered, 1'500U);
}

TEST_F(StoredChain, ReplacedByAShorterOneShowsByTheOperatorsFile) {
    append(1'500);
    ASSERT_TRUE(checkpoint_audit(store, ledger, kAcme, signer(), clock.now()));
    store.erase(kAcme);
    append(20);
    EXPECT_FALSE(verify_stored_audit(store, ledger, kAcme, keys())->sound());
}

}  // namespace
}  // namespace bespoke::service
