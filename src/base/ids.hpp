#pragma once

#include "base/strong_id.hpp"

namespace bespoke {

/// Owner of all data. Made only by the token verifier and the administration commands.
using TenantId = StrongId<struct TenantTag>;
/// True for a name that an operator may give a tenant: 1..63 of [a-z0-9-], first and last no hyphen. Every adapter refuses all others.
bool is_valid(const TenantId&);
/// One run of the pipeline for (resume, job description, style).
using JobId = StrongId<struct JobTag>;

/// Names a value of one resume for good: the RFC 6901 JSON Pointer that the value has in the canonical
/// resume as parsed, e.g. "/work/0/highlights/2". Moving or rewording the value keeps its id; a value
/// that an edit adds gets the id "+<edit id>".
using NodeId = StrongId<struct NodeTag>;
/// Names a requirement of one job description: its JSON Pointer there, e.g. "/requirements/3".
using RequirementId = StrongId<struct RequirementTag>;
/// Names an edit within one change log, e.g. "e07".
using EditId = StrongId<struct EditTag>;
/// Names a stored record of one tenant: a prefix for its kind and 26 characters that sort by the time of making (crypto/random.hpp).
using RecordId = StrongId<struct RecordTag>;

}  // namespace bespoke
