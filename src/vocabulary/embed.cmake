# Writes the text file INPUT into the C++ file OUTPUT as kSkillsTable.
# A quoted argument keeps semicolons and brackets of the text as they are.
file(READ "${INPUT}" text)
file(WRITE "${OUTPUT}" "#include \"vocabulary/skills_table.hpp\"\n\nnamespace bespoke::vocabulary {\n\nconst std::string_view kSkillsTable = R\"tsv(")
file(APPEND "${OUTPUT}" "${text}")
file(APPEND "${OUTPUT}" ")tsv\";\n\n}  // namespace bespoke::vocabulary\n")
