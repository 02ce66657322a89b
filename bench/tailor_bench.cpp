// The bundled example, stage by stage and as a whole. Absolute times move with the machine; the peers measured in the same run are
// the yardstick: `pdftotext -bbox-layout` for reading a PDF.

#include <benchmark/benchmark.h>
#include <spawn.h>
#include <sys/wait.h>

#include <fstream>
#include <iterator>

#include "adapters/local/reader_process.hpp"
#include "adapters/memory/blob_store.hpp"
#include "adapters/memory/clock.hpp"
#include "adapters/memory/journal.hpp"
#include "artifacts/render.hpp"
#include "engine/run_to_end.hpp"
#include "resume/parse.hpp"
#include "stages/request.hpp"
#include "stages/stages.hpp"
#include "tailoring/propose.hpp"
#include "tailoring/validate.hpp"

extern char** environ;

namespace {

using namespace bespoke;

constexpr const char* kResume = BESPOKE_SOURCE_DIR "/examples/resume.pdf";
constexpr const char* kJob = BESPOKE_SOURCE_DIR "/examples/job.txt";
constexpr resume::Date kToday{2026, 6, 30};
const TenantId kTenant("bench");

Bytes load(const char* path) {
    std::ifstream file(path, std::ios::binary);
    return to_bytes(std::string(std::istreambuf_iterator<char>(file), {}));
}

Deadline soon() { return Deadline::after(std::chrono::minutes(1)); }

adapters::local::ReaderProcess make_reader() { return adapters::local::ReaderProcess::create(BESPOKE_READER, Limits{}).value(); }

/// Everything that a stage may need, made once.
struct Fixture {
    document::Document resume_document, job_document;
    resume::Resume resume;
    job_description::JobDescription job;
    evidence::MatchReport match;
    std::vector<tailoring::Edit> edits;
    artifacts::StyleGuide style = *artifacts::builtin_style("classic");

    Fixture() {
        auto reader = make_reader();
        resume_document = reader.read(load(kResume), soon()).value();
        job_document = reader.read(load(kJob), soon()).value();
        resume = resume::parse(resume_document).value().resume;
        job = job_description::parse(job_document).value();
        match = evidence::match(resume, job);
        edits = tailoring::propose(resume, job, match, {kToday, 0, {}});
    }
};

const Fixture& fixture() {
    static const Fixture instance;
    return instance;
}

void peer_pdftotext_process(benchmark::State& state) {
    for (auto _ : state) {
        const char* arguments[] = {"pdftotext", "-bbox-layout", kResume, "/dev/null", nullptr};
        pid_t child = 0;
        if (posix_spawnp(&child, arguments[0], nullptr, nullptr, const_cast<char**>(arguments), environ) != 0) {
            state.SkipWithError("pdftotext (Debian package poppler-utils) is not installed");
            return;
        }
        int status = 0;
        waitpid(child, &status, 0);
    }
}
BENCHMARK(peer_pdftotext_process)->Unit(benchmark::kMillisecond)->UseRealTime();

void read_pdf_in_reader_process(benchmark::State& state) {
    auto reader = make_reader();
    const auto bytes = load(kResume);
    for (auto _ : state) benchmark::DoNotOptimize(reader.read(bytes, soon()));
}
BENCHMARK(read_pdf_in_reader_process)->Unit(benchmark::kMillisecond)->UseRealTime();

void parse_resume(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(resume::parse(fixture().resume_document));
}
BENCHMARK(parse_resume)->Unit(benchmark::kMillisecond);

void parse_job_description(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(job_description::parse(fixture().job_document));
}
BENCHMARK(parse_job_description)->Unit(benchmark::kMillisecond);

void match(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(evidence::match(fixture().resume, fixture().job));
}
BENCHMARK(match)->Unit(benchmark::kMillisecond);

void propose(benchmark::State& state) {
    for (auto _ : state) {
        benchmark::DoNotOptimize(tailoring::propose(fixture().resume, fixture().job, fixture().match, {kToday, 0, {}}));
    }
}
BENCHMARK(propose)->Unit(benchmark::kMillisecond);

void judge(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(tailoring::judge(fixture().resume, fixture().job, fixture().edits, kToday));
}
BENCHMARK(judge)->Unit(benchmark::kMillisecond);

void render_pdf(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(artifacts::render_pdf(fixture().resume, fixture().style, 0));
}
BENCHMARK(render_pdf)->Unit(benchmark::kMillisecond);

void render_docx(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(artifacts::render_docx(fixture().resume, fixture().style, 0));
}
BENCHMARK(render_docx)->Unit(benchmark::kMillisecond);

engine::Definition pipeline() {
    std::ifstream file(BESPOKE_SOURCE_DIR "/pipeline/tailoring.asl.json");
    return engine::parse_definition(nlohmann::json::parse(file)).value();
}

/// All nine stages, from two files to eight artifacts, with a new job each time.
void whole_tailoring(benchmark::State& state) {
    auto reader = make_reader();
    const auto resume = load(kResume), job = load(kJob);
    for (auto _ : state) {
        adapters::memory::BlobStore blobs;
        const stages::StagePorts ports{blobs, reader};
        stages::Request request;
        request.resume = {ports::BlobKey("uploads/resume"), "resume.pdf"};
        request.job_description = {ports::BlobKey("uploads/job"), "job.txt"};
        request.today = kToday;
        (void)blobs.put(kTenant, request.resume.blob, resume, soon());
        (void)blobs.put(kTenant, request.job_description.blob, job, soon());
        adapters::memory::Journal journal;
        const adapters::memory::Clock clock;
        const auto ended = engine::run_to_end(pipeline(), stages::make_tasks(ports), journal, clock, kTenant,
                                              {JobId("job"), stages::to_state(request), {}});
        if (!ended || ended->error) state.SkipWithError("the tailoring failed");
    }
}
BENCHMARK(whole_tailoring)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace

BENCHMARK_MAIN();
