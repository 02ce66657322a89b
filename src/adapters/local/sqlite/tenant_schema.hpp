#pragma once

#include "adapters/local/sqlite/migrations.hpp"

namespace bespoke::adapters::local::sqlite {

/// What stands in a tenant.db; the README of this folder tells what each table is for.
Schema tenant_schema();

}  // namespace bespoke::adapters::local::sqlite
