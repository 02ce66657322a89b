#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "adapters/openvino/embedder.hpp"
#include "adapters/openvino/minilm_model.hpp"
#include "crypto/encoding.hpp"

namespace bespoke::adapters::openvino {

inline std::string read_text(const std::filesystem::path& path) {
    std::stringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
}

/// What the reference implementation made of some texts: tools/models/make_parity_fixture.py.
inline const nlohmann::json& parity_fixture() {
    static const auto fixture = nlohmann::json::parse(
        read_text(std::filesystem::path(BESPOKE_SOURCE_DIR) / "src/adapters/openvino/testdata/minilm_parity.json"));
    return fixture;
}

inline bool is_installed() { return make_minilm_embedder(default_minilm_directory()).has_value(); }

inline double cosine(std::span<const float> a, std::span<const float> b) {
    double dot = 0, aa = 0, bb = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        dot += a[i] * b[i];
        aa += a[i] * a[i];
        bb += b[i] * b[i];
    }
    return dot / std::sqrt(aa * bb);
}

}  // namespace bespoke::adapters::openvino

/// `./dev test` installs the model, so this skips only where someone builds by hand without it.
#define SKIP_WITHOUT_MODEL() \
    if (!bespoke::adapters::openvino::is_installed()) GTEST_SKIP() << "the embedding model is not installed: ./dev build"
