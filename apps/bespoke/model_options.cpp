#include "model_options.hpp"

#include <CLI/CLI.hpp>
#include <cstdlib>

namespace bespoke::app {

using adapters::openai::Options;

void add_embedder_options(CLI::App& command, ModelChoice& choice) {
    command
        .add_option("--embedder", choice.embedder,
                    "minilm compares by meaning, with all-MiniLM-L6-v2 on this machine; lexical by words alone")
        ->check(CLI::IsMember({"minilm", "lexical"}))
        ->envname("BESPOKE_EMBEDDING_EMBEDDER")
        ->capture_default_str();
    command.add_option("--model-dir", choice.model_directory, "Where all-MiniLM-L6-v2 lies; default: where the set-up puts it")
        ->type_name("DIR");
}

void add_generator_options(CLI::App& command, ModelChoice& choice) {
    command
        .add_option(
            "--generator", choice.generator,
            "Who proposes the edits: the rules, or the rules and a language model, behind an OpenAI-compatible server or of "
            "Amazon Bedrock")
        ->check(CLI::IsMember({"rules", "openai", "bedrock"}))
        ->capture_default_str();
    command
        .add_option("--model-url", choice.url,
                    "Its address, e.g. http://127.0.0.1:8080/v1; the key, if it wants one, is read from BESPOKE_MODEL_API_KEY")
        ->type_name("URL");
    command.add_option("--model", choice.name, "Its model's name; of bedrock, the id or inference profile")->type_name("NAME");
    command.add_option("--model-timeout", choice.timeout_seconds, "Seconds for one answer of it")
        ->check(CLI::Range(1, 590))
        ->capture_default_str();
    command.add_option("--policy", choice.policy, "TOML file that tightens what edits may do; docs/formats/policy.md")
        ->type_name("FILE");
    command.add_flag("--no-egress", choice.no_egress, "Connect nowhere but to this machine");
}

namespace {

/// Keys, region and endpoint come from the environment and the shared files, as with all tools for AWS.
Result<IntelligenceOptions> with_bedrock(const ModelChoice& choice, IntelligenceOptions options) {
    if (choice.name.empty())
        return fail(ErrorCode::InvalidInput, "usage",
                    "A model of Amazon Bedrock needs a name; give its id or inference profile with --model.", {}, "--model");
    if (choice.no_egress)
        return fail(ErrorCode::InvalidInput, "usage", "Amazon Bedrock is not on this machine; choose another generator.", {},
                    "--no-egress");
    options.bedrock = BedrockChoice{.model = choice.name};
    return options;
}

}  // namespace

Result<IntelligenceOptions> intelligence_options(const ModelChoice& choice) {
    IntelligenceOptions options;
    options.embedder = choice.embedder;
    options.model_directory = choice.model_directory;
    // It is needed in any case, and the documents are read meanwhile.
    options.loading = adapters::openvino::Loading::InBackground;
    options.policy_file = choice.policy;
    options.model_timeout = std::chrono::seconds(choice.timeout_seconds);
    if (choice.generator == "bedrock") return with_bedrock(choice, std::move(options));
    if (choice.generator != "openai") return options;
    if (choice.url.empty() || choice.name.empty()) {
        return fail(ErrorCode::InvalidInput, "usage", "A language model needs its address and its name; give both.", {},
                    choice.url.empty() ? "--model-url" : "--model");
    }
    Options model;
    model.base_url = choice.url;
    model.model = choice.name;
    model.egress = choice.no_egress ? Options::Egress::LoopbackOnly : Options::Egress::Allowed;
    if (const char* key = std::getenv("BESPOKE_MODEL_API_KEY")) model.api_key = key;
    options.model = std::move(model);
    return options;
}

}  // namespace bespoke::app
