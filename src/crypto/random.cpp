#include "crypto/random.hpp"

#include <openssl/rand.h>

#include <cstdlib>
#include <limits>
#include <mutex>

namespace bespoke::crypto {
namespace {

constexpr std::string_view kCrockford = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t kIdLetters = 26;
constexpr std::uint64_t kMaxMillis = (1ULL << 48U) - 1;

/// The 128 bits of an id: 48 of time, 80 that begin at random and grow.
struct IdBits {
    std::uint64_t millis = 0;
    std::uint16_t high = 0;
    std::uint64_t low = 0;
};

template <class Number>
Number random_number() {
    Number number{};
    fill_random(std::as_writable_bytes(std::span(&number, 1)));
    return number;
}

/// One id greater than the last. The step is random, so that nobody counts ids up.
IdBits after(const IdBits& last) {
    IdBits next = last;
    next.low += 1ULL + random_number<std::uint32_t>();
    if (next.low >= last.low) return next;
    if (++next.high == 0) ++next.millis;
    return next;
}

/// Grows with each call also when `now` stands still or steps back.
IdBits next_bits(Timestamp now) {
    static std::mutex mutex;
    static IdBits last;
    const auto millis = static_cast<std::uint64_t>(std::max<std::int64_t>(to_millis(now), 0)) & kMaxMillis;
    const std::lock_guard lock(mutex);
    if (millis > last.millis) {
        last = {millis, random_number<std::uint16_t>(), random_number<std::uint64_t>()};
    } else {
        last = after(last);
    }
    return last;
}

}  // namespace

void fill_random(std::span<std::byte> out) {
    while (!out.empty()) {
        const auto part = out.first(std::min<std::size_t>(out.size(), std::numeric_limits<int>::max()));
        if (RAND_bytes(reinterpret_cast<unsigned char*>(part.data()), static_cast<int>(part.size())) != 1) std::abort();
        out = out.subspan(part.size());
    }
}

std::string random_id(std::string_view prefix, Timestamp now) {
    const IdBits bits = next_bits(now);
    // 130 bits in letters of five, of which the first two are always zero.
    std::uint64_t high = (bits.millis << 16U) | bits.high, low = bits.low;
    std::string letters(kIdLetters, '0');
    for (auto letter = letters.rbegin(); letter != letters.rend(); ++letter) {
        *letter = kCrockford[low & 31U];
        low = (low >> 5U) | (high << 59U);
        high >>= 5U;
    }
    return std::string(prefix) + "_" + letters;
}

}  // namespace bespoke::crypto
