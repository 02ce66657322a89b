#pragma once

#include <boost/asio/ip/address.hpp>
#include <string>

namespace bespoke::http {

/// The other end of a connection.
struct Peer {
    std::string address;  ///< an IPv4 address that came mapped into IPv6 is spelled as IPv4
    std::string
        network;  ///< what caps count: the IPv4 address, or the /64 of an IPv6 address, of which one host has as many as it likes
};

Peer peer_of(const boost::asio::ip::address&);

}  // namespace bespoke::http
