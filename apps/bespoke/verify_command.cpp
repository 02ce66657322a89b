#include <CLI/CLI.hpp>
#include <limits>

#include "adapters/local/file.hpp"
#include "cli_error.hpp"
#include "commands.hpp"
#include "rederive.hpp"
#include "resume/resume.hpp"
#include "tailoring/validate.hpp"

namespace bespoke::app {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr std::uint64_t kMaxArtifactBytes = 64ULL << 20U;

Result<json> read_json(const fs::path& directory, const char* name) {
    const auto bytes = adapters::local::read_file(directory / name, kMaxArtifactBytes);
    if (!bytes) return tl::unexpected(bytes.error());
    auto value = json::parse(as_text(*bytes), nullptr, false);
    if (!value.is_discarded()) return value;
    return fail(ErrorCode::InvalidInput, "bad-json", "This is not JSON; run `bespoke tailor` again.", {},
                (directory / name).string());
}

Result<Claimed> read_claimed(const fs::path& directory) {
    Claimed claimed;
    const std::pair<const char*, json*> files[] = {{"resume.json", &claimed.original},
                                                   {"tailored.json", &claimed.tailored},
                                                   {"changes.json", &claimed.changes},
                                                   {"changes.patch.json", &claimed.patch},
                                                   {"report.json", &claimed.report}};
    for (const auto& [name, into] : files) {
        auto value = read_json(directory, name);
        if (!value) return tl::unexpected(value.error());
        *into = std::move(*value);
    }
    return claimed;
}

std::vector<std::string> check_replay(const Claimed& claimed) {
    try {
        if (claimed.original.patch(claimed.patch) == claimed.tailored) return {};
        return {"Replaying changes.patch.json on resume.json does not give tailored.json."};
    } catch (const json::exception& error) {
        return {fmt::format("changes.patch.json does not apply to resume.json ({}).", error.what())};
    }
}

std::vector<std::string> check_hashes(const fs::path& directory, const json& report) {
    std::vector<std::string> problems;
    const auto hashes = report.value("artifacts", json::object());
    if (hashes.empty()) problems.emplace_back("report.json names no artifacts.");
    for (const auto& [name, hash] : hashes.items()) {
        if (fs::path(name).filename() != name) {
            problems.push_back(fmt::format("report.json names {}, which is no file of this directory.", name));
            continue;
        }
        const auto bytes = adapters::local::read_file(directory / name, kMaxArtifactBytes);
        if (!bytes) {
            problems.push_back(fmt::format("{} can't be read.", name));
        } else if (hash != sha256_hex(*bytes)) {
            problems.push_back(fmt::format("{} was changed after it was made.", name));
        }
    }
    return problems;
}

/// The report names all files beside it, and nothing stands there that it does not name.
std::vector<std::string> check_names(const fs::path& directory, const json& report) {
    std::vector<std::string> problems;
    const auto hashes = report.value("artifacts", json::object());
    for (const char* name :
         {"resume.json", "tailored.json", "resume.docx", "resume.pdf", "changes.json", "changes.patch.json", "changes.html"}) {
        if (!hashes.contains(name)) problems.push_back(fmt::format("report.json does not name {}.", name));
    }
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(directory, ignored)) {
        const auto name = entry.path().filename().string();
        if (name != "report.json" && !hashes.contains(name))
            problems.push_back(fmt::format("{} is no part of this tailoring.", name));
    }
    return problems;
}

Result<std::vector<std::string>> check_claims(const Claimed& claimed, const fs::path& directory) {
    const auto original = resume::resume_from_json(claimed.original);
    if (!original) return tl::unexpected(at(original.error(), "resume.json"));
    const auto tailored = resume::resume_from_json(claimed.tailored);
    if (!tailored) return tl::unexpected(at(tailored.error(), "tailored.json"));
    const auto of = rederive(claimed, *original);
    if (!of) return tl::unexpected(at(of.error(), "changes.json"));
    const auto stated =
        claimed.report.contains("asOf") && claimed.report["asOf"].is_string() ? claimed.report["asOf"].get<std::string>() : "";
    const auto as_of = resume::Date::from_iso(stated);
    if (!as_of)
        return fail(ErrorCode::InvalidInput, "bad-report", "It names no date; run `bespoke tailor` again.", {}, "report.json");
    std::vector<tailoring::Edit> accepted;
    for (std::size_t i = 0; i < of->edits.size(); ++i) {
        if (of->verdicts[i].accepted()) accepted.push_back(of->edits[i]);
    }
    std::vector<std::string> problems;
    for (const auto& finding : tailoring::verify(*original, *tailored, accepted, *as_of)) problems.push_back(finding.reason);
    for (auto found : {check_changes(*of), check_patch(*of), check_report(*of), check_documents(*of, directory)}) {
        std::ranges::move(found, std::back_inserter(problems));
    }
    return problems;
}

int verify(const std::string& directory) {
    const auto claimed = read_claimed(directory);
    if (!claimed) return report(claimed.error());
    auto problems = check_replay(*claimed);
    std::ranges::move(check_hashes(directory, claimed->report), std::back_inserter(problems));
    std::ranges::move(check_names(directory, claimed->report), std::back_inserter(problems));
    auto claims = check_claims(*claimed, directory);
    if (!claims) return report(claims.error());
    std::ranges::move(*claims, std::back_inserter(problems));
    for (const auto& problem : problems) fmt::print(stderr, "bespoke: {}: {}\n", directory, problem);
    if (!problems.empty()) {
        fmt::print(stderr, "bespoke: {}: Don't rely on these files; run `bespoke tailor` again.\n", directory);
        return static_cast<int>(ExitCode::Rejected);
    }
    fmt::print("Verified: the patch replays, every artifact is unchanged, every claim has its evidence.\n");
    return 0;
}

}  // namespace

void add_verify_command(CLI::App& app, int& exit_code) {
    auto directory = std::make_shared<std::string>();
    auto* command = app.add_subcommand("verify", "Check a finished tailoring: replay its patch and re-check every claim.");
    command->add_option("OUT_DIR", *directory, "Directory that `bespoke tailor` wrote")->required()->type_name("");
    command->callback([directory, &exit_code] { exit_code = verify(*directory); });
}

}  // namespace bespoke::app
