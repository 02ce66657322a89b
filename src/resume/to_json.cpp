#include <nlohmann/json.hpp>

#include "resume/resume.hpp"
#include "resume/walk.hpp"

namespace bespoke::resume {
namespace {

using Json = nlohmann::ordered_json;

/// Writes one object. Absent values are left out, but list elements stay even if empty, since ids count them.
class Writer {
public:
    void text(const char* key, const Text& node) {
        if (!node.value.empty()) out_[key] = node.value;
    }
    void date(const char* key, const std::optional<DateNode>& node) {
        if (node) out_[key] = node->value.iso();
    }
    template <class T>
    void object(const char* key, const T& it) {
        auto value = written(it);
        if (!value.empty()) out_[key] = std::move(value);
    }
    void texts(const char* key, const std::vector<Text>& nodes) {
        for (const auto& node : nodes) out_[key].push_back(node.value);
    }
    template <class T>
    void list(const char* key, const std::vector<T>& items) {
        for (const auto& item : items) out_[key].push_back(written(item));
    }
    Json take() { return std::move(out_); }

    template <class T>
    static Json written(const T& it) {
        Writer writer;
        visit_fields(it, writer);
        return writer.take();
    }

private:
    Json out_ = Json::object();
};

/// A point to a hundredth: enough to find the place, and free of float noise.
double rounded(double value) { return std::round(value * 100) / 100; }

Json source_json(const Source& source) {
    Json out;
    out["page"] = source.page;
    out["line"] = source.line;
    if (source.box != document::Box{}) {
        const auto& box = source.box;
        out["box"] = {rounded(box.left), rounded(box.top), rounded(box.right), rounded(box.bottom)};
    }
    out["confidence"] = rounded(source.confidence);
    return out;
}

template <class T>
bool is_absent(const Node<T>& node) {
    if constexpr (std::same_as<T, std::string>) return node.value.empty();
    return false;
}

Json nodes_json(const Resume& resume) {
    auto out = Json::object();
    Walk walk([&](const std::string& pointer, const auto& node) {
        if (!is_absent(node)) out[pointer] = source_json(node.source);
    });
    walk.resume(resume);
    return out;
}

Json extensions_json(const Resume& resume, Provenance provenance) {
    auto order = Json::array();
    for (const auto section : resume.section_order) order.push_back(to_string(section));
    auto out = Json::object();
    if (!order.empty()) out["sectionOrder"] = std::move(order);
    Writer writer;
    visit_extensions(resume, writer);
    out.update(writer.take());
    if (provenance == Provenance::Include) out["nodes"] = nodes_json(resume);
    return out;
}

}  // namespace

Json to_json(const Resume& resume, Provenance provenance) {
    auto out = Writer::written(resume);
    auto extensions = extensions_json(resume, provenance);
    if (!extensions.empty()) out["meta"]["bespoke"] = std::move(extensions);
    return out;
}

}  // namespace bespoke::resume
