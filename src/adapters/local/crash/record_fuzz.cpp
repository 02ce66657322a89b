#include <cstdlib>
#include <cstring>

#include "adapters/local/crash/record.hpp"

// Any bytes, and the same with a check that fits, so that what is behind it is reached.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace bespoke;
    using namespace bespoke::adapters::local::crash;
    (void)read_record({reinterpret_cast<const std::byte*>(data), size});
    RawRecord raw{};
    std::memcpy(&raw, data, std::min(size, sizeof raw));
    raw.magic = kMagic;
    raw.check = check_of(raw);
    const auto record = read_record({reinterpret_cast<const std::byte*>(&raw), sizeof raw});
    if (!record && record.error().reason != "crash-trace") std::abort();
    if (record && (record->frames.size() > kMostFrames || signature_of(*record).size() != 64)) std::abort();
    return 0;
}
