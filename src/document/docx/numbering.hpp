#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>

#include "document/docx/styles.hpp"

namespace bespoke::document {

/// The numbering part (17.9) and the state of its counters as a document is read from top to bottom.
class Numbering {
public:
    Numbering() = default;
    explicit Numbering(const pugi::xml_node& numbering);

    struct Item {
        int level = 0;       ///< 0..8
        std::string marker;  ///< as shown, "•" or "2.1."
    };
    /// Count the next paragraph of a list. Nullopt when the reference is to no list, or to one without visible markers.
    std::optional<Item> next(const NumberingReference& reference, const std::string& style_id);

private:
    static constexpr int kLevels = 9;
    struct Level {
        std::string format = "decimal", text;
        int start = 1;
        std::string style;  ///< paragraph style that is numbered on this level
    };
    struct Definition {
        std::array<Level, kLevels> levels;
        std::array<int, kLevels> counters{};
        std::array<bool, kLevels> running{};
    };
    struct List {
        int definition = 0;
        std::map<int, int> starts;  ///< overridden start by level
    };
    void read_definition(const pugi::xml_node& node);
    void read_list(const pugi::xml_node& node);
    static void read_level(const pugi::xml_node& node, Level& level);
    static std::string marker_of(const Definition& definition, int level);

    std::map<int, Definition> definitions_;
    std::map<int, List> lists_;
};

}  // namespace bespoke::document
