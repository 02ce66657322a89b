#pragma once

#include <string>

#include "intelligence.hpp"

namespace CLI {
class App;
}

namespace bespoke::app {

/// What the command line says of models.
struct ModelChoice {
    std::string embedder = kDefaultEmbedder, model_directory;
    std::string generator = "rules", url, name, policy;
    int timeout_seconds = 300;
    bool no_egress = false;
};

/// --embedder and --model-dir.
void add_embedder_options(CLI::App& command, ModelChoice&);
/// --generator, --model-url, --model, --model-timeout, --policy, --no-egress.
void add_generator_options(CLI::App& command, ModelChoice&);

/// `InvalidInput` "usage" if the language model is asked for and not named. Its key comes from BESPOKE_MODEL_API_KEY.
Result<IntelligenceOptions> intelligence_options(const ModelChoice&);

}  // namespace bespoke::app
