#pragma once

#include "base/bytes.hpp"

namespace bespoke::identity {

/// True if an RSA modulus (big-endian) bears the mark of the key generator broken by the ROCA attack (CVE-2017-15361): such primes are
/// k·M + 65537^a mod M with M a product of small primes, so the modulus is a power of 65537 modulo each of these. An honest modulus
/// passes all tests with a chance below 2^-27.
bool has_roca_mark(BytesView modulus);

}  // namespace bespoke::identity
