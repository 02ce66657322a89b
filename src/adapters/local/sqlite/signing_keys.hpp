#pragma once

#include "adapters/local/sqlite/database.hpp"
#include "ports/signing_key_table.hpp"

namespace bespoke::adapters::local::sqlite {

/// The issuer's keys in system.db. What is replaced or removed is zeroed and the log emptied.
class SigningKeys final : public ports::SigningKeyTable {
public:
    /// The database has to outlive this.
    explicit SigningKeys(Database& database) : database_(database) {}
    Status put(const ports::StoredSigningKey&) override;
    Result<std::vector<ports::StoredSigningKey>> list() override;
    Status remove(const std::string& id) override;

private:
    Database& database_;
};

}  // namespace bespoke::adapters::local::sqlite
