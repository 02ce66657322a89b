#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "document/read.hpp"
#include "job_description/job_description.hpp"

/// What the tests of this folder share: documents from text, and views of what was found.
namespace bespoke::job_description::testing {

inline document::Document text_document(std::string_view text) {
    auto document = document::read_text(as_bytes(text), Limits{});
    return document ? std::move(*document) : document::Document{};
}

inline JobDescription parsed(const document::Document& document) {
    auto result = parse(document);
    EXPECT_TRUE(result) << (result ? std::string() : result.error().public_text);
    return result ? std::move(*result) : JobDescription{};
}

inline JobDescription parsed_text(std::string_view text) { return parsed(text_document(text)); }

/// Texts of the requirements that name a skill.
inline std::vector<std::string> texts(const JobDescription& from, Importance importance) {
    std::vector<std::string> out;
    for (const auto& requirement : from.requirements)
        if (requirement.importance == importance && requirement.names_a_skill()) out.push_back(requirement.text);
    return out;
}

/// The only requirement that one item under "Requirements" makes.
inline Requirement only_requirement(std::string_view item) {
    const auto found = parsed_text("Clerk\n\nTasks\n- File letters\n\nRequirements\n- " + std::string(item) + "\n").requirements;
    EXPECT_EQ(found.size(), 1U) << item;
    return found.empty() ? Requirement{} : found.front();
}

}  // namespace bespoke::job_description::testing
