#pragma once

#include "api/resources/resource_operations.hpp"

// What the files of this folder share.

namespace bespoke::api {

Operations document_operations(const ResourceParts&);
Operations upload_operations(const ResourceParts&);
Operations job_operations(const ResourceParts&);
Operations event_operations(const ResourceParts&);
Operations feedback_operations(const ResourceParts&);
Operations artifact_operations(const ResourceParts&);
Operations dead_letter_operations(const ResourceParts&);
Operations settings_operations(const ResourceParts&);

/// A handler with its parts.
Operation with_parts(const ResourceParts&, Result<http::Response> (*)(const ResourceParts&, const Call&));

/// Scope of a list's cursors: the operation and those of the filters that the call has.
std::string scope_of(const Call&, std::initializer_list<const char*> filters);

inline JobId job_id(const Call& call) { return JobId(call.path.at("jobId")); }

}  // namespace bespoke::api
