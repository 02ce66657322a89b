#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/error.hpp"
#include "base/ids.hpp"
#include "base/time.hpp"

namespace bespoke::ports {

enum class RecordKind {
    Document,
    Job,
    Feedback,
    Settings,
    User,
    ApiKey,
    Webhook,
    Delivery,
    Upload,          ///< a signed upload that waits for its bytes
    IdempotencyKey,  ///< the answer to a request that may be sent again
    RevokedToken,
    ChoreRun,  ///< one run of the scheduler's chores
    Marker,    ///< positions such as "events dispatched up to"
};
/// Spelling in stores and exports, e.g. "idempotency-key".
std::string_view to_string(RecordKind);
/// Its inverse; `nullopt` for any other text.
std::optional<RecordKind> record_kind(std::string_view);

/// One thing that a tenant keeps. `state`, `due` and the times are index columns and hold nothing personal; `body` is sealed at rest.
struct Record {
    RecordKind kind{};
    RecordId id;                   ///< unique within tenant and kind; sorts by time of making where it is listed
    std::uint64_t version = 0;     ///< counts changes, from 1; set by the store
    std::string state;             ///< lower-case word to filter by; may be empty
    std::optional<Timestamp> due;  ///< when a chore has to look at it
    Timestamp created_at{}, updated_at{};
    nlohmann::json body;
};

/// Store a record (its `version`, `updated_at` are ignored; `created_at` counts only when it is new).
struct Put {
    enum class If { Absent, Matches, Any };
    Record record;
    If condition = If::Any;
    std::uint64_t expected_version = 0;  ///< for Matches
};
/// Forget a record; none there is success.
struct Remove {
    RecordKind kind{};
    RecordId id;
};
/// Change the index columns of a record and leave its body; none there is success and does nothing.
struct SetState {
    RecordKind kind{};
    RecordId id;
    std::string state;
    std::optional<Timestamp> due;
};
using Write = std::variant<Put, Remove, SetState>;

/// Something that happened, for people and systems outside: the outbox. Holds ids, states and counts, never text of a document.
struct Event {
    std::uint64_t sequence = 0;  ///< per tenant, from 1, without gaps; set by the store
    std::string id;              ///< globally unique, stable over deliveries; set by the store
    std::string type;            ///< e.g. "job.succeeded"
    std::string subject;         ///< id of the record it is about
    Timestamp at{};              ///< zero: the time of the commit
    nlohmann::json data;
};

/// One access to tenant data. `sequence` and `hash` are set by the store: hash = SHA-256(previous hash ‖ canonical entry), see audit_hash().
struct AuditEntry {
    std::uint64_t sequence = 0;  ///< per tenant, from 1, without gaps
    Timestamp at{};              ///< zero: the time of the commit
    std::string actor;           ///< record id of a user or key, "operator", or "system"; never a name or an address
    std::string action;          ///< the API's operationId or the command, e.g. "createJob"
    std::string object;          ///< id of what was touched; may be empty
    std::string outcome;         ///< "ok" or the problem's slug
    std::string trace;           ///< W3C trace id, 32 hexadecimal digits; may be empty
    std::string hash;            ///< 64 hexadecimal digits
};
/// The chain's hash of an entry (its own `hash` is ignored) after `previous` (empty for the first).
std::string audit_hash(const std::string& previous, const AuditEntry&);

/// What has to happen together or not at all.
struct Batch {
    std::vector<Write> writes;
    std::vector<Event> events;
    std::vector<AuditEntry> audit;
};

/// Which records to list.
struct RecordQuery {
    RecordKind kind{};
    std::optional<std::string> state;  ///< only these
    enum class Order { NewestFirst, OldestFirst } order = Order::NewestFirst;
    RecordId after;  ///< begin behind this id in that order; empty for the start
    std::size_t limit = 100;
};

/// Keep a tenant's records, events and audit chain. Safe from many threads. Every call sees and touches one tenant alone; a tenant
/// that was erased or never made is `NotFound` "no-tenant".
class MetadataStore {
public:
    virtual ~MetadataStore() = default;

    /// Do all of a batch. On success it survives a power cut. A condition that fails is `Conflict` "version" (where: the record's id)
    /// and nothing is done; a full disk is `Unavailable` "storage-full".
    virtual Status commit(const TenantId&, const Batch&) = 0;

    /// Missing, or another tenant's, is `nullopt`.
    virtual Result<std::optional<Record>> get(const TenantId&, RecordKind, const RecordId&) = 0;
    virtual Result<std::vector<Record>> list(const TenantId&, const RecordQuery&) = 0;
    /// Records of a kind whose `due` is at or before `now`, the most overdue first.
    virtual Result<std::vector<Record>> due(const TenantId&, RecordKind, Timestamp now, std::size_t limit) = 0;

    /// Events behind `after`, oldest first, of one subject if it is not empty.
    virtual Result<std::vector<Event>> events(const TenantId&, std::uint64_t after, const std::string& subject,
                                              std::size_t limit) = 0;
    /// Audit entries behind `after`, oldest first.
    virtual Result<std::vector<AuditEntry>> audit(const TenantId&, std::uint64_t after, std::size_t limit) = 0;
};

}  // namespace bespoke::ports
