#include "http/peer.hpp"

#include <algorithm>

namespace bespoke::http {

Peer peer_of(const boost::asio::ip::address& address) {
    if (address.is_v4()) return {address.to_string(), address.to_string()};
    const auto six = address.to_v6();
    if (six.is_v4_mapped()) {
        const auto four = boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, six).to_string();
        return {four, four};
    }
    auto network = six.to_bytes();
    std::fill(network.begin() + 8, network.end(), static_cast<unsigned char>(0));
    return {six.to_string(), boost::asio::ip::address_v6(network).to_string()};
}

}  // namespace bespoke::http
