// Reads {"definition", "input", "script": {resource: [{"return": …} or {"error", "cause"}]}} from standard input, walks the
// engine's interpreter through it, and prints {"states", "inputs", "waitsMs", "status", "output", "error"} or {"refused":
// pointer}.

#include <iostream>

#include "engine/testing.hpp"

namespace {

using namespace bespoke::engine;  // NOLINT: this file is about nothing else
using nlohmann::json;

testing::Script script_from(const json& source) {
    testing::Script script;
    for (const auto& [resource, answers] : source.items()) {
        for (const auto& answer : answers) {
            if (answer.contains("error")) {
                script[resource].emplace_back(tl::unexpected(engine_failure(answer.at("error"), answer.value("cause", ""))));
            } else {
                script[resource].emplace_back(answer.at("return"));
            }
        }
    }
    return script;
}

json walk(const json& test) {
    const auto definition = parse_definition(test.at("definition"));
    if (!definition) return {{"refused", definition.error().where}, {"why", definition.error().public_text}};
    const auto walked = testing::walk(*definition, test.at("input"), script_from(test.value("script", json::object())));
    json result = {{"states", walked.states}, {"inputs", walked.inputs}, {"waitsMs", json::array()}};
    for (const auto wait : walked.waits) result["waitsMs"].push_back(wait.count());
    const bool succeeded = walked.ending.status == bespoke::ports::ExecutionStatus::Succeeded;
    result["status"] = succeeded ? "SUCCEEDED" : "FAILED";
    if (succeeded) {
        result["output"] = walked.ending.output;
    } else {
        result["error"] = walked.ending.error_name;
    }
    return result;
}

}  // namespace

int main() {
    const auto test = json::parse(std::cin, nullptr, false);
    if (test.is_discarded()) return 2;
    try {
        std::cout << walk(test).dump() << "\n";
    } catch (const std::exception& error) {
        std::cerr << "asl_run: " << error.what() << "\n";
        return 2;
    }
    return 0;
}
