#include "serve/environment.hpp"

#include <cstdlib>

namespace bespoke::app {

Environment environment() {
    return [](const std::string& name) -> std::optional<std::string> {
        const char* value = std::getenv(name.c_str());
        return value == nullptr ? std::nullopt : std::optional<std::string>(value);
    };
}

telemetry::Level level_of(std::string_view word) {
    using telemetry::Level;
    for (const auto level : {Level::Debug, Level::Warning, Level::Error}) {
        if (word == to_string(level)) return level;
    }
    return Level::Info;
}

}  // namespace bespoke::app
