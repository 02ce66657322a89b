#pragma once

#include <string>

#include "ports/orchestrator.hpp"

namespace bespoke::app {

/// One line on a terminal that shows the stage at work; silent where stderr is no terminal.
class Progress {
public:
    Progress();
    void show(const ports::Transition&);
    /// Wipes the line.
    void finish();

private:
    bool terminal_;
    int done_ = 0;
};

}  // namespace bespoke::app
