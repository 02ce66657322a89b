#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "crypto/signing.hpp"
#include "ports/ledger.hpp"
#include "ports/metadata_store.hpp"

namespace bespoke::service {

/// A signed statement of how far a tenant's audit chain went at a time, kept apart from the chain: whoever cuts the chain's end
/// off or writes it anew can't make these say the same.
struct AuditCheckpoint {
    TenantId tenant;
    std::uint64_t sequence = 0;  ///< of the last entry
    std::string hash;            ///< of the last entry
    Timestamp at{};
    std::string key_id;
    Bytes signature;  ///< Ed25519 over signed_bytes()
};

/// The key that signs checkpoints and receipts, with its public name.
struct AuditSigner {
    std::string key_id;
    crypto::SigningKey key;
};
/// The signer of a server: made from its system key, so it lasts as long as that key and needs no store of its own. Its name is
/// "audit-" and the first 16 digits of the public key's SHA-256.
AuditSigner audit_signer(const crypto::SecretKey& system_key);
/// Finds the public key of a name; unknown is `nullopt`.
using AuditKeys = std::function<std::optional<crypto::PublicKey>(const std::string& key_id)>;
AuditKeys keys_of(const AuditSigner&);

/// What the signature covers: a JSON array with a label, so that no other signed text can pass for a checkpoint.
std::string signed_bytes(const AuditCheckpoint&);
AuditCheckpoint sign_checkpoint(const TenantId&, const ports::AuditEntry& last, Timestamp now, const AuditSigner&);
/// One line of the operator's file, and back; a line that is no checkpoint is `nullopt`.
std::string to_line(const AuditCheckpoint&);
std::optional<AuditCheckpoint> checkpoint_from_line(std::string_view line);

/// What is wrong, and where.
struct AuditFinding {
    enum class Kind {
        Gap,            ///< entries before this one are missing, or this one stands in the wrong place
        Edited,         ///< the entry is not what was written, or does not follow from the one before
        Unreadable,     ///< the store can't read the entry
        Truncated,      ///< a checkpoint speaks of an entry behind the chain's end
        Rewritten,      ///< a checkpoint gives the entry another hash
        BadCheckpoint,  ///< a checkpoint's signature is not right, or its key not known
    };
    Kind kind{};
    std::uint64_t sequence = 0;
};
std::string_view to_string(AuditFinding::Kind);

struct AuditVerdict {
    std::uint64_t entries = 0;
    std::string head;                    ///< hash of the last entry; empty for an empty chain
    std::uint64_t checkpoints = 0;       ///< that are right
    std::uint64_t covered = 0;           ///< sequence up to which a checkpoint vouches for the chain
    std::vector<AuditFinding> findings;  ///< at most kMostFindings
    [[nodiscard]] bool sound() const { return findings.empty(); }
};
inline constexpr std::size_t kMostFindings = 100;

/// Checks a chain entry by entry, in order, in constant memory. What can't be found: a change behind the last checkpoint by
/// somebody who also writes all later hashes anew.
class AuditVerifier {
public:
    AuditVerifier(const TenantId&, std::vector<AuditCheckpoint>, const AuditKeys&);
    void add(const ports::AuditEntry&);
    /// The store could not give the entry with this number; the chain goes on behind it as it stands.
    void add_unreadable(std::uint64_t sequence);
    /// The end of the chain. Call once.
    AuditVerdict finish();

private:
    void find(AuditFinding::Kind, std::uint64_t sequence);
    void compare_with_checkpoints(const ports::AuditEntry&);

    std::vector<AuditCheckpoint> checkpoints_;  // right ones, by sequence
    std::size_t next_checkpoint_ = 0;
    std::uint64_t expected_ = 1;
    AuditVerdict verdict_;
};

/// All at once.
AuditVerdict verify_audit(const TenantId&, const std::vector<ports::AuditEntry>&, std::vector<AuditCheckpoint>, const AuditKeys&);
/// The chain that the store holds, against the checkpoints of the ledger and the one in the store. For `bespoke audit verify`.
Result<AuditVerdict> verify_stored_audit(ports::MetadataStore&, const ports::Ledger&, const TenantId&, const AuditKeys&);

/// Chore: sign a checkpoint if 1,000 entries or an hour with new entries have passed since the last one. Gives whether it did.
enum class Checkpointed { No, Yes };
Result<Checkpointed> checkpoint_audit(ports::MetadataStore&, ports::Ledger&, const TenantId&, const AuditSigner&, Timestamp now);

}  // namespace bespoke::service
