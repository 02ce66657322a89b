// The bundled example, stage by stage and as a whole; by words alone and, where the embedding model is installed, by meaning. Absolute times move with the machine; the peers measured in the same run are
// the yardstick: `pdftotext -bbox-layout` for reading a PDF.

#include <benchmark/benchmark.h>
#include <spawn.h>
#include <sys/wait.h>

#include <fstream>
#include <iterator>

#include "adapters/local/embedding_cache.hpp"
#include "adapters/local/reader_process.hpp"
#include "adapters/memory/blob_store.hpp"
#include "adapters/memory/clock.hpp"
#include "adapters/memory/journal.hpp"
#include "adapters/openvino/embedder.hpp"
#include "artifacts/render.hpp"
#include "engine/run_to_end.hpp"
#include "evidence/embeddings.hpp"
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

/// all-MiniLM-L6-v2 if it is installed, loaded; null if not.
ports::Embedder* minilm() {
    static const auto instance = [] {
        auto made = adapters::openvino::make_minilm_embedder(adapters::openvino::default_minilm_directory());
        const std::vector<std::string> warm_up = {"warm"};
        return made && (*made)->embed(warm_up) ? std::move(*made) : nullptr;
    }();
    return instance.get();
}

constexpr const char* kNoModel = "all-MiniLM-L6-v2 is not installed";
constexpr std::size_t kCacheBytes = 64ULL << 20U;

/// Everything that a stage may need, made once.
struct Fixture {
    document::Document resume_document, job_document;
    resume::Resume resume;
    job_description::JobDescription job;
    std::vector<evidence::Evidence> texts;
    std::vector<std::string> to_embed;
    evidence::Embeddings embeddings;  ///< empty where the model is not installed
    evidence::MatchReport match;
    std::vector<tailoring::Edit> edits;
    artifacts::StyleGuide style = *artifacts::builtin_style("classic");

    Fixture() {
        auto reader = make_reader();
        resume_document = reader.read(load(kResume), soon()).value();
        job_document = reader.read(load(kJob), soon()).value();
        resume = resume::parse(resume_document).value().resume;
        job = job_description::parse(job_document).value();
        texts = evidence::collect(resume);
        to_embed = evidence::texts_to_embed(texts, job);
        if (auto* embedder = minilm()) {
            auto vectors = embedder->embed(to_embed).value();
            for (std::size_t i = 0; i < to_embed.size(); ++i) embeddings.add(to_embed[i], std::move(vectors[i]));
        }
        match = evidence::match(resume, job, *evidence::make_fused_ranker(texts, embeddings), texts, kToday);
        edits = tailoring::propose(resume, job, match, options());
    }
    [[nodiscard]] tailoring::ProposeOptions options() const {
        tailoring::ProposeOptions options;
        options.today = kToday;
        options.embeddings = &embeddings;
        return options;
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

void embed_cold(benchmark::State& state) {
    if (minilm() == nullptr) return state.SkipWithError(kNoModel);
    for (auto _ : state) benchmark::DoNotOptimize(minilm()->embed(fixture().to_embed));
    state.SetLabel(fmt::format("{} texts, {}", fixture().to_embed.size(), minilm()->name()));
}
BENCHMARK(embed_cold)->Unit(benchmark::kMillisecond);

void embed_cached(benchmark::State& state) {
    if (minilm() == nullptr) return state.SkipWithError(kNoModel);
    adapters::local::EmbeddingCache cache(kCacheBytes);
    adapters::local::CachedEmbedder cached(*minilm(), cache, "bench");
    benchmark::DoNotOptimize(cached.embed(fixture().to_embed));
    for (auto _ : state) benchmark::DoNotOptimize(cached.embed(fixture().to_embed));
}
BENCHMARK(embed_cached)->Unit(benchmark::kMillisecond);

void retrieve(benchmark::State& state, const evidence::Embeddings& embeddings) {
    for (auto _ : state) {
        const auto ranker = evidence::make_fused_ranker(fixture().texts, embeddings);
        benchmark::DoNotOptimize(evidence::match(fixture().resume, fixture().job, *ranker, fixture().texts, kToday));
    }
}
void retrieve_by_words(benchmark::State& state) { retrieve(state, {}); }
BENCHMARK(retrieve_by_words)->Unit(benchmark::kMillisecond);
void retrieve_by_meaning(benchmark::State& state) {
    if (minilm() == nullptr) return state.SkipWithError(kNoModel);
    retrieve(state, fixture().embeddings);
}
BENCHMARK(retrieve_by_meaning)->Unit(benchmark::kMillisecond);

void propose(benchmark::State& state) {
    for (auto _ : state) {
        benchmark::DoNotOptimize(tailoring::propose(fixture().resume, fixture().job, fixture().match, fixture().options()));
    }
}
BENCHMARK(propose)->Unit(benchmark::kMillisecond);

void validate(benchmark::State& state) {
    const tailoring::JudgeOptions options{nullptr, &fixture().embeddings};
    for (auto _ : state) {
        benchmark::DoNotOptimize(tailoring::judge(fixture().resume, fixture().job, fixture().edits, kToday, options));
    }
}
BENCHMARK(validate)->Unit(benchmark::kMillisecond);

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

using EmbedderOf = std::function<std::unique_ptr<ports::Embedder>(const TenantId&)>;

/// All nine stages, from two files to eight artifacts, with a new job each time.
void whole_tailoring(benchmark::State& state, const EmbedderOf& embedder) {
    auto reader = make_reader();
    const auto resume = load(kResume), job = load(kJob);
    for (auto _ : state) {
        adapters::memory::BlobStore blobs;
        stages::StagePorts ports{blobs, reader};
        ports.embedder = embedder;
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
void whole_by_words(benchmark::State& state) { whole_tailoring(state, {}); }
BENCHMARK(whole_by_words)->Unit(benchmark::kMillisecond)->UseRealTime();

void whole_with_embedding_cold(benchmark::State& state) {
    if (minilm() == nullptr) return state.SkipWithError(kNoModel);
    std::unique_ptr<adapters::local::EmbeddingCache> cache;
    whole_tailoring(state, [&](const TenantId&) -> std::unique_ptr<ports::Embedder> {
        // The stages of one job ask only for what is new: an empty cache each time is a cold one.
        cache = std::make_unique<adapters::local::EmbeddingCache>(kCacheBytes);
        return std::make_unique<adapters::local::CachedEmbedder>(*minilm(), *cache, "bench");
    });
}
BENCHMARK(whole_with_embedding_cold)->Unit(benchmark::kMillisecond)->UseRealTime();

void whole_with_embedding_cached(benchmark::State& state) {
    if (minilm() == nullptr) return state.SkipWithError(kNoModel);
    adapters::local::EmbeddingCache cache(kCacheBytes);
    whole_tailoring(state, [&](const TenantId&) -> std::unique_ptr<ports::Embedder> {
        return std::make_unique<adapters::local::CachedEmbedder>(*minilm(), cache, "bench");
    });
}
BENCHMARK(whole_with_embedding_cached)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace

BENCHMARK_MAIN();
