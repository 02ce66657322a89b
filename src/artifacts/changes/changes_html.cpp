#include <fmt/format.h>

#include <algorithm>

#include "artifacts/changes/entries.hpp"
#include "artifacts/changes/html.hpp"
#include "artifacts/changes/sides.hpp"
#include "artifacts/view/wording.hpp"

namespace bespoke::artifacts {
namespace {

using Entries = std::vector<ChangeEntry>;

std::string kind_title(const std::string& kind) {
    static const std::map<std::string, std::string> kTitles = {
        {"reorder-highlights", "Achievements reordered"},
        {"reorder-skills", "Skills reordered"},
        {"regroup-skills", "Skills regrouped"},
        {"surface-skill", "Skill listed"},
        {"use-job-spelling", "The job's spelling used"},
        {"compose-summary", "Summary composed"},
        {"trim-summary", "Summary trimmed"},
        {"drop-highlight", "Achievement left out"},
        {"order-sections", "Sections reordered"},
    };
    const auto found = kTitles.find(kind);
    return found == kTitles.end() ? kind : found->second;
}

std::string section_title(const std::string& section) {
    const auto known = resume::section_from_string(section);
    if (known) return heading_text(StyleGuide{}, *known);
    return section == "sections" ? "Order of sections" : section == "basics" ? "Header" : section;
}

void write_figure(HtmlWriter& html, std::string_view name, const std::string& value) {
    html.open("div");
    html.element("dt", name);
    html.element("dd", value);
    html.close("div");
}

void write_head(HtmlWriter& html, const ChangeLog& log) {
    html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    // Nothing may load or run, whatever the texts hold.
    html.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
    html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    const auto& name = log.original.basics.name.value;
    html.text(name.empty() ? "What changed in the resume" : "What changed in the resume of " + name);
    html.raw("</title>\n<style>");
    html.raw(change_log_css());
    html.raw("</style>\n</head>\n<body>\n");
}

void write_overview(HtmlWriter& html, const ChangeLog& log, const Entries& accepted, const Entries& refused) {
    const auto& job = log.job_description;
    html.open("header");
    html.element("h1", "What changed and why");
    std::string subject = log.original.basics.name.value;
    if (!job.title.empty()) subject += (subject.empty() ? "For " : ", for ") + job.title;
    if (!job.company.empty()) subject += " at " + job.company;
    if (!subject.empty()) html.element("p", subject, "soft");
    html.open("dl", "figures");
    write_figure(html, "Match with the job", fmt::format("{:.0f} → {:.0f} of 100", log.before.match, log.after.match));
    write_figure(html, "Readable by machines",
                 fmt::format("{:.0f} → {:.0f} of 100", log.before.readability, log.after.readability));
    write_figure(html, "Changes made", std::to_string(accepted.size()));
    write_figure(html, "Changes refused", std::to_string(refused.size()));
    html.close("dl");
    html.close("header");
}

std::string requirement_text(const RequirementEntry& it) {
    const auto text = it.text.empty() ? it.id : it.text;
    return it.importance.empty() ? text : text + " (" + it.importance + ")";
}

void write_evidence(HtmlWriter& html, const std::vector<EvidenceEntry>& evidence) {
    html.raw("<dt>Evidence</dt><dd><ul>\n");
    for (const auto& it : evidence) {
        html.raw("<li dir=\"auto\">");
        html.text(it.text.empty() ? it.node : "“" + it.text + "”");
        html.close("li");
    }
    html.raw("</ul></dd>\n");
}

void write_why(HtmlWriter& html, const ChangeEntry& entry) {
    html.raw("<div class=\"why\"><dl>\n<dt>Why</dt>");
    html.element("dd", entry.reason);
    if (!entry.requirements.empty()) {
        html.raw("<dt>Serves</dt><dd><ul>\n");
        for (const auto& it : entry.requirements) html.element("li", requirement_text(it));
        html.raw("</ul></dd>\n");
    }
    if (!entry.evidence.empty()) write_evidence(html, entry.evidence);
    for (const auto& finding : entry.verdict.findings) {
        html.element("dt", "Refused: " + finding.check);
        html.element("dd", finding.reason);
    }
    html.raw("</dl></div>\n");
}

void write_edit(HtmlWriter& html, const ChangeEntry& entry) {
    html.raw("<article id=\"" + escaped(entry.id) + "\">\n<header>");
    html.element("h3", kind_title(entry.kind));
    if (!entry.place.empty()) html.element("span", entry.place, "soft");
    html.element("span", entry.id, "tag");
    html.raw("</header>\n");
    write_sides(html, entry);
    write_why(html, entry);
    html.close("article");
}

/// Place of a section in a resume as most write it; what is no section comes last.
int rank_of(const std::string& section) {
    const auto known = resume::section_from_string(section);
    return known ? static_cast<int>(*known) : static_cast<int>(resume::Section::Projects) + 1;
}

/// Edits under the heading of their section.
void write_sections(HtmlWriter& html, const Entries& entries) {
    std::vector<std::string> sections;
    for (const auto& entry : entries) {
        if (std::find(sections.begin(), sections.end(), entry.section) == sections.end()) sections.push_back(entry.section);
    }
    std::stable_sort(sections.begin(), sections.end(), [](const auto& a, const auto& b) { return rank_of(a) < rank_of(b); });
    for (const auto& section : sections) {
        html.open("section");
        html.element("h2", section_title(section));
        for (const auto& entry : entries) {
            if (entry.section == section) write_edit(html, entry);
        }
        html.close("section");
    }
}

void write_refused(HtmlWriter& html, const Entries& refused) {
    if (refused.empty()) return;
    html.raw("<section>\n");
    html.element("h2", "Proposed, but refused");
    html.element("p", "These changes failed a check. The original text stands.", "soft");
    for (const auto& entry : refused) write_edit(html, entry);
    html.close("section");
}

void write_gaps(HtmlWriter& html, const std::vector<GapEntry>& gaps) {
    html.raw("<section>\n");
    html.element("h2", "What the job asks for and the resume does not show");
    if (gaps.empty()) {
        html.element("p", "Nothing: every requirement is met.");
    } else {
        html.element("p", "Nothing was invented to fill these. If you have the experience, add it to your resume.", "soft");
        html.open("ul", "gaps");
        for (const auto& gap : gaps) {
            html.raw("<li dir=\"auto\"><strong>");
            html.text(requirement_text(gap.requirement));
            html.raw("</strong> <span class=\"tag\">" + escaped(gap.judgement) + "</span> ");
            html.text(gap.explanation);
            html.close("li");
        }
        html.close("ul");
    }
    html.close("section");
}

}  // namespace

std::string changes_html(const ChangeLog& log) {
    Entries accepted, refused;
    for (auto& entry : change_entries(log)) (entry.verdict.accepted() ? accepted : refused).push_back(std::move(entry));
    HtmlWriter html;
    write_head(html, log);
    write_overview(html, log, accepted, refused);
    html.raw("<main>\n");
    if (accepted.empty()) html.element("p", "No change was made: the tailored resume is the original.");
    write_sections(html, accepted);
    write_refused(html, refused);
    write_gaps(html, gap_entries(log));
    html.raw("</main>\n</body>\n</html>\n");
    return html.take();
}

}  // namespace bespoke::artifacts
