#pragma once

#include <curl/curl.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "emulated.hpp"

namespace bespoke {

/// The emulators' own door: faults, lag, violations (tests/aws/README.md).
inline nlohmann::json control(const std::string& method, const std::string& what, const nlohmann::json& body = nullptr) {
    std::string answer;
    const auto text = body.is_null() ? std::string() : body.dump();
    const auto url = emulated("BESPOKE_TEST_CONTROL") + "/" + what;
    CURL* curl = curl_easy_init();
    const auto append = +[](char* data, std::size_t size, std::size_t count, void* to) {
        static_cast<std::string*>(to)->append(data, size * count);
        return size * count;
    };
    long status = 0;
    curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, method.c_str());
    if (!text.empty()) curl_easy_setopt(curl, CURLOPT_POSTFIELDS, text.c_str());
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, append);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer);
    EXPECT_EQ(curl_easy_perform(curl), CURLE_OK);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    EXPECT_LT(status, 300) << method << " " << what;
    curl_easy_cleanup(curl);
    return nlohmann::json::parse(answer, nullptr, false);
}

/// Faults or lag for as long as this lives.
class Disturbed {
public:
    Disturbed(std::string what, const nlohmann::json& how) : what_(std::move(what)) { control("PUT", what_, how); }
    Disturbed(const Disturbed&) = delete;
    Disturbed& operator=(const Disturbed&) = delete;
    ~Disturbed() { control("DELETE", what_); }
    /// How often the faults struck, so that no test passes for want of them.
    [[nodiscard]] int struck() const {
        int count = 0;
        const auto rules = control("GET", what_);
        for (const auto& rule : rules) count += rule.value("struck", 0);
        return count;
    }

private:
    const std::string what_;
};

}  // namespace bespoke
