#include "corpus.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>

#include "adapters/openvino/embedder.hpp"
#include "document/read.hpp"

namespace bespoke::quality {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

fs::path corpus_directory() {
    const char* set = std::getenv("BESPOKE_CORPUS_DIR");
    return (set != nullptr ? fs::path(set) : fs::path(BESPOKE_SOURCE_DIR) / ".." / "shared") / "corpus";
}

std::string read_all(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::optional<job_description::JobDescription> parse(const fs::path& path) {
    const auto extension = path.extension();
    if (extension == ".pdf") return std::nullopt;
    const auto content = read_all(path);
    const auto document = extension == ".html"   ? document::read_html(as_bytes(content), Limits{})
                          : extension == ".docx" ? document::read_docx(as_bytes(content), Limits{})
                                                 : document::read_text(as_bytes(content), Limits{});
    if (!document) return std::nullopt;
    auto parsed = job_description::parse(*document);
    return parsed ? std::optional(std::move(*parsed)) : std::nullopt;
}

Ad read_ad(const fs::path& directory, const json& listed) {
    Ad ad;
    ad.name = listed.at("id");
    ad.parsed = parse(directory / listed.at("file").get<std::string>());
    const auto truth = json::parse(read_all(directory / (ad.name + ".truth.json")));
    for (const bool required : {true, false}) {
        for (const auto& item : truth.at(required ? "required" : "preferred"))
            ad.wanted.push_back({item.at("skill"), item.at("text"), required});
    }
    return ad;
}

Pair read_pair(const json& value, const Corpus& corpus, const json& jobs) {
    Pair pair;
    pair.resume = value.at("resume");
    const auto ad = std::find_if(corpus.ads.begin(), corpus.ads.end(),
                                 [&](const Ad& other) { return other.name == value.at("job").get<std::string>(); });
    pair.ad = static_cast<std::size_t>(ad - corpus.ads.begin());
    pair.occupation = jobs.at(pair.ad).at("occupation");
    for (const auto& row : value.at("gold")) {
        pair.highlights.push_back({row.at("text"), row.at("section"), row.at("entry"), row.at("relevance"),
                                   row.at("skills").get<std::vector<std::string>>()});
    }
    return pair;
}

/// Every text of the measurements, each once.
std::vector<std::string> texts_of(const Corpus& corpus) {
    std::set<std::string> texts;
    for (const auto& pair : corpus.pairs) {
        for (const auto& highlight : pair.highlights) texts.insert(highlight.text);
    }
    for (const auto& ad : corpus.ads) {
        for (const auto& wanted : ad.wanted) texts.insert(wanted.text);
        if (!ad.parsed) continue;
        for (auto& text : evidence::texts_to_embed({}, *ad.parsed)) texts.insert(std::move(text));
    }
    return {texts.begin(), texts.end()};
}

}  // namespace

int Corpus::half_of(const Pair& wanted) const {
    std::set<std::string> occupations;
    for (const auto& pair : pairs) occupations.insert(pair.occupation);
    return static_cast<int>(std::distance(occupations.begin(), occupations.find(wanted.occupation)) % 2);
}

std::optional<Corpus> load_corpus() {
    const auto directory = corpus_directory();
    if (!fs::exists(directory / "pairs.json")) return std::nullopt;
    const auto listed = json::parse(read_all(directory / "pairs.json"));
    Corpus corpus;
    for (const auto& job : listed.at("jobs")) corpus.ads.push_back(read_ad(directory / "jobs", job));
    for (const auto& pair : listed.at("pairs")) corpus.pairs.push_back(read_pair(pair, corpus, listed.at("jobs")));
    return corpus;
}

std::optional<evidence::Embeddings> embed(const Corpus& corpus) {
    const auto embedder = adapters::openvino::make_minilm_embedder(adapters::openvino::default_minilm_directory());
    if (!embedder) return std::nullopt;
    const auto texts = texts_of(corpus);
    auto vectors = (*embedder)->embed(texts);
    if (!vectors) return std::nullopt;
    evidence::Embeddings embeddings;
    for (std::size_t i = 0; i < texts.size(); ++i) embeddings.add(texts[i], std::move((*vectors)[i]));
    return embeddings;
}

}  // namespace bespoke::quality
