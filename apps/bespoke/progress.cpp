#include "progress.hpp"

#include <unistd.h>

#include <cstdio>

namespace bespoke::app {

namespace {
constexpr int kStages = 9;
constexpr const char* kWipeLine = "\r\x1b[K";
}  // namespace

Progress::Progress() : terminal_(::isatty(STDERR_FILENO) == 1) {}

void Progress::show(const ports::Transition& transition) {
    using Kind = ports::Transition::Kind;
    if (transition.kind == Kind::Succeeded) ++done_;
    if (transition.kind == Kind::Entered && terminal_ && done_ < kStages) {
        fmt::print(stderr, "{}[{}/{}] {} …", kWipeLine, done_ + 1, kStages, transition.state);
    }
}

void Progress::finish() {
    if (terminal_) fmt::print(stderr, "{}", kWipeLine);
}

}  // namespace bespoke::app
