#include "api/resources/resource_operations.hpp"

#include "api/resources/parts.hpp"

namespace bespoke::api {

Operations make_resource_operations(const ResourceParts& parts) {
    Operations all;
    for (auto&& some :
         {document_operations(parts), upload_operations(parts), job_operations(parts), event_operations(parts),
          feedback_operations(parts), artifact_operations(parts), dead_letter_operations(parts), settings_operations(parts)}) {
        all.insert(some.begin(), some.end());
    }
    return all;
}

Operation with_parts(const ResourceParts& parts, Result<http::Response> (*handler)(const ResourceParts&, const Call&)) {
    return [parts, handler](const Call& call) { return handler(parts, call); };
}

std::string scope_of(const Call& call, std::initializer_list<const char*> filters) {
    std::string scope = call.operation;
    for (const char* filter : filters) {
        const auto found = call.query.find(filter);
        if (found != call.query.end()) scope += fmt::format(" {}={}", filter, found->second);
    }
    return scope;
}

}  // namespace bespoke::api
