#include "read_back.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

extern char** environ;

namespace bespoke::roundtrip {
namespace {

namespace fs = std::filesystem;

/// A folder for the two ends of the reader, gone with this object.
class Scratch {
public:
    Scratch() {
        auto pattern = (fs::temp_directory_path() / "roundtrip-XXXXXX").string();
        if (mkdtemp(pattern.data()) != nullptr) folder_ = pattern;
    }
    ~Scratch() {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    [[nodiscard]] std::string file(const char* name) const { return (folder_ / name).string(); }

private:
    fs::path folder_;
};

std::string reader_path() {
    const char* path = std::getenv("BESPOKE_READER");
    return path != nullptr ? path : BESPOKE_READER;
}

/// Exit status, or -1 if the reader could not be started or died.
int run_reader(const std::string& input, const std::string& output) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input.c_str(), O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    auto program = reader_path();
    char* arguments[] = {program.data(), nullptr};
    pid_t child = 0;
    const int error = posix_spawn(&child, program.c_str(), &actions, nullptr, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    int status = 0;
    if (error != 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status)) return -1;
    return WEXITSTATUS(status);
}

template <class T>
bool has(const std::vector<T>& items) {
    return !items.empty();
}

}  // namespace

Result<document::Document> read_pdf(const Bytes& pdf) {
    const Scratch scratch;
    std::ofstream(scratch.file("in.pdf"), std::ios::binary) << as_text(pdf);
    const int status = run_reader(scratch.file("in.pdf"), scratch.file("out.json"));
    std::ifstream output(scratch.file("out.json"));
    const auto json = nlohmann::json::parse(output, nullptr, false);
    if (status != 0 || json.is_discarded()) return fail(ErrorCode::Internal, "reader", "The reader failed.", json.dump());
    return document::document_from_json(json);
}

resume::Resume readable(resume::Resume it) {
    using resume::Section;
    const std::pair<Section, bool> sections[] = {{Section::Summary, !it.basics.summary.value.empty()},
                                                 {Section::Work, has(it.work)},
                                                 {Section::Volunteer, has(it.volunteer)},
                                                 {Section::Education, has(it.education)},
                                                 {Section::Awards, has(it.awards)},
                                                 {Section::Certificates, has(it.certificates)},
                                                 {Section::Publications, has(it.publications)},
                                                 {Section::Skills, has(it.skills)},
                                                 {Section::Languages, has(it.languages)},
                                                 {Section::Interests, has(it.interests)},
                                                 {Section::References, has(it.references)},
                                                 {Section::Projects, has(it.projects)}};
    it.section_order.clear();
    for (const auto& [section, present] : sections) {
        if (present) it.section_order.push_back(section);
    }
    return it;
}

}  // namespace bespoke::roundtrip
