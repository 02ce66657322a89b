#include "service/export.hpp"

#include <algorithm>

#include "base/rfc3339.hpp"
#include "crypto/encoding.hpp"
#include "service/records.hpp"

namespace bespoke::service {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;
using ports::RecordKind;

constexpr std::size_t kPage = 100;

/// What a tenant can take along. Positions, leases of idempotency and revoked tokens are ours and mean nothing elsewhere.
constexpr std::array kKinds{RecordKind::Settings, RecordKind::User,    RecordKind::ApiKey,   RecordKind::Webhook,
                            RecordKind::Document, RecordKind::Job,     RecordKind::Feedback, RecordKind::Upload,
                            RecordKind::Delivery, RecordKind::ChoreRun};

bool is_secret(std::string_view name) {
    for (const auto* part : {"secret", "password", "hash", "salt"}) {
        if (name.find(part) != std::string_view::npos) return true;
    }
    return false;
}

/// Whoever has an export must not be able to sign in or to sign webhooks with it.
void remove_secrets(json& body) {
    if (!body.is_object()) return;
    for (auto member = body.begin(); member != body.end();) {
        std::string name = member.key();
        std::ranges::transform(name, name.begin(), [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
        member = is_secret(name) ? body.erase(member) : std::next(member);
    }
}

std::string line(const ordered_json& body) { return body.dump(-1, ' ', false, json::error_handler_t::replace) + "\n"; }

ordered_json record_json(const ports::Record& record) {
    auto body = record.body;
    if (record.kind == RecordKind::User || record.kind == RecordKind::ApiKey || record.kind == RecordKind::Webhook)
        remove_secrets(body);
    return {{"type", "record"},       {"kind", ports::to_string(record.kind)},      {"id", record.id.str()},
            {"state", record.state},  {"createdAt", to_rfc3339(record.created_at)}, {"updatedAt", to_rfc3339(record.updated_at)},
            {"body", std::move(body)}};
}

}  // namespace

TenantExport::TenantExport(const ServicePorts& ports, TenantId tenant) : ports_(ports), tenant_(std::move(tenant)) {}

Result<std::optional<std::string>> TenantExport::next(Deadline deadline) {
    while (part_ != Part::End) {
        Result<std::string> text = [&]() -> Result<std::string> {
            switch (part_) {
                case Part::Header: return header();
                case Part::Records: return records();
                case Part::Events: return events();
                case Part::Audit: return audit();
                case Part::Files: return file(deadline);
                default: return footer();
            }
        }();
        if (!text) {
            part_ = Part::End;
            return tl::unexpected(text.error());
        }
        if (!text->empty()) return std::optional(std::move(*text));
    }
    return std::optional<std::string>();
}

Result<std::string> TenantExport::header() {
    part_ = Part::Records;
    return line(
        {{"type", "export"}, {"format", "bespoke-export/1"}, {"tenant", tenant_.str()}, {"at", to_rfc3339(ports_.clock.now())}});
}

Result<std::string> TenantExport::records() {
    const auto kind = kKinds[kind_];
    const auto page =
        ports_.store.list(tenant_, {kind, std::nullopt, ports::RecordQuery::Order::OldestFirst, after_record_, kPage});
    if (!page) return tl::unexpected(page.error());
    std::string text;
    for (const auto& record : *page) {
        if (is_going(record)) continue;
        text += line(record_json(record));
        ++records_;
        if (kind != RecordKind::Job) continue;
        const auto history = history_of(record);
        if (!history) return history;
        text += *history;
    }
    if (page->size() < kPage) {
        after_record_ = {};
        if (++kind_ == kKinds.size()) part_ = Part::Events;
    } else {
        after_record_ = page->back().id;
    }
    return text;
}

/// What is being removed is gone for readers, and with a job what was said about it.
bool TenantExport::is_going(const ports::Record& record) {
    if (record.kind == RecordKind::Feedback) return going_jobs_.contains(record.state);
    const bool going = record.state == kRemoving;
    if (going && record.kind == RecordKind::Job) going_jobs_.insert(record.id.str());
    return going;
}

Result<std::string> TenantExport::history_of(const ports::Record& job) {
    const auto execution = ports_.orchestrator.describe(tenant_, JobId(job.id.str()));
    if (!execution) return tl::unexpected(execution.error());
    if (!*execution) return std::string();
    auto transitions = ordered_json::array();
    for (const auto& one : (*execution)->history) {
        transitions.push_back(
            {{"at", to_rfc3339(one.at)}, {"kind", ports::to_string(one.kind)}, {"state", one.state}, {"error", one.error}});
    }
    return line({{"type", "history"}, {"job", job.id.str()}, {"transitions", std::move(transitions)}});
}

Result<std::string> TenantExport::events() {
    const auto page = ports_.store.events(tenant_, after_, {}, kPage);
    if (!page) return tl::unexpected(page.error());
    std::string text;
    for (const auto& event : *page) {
        text += line({{"type", "event"},
                      {"id", event.id},
                      {"event", event.type},
                      {"subject", event.subject},
                      {"at", to_rfc3339(event.at)},
                      {"data", event.data}});
        ++events_;
        after_ = event.sequence;
    }
    if (page->empty()) {
        part_ = Part::Audit;
        after_ = 0;
    }
    return text;
}

Result<std::string> TenantExport::audit() {
    const auto page = ports_.store.audit(tenant_, after_, kPage);
    if (!page) return tl::unexpected(page.error());
    std::string text;
    for (const auto& entry : *page) {
        text += line({{"type", "audit"},
                      {"sequence", entry.sequence},
                      {"at", to_millis(entry.at)},
                      {"actor", entry.actor},
                      {"action", entry.action},
                      {"object", entry.object},
                      {"outcome", entry.outcome},
                      {"trace", entry.trace},
                      {"hash", entry.hash}});
        ++entries_;
        after_ = entry.sequence;
    }
    if (page->empty()) part_ = Part::Files;
    return text;
}

Result<std::string> TenantExport::file(Deadline deadline) {
    if (!files_) {
        const auto list = ports_.blobs.list(tenant_, "", deadline);
        if (!list) return tl::unexpected(list.error());
        files_.emplace();
        for (const auto& entry : *list) files_->push_back(entry.key);
    }
    if (files_->empty()) {
        part_ = Part::Footer;
        return std::string();
    }
    const auto key = std::move(files_->front());
    files_->pop_front();
    const auto bytes = ports_.blobs.get(tenant_, key, deadline);
    if (!bytes) return tl::unexpected(bytes.error());
    if (!*bytes) return std::string();  // removed meanwhile
    ++written_files_;
    return line({{"type", "file"},
                 {"key", key.str()},
                 {"bytes", (*bytes)->size()},
                 {"sha256", sha256_hex(**bytes)},
                 {"base64", crypto::base64(**bytes)}});
}

std::string TenantExport::footer() {
    part_ = Part::End;
    return line({{"type", "end"}, {"records", records_}, {"events", events_}, {"audit", entries_}, {"files", written_files_}});
}

}  // namespace bespoke::service
