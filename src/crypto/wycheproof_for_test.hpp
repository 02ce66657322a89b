#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "crypto/encoding.hpp"

namespace bespoke::crypto {

/// Project Wycheproof's vectors are not part of the project: $BESPOKE_CORPUS_DIR/vectors/wycheproof. Empty if they are not there.
inline std::vector<nlohmann::json> wycheproof_groups(const std::string& file) {
    const char* set = std::getenv("BESPOKE_CORPUS_DIR");
    const std::filesystem::path root = set != nullptr ? set : BESPOKE_SOURCE_DIR "/../shared";
    std::ifstream in(root / "vectors" / "wycheproof" / file);
    if (!in) return {};
    return nlohmann::json::parse(in).at("testGroups").get<std::vector<nlohmann::json>>();
}

inline Bytes hex_member(const nlohmann::json& test, const char* name) {
    return from_hex(test.at(name).get<std::string>()).value();
}

}  // namespace bespoke::crypto
