#include "lambda/function.hpp"

namespace bespoke::app {

Result<std::unique_ptr<LambdaFunction>> make_lambda_function(const LambdaSettings& settings, const Environment& environment) {
    using Make = Result<std::unique_ptr<LambdaFunction>> (*)(const LambdaSettings&, const Environment&);
    static const std::map<std::string_view, Make> kMakers = {{"api", make_api_function},
                                                             {"chores", make_chores_function},
                                                             {"events", make_events_function},
                                                             {"dlq", make_dlq_function},
                                                             {"admin", make_admin_function}};
    const auto found = kMakers.find(settings.handler);
    return found == kMakers.end() ? make_stage_function(settings, environment) : found->second(settings, environment);
}

}  // namespace bespoke::app
