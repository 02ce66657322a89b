#pragma once

#include <concepts>
#include <type_traits>

#include "resume/resume.hpp"

/// The one table of JSON Resume's keys and their order. `visit_fields(object, visitor)` shows each field of one object to
/// the visitor by calling, in the order of the JSON,
///
///     visitor.text(key, Text&)              visitor.texts(key, vector<Text>&)
///     visitor.date(key, optional<DateNode>&)
///     visitor.object(key, T&)               visitor.list(key, vector<T>&)
///
/// `object` and `list` are for values that have fields of their own. Constness follows the object.
namespace bespoke::resume {

template <class Object, class Plain>
concept IsA = std::same_as<std::remove_const_t<Object>, Plain>;

template <class Visitor>
void visit_fields(IsA<Location> auto& it, Visitor& visitor) {
    visitor.text("address", it.address);
    visitor.text("postalCode", it.postal_code);
    visitor.text("city", it.city);
    visitor.text("region", it.region);
    visitor.text("countryCode", it.country_code);
}

template <class Visitor>
void visit_fields(IsA<Profile> auto& it, Visitor& visitor) {
    visitor.text("network", it.network);
    visitor.text("username", it.username);
    visitor.text("url", it.url);
}

template <class Visitor>
void visit_fields(IsA<Basics> auto& it, Visitor& visitor) {
    visitor.text("name", it.name);
    visitor.text("label", it.label);
    visitor.text("email", it.email);
    visitor.text("phone", it.phone);
    visitor.text("url", it.url);
    visitor.text("summary", it.summary);
    visitor.object("location", it.location);
    visitor.list("profiles", it.profiles);
}

template <class Visitor>
void visit_fields(IsA<Work> auto& it, Visitor& visitor) {
    visitor.text("name", it.name);
    visitor.text("position", it.position);
    visitor.text("location", it.location);
    visitor.text("url", it.url);
    visitor.date("startDate", it.period.start);
    visitor.date("endDate", it.period.end);
    visitor.text("summary", it.summary);
    visitor.texts("highlights", it.highlights);
}

template <class Visitor>
void visit_fields(IsA<Volunteer> auto& it, Visitor& visitor) {
    visitor.text("organization", it.organization);
    visitor.text("position", it.position);
    visitor.text("url", it.url);
    visitor.date("startDate", it.period.start);
    visitor.date("endDate", it.period.end);
    visitor.text("summary", it.summary);
    visitor.texts("highlights", it.highlights);
}

template <class Visitor>
void visit_fields(IsA<Education> auto& it, Visitor& visitor) {
    visitor.text("institution", it.institution);
    visitor.text("location", it.location);
    visitor.text("url", it.url);
    visitor.text("studyType", it.study_type);
    visitor.text("area", it.area);
    visitor.date("startDate", it.period.start);
    visitor.date("endDate", it.period.end);
    visitor.text("score", it.score);
    visitor.texts("courses", it.courses);
}

template <class Visitor>
void visit_fields(IsA<Award> auto& it, Visitor& visitor) {
    visitor.text("title", it.title);
    visitor.date("date", it.date);
    visitor.text("awarder", it.awarder);
    visitor.text("summary", it.summary);
}

template <class Visitor>
void visit_fields(IsA<Certificate> auto& it, Visitor& visitor) {
    visitor.text("name", it.name);
    visitor.date("date", it.date);
    visitor.text("issuer", it.issuer);
    visitor.text("url", it.url);
}

template <class Visitor>
void visit_fields(IsA<Publication> auto& it, Visitor& visitor) {
    visitor.text("name", it.name);
    visitor.text("publisher", it.publisher);
    visitor.date("releaseDate", it.release_date);
    visitor.text("url", it.url);
    visitor.text("summary", it.summary);
}

template <class Visitor>
void visit_fields(IsA<Skill> auto& it, Visitor& visitor) {
    visitor.text("name", it.name);
    visitor.text("level", it.level);
    visitor.texts("keywords", it.keywords);
}

template <class Visitor>
void visit_fields(IsA<Language> auto& it, Visitor& visitor) {
    visitor.text("language", it.language);
    visitor.text("fluency", it.fluency);
}

template <class Visitor>
void visit_fields(IsA<Interest> auto& it, Visitor& visitor) {
    visitor.text("name", it.name);
    visitor.texts("keywords", it.keywords);
}

template <class Visitor>
void visit_fields(IsA<Reference> auto& it, Visitor& visitor) {
    visitor.text("name", it.name);
    visitor.text("reference", it.reference);
}

template <class Visitor>
void visit_fields(IsA<Project> auto& it, Visitor& visitor) {
    visitor.text("name", it.name);
    visitor.date("startDate", it.period.start);
    visitor.date("endDate", it.period.end);
    visitor.text("description", it.description);
    visitor.texts("highlights", it.highlights);
    visitor.texts("keywords", it.keywords);
    visitor.text("url", it.url);
}

template <class Visitor>
void visit_fields(IsA<Unplaced> auto& it, Visitor& visitor) {
    visitor.text("heading", it.heading);
    visitor.texts("lines", it.lines);
}

/// The sections proper; what stands under `meta.bespoke` is visited by visit_extensions.
template <class Visitor>
void visit_fields(IsA<Resume> auto& it, Visitor& visitor) {
    visitor.object("basics", it.basics);
    visitor.list("work", it.work);
    visitor.list("volunteer", it.volunteer);
    visitor.list("education", it.education);
    visitor.list("awards", it.awards);
    visitor.list("certificates", it.certificates);
    visitor.list("publications", it.publications);
    visitor.list("skills", it.skills);
    visitor.list("languages", it.languages);
    visitor.list("interests", it.interests);
    visitor.list("references", it.references);
    visitor.list("projects", it.projects);
}

/// What JSON Resume has no field for, kept under `/meta/bespoke`.
template <class Visitor>
void visit_extensions(IsA<Resume> auto& it, Visitor& visitor) {
    visitor.list("unplaced", it.unplaced);
}

inline constexpr const char* kExtensionsPointer = "/meta/bespoke";

}  // namespace bespoke::resume
