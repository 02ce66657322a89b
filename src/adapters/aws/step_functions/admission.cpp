#include "adapters/aws/step_functions/admission.hpp"

#include <limits>

#include "ports/execution_record.hpp"

namespace bespoke::adapters::aws {
namespace {
const RecordId kMarker("executions-at-once");
}  // namespace

int Admission::Places::free() const {
    if (places_ <= 0) return std::numeric_limits<int>::max();
    return std::max(0, places_ - static_cast<int>(jobs_.size()));
}

bool Admission::Places::take(const JobId& job) {
    if (places_ <= 0 || jobs_.contains(job.str())) return true;
    if (free() == 0) return false;
    jobs_.insert(job.str());
    return true;
}

void Admission::Places::store_with(ports::Batch& batch) const {
    if (places_ <= 0) return;
    ports::Put put;
    put.record.kind = ports::RecordKind::Marker;
    put.record.id = kMarker;
    put.record.body = {{"jobs", jobs_}};
    put.condition = version_ == 0 ? ports::Put::If::Absent : ports::Put::If::Matches;
    put.expected_version = version_;
    batch.writes.emplace_back(std::move(put));
}

Result<Admission::Places> Admission::read(const TenantId& tenant) {
    Places places;
    places.places_ = places_;
    if (places_ <= 0) return places;
    const auto record = store_.get(tenant, ports::RecordKind::Marker, kMarker);
    if (!record) return tl::unexpected(record.error());
    if (!*record) return places;
    const auto jobs = (*record)->body.find("jobs");
    if (jobs != (*record)->body.end() && jobs->is_array()) {
        for (const auto& job : *jobs) {
            if (job.is_string()) places.jobs_.insert(job.get<std::string>());
        }
    }
    places.version_ = (*record)->version;
    return places;
}

bool Admission::lost_race(const Status& status, const JobId& job) {
    if (status || status.error().code != ErrorCode::Conflict) return false;
    return status.error().where == kMarker.str() || status.error().where == ports::execution_record_id(job).str();
}

}  // namespace bespoke::adapters::aws
