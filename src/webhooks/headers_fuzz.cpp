#include <cstdint>
#include <cstdlib>

#include "webhooks/schedule.hpp"
#include "webhooks/signature.hpp"
#include "webhooks/url_policy.hpp"

// What a receiver, an owner or a forger can send: Retry-After, the signed headers, a URL. The first byte chooses.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace bespoke;
    if (size == 0) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    const auto now = from_millis(1'800'000'000'000);
    if (data[0] % 3 == 0) {
        const auto pause = webhooks::retry_after(text, now);
        if (pause && (pause->count() <= 0 || *pause > webhooks::kLongestRetryAfter)) std::abort();
    } else if (data[0] % 3 == 1) {
        const auto middle = text.size() / 2;
        // Nobody can forge without the secret.
        if (webhooks::verify("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", {"evt_1", text.substr(0, middle), text.substr(middle)},
                             "{}", now))
            std::abort();
        (void)webhooks::secret_bytes(text);
    } else {
        (void)webhooks::check_url(text, {});
    }
    return 0;
}
