#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace bespoke::document {

/// A line of nothing but three or more of one drawing character ("-----", "= = =").
bool is_rule(std::string_view line);

/// Whether a line could name a section at all: short, no sentence, no address.
bool could_be_heading(std::string_view line);

/// Whether all its letters that have case are capitals, and there are enough of them to mean it.
bool is_all_capitals(std::string_view line);

/// The heading inside "=== Heading ===", "** Heading **" or "# Heading"; nullopt for lines without such decoration.
std::optional<std::string> undecorated(std::string_view line);

/// "E X P E R I E N C E" as a word; other lines as they are.
std::string without_letter_spacing(std::string_view line);

}  // namespace bespoke::document
