#include "identity/roca.hpp"

#include <array>
#include <cstdint>

namespace bespoke::identity {
namespace {

/// The primes up to 167, whose product divides M for keys of 512 bits and up. 2 is left out: every odd number passes.
constexpr std::array<std::uint32_t, 38> kPrimes = {3,   5,   7,   11,  13,  17,  19,  23,  29,  31,  37,  41,  43,
                                                   47,  53,  59,  61,  67,  71,  73,  79,  83,  89,  97,  101, 103,
                                                   107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167};

std::uint32_t remainder(BytesView big_endian, std::uint32_t divisor) {
    std::uint32_t rest = 0;
    for (const auto byte : big_endian) rest = (rest * 256 + std::to_integer<std::uint32_t>(byte)) % divisor;
    return rest;
}

bool is_power_of_65537(std::uint32_t value, std::uint32_t prime) {
    std::uint32_t power = 1;
    do {
        if (power == value) return true;
        power = power * (65537 % prime) % prime;
    } while (power != 1);
    return false;
}

}  // namespace

bool has_roca_mark(BytesView modulus) {
    return std::ranges::all_of(kPrimes, [&](auto prime) { return is_power_of_65537(remainder(modulus, prime), prime); });
}

}  // namespace bespoke::identity
