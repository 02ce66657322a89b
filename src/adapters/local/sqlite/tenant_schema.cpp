#include "adapters/local/sqlite/tenant_schema.hpp"

#include <array>

namespace bespoke::adapters::local::sqlite {
namespace {

constexpr std::int32_t kApplicationId = 0x42737031;  // "Bsp1"

constexpr const char* kRecordsEventsAudit = R"sql(
CREATE TABLE record (
  kind TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, state TEXT NOT NULL, due INTEGER,
  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT;
CREATE INDEX record_by_state ON record (kind, state, id);
CREATE INDEX record_by_due ON record (kind, due, id) WHERE due IS NOT NULL;

CREATE TABLE event (
  sequence INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, type TEXT NOT NULL, subject TEXT NOT NULL, at INTEGER NOT NULL,
  data BLOB NOT NULL
) STRICT;
CREATE INDEX event_by_subject ON event (subject, sequence);

CREATE TABLE audit (
  sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL, object TEXT NOT NULL,
  outcome TEXT NOT NULL, trace TEXT NOT NULL, hash TEXT NOT NULL
) STRICT;
)sql";

constexpr const char* kExecutions = R"sql(
CREATE TABLE execution (
  number INTEGER PRIMARY KEY, job TEXT NOT NULL UNIQUE, status TEXT NOT NULL, state TEXT NOT NULL, trace TEXT NOT NULL,
  due_at INTEGER, wake_at INTEGER, leased INTEGER NOT NULL, token INTEGER NOT NULL, losses INTEGER NOT NULL,
  transitions INTEGER NOT NULL, error_name TEXT NOT NULL, failed_state TEXT NOT NULL,
  input BLOB NOT NULL, position BLOB, ending BLOB, again BLOB, cancel BLOB
) STRICT;
CREATE INDEX execution_by_due ON execution (due_at, number) WHERE due_at IS NOT NULL;

CREATE TABLE transition (
  execution INTEGER NOT NULL REFERENCES execution (number) ON DELETE CASCADE, sequence INTEGER NOT NULL,
  at INTEGER NOT NULL, kind TEXT NOT NULL, state TEXT NOT NULL, took INTEGER NOT NULL, error TEXT NOT NULL,
  public_text BLOB,
  PRIMARY KEY (execution, sequence)
) STRICT, WITHOUT ROWID;
)sql";

constexpr const char* kVectors = R"sql(
CREATE TABLE vector (document TEXT NOT NULL PRIMARY KEY, body BLOB NOT NULL) STRICT, WITHOUT ROWID;
)sql";

constexpr const char* kCrashes = R"sql(
ALTER TABLE transition ADD COLUMN signal TEXT;
ALTER TABLE transition ADD COLUMN crash TEXT;
)sql";

constexpr std::array kMigrations = {kRecordsEventsAudit, kExecutions, kVectors, kCrashes};

}  // namespace

Schema tenant_schema() { return {kApplicationId, kMigrations}; }

}  // namespace bespoke::adapters::local::sqlite
