#pragma once

#include <mutex>

#include "adapters/memory/clock.hpp"
#include "adapters/memory/metadata_store.hpp"
#include "adapters/memory/tenant_registry.hpp"
#include "webhooks/delivery.hpp"
#include "webhooks/dispatcher.hpp"
#include "webhooks/endpoint.hpp"

namespace bespoke::webhooks {

/// A receiver that answers as told and remembers what it got. Safe from many threads.
class FakeReceiver final : public ports::HttpClient {
public:
    using Answer = std::function<Result<ports::HttpResponse>(const ports::HttpRequest&)>;

    Result<ports::HttpResponse> send(const ports::HttpRequest& request, Deadline) override {
        const Answer* answer = nullptr;
        {
            const std::scoped_lock lock(mutex_);
            requests_.push_back(request);
            const auto found = answers_.find(request.url);
            if (found != answers_.end()) answer = &found->second;
        }
        return answer != nullptr ? (*answer)(request) : ports::HttpResponse{.status = 204};
    }
    /// To be called before anything is sent.
    void answer(const std::string& url, Answer answer) { answers_[url] = std::move(answer); }
    void answer(const std::string& url, int status, std::map<std::string, std::string> headers = {}) {
        answer(url, [=](const auto&) { return ports::HttpResponse{.status = status, .headers = headers}; });
    }
    std::vector<ports::HttpRequest> requests(const std::string& url) {
        const std::scoped_lock lock(mutex_);
        std::vector<ports::HttpRequest> result;
        std::ranges::copy_if(requests_, std::back_inserter(result), [&](const auto& one) { return one.url == url; });
        return result;
    }

private:
    std::mutex mutex_;
    std::map<std::string, Answer> answers_;
    std::vector<ports::HttpRequest> requests_;
};

inline std::string header(const ports::HttpRequest& request, std::string_view name) {
    const auto found = std::ranges::find(request.headers, name, [](const auto& one) { return std::string_view(one.first); });
    return found == request.headers.end() ? "" : found->second;
}

/// A tenant with a store, a clock that stands still, and a receiver.
struct Rig {
    Rig() { (void)tenants.create(acme, clock.now()); }

    DispatcherPorts ports() { return {store, tenants, receiver, clock, metrics}; }

    Endpoint add_endpoint(const std::string& url, std::vector<std::string> types = {"*"}, std::string secret = "") {
        Endpoint endpoint{.id = RecordId(fmt::format("whk_{:026}", ++made)), .created_at = clock.now(), .url = url};
        for (auto& type : types) endpoint.subscriptions.push_back({std::move(type), clock.now()});
        endpoint.secrets.push_back({secret.empty() ? "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" : std::move(secret), std::nullopt});
        (void)store.commit(acme, {.writes = {to_put(endpoint)}});
        return endpoint;
    }
    void happen(const std::string& type, const std::string& subject = "job_1") {
        ports::Event event;
        event.type = type;
        event.subject = subject;
        event.at = clock.now();
        event.data = {{"job", subject}};
        (void)store.commit(acme, {.events = {event}});
    }
    std::vector<Delivery> deliveries() {
        std::vector<Delivery> result;
        const auto records = store.list(
            acme, {.kind = ports::RecordKind::Delivery, .order = ports::RecordQuery::Order::OldestFirst, .limit = 10'000});
        for (const auto& record : *records) result.push_back(delivery_from(record).value());
        return result;
    }
    Endpoint endpoint(const RecordId& id) { return endpoint_from(**store.get(acme, ports::RecordKind::Webhook, id)).value(); }
    std::vector<ports::Event> events(const std::string& type) {
        auto all = store.events(acme, 0, {}, 10'000).value();
        std::erase_if(all, [&](const auto& event) { return event.type != type; });
        return all;
    }

    TenantId acme{"acme"};
    adapters::memory::Clock clock;
    adapters::memory::TenantRegistry tenants;
    adapters::memory::MetadataStore store{clock, tenants};
    FakeReceiver receiver;
    telemetry::Metrics metrics;
    int made = 0;
};

}  // namespace bespoke::webhooks
