#include <cmath>
#include <nlohmann/json.hpp>

#include "document/document.hpp"

// The wire form has one-letter keys, leaves defaults out and sends lengths as whole hundredths of a point, since it is
// on the path of every file that is read. Both directions stand here, so that they change together.
namespace bespoke::document {
namespace {

using Json = nlohmann::json;

constexpr double kUnitsPerPoint = 100;
/// No page is larger (PDF's own limit is 14,400,000 pt); keeps sums of boxes far from overflow.
constexpr std::int64_t kMaxUnits = 2'000'000'000;

std::int64_t to_units(float points) {
    if (!std::isfinite(points)) return 0;
    const double limit = static_cast<double>(kMaxUnits);
    return std::llround(std::clamp(static_cast<double>(points) * kUnitsPerPoint, -limit, limit));
}

Json box_to_json(const Box& box) {
    return Json::array({to_units(box.left), to_units(box.top), to_units(box.right), to_units(box.bottom)});
}

void put_text(Json& object, const char* key, const std::string& value) {
    if (!value.empty()) object[key] = value;
}

Json span_to_json(const Span& span) {
    Json object = Json::object();
    object["t"] = span.text;
    put_text(object, "f", span.font);
    if (span.size_pt != 0) object["s"] = to_units(span.size_pt);
    if (span.weight != 400) object["w"] = span.weight;
    if (span.italic) object["i"] = true;
    if (span.underlined) object["u"] = true;
    if (span.colour != Colour{}) {
        object["c"] = span.colour.red << 16 | span.colour.green << 8 | span.colour.blue;
    }
    if (span.box != Box{}) object["b"] = box_to_json(span.box);
    if (span.visibility == Visibility::Hidden) object["h"] = true;
    put_text(object, "a", span.link);
    return object;
}

Json line_to_json(const Line& line) {
    Json object = Json::object();
    Json& spans = object["s"] = Json::array();
    for (const Span& span : line.spans) spans.push_back(span_to_json(span));
    if (line.box != Box{}) object["b"] = box_to_json(line.box);
    return object;
}

Json block_to_json(const Block& block) {
    Json object = Json::object();
    if (block.kind != BlockKind::Paragraph) object["k"] = static_cast<int>(block.kind);
    if (block.level != 0) object["v"] = block.level;
    if (block.region != Region::Body) object["r"] = static_cast<int>(block.region);
    if (block.column != 0) object["c"] = block.column;
    if (block.cell) object["t"] = Json::array({block.cell->table, block.cell->row, block.cell->column});
    put_text(object, "s", block.style);
    put_text(object, "m", block.marker);
    Json& lines = object["l"] = Json::array();
    for (const Line& line : block.lines) lines.push_back(line_to_json(line));
    return object;
}

Json page_to_json(const Page& page) {
    Json object = Json::object();
    if (page.width_pt != 0) object["w"] = to_units(page.width_pt);
    if (page.height_pt != 0) object["h"] = to_units(page.height_pt);
    Json& blocks = object["b"] = Json::array();
    for (const Block& block : page.blocks) blocks.push_back(block_to_json(block));
    return object;
}

Json metadata_to_json(const Metadata& metadata) {
    Json object = Json::object();
    put_text(object, "t", metadata.title);
    put_text(object, "a", metadata.author);
    put_text(object, "l", metadata.language);
    put_text(object, "p", metadata.producer);
    put_text(object, "m", metadata.modified);
    return object;
}

/// Takes JSON apart and remembers the first thing that is not as it must be; after that the result is worthless.
class Decoder {
public:
    std::string fault;

    Document document(const Json& json) {
        Document result;
        each_field(json, [&](char key, const Json& value) {
            switch (key) {
                case 'f': result.format = format(value); break;
                case 'p': result.pages = list<Page>(value, [&](const Json& item) { return page(item); }); break;
                case 'm': result.metadata = metadata(value); break;
                case 'w': result.warnings = list<Warning>(value, [&](const Json& item) { return warning(item); }); break;
                default: refuse("unknown field of a document");
            }
        });
        if (fault.empty() && !(json.contains("f") && json.contains("p"))) refuse("a document without format or pages");
        return result;
    }

private:
    void refuse(std::string_view what) {
        if (fault.empty()) fault = what;
    }

    template <class Visit>
    void each_field(const Json& json, Visit visit) {
        if (!json.is_object()) return refuse("an object was expected");
        for (auto item = json.begin(); item != json.end() && fault.empty(); ++item) {
            if (item.key().size() != 1) return refuse("unknown field name");
            visit(item.key().front(), item.value());
        }
    }

    template <class Item, class Make>
    std::vector<Item> list(const Json& json, Make make) {
        std::vector<Item> items;
        if (!json.is_array()) return refuse("a list was expected"), items;
        items.reserve(json.size());
        for (const Json& item : json) {
            if (!fault.empty()) break;
            items.push_back(make(item));
        }
        return items;
    }

    std::int64_t number(const Json& json, std::int64_t low, std::int64_t high) {
        if (!json.is_number_integer()) return refuse("a whole number was expected"), low;
        if (json.is_number_unsigned() && json.get<std::uint64_t>() > static_cast<std::uint64_t>(high)) {
            return refuse("a number out of its range"), low;
        }
        const auto value = json.get<std::int64_t>();
        if (value < low || value > high) return refuse("a number out of its range"), low;
        return value;
    }

    int integer(const Json& json, int low, int high) { return static_cast<int>(number(json, low, high)); }

    float points(const Json& json, std::int64_t low = -kMaxUnits) {
        return static_cast<float>(static_cast<double>(number(json, low, kMaxUnits)) / kUnitsPerPoint);
    }

    /// Defaults are never sent, so a flag is there only to be true.
    bool flag(const Json& json) {
        if (json != true) refuse("a flag that is not true");
        return true;
    }

    std::string text(const Json& json) {
        const auto* value = json.get_ptr<const std::string*>();
        if (value == nullptr) return refuse("a text was expected"), std::string{};
        for (const char byte : *value) {
            const auto code = static_cast<unsigned char>(byte);
            if ((code < 0x20 && code != '\t') || code == 0x7f) return refuse("a control character in a text"), std::string{};
        }
        return *value;
    }

    Format format(const Json& json) {
        const std::string name = text(json);
        for (const Format value : {Format::Pdf, Format::Docx, Format::Odt, Format::Html, Format::Markdown, Format::Text}) {
            if (to_string(value) == name) return value;
        }
        return refuse("unknown format"), Format::Text;
    }

    Box box(const Json& json) {
        if (!json.is_array() || json.size() != 4) return refuse("a box has four numbers"), Box{};
        return {points(json[0]), points(json[1]), points(json[2]), points(json[3])};
    }

    Colour colour(const Json& json) {
        const int value = integer(json, 0, 0xffffff);
        return {static_cast<std::uint8_t>(value >> 16), static_cast<std::uint8_t>(value >> 8), static_cast<std::uint8_t>(value)};
    }

    Span span(const Json& json) {
        Span result;
        each_field(json, [&](char key, const Json& value) {
            switch (key) {
                case 't': result.text = text(value); break;
                case 'f': result.font = text(value); break;
                case 's': result.size_pt = points(value, 0); break;
                case 'w': result.weight = integer(value, 1, 1000); break;
                case 'i': result.italic = flag(value); break;
                case 'u': result.underlined = flag(value); break;
                case 'c': result.colour = colour(value); break;
                case 'b': result.box = box(value); break;
                case 'h': result.visibility = flag(value) ? Visibility::Hidden : Visibility::Shown; break;
                case 'a': result.link = text(value); break;
                default: refuse("unknown field of a span");
            }
        });
        return result;
    }

    Line line(const Json& json) {
        Line result;
        each_field(json, [&](char key, const Json& value) {
            switch (key) {
                case 's': result.spans = list<Span>(value, [&](const Json& item) { return span(item); }); break;
                case 'b': result.box = box(value); break;
                default: refuse("unknown field of a line");
            }
        });
        return result;
    }

    Cell cell(const Json& json) {
        if (!json.is_array() || json.size() != 3) return refuse("a cell has three numbers"), Cell{};
        const auto index = [&](const Json& number) { return integer(number, 0, Cell::kMaxIndex); };
        return {index(json[0]), index(json[1]), index(json[2])};
    }

    Block block(const Json& json) {
        Block result;
        each_field(json, [&](char key, const Json& value) {
            switch (key) {
                case 'k': result.kind = static_cast<BlockKind>(integer(value, 0, static_cast<int>(BlockKind::ListItem))); break;
                case 'v': result.level = integer(value, 0, 9); break;
                case 'r': result.region = static_cast<Region>(integer(value, 0, static_cast<int>(Region::TextBox))); break;
                case 'c': result.column = integer(value, 0, 1000); break;
                case 't': result.cell = cell(value); break;
                case 's': result.style = text(value); break;
                case 'm': result.marker = text(value); break;
                case 'l': result.lines = list<Line>(value, [&](const Json& item) { return line(item); }); break;
                default: refuse("unknown field of a block");
            }
        });
        return result;
    }

    Page page(const Json& json) {
        Page result;
        each_field(json, [&](char key, const Json& value) {
            switch (key) {
                case 'w': result.width_pt = points(value, 0); break;
                case 'h': result.height_pt = points(value, 0); break;
                case 'b': result.blocks = list<Block>(value, [&](const Json& item) { return block(item); }); break;
                default: refuse("unknown field of a page");
            }
        });
        return result;
    }

    Metadata metadata(const Json& json) {
        Metadata result;
        each_field(json, [&](char key, const Json& value) {
            switch (key) {
                case 't': result.title = text(value); break;
                case 'a': result.author = text(value); break;
                case 'l': result.language = text(value); break;
                case 'p': result.producer = text(value); break;
                case 'm': result.modified = text(value); break;
                default: refuse("unknown field of the metadata");
            }
        });
        return result;
    }

    Warning warning(const Json& json) {
        if (!json.is_array() || json.size() != 3) return refuse("a warning has three parts"), Warning{};
        return {text(json[0]), text(json[1]), integer(json[2], 0, 1'000'000)};
    }
};

}  // namespace

nlohmann::json to_json(const Document& document) {
    Json object = Json::object();
    object["f"] = to_string(document.format);
    Json& pages = object["p"] = Json::array();
    for (const Page& page : document.pages) pages.push_back(page_to_json(page));
    Json metadata = metadata_to_json(document.metadata);
    if (!metadata.empty()) object["m"] = std::move(metadata);
    if (!document.warnings.empty()) {
        Json& warnings = object["w"] = Json::array();
        for (const Warning& warning : document.warnings) {
            warnings.push_back(Json::array({warning.slug, warning.text, warning.page}));
        }
    }
    return object;
}

Result<Document> document_from_json(const nlohmann::json& json) {
    Decoder decoder;
    Document document = decoder.document(json);
    if (!decoder.fault.empty()) {
        return fail(
            ErrorCode::Corrupt, "reader-reply",
            "The document could not be read, since its reader gave a broken answer; try again, or save it in another format.",
            decoder.fault);
    }
    return document;
}

}  // namespace bespoke::document
