#include "api/router.hpp"

namespace bespoke::api {
namespace {

std::vector<std::string_view> split(std::string_view path) {
    std::vector<std::string_view> parts;
    path.remove_prefix(path.starts_with('/') ? 1 : 0);
    for (std::size_t begin = 0;;) {
        const auto end = path.find('/', begin);
        parts.push_back(path.substr(begin, end - begin));
        if (end == std::string_view::npos) return parts;
        begin = end + 1;
    }
}

bool is_parameter(std::string_view part) { return part.starts_with('{'); }

bool fits(const std::vector<std::string>& wanted, const std::vector<std::string_view>& parts) {
    if (wanted.size() != parts.size()) return false;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (is_parameter(wanted[i]) ? parts[i].empty() : wanted[i] != parts[i]) return false;
    }
    return true;
}

}  // namespace

Router::Router(const Document& document) {
    for (const auto& operation : document.operations()) {
        const auto views = split(operation->path);
        const std::vector<std::string> parts(views.begin(), views.end());
        auto found = std::ranges::find(paths_, parts, &Path::parts);
        if (found == paths_.end()) found = paths_.insert(paths_.end(), Path{parts, {}});
        found->operations.push_back(operation.get());
    }
    std::ranges::stable_sort(paths_, {}, [](const Path& path) { return std::ranges::count_if(path.parts, is_parameter); });
}

const Router::Path* Router::match(const std::vector<std::string_view>& parts) const {
    const auto found = std::ranges::find_if(paths_, [&](const Path& path) { return fits(path.parts, parts); });
    return found == paths_.end() ? nullptr : &*found;
}

Route Router::find(std::string_view method, std::string_view path) const {
    const auto parts = split(path);
    Route route;
    const auto* found = match(parts);
    if (found == nullptr) return route;
    for (const auto* operation : found->operations) {
        route.allowed.push_back(operation->method);
        if (operation->access == Access::Signed) route.link = Route::Link::Signed;
        if (operation->method == method || (method == "HEAD" && operation->method == "GET")) route.operation = operation;
        if (operation->method == "GET") route.allowed.emplace_back("HEAD");
    }
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::string_view name = found->parts[i];
        if (is_parameter(name)) route.path.emplace(name.substr(1, name.size() - 2), parts[i]);
    }
    return route;
}

}  // namespace bespoke::api
