#include "adapters/local/name_resolver.hpp"

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstring>
#include <memory>
#include <mutex>
#include <thread>

namespace bespoke::adapters::local {
namespace {

constexpr int kMaxThreads = 32;
std::atomic<int> threads{0};  // how many getaddrinfo calls are under way, abandoned ones included

struct Answer {
    std::mutex mutex;
    std::condition_variable ready;
    bool done = false;
    std::vector<IpAddress> addresses;
};

std::optional<IpAddress> address_of(const sockaddr* socket_address) {
    IpAddress address;
    if (socket_address->sa_family == AF_INET) {
        sockaddr_in v4{};
        std::memcpy(&v4, socket_address, sizeof v4);
        std::memcpy(address.bytes.data(), &v4.sin_addr, 4);
        return address;
    }
    if (socket_address->sa_family != AF_INET6) return std::nullopt;
    sockaddr_in6 v6{};
    std::memcpy(&v6, socket_address, sizeof v6);
    address.family = IpAddress::Family::V6;
    std::memcpy(address.bytes.data(), &v6.sin6_addr, 16);
    return address;
}

std::vector<IpAddress> ask(const std::string& name) {
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* list = nullptr;
    if (::getaddrinfo(name.c_str(), nullptr, &hints, &list) != 0) return {};
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(list, &::freeaddrinfo);
    std::vector<IpAddress> addresses;
    for (const auto* entry = list; entry != nullptr; entry = entry->ai_next) {
        const auto address = address_of(entry->ai_addr);
        if (address && std::ranges::find(addresses, *address) == addresses.end()) addresses.push_back(*address);
    }
    return addresses;
}

tl::unexpected<Error> unresolved(std::string detail) {
    return fail(ErrorCode::Unavailable, "connect", "The host can't be reached; check its name and try again.", std::move(detail));
}

}  // namespace

Result<std::vector<IpAddress>> resolve_by_system(const std::string& name, Deadline deadline) {
    if (threads.fetch_add(1) >= kMaxThreads) {
        threads.fetch_sub(1);
        return unresolved("too many names are being resolved");
    }
    // Shared by this call and the thread, whichever lasts longer.
    const auto answer = std::make_shared<Answer>();
    try {
        std::thread([answer, name] {
            auto addresses = ask(name);
            {
                const std::lock_guard lock(answer->mutex);
                answer->addresses = std::move(addresses);
                answer->done = true;
            }
            answer->ready.notify_one();
            threads.fetch_sub(1);
        }).detach();
    } catch (const std::system_error& error) {
        threads.fetch_sub(1);
        return unresolved(error.what());
    }
    std::unique_lock lock(answer->mutex);
    if (!answer->ready.wait_for(lock, deadline.left(), [&] { return answer->done; })) {
        return fail(ErrorCode::Timeout, "deadline", "The host's name was not resolved in time; try again.");
    }
    if (answer->addresses.empty()) return unresolved("name not resolved");
    return answer->addresses;
}

}  // namespace bespoke::adapters::local
