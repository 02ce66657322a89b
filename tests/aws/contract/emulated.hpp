#pragma once

#include <stdexcept>

#include "adapters/aws/core/emulators_for_test.hpp"

namespace bespoke {

/// A variable of with_emulators.py, without which these tests can't run.
inline std::string emulated(const char* name) {
    auto value = adapters::aws::testing::from_environment(name);
    if (!value) throw std::runtime_error(std::string(name) + " is not set: run this by tests/aws/with_emulators.py -- COMMAND");
    return *value;
}

/// Tenants' calls are signed by sessions of their role, so an adapter that leaves a tenant's place is denied.
inline adapters::aws::Client& emulated_client() {
    static const auto emulators = adapters::aws::testing::Emulators::find();
    if (!emulators) emulated("AWS_ENDPOINT_URL");
    return emulators->client();
}

using EmulatedClock = adapters::aws::testing::SystemClock;

}  // namespace bespoke
