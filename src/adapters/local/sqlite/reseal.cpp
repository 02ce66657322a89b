#include "adapters/local/sqlite/reseal.hpp"

#include <array>

#include "adapters/local/sqlite/batch.hpp"
#include "adapters/local/sqlite/executions.hpp"
#include "crypto/sealed.hpp"

namespace bespoke::adapters::local::sqlite {
namespace {

constexpr int kRowsAtOnce = 64;

/// One sealed value and the statement that replaces it, unless somebody else has done so since: new value, row, old value,
/// sequence.
struct Cell {
    Place place;
    const char* update;
    std::int64_t row;
    std::int64_t sequence;
    Bytes sealed;
};

/// The sealed values of some rows behind one, and the last of those rows.
struct Chunk {
    std::vector<Cell> cells;
    std::int64_t last_row = 0;
    int rows = 0;
};

void add(Chunk& chunk, Cell cell) {
    if (!cell.sealed.empty()) chunk.cells.push_back(std::move(cell));
}

Chunk records_behind(Connection& connection, std::int64_t row) {
    Chunk chunk;
    auto rows =
        connection.query("SELECT rowid, kind, id, body FROM record WHERE rowid > ? ORDER BY rowid LIMIT ?", row, kRowsAtOnce);
    for (; rows.next(); ++chunk.rows) {
        chunk.last_row = rows.integer(0);
        add(chunk, {{"record", rows.text(1) + ":" + rows.text(2), "body"},
                    "UPDATE record SET body = ?1 WHERE rowid = ?2 AND body = ?3 AND ?4 = 0",
                    chunk.last_row,
                    0,
                    rows.bytes(3)});
    }
    return chunk;
}

Chunk events_behind(Connection& connection, std::int64_t row) {
    Chunk chunk;
    auto rows =
        connection.query("SELECT sequence, id, data FROM event WHERE sequence > ? ORDER BY sequence LIMIT ?", row, kRowsAtOnce);
    for (; rows.next(); ++chunk.rows) {
        chunk.last_row = rows.integer(0);
        add(chunk, {event_place(rows.text(1)), "UPDATE event SET data = ?1 WHERE sequence = ?2 AND data = ?3 AND ?4 = 0",
                    chunk.last_row, 0, rows.bytes(2)});
    }
    return chunk;
}

void add_history(Connection& connection, const JobId& job, std::int64_t number, Chunk& chunk) {
    for (auto& [transition, sealed] : read_history(connection, number)) {
        add(chunk, {execution_place(job, "history"),
                    "UPDATE transition SET public_text = ?1 WHERE execution = ?2 AND public_text = ?3 AND sequence = ?4", number,
                    static_cast<std::int64_t>(transition.sequence), std::move(sealed)});
    }
}

Chunk executions_behind(Connection& connection, std::int64_t row) {
    static constexpr std::array<std::pair<const char*, const char*>, 5> kColumns = {{
        {"input", "UPDATE execution SET input = ?1 WHERE number = ?2 AND input = ?3 AND ?4 = 0"},
        {"position", "UPDATE execution SET position = ?1 WHERE number = ?2 AND position = ?3 AND ?4 = 0"},
        {"ending", "UPDATE execution SET ending = ?1 WHERE number = ?2 AND ending = ?3 AND ?4 = 0"},
        {"again", "UPDATE execution SET again = ?1 WHERE number = ?2 AND again = ?3 AND ?4 = 0"},
        {"cancel", "UPDATE execution SET cancel = ?1 WHERE number = ?2 AND cancel = ?3 AND ?4 = 0"},
    }};
    Chunk chunk;
    auto rows = connection.query(
        "SELECT number, job, input, position, ending, again, cancel FROM execution WHERE number > ? ORDER BY number LIMIT ?", row,
        kRowsAtOnce);
    for (; rows.next(); ++chunk.rows) {
        chunk.last_row = rows.integer(0);
        const JobId job(rows.text(1));
        for (std::size_t i = 0; i < kColumns.size(); ++i) {
            add(chunk, {execution_place(job, kColumns[i].first), kColumns[i].second, chunk.last_row, 0,
                        rows.bytes(static_cast<int>(i) + 2)});
        }
        add_history(connection, job, chunk.last_row, chunk);
    }
    return chunk;
}

constexpr std::array kTables = {records_behind, events_behind, executions_behind};

/// Cells with their new bytes.
using SealedAnew = std::vector<std::pair<Cell, Bytes>>;

/// Those that another key sealed, at most `room` of them.
Result<SealedAnew> seal_anew(Sealer& sealer, std::vector<Cell> cells, const std::string& key_id, std::size_t room) {
    SealedAnew result;
    for (auto& cell : cells) {
        if (result.size() == room) break;
        if (crypto::key_id_of(cell.sealed) == key_id) continue;
        const auto value = sealer.open(cell.place, cell.sealed);
        if (!value) return tl::unexpected(value.error());
        auto sealed = sealer.seal(cell.place, *value);
        if (!sealed) return tl::unexpected(sealed.error());
        result.emplace_back(std::move(cell), std::move(*sealed));
    }
    return result;
}

}  // namespace

/// One chunk of the pass; the table's end leads to the next table.
Result<std::size_t> Resealer::advance(const TenantId& tenant, Pass& pass, std::size_t room) {
    const auto database = databases_.open(tenant);
    if (!database) return tl::unexpected(database.error());
    auto chunk =
        (*database)->read([&](Connection& connection) -> Result<Chunk> { return kTables.at(pass.table)(connection, pass.row); });
    if (!chunk) return tl::unexpected(chunk.error());
    Sealer sealer(keys_, tenant);
    const auto anew = seal_anew(sealer, std::move(chunk->cells), pass.key_id, room);
    if (!anew) return tl::unexpected(anew.error());
    if (!anew->empty()) {
        const auto written = (*database)->write([&](Connection& connection) -> Status {
            for (const auto& [cell, sealed] : *anew) connection.run(cell.update, sealed, cell.row, cell.sealed, cell.sequence);
            return {};
        });
        if (!written) return tl::unexpected(written.error());
    }
    pass.done += anew->size();
    if (anew->size() == room) return room;  // there may be more of it in this chunk
    pass.row = chunk->last_row;
    if (chunk->rows < kRowsAtOnce) {
        ++pass.table;
        pass.row = 0;
    }
    return anew->size();
}

Result<std::size_t> Resealer::reseal(const TenantId& tenant, std::size_t limit) {
    const auto key = keys_.current(tenant);
    if (!key) return tl::unexpected(key.error());
    Pass pass;
    {
        const std::lock_guard lock(mutex_);
        pass = passes_[tenant];
    }
    if (pass.key_id != key->id) pass = {key->id, 0, 0, 0};
    std::size_t done = 0;
    while (done < limit) {
        auto more = advance(tenant, pass, limit - done);
        if (!more) return more;
        done += *more;
        if (pass.table < kTables.size()) continue;
        const bool found_none = pass.done == 0;
        pass = {key->id, 0, 0, 0};
        // A write that had its key before the rotation may have come in behind this pass: only one that finds nothing is the
        // last.
        if (found_none) break;
    }
    const std::lock_guard lock(mutex_);
    passes_[tenant] = pass;
    return done;
}

}  // namespace bespoke::adapters::local::sqlite
