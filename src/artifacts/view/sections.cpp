#include "artifacts/view/writer.hpp"

#include <algorithm>

#include "artifacts/view/wording.hpp"

namespace bespoke::artifacts {
namespace {

using resume::Resume;
using resume::Section;
using resume::Text;

std::vector<Run> meta(const std::string& text) { return {{shown_text(text), Look::Meta, ""}}; }

std::vector<Run> dates(const ViewWriter& writer, const resume::Period& period) {
    return {{format_period(period, writer.guide().date_format), Look::Meta, ""}};
}

std::vector<Run> date(const ViewWriter& writer, const std::optional<resume::DateNode>& node) {
    if (!node) return {};
    return {{format_date(node->value, writer.guide().date_format), Look::Meta, ""}};
}

struct Role {
    const Text &position, &organisation, &url, &summary;
    std::string location;
    const resume::Period& period;
    const std::vector<Text>& highlights;
};

/// Position and dates, then employer and place. Without a position the employer moves up, in its own look, so that it is not
/// taken for one.
void write_role(ViewWriter& writer, const Role& role) {
    auto employer = LineBuilder().text(role.organisation.value, Look::Meta).url(role.url.value, Look::Meta).take();
    if (role.position.value.empty()) {
        writer.add(BlockKind::EntryHead, std::move(employer), dates(writer, role.period));
        writer.add(BlockKind::EntrySub, meta(role.location));
    } else {
        writer.add(BlockKind::EntryHead, {{shown_text(role.position.value), Look::Entry, ""}}, dates(writer, role.period));
        writer.add(BlockKind::EntrySub, std::move(employer), meta(role.location));
    }
    writer.paragraphs(role.summary.value);
    writer.bullets(role.highlights);
}

void write_work(ViewWriter& writer, const Resume& resume) {
    for (const auto& it : resume.work) {
        write_role(writer, {it.position, it.name, it.url, it.summary, it.location.value, it.period, it.highlights});
    }
}

void write_volunteer(ViewWriter& writer, const Resume& resume) {
    for (const auto& it : resume.volunteer) {
        write_role(writer, {it.position, it.organization, it.url, it.summary, "", it.period, it.highlights});
    }
}

std::string degree(const resume::Education& it) {
    auto out = shown_text(it.study_type.value);
    const auto area = shown_text(it.area.value);
    if (!out.empty() && !area.empty()) out += ", ";
    return out + area;
}

void write_education(ViewWriter& writer, const Resume& resume) {
    for (const auto& it : resume.education) {
        const auto title = degree(it);
        auto school = LineBuilder().text(it.institution.value, Look::Meta).url(it.url.value, Look::Meta).take();
        if (title.empty()) {
            writer.add(BlockKind::EntryHead, std::move(school), dates(writer, it.period));
            writer.add(BlockKind::EntrySub, meta(it.location.value));
        } else {
            writer.add(BlockKind::EntryHead, {{title, Look::Entry, ""}}, dates(writer, it.period));
            writer.add(BlockKind::EntrySub, std::move(school), meta(it.location.value));
        }
        writer.labelled("Grade", it.score.value);
        writer.labelled("Courses", it.courses);
    }
}

void write_awards(ViewWriter& writer, const Resume& resume) {
    for (const auto& it : resume.awards) {
        writer.add(BlockKind::EntryHead,
                   LineBuilder().text(it.title.value, Look::Entry).text(it.awarder.value, Look::Meta).take(),
                   date(writer, it.date));
        writer.paragraphs(it.summary.value);
    }
}

void write_certificates(ViewWriter& writer, const Resume& resume) {
    for (const auto& it : resume.certificates) {
        auto line =
            LineBuilder().text(it.name.value, Look::Entry).text(it.issuer.value, Look::Meta).url(it.url.value, Look::Meta);
        writer.add(BlockKind::EntryHead, line.take(), date(writer, it.date));
    }
}

// Titles are long: the rest gets a line of its own.
void write_publications(ViewWriter& writer, const Resume& resume) {
    for (const auto& it : resume.publications) {
        writer.add(BlockKind::EntryHead, {{shown_text(it.name.value), Look::Entry, ""}}, date(writer, it.release_date));
        writer.add(BlockKind::EntrySub, LineBuilder().text(it.publisher.value, Look::Meta).url(it.url.value, Look::Meta).take());
        writer.paragraphs(it.summary.value);
    }
}

std::string with_note(const std::string& name, const std::string& note) { return note.empty() ? name : name + " (" + note + ")"; }

/// Names with keywords stand on lines of their own; neighbours without share one, as people write them.
class GroupLines {
public:
    explicit GroupLines(ViewWriter& writer) : writer_(writer) {}
    ~GroupLines() { flush(); }
    GroupLines(const GroupLines&) = delete;
    GroupLines& operator=(const GroupLines&) = delete;

    void add(const Text& name, const std::string& note, const std::vector<Text>& keywords) {
        const auto label = with_note(shown_text(name.value), shown_text(note));
        if (keywords.empty()) {
            if (!label.empty()) names_.push_back(label);
            return;
        }
        flush();
        if (label.empty()) {
            for (const auto& keyword : keywords) names_.push_back(shown_text(keyword.value));
            flush();
        } else {
            writer_.labelled(label, keywords);
        }
    }

private:
    void flush() {
        if (!names_.empty()) writer_.add(BlockKind::ListLine, {{join_list(names_), Look::Body, ""}});
        names_.clear();
    }
    ViewWriter& writer_;
    std::vector<std::string> names_;
};

void write_skills(ViewWriter& writer, const Resume& resume) {
    GroupLines lines(writer);
    for (const auto& it : resume.skills) lines.add(it.name, it.level.value, it.keywords);
}

void write_languages(ViewWriter& writer, const Resume& resume) {
    GroupLines lines(writer);
    for (const auto& it : resume.languages) lines.add(it.language, it.fluency.value, {});
}

void write_interests(ViewWriter& writer, const Resume& resume) {
    GroupLines lines(writer);
    for (const auto& it : resume.interests) lines.add(it.name, "", it.keywords);
}

void write_references(ViewWriter& writer, const Resume& resume) {
    for (const auto& it : resume.references) {
        writer.add(BlockKind::EntryHead, {{shown_text(it.name.value), Look::Entry, ""}});
        writer.paragraphs(it.reference.value);
    }
}

void write_projects(ViewWriter& writer, const Resume& resume) {
    for (const auto& it : resume.projects) {
        auto line = LineBuilder().text(it.name.value, Look::Entry).url(it.url.value, Look::Meta);
        writer.add(BlockKind::EntryHead, line.take(), dates(writer, it.period));
        writer.paragraphs(it.description.value);
        writer.bullets(it.highlights);
        writer.labelled("Keywords", it.keywords);
    }
}

void write_summary(ViewWriter& writer, const Resume& resume) { writer.paragraphs(resume.basics.summary.value); }

using SectionWriter = void (*)(ViewWriter&, const Resume&);
SectionWriter writer_of(Section section) {
    switch (section) {
        case Section::Summary: return write_summary;
        case Section::Work: return write_work;
        case Section::Volunteer: return write_volunteer;
        case Section::Education: return write_education;
        case Section::Awards: return write_awards;
        case Section::Certificates: return write_certificates;
        case Section::Publications: return write_publications;
        case Section::Skills: return write_skills;
        case Section::Languages: return write_languages;
        case Section::Interests: return write_interests;
        case Section::References: return write_references;
        case Section::Projects: return write_projects;
    }
    return write_summary;
}

}  // namespace

void write_section(ViewWriter& writer, const Resume& resume, Section section) {
    ViewWriter body(writer.guide());
    writer_of(section)(body, resume);
    auto blocks = body.take();
    if (blocks.empty()) return;
    writer.heading(heading_text(writer.guide(), section));
    for (auto& block : blocks) writer.add(block.kind, std::move(block.left), std::move(block.right));
}

void write_unplaced(ViewWriter& writer, const resume::Unplaced& unplaced) {
    const auto heading = shown_text(unplaced.heading.value);
    const bool has_lines =
        std::any_of(unplaced.lines.begin(), unplaced.lines.end(), [](const Text& it) { return !it.value.empty(); });
    if (heading.empty() && !has_lines) return;
    // The candidate's own wording is text like any other: its letters stay as they are.
    writer.heading(heading.empty() ? with_case(kUnplacedHeading, writer.guide().heading_case) : heading);
    if (unplaced.lines.size() == 1) {
        writer.paragraphs(unplaced.lines.front().value);
    } else {
        writer.bullets(unplaced.lines);
    }
}

std::vector<Section> section_order(const Resume& resume, const StyleGuide& guide) {
    auto order = guide.section_order.empty() ? resume.section_order : guide.section_order;
    for (int i = 0; i <= static_cast<int>(Section::Projects); ++i) {
        const auto section = static_cast<Section>(i);
        if (std::find(order.begin(), order.end(), section) == order.end()) order.push_back(section);
    }
    std::vector<Section> unique;
    for (const auto section : order) {
        if (std::find(unique.begin(), unique.end(), section) == unique.end()) unique.push_back(section);
    }
    return unique;
}

}  // namespace bespoke::artifacts
