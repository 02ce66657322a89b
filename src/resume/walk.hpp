#pragma once

#include <string>

#include "resume/schema.hpp"

namespace bespoke::resume {

/// Visits every text and date of a resume in the order of the JSON, with its JSON Pointer (RFC 6901).
/// `OnNode` is called as on_node(pointer, node) with a Text or a DateNode.
template <class OnNode>
class Walk {
public:
    explicit Walk(OnNode on_node) : on_node_(std::move(on_node)) {}

    void resume(auto& it) {
        visit_fields(it, *this);
        pointer_ = kExtensionsPointer;
        visit_extensions(it, *this);
        pointer_.clear();
    }

    void text(const char* key, auto& node) {
        below(key, [&] { on_node_(pointer_, node); });
    }
    void date(const char* key, auto& node) {
        if (node) below(key, [&] { on_node_(pointer_, *node); });
    }
    void object(const char* key, auto& it) {
        below(key, [&] { visit_fields(it, *this); });
    }
    void texts(const char* key, auto& nodes) {
        each(key, nodes, [&](auto& node) { on_node_(pointer_, node); });
    }
    void list(const char* key, auto& items) {
        each(key, items, [&](auto& item) { visit_fields(item, *this); });
    }

private:
    template <class Action>
    void below(const std::string& key, Action action) {
        const auto length = pointer_.size();
        pointer_ += '/' + key;
        action();
        pointer_.resize(length);
    }
    template <class Items, class Action>
    void each(const char* key, Items& items, Action action) {
        below(key, [&] {
            for (std::size_t i = 0; i < items.size(); ++i) below(std::to_string(i), [&] { action(items[i]); });
        });
    }

    OnNode on_node_;
    std::string pointer_;
};

}  // namespace bespoke::resume
