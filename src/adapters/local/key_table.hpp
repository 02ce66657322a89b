#pragma once

#include "ports/key_table.hpp"

namespace bespoke::adapters::local {

using ports::KeyRow;
using ports::KeyTable;

}  // namespace bespoke::adapters::local
