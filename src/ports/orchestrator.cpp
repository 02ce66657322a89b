#include "ports/orchestrator.hpp"

namespace bespoke::ports {

std::string_view to_string(Transition::Kind kind) {
    switch (kind) {
        case Transition::Kind::Started: return "started";
        case Transition::Kind::Entered: return "entered";
        case Transition::Kind::Succeeded: return "succeeded";
        case Transition::Kind::Failed: return "failed";
        case Transition::Kind::Retried: return "retried";
        case Transition::Kind::Caught: return "caught";
        case Transition::Kind::Waited: return "waited";
        case Transition::Kind::Lost: return "lost";
        case Transition::Kind::Finished: return "finished";
        case Transition::Kind::Cancelled: return "cancelled";
        case Transition::Kind::Redriven: return "redriven";
    }
    return "";
}

}  // namespace bespoke::ports
