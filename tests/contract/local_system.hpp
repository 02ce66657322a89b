#pragma once

#include "local_rig.hpp"

namespace bespoke {

/// The local profile's system database in a directory of its own.
class LocalSystem {
public:
    LocalSystem() { reopen(); }
    void reopen() {
        store_.reset();
        store_ = adapters::local::sqlite::SystemStore::open({directory_.path()}).value();
    }
    [[nodiscard]] adapters::local::sqlite::SystemStore& store() { return *store_; }

private:
    ScratchDirectory directory_;
    std::unique_ptr<adapters::local::sqlite::SystemStore> store_;
};

}  // namespace bespoke
