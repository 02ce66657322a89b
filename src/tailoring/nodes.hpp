#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "resume/resume.hpp"

namespace bespoke::tailoring {

using TextList = std::vector<resume::Text>;

/// Visit every list of texts with its pointer ("/work/0/highlights"), empty ones too. Pointers count positions as they are now,
/// so they are ids only as long as no list of entries was put into another order.
void for_each_list(resume::Resume&, const std::function<void(const NodeId&, TextList&)>&);
void for_each_list(const resume::Resume&, const std::function<void(const NodeId&, const TextList&)>&);

/// The list that a pointer names; null if there is none.
TextList* find_list(resume::Resume&, const NodeId&);
const TextList* find_list(const resume::Resume&, const NodeId&);

/// The text of this id; null if there is none. The summary is always found, even when it is empty.
resume::Text* find_text(resume::Resume&, const NodeId&);
const resume::Text* find_text(const resume::Resume&, const NodeId&);

/// Id of a skill or group as a child of "/skills": "/skills/3", or "+<edit id>" for an appended one.
NodeId skill_id(const resume::Skill&);

/// What stands as one thing in the resume: "/work/0" for "/work/0/highlights/2", "/basics" for "/basics/summary".
std::string entry_of(const NodeId&);

/// The section that a node stands in: "work" for "/work/0/position".
std::string_view section_of(const NodeId&);

/// True for the id of a node that an edit adds.
bool is_added(const NodeId&);

/// The last step of a pointer: "highlights" for "/work/0/highlights".
std::string_view last_step(const NodeId&);

/// True for a pointer to the skills of a group: "/skills/2/keywords".
bool is_keyword_list(const NodeId&);

}  // namespace bespoke::tailoring
