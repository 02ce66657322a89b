#include "evidence/evidence.hpp"
#include "guardrail/guardrail.hpp"
#include "text/text.hpp"

namespace bespoke::evidence {
namespace {

using resume::Text;

/// Appends the evidence of one resume. What speaks to machines is none.
class Collector {
public:
    void add(const Text& node) {
        if (!text::trim(node.value).empty()) push(node.id, node.value);
    }
    void add_all(const std::vector<Text>& nodes) {
        for (const auto& node : nodes) add(node);
    }
    void add_sentences(const Text& node) {
        for (const auto sentence : text::sentences(node.value)) push(node.id, std::string(sentence));
    }
    /// One text of two values that only together say something ("MSc" and "Physics"), named by the first that is there.
    void add_pair(const Text& first, const Text& second, std::string_view joint) {
        if (first.value.empty() || second.value.empty()) {
            add(first.value.empty() ? second : first);
        } else {
            push(first.id, first.value + std::string(joint) + second.value);
        }
    }

    std::vector<Evidence> take() { return std::move(out_); }

private:
    void push(const NodeId& node, std::string text) {
        if (!guardrail::speaks_to_machines(text)) out_.push_back({node, std::move(text)});
    }

    std::vector<Evidence> out_;
};

void add_experience(Collector& out, const resume::Resume& resume) {
    for (const auto& work : resume.work) {
        out.add(work.position);
        out.add_sentences(work.summary);
        out.add_all(work.highlights);
    }
    for (const auto& volunteer : resume.volunteer) {
        out.add(volunteer.position);
        out.add_sentences(volunteer.summary);
        out.add_all(volunteer.highlights);
    }
}

void add_learning(Collector& out, const resume::Resume& resume) {
    for (const auto& education : resume.education) {
        out.add_pair(education.study_type, education.area, " in ");
        out.add_all(education.courses);
    }
    for (const auto& award : resume.awards) {
        out.add(award.title);
        out.add_sentences(award.summary);
    }
    for (const auto& certificate : resume.certificates) out.add(certificate.name);
    for (const auto& publication : resume.publications) {
        out.add(publication.name);
        out.add_sentences(publication.summary);
    }
}

void add_skills(Collector& out, const resume::Resume& resume) {
    for (const auto& skill : resume.skills) {
        out.add(skill.name);
        out.add_all(skill.keywords);
    }
    for (const auto& language : resume.languages) out.add_pair(language.language, language.fluency, ", ");
    for (const auto& project : resume.projects) {
        out.add(project.name);
        out.add_sentences(project.description);
        out.add_all(project.highlights);
        out.add_all(project.keywords);
    }
}

}  // namespace

std::vector<Evidence> collect(const resume::Resume& resume) {
    Collector out;
    out.add(resume.basics.label);
    out.add_sentences(resume.basics.summary);
    add_experience(out, resume);
    add_learning(out, resume);
    add_skills(out, resume);
    for (const auto& unplaced : resume.unplaced) out.add_all(unplaced.lines);
    return out.take();
}

}  // namespace bespoke::evidence
