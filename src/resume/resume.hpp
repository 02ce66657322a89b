#pragma once

#include <compare>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/ids.hpp"
#include "document/document.hpp"

namespace bespoke::resume {

/// Where a value stood in the document it was parsed from.
struct Source {
    int page = 0;             ///< from 1; 0 for a value that was computed
    int line = 0;             ///< first line, counted from 0 over the document's lines in reading order
    document::Box box;        ///< union of the boxes of its words; zero where the format has no geometry
    double confidence = 1.0;  ///< 0..1, the parser's own
};

/// A value of the resume, its name for good and where it came from.
template <class T>
struct Node {
    T value{};
    NodeId id;
    Source source;
};

/// Text; an empty value means absent.
using Text = Node<std::string>;

/// A date as precise as the document says it. Month and day are 0 where unknown.
struct Date {
    int year = 0, month = 0, day = 0;
    friend auto operator<=>(const Date&, const Date&) = default;
    /// "2021", "2021-03" or "2021-03-09" (ISO 8601, as JSON Resume wants it).
    [[nodiscard]] std::string iso() const;
    static std::optional<Date> from_iso(std::string_view);
};
using DateNode = Node<Date>;

/// As in JSON Resume, a start without an end means "to the present day".
struct Period {
    std::optional<DateNode> start, end;
    [[nodiscard]] bool ongoing() const { return start && !end; }
};

struct Location {
    Text address, postal_code, city, region, country_code;
};
struct Profile {
    Text network, username, url;
};
struct Basics {
    Text name, label, email, phone, url, summary;
    Location location;
    std::vector<Profile> profiles;
};
/// One role. Several roles at one employer are neighbouring entries with the same name.
struct Work {
    Text name, position, location, url, summary;
    Period period;
    std::vector<Text> highlights;
};
struct Volunteer {
    Text organization, position, url, summary;
    Period period;
    std::vector<Text> highlights;
};
struct Education {
    Text institution, study_type, area, score, url, location;
    Period period;
    std::vector<Text> courses;
};
struct Award {
    Text title, awarder, summary;
    std::optional<DateNode> date;
};
struct Certificate {
    Text name, issuer, url;
    std::optional<DateNode> date;
};
struct Publication {
    Text name, publisher, url, summary;
    std::optional<DateNode> release_date;
};
/// A group of skills (name and keywords), or one skill (name alone).
struct Skill {
    Text name, level;
    std::vector<Text> keywords;
};
struct Language {
    Text language, fluency;
};
struct Interest {
    Text name;
    std::vector<Text> keywords;
};
struct Reference {
    Text name, reference;
};
struct Project {
    Text name, description, url;
    Period period;
    std::vector<Text> highlights, keywords;
};
/// Text that found no place in the model, under the heading it stood under (may be empty). Kept and rendered.
struct Unplaced {
    Text heading;
    std::vector<Text> lines;
};

enum class Section {
    Summary,
    Work,
    Volunteer,
    Education,
    Awards,
    Certificates,
    Publications,
    Skills,
    Languages,
    Interests,
    References,
    Projects,
};
std::string_view to_string(Section);  ///< the JSON Resume key: "work"; Summary is "summary"
std::optional<Section> section_from_string(std::string_view);

/// The canonical resume: JSON Resume v1.0.0 (jsonresume.org/schema) in types.
struct Resume {
    Basics basics;
    std::vector<Work> work;
    std::vector<Volunteer> volunteer;
    std::vector<Education> education;
    std::vector<Award> awards;
    std::vector<Certificate> certificates;
    std::vector<Publication> publications;
    std::vector<Skill> skills;
    std::vector<Language> languages;
    std::vector<Interest> interests;
    std::vector<Reference> references;
    std::vector<Project> projects;
    std::vector<Unplaced> unplaced;
    /// Order in which the sections stand in the document; those not named follow in the order of `Section`.
    std::vector<Section> section_order;
};

enum class Provenance { Omit, Include };

/// JSON Resume v1.0.0. What the schema has no field for stands under `meta.bespoke`: `sectionOrder`, `unplaced`
/// and, with Provenance::Include, `nodes` (node id → page, line, box, confidence). Absent values are left out, and key order
/// is fixed, so equal resumes give equal bytes.
nlohmann::ordered_json to_json(const Resume&, Provenance);

/// Reads JSON Resume, ours or anyone's: unknown keys are ignored, wrong types are `InvalidInput` with their JSON pointer.
/// Ids are assigned from the pointers.
Result<Resume> resume_from_json(const nlohmann::json&);

/// Set every node's id to its JSON Pointer. The parser calls this once, last; nobody after it.
void assign_ids(Resume&);

/// Visit every non-empty text node (dates not included), in the order of the JSON.
void for_each_text(const Resume&, const std::function<void(const Text&)>&);
void for_each_text(Resume&, const std::function<void(Text&)>&);

/// True if both say the same, whatever their ids and sources.
bool same_content(const Resume&, const Resume&);

}  // namespace bespoke::resume
