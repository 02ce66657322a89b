#include "http/admission.hpp"

namespace bespoke::http {
namespace {

constexpr std::uint64_t kStepBytes = 16ULL * 1024;

}  // namespace

std::string_view Admission::enter(const std::string& peer) {
    const std::lock_guard lock(guard_);
    if (connections_ >= limits_.connections) return "connections";
    auto& of_peer = per_peer_[peer];
    if (of_peer >= limits_.connections_per_peer) return "connections-per-peer";
    ++of_peer;
    ++connections_;
    return {};
}

void Admission::leave(const std::string& peer) {
    const std::lock_guard lock(guard_);
    if (--connections_ == 0) emptied_.notify_all();
    const auto found = per_peer_.find(peer);
    if (found != per_peer_.end() && --found->second == 0) per_peer_.erase(found);
}

bool Admission::wait_until_empty(std::chrono::steady_clock::time_point until) {
    std::unique_lock lock(guard_);
    return emptied_.wait_until(lock, until, [this] { return connections_ == 0; });
}

bool Admission::open_stream() {
    if (streams_.fetch_add(1) < limits_.streams) return true;
    streams_.fetch_sub(1);
    return false;
}

void Admission::close_stream() { streams_.fetch_sub(1); }

bool Admission::take_bytes(std::uint64_t bytes) {
    if (bytes_.fetch_add(bytes) + bytes <= limits_.bodies_in_flight_bytes) return true;
    bytes_.fetch_sub(bytes);
    return false;
}

void Admission::give_bytes(std::uint64_t bytes) { bytes_.fetch_sub(bytes); }

bool BodyShare::grow_to(std::uint64_t bytes) {
    if (bytes <= held_) return true;
    const auto target = (bytes + kStepBytes - 1) / kStepBytes * kStepBytes;
    if (!admission_.take_bytes(target - held_)) return false;
    held_ = target;
    return true;
}

void BodyShare::release() {
    admission_.give_bytes(held_);
    held_ = 0;
}

}  // namespace bespoke::http
