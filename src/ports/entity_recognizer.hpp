#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "base/deadline.hpp"
#include "base/error.hpp"
#include "base/ids.hpp"

namespace bespoke::ports {

/// Something that a text names. Places are bytes of the text, on whole characters.
struct Entity {
    enum class Kind {
        Person,
        Organization,
        Location,
        Date,
        Title,
        Event,
        Other
    } kind{};  ///< Title: of a book, a film, a work of art
    std::size_t begin = 0, end = 0;
    double score = 0;  ///< 0..1: how sure the recogniser is
    friend bool operator==(const Entity&, const Entity&) = default;
};

/// Somebody else's reading of what a text names, beside the rules of src/resume and src/tailoring, which are this machine's own. It can be
/// wrong: it is asked only where a mistake invents nothing. Safe from many threads. Never logs a text.
class EntityRecognizer {
public:
    virtual ~EntityRecognizer() = default;
    /// In order of place, none over another. `Unavailable` "throttled" and whatever else hinders the service; `Timeout` "deadline"; `Forbidden`
    /// for a server without the right to ask; `Corrupt` for an answer that makes no sense; `InvalidInput` for a language it does not know.
    virtual Result<std::vector<Entity>> entities(const TenantId& owner, std::string_view text, Deadline) = 0;
};

}  // namespace bespoke::ports
