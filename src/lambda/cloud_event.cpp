#include "lambda/cloud_event.hpp"

#include "lambda/event_json.hpp"

namespace bespoke::lambda {

Result<CloudEvent> cloud_event(std::string_view text) {
    const auto event = parse_event(text);
    if (!event) return tl::unexpected(event.error());
    CloudEvent found{text_at(*event, "id"), text_at(*event, "source"), text_at(*event, "detail-type"),
                     object_at(*event, "detail")};
    if (found.source.empty()) return bad_event("source");
    if (!found.detail.is_object()) return bad_event("detail");
    return found;
}

Result<StoredObject> stored_object(const CloudEvent& event) {
    const auto& object = object_at(event.detail, "object");
    StoredObject stored{text_at(object_at(event.detail, "bucket"), "name"), text_at(object, "key"), 0};
    if (stored.bucket.empty() || stored.key.empty()) return bad_event("detail.object.key");
    if (const auto size = object.find("size"); size != object.end() && size->is_number_unsigned())
        stored.bytes = size->get<std::uint64_t>();
    return stored;
}

}  // namespace bespoke::lambda
