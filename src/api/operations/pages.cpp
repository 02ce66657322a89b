#include "api/operations/pages.hpp"

#include "api/answer.hpp"

namespace bespoke::api {

Result<service::PageQuery> page_query(const Call& call, const Cursors& cursors, std::string_view scope) {
    service::PageQuery query;
    query.limit = static_cast<std::size_t>(std::stoul(call.query.at("limit")));
    const auto cursor = call.query.find("cursor");
    if (cursor == call.query.end()) return query;
    auto position = cursors.open(call.tenant(), scope, cursor->second);
    if (!position) return tl::unexpected(position.error());
    query.after = RecordId(std::move(*position));
    return query;
}

Result<http::Response> page_answer(const Call& call, const Cursors& cursors, std::string_view scope, nlohmann::json items,
                                   const RecordId& next) {
    nlohmann::json body = {{"items", std::move(items)}, {"nextCursor", nullptr}};
    if (!next.empty()) {
        auto cursor = cursors.seal(call.tenant(), scope, next.str());
        if (!cursor) return tl::unexpected(cursor.error());
        body["nextCursor"] = std::move(*cursor);
    }
    return json_answer(200, body);
}

}  // namespace bespoke::api
