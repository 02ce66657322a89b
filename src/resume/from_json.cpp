#include <nlohmann/json.hpp>

#include "resume/resume.hpp"
#include "resume/walk.hpp"

namespace bespoke::resume {
namespace {

using Json = nlohmann::json;

/// Reads one object. The first value of a wrong type stops the reading and is reported by its JSON pointer.
class Reader {
public:
    Reader(const Json& object, std::string pointer, std::optional<Error>& error)
        : object_(object), pointer_(std::move(pointer)), error_(error) {
        if (!object.is_object()) refuse(pointer_, "an object");
    }

    void text(const char* key, Text& node) {
        if (const auto* value = find(key)) read_text(*value, pointer_to(key), node);
    }
    void texts(const char* key, std::vector<Text>& nodes) {
        each(key, nodes, [&](const Json& value, const std::string& at, Text& node) { read_text(value, at, node); });
    }
    void date(const char* key, std::optional<DateNode>& node) {
        const auto* value = find(key);
        if (!value) return;
        if (!value->is_string()) return refuse(pointer_to(key), "a date such as \"2021-03\"");
        const auto& text = value->get_ref<const std::string&>();
        if (text.empty()) return;
        const auto date = Date::from_iso(text.substr(0, text.find('T')));
        if (!date) return refuse(pointer_to(key), "a date such as \"2021-03\"");
        node.emplace().value = *date;
    }
    template <class T>
    void object(const char* key, T& it) {
        if (const auto* value = find(key)) read(*value, pointer_to(key), it);
    }
    template <class T>
    void list(const char* key, std::vector<T>& items) {
        each(key, items, [&](const Json& value, const std::string& at, T& item) { read(value, at, item); });
    }

    template <class T>
    void read(const Json& value, const std::string& at, T& it) {
        Reader reader(value, at, error_);
        visit_fields(it, reader);
    }

private:
    /// The member `key`, nullptr if absent or null, or after an error.
    const Json* find(const char* key) const {
        if (error_) return nullptr;
        const auto found = object_.find(key);
        return found == object_.end() || found->is_null() ? nullptr : &*found;
    }
    [[nodiscard]] std::string pointer_to(const char* key) const { return pointer_ + '/' + key; }

    void refuse(const std::string& at, std::string_view expected) {
        if (error_) return;
        error_ = Error{
            ErrorCode::InvalidInput,
            "bad-resume-json",
            fmt::format("The resume's JSON has to have {} at {}; correct it there.", expected, at.empty() ? "its root" : at),
            {},
            at};
    }
    void read_text(const Json& value, const std::string& at, Text& node) {
        if (!value.is_string()) return refuse(at, "a text");
        node.value = value.get<std::string>();
    }
    template <class T, class ReadOne>
    void each(const char* key, std::vector<T>& items, ReadOne read_one) {
        const auto* values = find(key);
        if (!values) return;
        if (!values->is_array()) return refuse(pointer_to(key), "a list");
        for (std::size_t i = 0; i < values->size(); ++i) {
            read_one((*values)[i], pointer_to(key) + '/' + std::to_string(i), items.emplace_back());
        }
    }

    const Json& object_;
    std::string pointer_;
    std::optional<Error>& error_;
};

/// The object at /meta/bespoke, or nullptr.
const Json* extensions_of(const Json& json) {
    const Json::json_pointer pointer(kExtensionsPointer);
    return json.contains(pointer) && json[pointer].is_object() ? &json[pointer] : nullptr;
}

/// Names that we don't know may come from a later version and are no error.
std::vector<Section> read_order(const Json& extensions) {
    std::vector<Section> order;
    const auto names = extensions.find("sectionOrder");
    if (names == extensions.end() || !names->is_array()) return order;
    for (const auto& name : *names) {
        const auto section = name.is_string() ? section_from_string(name.get_ref<const std::string&>()) : std::nullopt;
        if (section && std::find(order.begin(), order.end(), *section) == order.end()) order.push_back(*section);
    }
    return order;
}

std::optional<Source> read_source(const Json& json) {
    if (!json.is_object()) return std::nullopt;
    Source source;
    // Out-of-range numbers of a foreign file are left out: converting them would be undefined.
    const auto number = [](const Json& value, auto& into) {
        const auto read = value.is_number() ? value.get<double>() : -1;
        if (read >= 0 && read < 1e6) into = static_cast<std::remove_reference_t<decltype(into)>>(read);
    };
    if (json.contains("page")) number(json["page"], source.page);
    if (json.contains("line")) number(json["line"], source.line);
    if (json.contains("confidence")) number(json["confidence"], source.confidence);
    if (const auto box = json.find("box"); box != json.end() && box->is_array() && box->size() == 4) {
        number((*box)[0], source.box.left);
        number((*box)[1], source.box.top);
        number((*box)[2], source.box.right);
        number((*box)[3], source.box.bottom);
    }
    return source;
}

/// Provenance is a help, not content: what can't be read of it is left out.
void read_sources(const Json& extensions, Resume& resume) {
    const auto nodes = extensions.find("nodes");
    if (nodes == extensions.end() || !nodes->is_object()) return;
    Walk walk([&](const std::string& pointer, auto& node) {
        const auto found = nodes->find(pointer);
        if (found == nodes->end()) return;
        if (const auto source = read_source(*found)) node.source = *source;
    });
    walk.resume(resume);
}

}  // namespace

Result<Resume> resume_from_json(const Json& json) {
    Resume resume;
    std::optional<Error> error;
    Reader(json, "", error).read(json, "", resume);
    const auto* extensions = extensions_of(json);
    if (extensions) {
        Reader reader(*extensions, kExtensionsPointer, error);
        visit_extensions(resume, reader);
        resume.section_order = read_order(*extensions);
        read_sources(*extensions, resume);
    }
    if (error) return tl::unexpected(*std::move(error));
    assign_ids(resume);
    return resume;
}

}  // namespace bespoke::resume
