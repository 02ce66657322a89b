#pragma once

#include <functional>
#include <set>

#include "adapters/aws/core/client.hpp"
#include "adapters/aws/opensearch/answers.hpp"
#include "adapters/aws/opensearch/requests.hpp"

namespace bespoke::adapters::aws::opensearch {

struct Options {
    std::string collection;  ///< its id, the first part of its host
    /// A shared index holds all tenants' chunks, kept apart by the filter of every query; with one each, an index is reached under the tenant's
    /// name only. Not to be changed once something is stored.
    enum class Isolation { IndexPerTenant, SharedIndex } isolation = Isolation::IndexPerTenant;
    std::string index = "chunks";  ///< of all, or what stands before "-<tenant>"
    std::size_t dimension = 1024;  ///< of the embedder's vectors, one for all tenants
    /// How long one change may wait until searches see it; the service takes seconds, at times a minute.
    std::chrono::milliseconds patience{60'000};
    std::chrono::milliseconds search_patience{10'000};
    /// For tests. Empty: the thread sleeps.
    std::function<void(std::chrono::milliseconds)> pause;
};

/// The calls of a vector search collection that the adapters make, always as the tenant. Safe from many threads.
class Collection {
public:
    /// `client` outlives it.
    Collection(Client& client, Options options) : client_(client), options_(std::move(options)) {}

    /// Nothing found if there is no index yet.
    Result<std::vector<Found>> search(const TenantId&, const nlohmann::json& query, Deadline);
    /// Make what is stored of `documents` (all of the tenant's if empty) equal to `wanted` and wait until searches see just that.
    /// `Unavailable` "index-lag" if patience ended first; then the same call goes on.
    Status settle(const TenantId&, const std::vector<std::string>& documents,
                  const std::map<std::string, nlohmann::json>& wanted);
    /// Delete the tenant's index. Only with an index per tenant. Missing is success.
    Status drop(const TenantId&);
    [[nodiscard]] const Options& options() const { return options_; }

private:
    /// What has to change before all is as wanted.
    struct Plan {
        std::vector<nlohmann::json> added;
        std::vector<std::string> deleted;  ///< ids
    };
    [[nodiscard]] Call call(const TenantId&, std::string operation, std::string method, std::string_view path) const;
    Status ensure_index(const TenantId&, Deadline);
    enum class Change { Taken, NoIndexYet };
    Result<Change> change(const TenantId&, const Plan&, Deadline);
    void wait(int round) const;

    Client& client_;
    const Options options_;
};

}  // namespace bespoke::adapters::aws::opensearch
