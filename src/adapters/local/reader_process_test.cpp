#include "adapters/local/reader_process.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "adapters/local/child_process.hpp"

namespace bespoke::adapters::local {
namespace {

using namespace std::chrono_literals;

/// A shell script that stands in for the reader.
class Script {
public:
    explicit Script(const std::string& body)
        : path_(std::filesystem::temp_directory_path() /
                ("reader_script_" + std::to_string(getpid()) + "_" + std::to_string(++count))) {
        std::ofstream(path_) << "#!/bin/sh\n" << body << "\n";
        chmod(path_.c_str(), 0700);
    }
    Script(const Script&) = delete;
    Script& operator=(const Script&) = delete;
    ~Script() { std::filesystem::remove(path_); }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    static inline int count = 0;
    std::filesystem::path path_;
};

Result<document::Document> read_with(const std::string& script, Limits limits = {}, std::string_view bytes = "input",
                                     std::chrono::milliseconds time = 10s) {
    const Script reader(script);
    auto process = ReaderProcess::create(reader.path(), limits);
    if (!process) return tl::unexpected(process.error());
    return process->read(as_bytes(bytes), Deadline::after(time));
}

TEST(ReaderProcess, IsUnavailableWithoutItsExecutable) {
    const auto process = ReaderProcess::create("/no/such/reader", {});
    ASSERT_FALSE(process);
    EXPECT_EQ(process.error().code, ErrorCode::Unavailable);
}

TEST(ReaderProcess, TellsHowTheReaderFailed) {
    struct Case {
        const char* script;
        ErrorCode code;
        const char* reason;
    };
    for (const Case& c : std::vector<Case>{
             {"kill -SEGV $$", ErrorCode::InvalidInput, "malformed-document"},
             {"kill -SYS $$", ErrorCode::InvalidInput, "malformed-document"},
             {"kill -BUS $$", ErrorCode::InvalidInput, "malformed-document"},
             {"kill -ABRT $$", ErrorCode::LimitExceeded, "resource-limit"},
             {"kill -KILL $$", ErrorCode::LimitExceeded, "resource-limit"},
             {"kill -XCPU $$", ErrorCode::LimitExceeded, "resource-limit"},
             {"exit 1", ErrorCode::InvalidInput, "malformed-document"},
             {"cat >/dev/null; echo garbage", ErrorCode::InvalidInput, "malformed-document"},
             {"cat >/dev/null; echo garbage; exit 3", ErrorCode::InvalidInput, "malformed-document"},
             {"true", ErrorCode::InvalidInput, "malformed-document"},
             {R"(echo '{"error":{"code":"invalid-input","reason":"no-text","text":"A scan.","where":""}}'; exit 3)",
              ErrorCode::InvalidInput, "no-text"},
         }) {
        const auto result = read_with(c.script);
        ASSERT_FALSE(result) << c.script;
        EXPECT_EQ(result.error().code, c.code) << c.script;
        EXPECT_EQ(result.error().reason, c.reason) << c.script;
        EXPECT_FALSE(result.error().public_text.empty()) << c.script;
    }
}

TEST(ReaderProcess, TriesAgainWhatMayHaveBeenTheMachinesFault) {
    const auto marker = std::filesystem::temp_directory_path() / ("reader_tried_" + std::to_string(getpid()));
    std::filesystem::remove(marker);
    const auto once = "cat >/dev/null; if [ -e " + marker.string() +
                      " ]; then echo '{\"error\":{\"code\":\"invalid-input\",\"reason\":" +
                      R"("no-text","text":"A scan.","where":""}}'; exit 3; fi; touch )" + marker.string() + "; kill -SEGV $$";
    const auto result = read_with(once);
    std::filesystem::remove(marker);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().reason, "no-text") << "what the second reader said";
}

TEST(ReaderProcess, TakesARefusalAtItsWord) {
    const auto marker = std::filesystem::temp_directory_path() / ("reader_refused_" + std::to_string(getpid()));
    const auto refuse =
        "echo x >> " + marker.string() +
        R"(; cat >/dev/null; echo '{"error":{"code":"invalid-input","reason":"no-text","text":"A scan.","where":""}}'; exit 3)";
    EXPECT_FALSE(read_with(refuse));
    EXPECT_EQ(std::filesystem::file_size(marker), 2U) << "asked once";
    std::filesystem::remove(marker);
}

TEST(ReaderProcess, SaysInTheLogThatTheSandboxEndedTheReader) {
    EXPECT_TRUE(read_with("kill -SYS $$").error().detail.starts_with("sandbox"));
    EXPECT_FALSE(read_with("kill -SEGV $$").error().detail.starts_with("sandbox"));
}

TEST(ReaderProcess, RefusesJsonThatIsNoDocument) {
    const auto result = read_with("cat >/dev/null; echo '{\"pages\":7}'");
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::InvalidInput);
}

TEST(ReaderProcess, StopsAReaderThatHangs) {
    Limits limits;
    limits.reader_wall = 150ms;
    const auto begin = std::chrono::steady_clock::now();
    const auto result = read_with("sleep 60", limits);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().reason, "resource-limit");
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 10s);
}

TEST(ReaderProcess, StopsAReaderThatClosedItsOutputAndHangs) {
    Limits limits;
    limits.reader_wall = 150ms;
    const auto result = read_with("exec >&-; sleep 60", limits);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().reason, "resource-limit");
}

TEST(ReaderProcess, GivesUpAtTheCallersDeadline) {
    const auto result = read_with("sleep 60", {}, "input", 150ms);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::Timeout);
}

TEST(ReaderProcess, StopsAReaderThatWritesWithoutEnd) {
    Limits limits;
    limits.reader_output_bytes = 100'000;
    const auto result = read_with("while :; do echo 0123456789012345678901234567890123456789; done", limits);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().reason, "resource-limit");
}

TEST(ReaderProcess, RefusesAFileOverTheLimitWithoutStartingAReader) {
    Limits limits;
    limits.document_bytes = 3;
    const auto result = read_with("kill -SEGV $$", limits, "four");
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().reason, "too-large");
}

TEST(ChildProcess, FeedsAndListensAtOnceWithMoreThanAPipeHolds) {
    const std::string input(3'000'000, 'x');
    const auto end = run_child("/bin/cat", {}, as_bytes(input), 10'000'000, Deadline::after(30s));
    ASSERT_TRUE(end);
    EXPECT_EQ(end->how, ChildEnd::How::Exited);
    EXPECT_EQ(end->output, input);
}

TEST(ChildProcess, OutlivesAChildThatReadsNothing) {
    const std::string input(3'000'000, 'x');
    const auto end = run_child("/bin/true", {}, as_bytes(input), 100, Deadline::after(30s));
    ASSERT_TRUE(end);
    EXPECT_EQ(end->how, ChildEnd::How::Exited);
    EXPECT_EQ(end->code, 0);
}

TEST(ChildProcess, GivesTheChildNoEnvironmentAndNoOpenFile) {
    const int leaked = ::open("/dev/null", 0);  // without close-on-exec, as a careless library would
    ASSERT_GE(leaked, 3);
    const Script script("env | grep -v -e ^PWD= -e ^_= -e ^SHLVL= -e ^OLDPWD=; ls /proc/self/fd");
    const auto end = run_child(script.path(), {}, {}, 10'000, Deadline::after(30s));
    ::close(leaked);
    ASSERT_TRUE(end);
    // `ls` inherits what the shell did, and holds the directory open beside the three standard streams.
    EXPECT_EQ(end->output, "LC_ALL=C.UTF-8\n0\n1\n2\n3\n");
}

TEST(ChildProcess, FailsIfTheProgramCannotBeStarted) {
    const auto end = run_child("/no/such/program", {}, {}, 100, Deadline::after(1s));
    ASSERT_FALSE(end);
    EXPECT_EQ(end.error().code, ErrorCode::Unavailable);
}

}  // namespace
}  // namespace bespoke::adapters::local
