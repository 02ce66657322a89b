#include "rederive.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "adapters/local/file.hpp"
#include "artifacts/change_log.hpp"
#include "artifacts/render.hpp"
#include "artifacts/style_guide.hpp"
#include "base/bytes.hpp"
#include "tailoring/validate.hpp"

namespace bespoke::app {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::uint64_t kMaxDocumentBytes = 64ULL << 20U;

std::vector<tailoring::Edit> accepted_of(const Rederived& of) {
    std::vector<tailoring::Edit> accepted;
    for (std::size_t i = 0; i < of.edits.size(); ++i) {
        if (of.verdicts[i].accepted()) accepted.push_back(of.edits[i]);
    }
    return accepted;
}

/// Values of a document that may be anything; a wrong type reads as the fallback.
template <class T>
T value_or(const json& object, const char* key, T fallback) {
    if (!object.is_object()) return fallback;
    const auto found = object.find(key);
    if (found == object.end()) return fallback;
    try {
        return found->get<T>();
    } catch (const json::exception&) {
        return fallback;
    }
}

const json& member(const json& object, const char* key) {
    static const json kNothing;
    if (!object.is_object() || !object.contains(key)) return kNothing;
    return object.at(key);
}

job_description::Importance importance_from(const std::string& name) {
    using job_description::Importance;
    for (int i = 0; i < 8; ++i) {
        if (to_string(static_cast<Importance>(i)) == name) return static_cast<Importance>(i);
    }
    return Importance::Required;
}

evidence::Judgement judgement_from(const std::string& name) {
    return name == evidence::to_string(evidence::Judgement::Partial) ? evidence::Judgement::Partial
                                                                     : evidence::Judgement::Missing;
}

/// A change log with all that changes.json says of the job, so that its writer can write it again.
struct RebuiltLog {
    resume::Resume tailored;
    job_description::JobDescription job;
    evidence::MatchReport before, after;
    artifacts::Origin origin;

    explicit RebuiltLog(const Rederived& of) {
        const auto& changes = of.claimed.changes;
        if (auto applied = tailoring::apply(of.original, accepted_of(of))) tailored = std::move(*applied);
        job.title = value_or<std::string>(member(changes, "jobDescription"), "title", "");
        job.company = value_or<std::string>(member(changes, "jobDescription"), "company", "");
        before.match = value_or(member(changes, "before"), "match", 0.0);
        before.readability = value_or(member(changes, "before"), "readability", 0.0);
        after.match = value_or(member(changes, "after"), "match", 0.0);
        after.readability = value_or(member(changes, "after"), "readability", 0.0);
        origin.generator = value_or<std::string>(changes, "generator", "rules");
        for (const auto& edit : member(changes, "edits")) {
            const auto proposer = value_or<std::string>(edit, "proposer", "rules");
            if (proposer == "model" || proposer == "earlier-job") {
                origin.proposers[EditId(value_or<std::string>(edit, "id", ""))] = proposer;
            }
            for (const auto& requirement : member(edit, "requirements")) add_requirement(requirement);
        }
        for (const auto& gap : member(changes, "gaps")) {
            add_requirement(gap);
            evidence::RequirementMatch match;
            match.requirement = RequirementId(value_or<std::string>(gap, "id", ""));
            match.judgement = judgement_from(value_or<std::string>(gap, "judgement", ""));
            match.explanation = value_or<std::string>(gap, "explanation", "");
            after.requirements.push_back(std::move(match));
        }
    }

    void add_requirement(const json& entry) {
        const auto importance = value_or<std::string>(entry, "importance", "");
        const RequirementId id(value_or<std::string>(entry, "id", ""));
        const bool known =
            std::any_of(job.requirements.begin(), job.requirements.end(), [&](const auto& it) { return it.id == id; });
        if (known || importance.empty()) return;
        job_description::Requirement requirement;
        requirement.id = id;
        requirement.text = value_or<std::string>(entry, "text", "");
        requirement.importance = importance_from(importance);
        job.requirements.push_back(std::move(requirement));
    }

    [[nodiscard]] artifacts::ChangeLog log(const Rederived& of) const {
        return {of.original, tailored, job, of.edits, of.verdicts, before, after, origin};
    }
};

/// The first place where two documents differ, as a JSON Pointer.
std::string difference(const json& a, const json& b, const std::string& at = {}) {
    if (a.type() == b.type() && a.is_structured() && a.size() == b.size()) {
        for (const auto& [key, value] : a.items()) {
            if (a.is_object() && !b.contains(key)) return at + "/" + key;
            const auto& other = a.is_object() ? b.at(key) : b.at(static_cast<std::size_t>(std::stoul(key)));
            if (value != other) return difference(value, other, at + "/" + key);
        }
    }
    return at.empty() ? "/" : at;
}

/// What came from the model or earlier jobs stands in no other file.
json without_origin(json changes) {
    for (const char* key : {"model", "notProposed"}) changes.erase(key);
    return changes;
}

Result<Bytes> read(const std::filesystem::path& directory, const char* name) {
    return adapters::local::read_file(directory / name, kMaxDocumentBytes);
}

}  // namespace

Result<Rederived> rederive(const Claimed& claimed, const resume::Resume& original) {
    Rederived of{claimed, original, {}, {}};
    const auto& edits = member(claimed.changes, "edits");
    if (!edits.is_array())
        return fail(ErrorCode::InvalidInput, "bad-changes",
                    "It has no list of edits; give the changes.json of a finished tailoring.", {}, "/edits");
    for (const auto& item : edits) {
        auto edit = tailoring::edit_from_json(item);
        if (!edit) return tl::unexpected(edit.error());
        auto judged = member(item, "verdict");
        if (judged.is_object()) judged["edit"] = edit->id.str();
        auto verdict = tailoring::verdict_from_json(judged);
        if (!verdict) return tl::unexpected(verdict.error());
        of.edits.push_back(std::move(*edit));
        of.verdicts.push_back(std::move(*verdict));
    }
    return of;
}

std::vector<std::string> check_changes(const Rederived& of) {
    std::set<EditId> ids;
    for (const auto& edit : of.edits) {
        if (!ids.insert(edit.id).second) return {fmt::format("changes.json names the edit {} twice.", edit.id.str())};
    }
    if (!tailoring::apply(of.original, accepted_of(of))) return {};  // said by the replay of the edits
    const RebuiltLog rebuilt(of);
    const json again = artifacts::changes_json(rebuilt.log(of));
    const auto theirs = without_origin(of.claimed.changes), ours = without_origin(again);
    if (theirs == ours) return {};
    return {fmt::format("changes.json does not follow from resume.json and its edits at \"{}\".", difference(theirs, ours))};
}

std::vector<std::string> check_patch(const Rederived& of) {
    const auto patch = tailoring::to_json_patch(of.original, accepted_of(of));
    if (!patch || json(*patch) == of.claimed.patch) return {};
    return {fmt::format("changes.patch.json is not the patch of the accepted edits at \"{}\".",
                        difference(of.claimed.patch, *patch))};
}

std::vector<std::string> check_report(const Rederived& of) {
    std::vector<std::string> problems;
    const auto& report = of.claimed.report;
    auto sealed = report;
    // How long it took says nothing about the result, and is added after the report was sealed.
    for (const char* key : {"digest", "timingsMs"}) sealed.erase(key);
    const auto text = sealed.dump(-1, ' ', false, json::error_handler_t::replace);
    if (member(report, "digest") != sha256_hex(as_bytes(text)))
        problems.emplace_back("report.json does not have its own digest.");
    const auto& validation = member(report, "validation");
    const auto count = [&](const char* key, std::size_t actual) {
        if (validation.contains(key) && validation.at(key) != actual)
            problems.push_back(
                fmt::format("report.json counts {} {} edits, and changes.json has {}.", validation.at(key).dump(), key, actual));
    };
    count("proposed", of.edits.size());
    count("accepted", accepted_of(of).size());
    // The report leaves out soft requirements; what it has must be a gap of changes.json, in its words.
    for (const auto& gap : member(report, "gaps")) {
        const auto same = [&](const json& theirs) {
            return value_or<std::string>(theirs, "text", "") == value_or<std::string>(gap, "requirement", "?") &&
                   member(theirs, "importance") == member(gap, "importance") &&
                   member(theirs, "judgement") == member(gap, "judgement") &&
                   member(theirs, "explanation") == member(gap, "explanation");
        };
        const auto& gaps = member(of.claimed.changes, "gaps");
        if (std::none_of(gaps.begin(), gaps.end(), same))
            problems.emplace_back("report.json names a gap that changes.json does not have.");
    }
    for (const char* when : {"before", "after"}) {
        for (const char* score : {"match", "readability"}) {
            const auto theirs = value_or(member(report, when), score, -1.0);
            if (theirs >= 0 && std::abs(theirs - value_or(member(of.claimed.changes, when), score, -1.0)) > 0.051)
                problems.push_back(fmt::format("report.json and changes.json differ in the {} {}.", score, when));
        }
    }
    return problems;
}

std::vector<std::string> check_documents(const Rederived& of, const std::filesystem::path& directory) {
    std::vector<std::string> problems;
    const auto tailored = tailoring::apply(of.original, accepted_of(of));
    if (!tailored) return problems;
    const auto compare = [&](const char* name, const Bytes& made) {
        const auto found = read(directory, name);
        if (!found || *found != made)
            problems.push_back(fmt::format("{} is not what tailored.json and changes.json give.", name));
    };
    if (!of.claimed.changes.contains("model")) {
        const RebuiltLog rebuilt(of);
        compare("changes.html", to_bytes(artifacts::changes_html(rebuilt.log(of))));
    }
    const auto style = artifacts::builtin_style(value_or<std::string>(of.claimed.report, "style", ""));
    if (!style) return problems;
    const int max_pages = value_or(of.claimed.report, "pageBudget", 0);
    if (const auto pdf = artifacts::render_pdf(*tailored, *style, max_pages)) {
        compare("resume.pdf", pdf->bytes);
        if (pdf->pages != value_or(of.claimed.report, "pages", -1))
            problems.emplace_back("report.json gives another number of pages than the PDF has.");
    }
    if (const auto docx = artifacts::render_docx(*tailored, *style, max_pages)) compare("resume.docx", *docx);
    return problems;
}

}  // namespace bespoke::app
