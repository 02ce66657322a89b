#include "adapters/aws/dynamodb/commit.hpp"

#include "adapters/aws/dynamodb/attribute.hpp"

namespace bespoke::adapters::aws::dynamodb {
namespace {

using nlohmann::json;

/// An item may have 400 KB, names and base64 not counted; the rest is for the other attributes.
constexpr std::size_t kMostBodyBytes = 350'000;
/// A transaction may have 4 MB; the rest is for the other attributes.
constexpr std::size_t kMostSealedBytes = 3'700'000;

json key_of(const TenantId& tenant, const std::string& sort) {
    return {{kPartition, text_value(partition_of(tenant))}, {kSort, text_value(sort)}};
}

/// Adds to an action that the item has still the version that was read; 0: that it is not there.
json on_version(json action, std::uint64_t version) {
    if (version == 0) {
        action["ConditionExpression"] = "attribute_not_exists(#p)";
        action["ExpressionAttributeNames"] = {{"#p", kPartition}};
        return action;
    }
    action["ConditionExpression"] = "#v = :v";
    action["ExpressionAttributeNames"] = {{"#v", "version"}};
    action["ExpressionAttributeValues"] = {{":v", number_value(static_cast<std::int64_t>(version))}};
    return action;
}

json put_action(const std::string& table, json item, std::uint64_t version_before) {
    return {{"Put", on_version({{"TableName", table}, {"Item", std::move(item)}}, version_before)}};
}

tl::unexpected<Error> record_too_large(std::size_t bytes, std::string where) {
    return fail(ErrorCode::LimitExceeded, "record-too-large", "This is too large to be stored in one piece; make it smaller.",
                fmt::format("{} bytes", bytes), std::move(where));
}

std::pair<ports::RecordKind, RecordId> target_of(const ports::Write& write) {
    return std::visit(
        [](const auto& one) -> std::pair<ports::RecordKind, RecordId> {
            if constexpr (requires { one.record; })
                return {one.record.kind, one.record.id};
            else
                return {one.kind, one.id};
        },
        write);
}

}  // namespace

Commit::Commit(const TenantId& tenant, const sealing::SealedBatch& batch) : tenant_(tenant), batch_(batch) {
    for (const auto& write : batch.batch->writes) {
        const auto [kind, id] = target_of(write);
        if (!id.empty()) slot(kind, id);
    }
}

bool Commit::numbers() const { return !batch_.batch->events.empty() || !batch_.batch->audit.empty(); }

std::vector<json> Commit::keys() const {
    std::vector<json> keys;
    for (const auto& [sort, slot] : slots_) keys.push_back(key_of(tenant_, sort));
    if (numbers()) keys.push_back(key_of(tenant_, kHeadSort));
    return keys;
}

Status Commit::take(const json& item) {
    const auto sort = Item(item).text(kSort);
    if (sort == kHeadSort) {
        const auto head = head_from(item);
        if (!head) return tl::unexpected(head.error());
        head_ = *head;
        head_version_ = head->version;
        return {};
    }
    auto record = record_from(item);
    if (!record) return tl::unexpected(record.error());
    auto& slot = slots_[sort];
    slot.before = slot.after = *std::move(record);
    return {};
}

Commit::Slot& Commit::slot(ports::RecordKind kind, const RecordId& id) { return slots_[record_sort(kind, id)]; }

Status Commit::put(const ports::Put& put, const Bytes& body) {
    auto& [before, after, changed] = slot(put.record.kind, put.record.id);
    const auto version = after ? std::optional(after->record.version) : std::nullopt;
    if (!sealing::holds(put, version)) return sealing::changed_meanwhile(put.record.id);
    if (body.size() > kMostBodyBytes) return record_too_large(body.size(), put.record.id.str());
    StoredRecord stored{put.record, body};
    stored.record.version = version.value_or(0) + 1;
    if (after) stored.record.created_at = after->record.created_at;
    stored.record.updated_at = batch_.now;
    after = std::move(stored);
    changed = true;
    return {};
}

void Commit::remove(const ports::Remove& removal) {
    auto& target = slot(removal.kind, removal.id);
    target.after.reset();
    target.changed = true;
}

void Commit::set_state(const ports::SetState& change) {
    auto& target = slot(change.kind, change.id);
    if (!target.after) return;
    auto& record = target.after->record;
    record.state = change.state;
    record.due = change.due;
    record.updated_at = batch_.now;
    ++record.version;
    target.changed = true;
}

void Commit::add_events() {
    for (std::size_t i = 0; i < batch_.events.size(); ++i) {
        StoredEvent stored{batch_.batch->events[i], batch_.events[i].data};
        stored.event.sequence = ++head_.last_event;
        stored.event.id = batch_.events[i].id;
        stored.event.at = batch_.events[i].at;
        added_.push_back(event_item(tenant_, stored, event_sort(stored.event.sequence)));
        added_.push_back(event_item(tenant_, stored, subject_sort(stored.event.subject, stored.event.sequence)));
    }
}

void Commit::add_audit() {
    for (auto entry : batch_.batch->audit) {
        if (entry.at == Timestamp{}) entry.at = batch_.now;
        entry.sequence = ++head_.last_audit;
        entry.hash = ports::audit_hash(head_.last_hash, entry);
        head_.last_hash = entry.hash;
        added_.push_back(audit_item(tenant_, entry));
    }
}

Status Commit::check_size() const {
    std::size_t sum = 0;
    for (const auto& [sort, slot] : slots_) sum += slot.changed && slot.after ? slot.after->body.size() : 0;
    for (const auto& event : batch_.events) {
        if (event.data.size() > kMostBodyBytes) return record_too_large(event.data.size(), event.id);
        sum += 2 * event.data.size();
    }
    if (sum <= kMostSealedBytes) return {};
    return fail(ErrorCode::LimitExceeded, "batch-too-large", "This is too much to be stored at once; send less.",
                fmt::format("{} bytes", sum));
}

Status Commit::run() {
    auto body = batch_.bodies.begin();
    for (const auto& write : batch_.batch->writes) {
        if (const auto* one = std::get_if<ports::Put>(&write)) {
            if (auto done = put(*one, *body++); !done) return done;
        } else if (const auto* removal = std::get_if<ports::Remove>(&write)) {
            remove(*removal);
        } else {
            set_state(std::get<ports::SetState>(write));
        }
    }
    if (auto fits = check_size(); !fits) return fits;
    add_events();
    add_audit();
    ++head_.version;
    return {};
}

json Commit::actions(const std::string& table) const {
    auto actions = json::array();
    for (const auto& [sort, slot] : slots_) {
        const auto version = slot.before ? slot.before->record.version : 0;
        if (!slot.changed || (!slot.before && !slot.after)) continue;
        if (slot.after)
            actions.push_back(put_action(table, record_item(tenant_, *slot.after), version));
        else
            actions.push_back({{"Delete", on_version({{"TableName", table}, {"Key", key_of(tenant_, sort)}}, version)}});
    }
    if (!numbers()) return actions;
    actions.push_back(put_action(table, head_item(tenant_, head_), head_version_));
    // The head's condition holds for these, too: nobody else has their numbers.
    for (const auto& item : added_) actions.push_back({{"Put", {{"TableName", table}, {"Item", item}}}});
    return actions;
}

}  // namespace bespoke::adapters::aws::dynamodb
