#include "stages/request.hpp"

#include <gtest/gtest.h>

namespace bespoke::stages {
namespace {

Request sample_request() {
    Request request;
    request.resume = {ports::BlobKey("uploads/a"), "cv.pdf"};
    request.job_description = {ports::BlobKey("uploads/b"), "jd.txt"};
    request.max_pages = 2;
    request.today = {2026, 5, 4};
    return request;
}

TEST(Request, SurvivesTheStateMachine) {
    auto request = sample_request();
    request.style = Upload{ports::BlobKey("uploads/c"), "sample.docx"};
    request.as_of = resume::Date{2026, 3, 0};
    const auto back = request_of(to_state(request));
    ASSERT_TRUE(back);
    EXPECT_EQ(back->resume.name, "cv.pdf");
    EXPECT_EQ(std::get<Upload>(back->style).blob, ports::BlobKey("uploads/c"));
    EXPECT_EQ(back->max_pages, 2);
    EXPECT_EQ(back->today, request.today);
    EXPECT_EQ(back->as_of, request.as_of);
}

TEST(Request, BuiltInStyleIsAName) {
    auto request = sample_request();
    request.style = "modern";
    EXPECT_EQ(std::get<std::string>(request_of(to_state(request))->style), "modern");
}

TEST(Request, DamagedStateIsOurBugNotTheUsers) {
    for (const auto& state : {nlohmann::json::object(), nlohmann::json{{"request", 3}}}) {
        const auto request = request_of(state);
        ASSERT_FALSE(request);
        EXPECT_EQ(request.error().code, ErrorCode::Internal);
    }
}

}  // namespace
}  // namespace bespoke::stages
