#pragma once

#include "api/cursor.hpp"
#include "api/operation.hpp"
#include "service/page.hpp"

namespace bespoke::api {

/// What `limit` and `cursor` of a call ask for. `scope` as for Cursors.
Result<service::PageQuery> page_query(const Call&, const Cursors&, std::string_view scope);

/// {items, nextCursor}; `next` empty at the end.
Result<http::Response> page_answer(const Call&, const Cursors&, std::string_view scope, nlohmann::json items,
                                   const RecordId& next);

/// The same for a service's page of values; `shown` makes JSON of each.
template <class T, class Shown>
Result<http::Response> page_answer(const Call& call, const Cursors& cursors, std::string_view scope,
                                   const Result<service::Page<T>>& page, const Shown& shown) {
    if (!page) return tl::unexpected(page.error());
    auto items = nlohmann::json::array();
    for (const auto& item : page->items) items.push_back(shown(item));
    return page_answer(call, cursors, scope, std::move(items), page->next);
}

}  // namespace bespoke::api
