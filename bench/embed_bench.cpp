// Milliseconds a sentence of 32 tokens takes to embed, on one thread: computed in batches of 1, 8 and 60, and from the cache. Then the same
// sentences beside ONNX Runtime with the same network in 8 bits (bench/embed_peer.py), turn by turn, since others share the machine: read
// the ratio.

#include <benchmark/benchmark.h>

#include <fstream>
#include <iostream>
#include <sstream>

#include "adapters/local/embedding_cache.hpp"
#include "adapters/openvino/embedder.hpp"
#include "adapters/openvino/minilm_model.hpp"
#include "embed_peer.hpp"

namespace {

using namespace bespoke;
using namespace bespoke::adapters::openvino;
using bench::Peer;

constexpr std::int64_t kBatches[] = {1, 8, 60};
constexpr int kRounds = 15;

/// Sentences of 30 words, each one token, and the two control tokens; no two alike, so that no cache helps.
std::vector<std::string> sentences(std::size_t count) {
    static const char* const kWords[] = {"plan", "team",   "cost",   "site",   "work",     "test",
                                         "data", "report", "market", "design", "hospital", "school"};
    std::vector<std::string> all(count);
    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t word = 0; word < 30; ++word)
            all[i] += fmt::format("{} ", kWords[(i * 7 + word * (i + 1)) % std::size(kWords)]);
    }
    return all;
}

std::unique_ptr<ports::Embedder> make(Precision precision) {
    return std::move(make_minilm_embedder(default_minilm_directory(),
                                          {.precision = precision, .max_concurrent_calls = 1, .engine_directory = {}})
                         .value());
}

/// One a precision, loaded. Emptied before main() ends, since OpenVINO's own statics go first.
std::map<Precision, std::unique_ptr<ports::Embedder>>& embedders() {
    static std::map<Precision, std::unique_ptr<ports::Embedder>> all;
    return all;
}

ports::Embedder& embedder(Precision precision) {
    auto& one = embedders()[precision];
    if (one == nullptr) one = make(precision);
    return *one;
}

void set_time(benchmark::State& state) {
    state.counters["a_sentence"] = benchmark::Counter(static_cast<double>(state.iterations() * state.range(0)),
                                                      benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void embed(benchmark::State& state, Precision precision) {
    const auto texts = sentences(static_cast<std::size_t>(state.range(0)));
    for (int warm_up = 0; warm_up < 3; ++warm_up) (void)embedder(precision).embed(texts);
    for (auto _ : state) benchmark::DoNotOptimize(embedder(precision).embed(texts));
    state.SetLabel(std::string(embedder(precision).name()));
    set_time(state);
}

void embed_cached(benchmark::State& state) {
    const auto texts = sentences(static_cast<std::size_t>(state.range(0)));
    adapters::local::EmbeddingCache cache(1 << 20);
    adapters::local::CachedEmbedder cached(embedder(Precision::Automatic), cache, "tenant");
    (void)cached.embed(texts);
    for (auto _ : state) benchmark::DoNotOptimize(cached.embed(texts));
    set_time(state);
}

/// What the first embed() of a process costs, but for loading the shared libraries, which only the first round does.
void load_and_embed_one(benchmark::State& state) {
    const auto texts = sentences(1);
    for (auto _ : state) benchmark::DoNotOptimize(make(Precision::Automatic)->embed(texts));
}

void tokenize(benchmark::State& state) {
    std::stringstream vocabulary;
    vocabulary << std::ifstream(default_minilm_directory() / kVocabularyFile.name).rdbuf();
    const auto tokenizer = WordPiece::create(vocabulary.str()).value();
    const auto texts = sentences(60);
    for (auto _ : state) {
        for (const auto& text : texts) benchmark::DoNotOptimize(tokenizer.encode(text));
    }
    state.SetItemsProcessed(state.iterations() * 60 * 32);
}

void register_all() {
    for (const auto batch : kBatches) {
        for (const auto& [name, precision] : {std::pair{"embed_cold", Precision::Automatic},
                                              {"embed_cold_f32", Precision::F32},
                                              {"embed_cold_bf16", Precision::Bf16},
                                              {"embed_cold_int8", Precision::Int8}}) {
            benchmark::RegisterBenchmark(name, embed, precision)->Arg(batch)->Unit(benchmark::kMillisecond);
        }
    }
    benchmark::RegisterBenchmark("embed_cached", embed_cached)->Arg(60)->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark("load_and_embed_one", load_and_embed_one)->Unit(benchmark::kMillisecond)->UseRealTime();
    benchmark::RegisterBenchmark("tokenize_60_sentences", tokenize)->Unit(benchmark::kMillisecond);
}

/// The instruction sets of /proc/cpuinfo that matter to matrix products.
std::string instruction_sets() {
    std::ifstream file("/proc/cpuinfo");
    std::string line, found;
    while (std::getline(file, line) && !line.starts_with("flags")) {
    }
    for (const char* name : {"avx2", "avx_vnni", "avx512f", "avx512_vnni", "avx512_bf16", "amx_bf16", "amx_int8"}) {
        if ((line + " ").find(fmt::format(" {} ", name)) != std::string::npos) found += fmt::format("{} ", name);
    }
    return found;
}

double median(std::vector<double> values) {
    std::nth_element(values.begin(), values.begin() + values.size() / 2, values.end());
    return values[values.size() / 2];
}

double milliseconds(ports::Embedder& one, std::span<const std::string> texts) {
    const auto start = std::chrono::steady_clock::now();
    benchmark::DoNotOptimize(one.embed(texts));
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

/// Rounds of ours and the peer's, by turns. The least is the machine at its quietest, the median what it was like.
void compare(Peer& peer, std::int64_t batch) {
    const auto texts = sentences(static_cast<std::size_t>(batch));
    auto& ours = embedder(Precision::Automatic);
    std::vector<double> our_times, peer_times;
    for (int round = 0; round < kRounds + 3; ++round) {
        const auto our_time = milliseconds(ours, texts), peer_time = peer.milliseconds(batch);
        if (peer_time <= 0) return std::cout << "peer failed\n", void();
        if (round < 3) continue;  // warm-up
        our_times.push_back(our_time / static_cast<double>(batch));
        peer_times.push_back(peer_time / static_cast<double>(batch));
    }
    const auto least = [](const auto& values) { return *std::min_element(values.begin(), values.end()); };
    std::cout << fmt::format(
        "batch {:2}: {} {:.2f} (least {:.2f}), {} {:.2f} (least {:.2f}) ms a sentence; ours / peer = {:.2f} ({:.2f})\n", batch,
        ours.name(), median(our_times), least(our_times), peer.name(), median(peer_times), least(peer_times),
        median(our_times) / median(peer_times), least(our_times) / least(peer_times));
}

}  // namespace

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    const auto probe = make_minilm_embedder(default_minilm_directory());
    if (!probe) {
        std::cerr << "embed_bench skipped: " << probe.error().public_text << '\n';
        return 0;
    }
    benchmark::AddCustomContext("instruction sets", instruction_sets());
    benchmark::AddCustomContext("automatic precision", std::string((*probe)->name()));
    register_all();
    benchmark::RunSpecifiedBenchmarks();
    if (auto peer = Peer::start()) {
        for (const auto batch : kBatches) compare(*peer, batch);
    } else {
        std::cout << "No peer: ONNX Runtime is not installed; `./dev bench` does that\n";
    }
    embedders().clear();
}
