#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace bespoke::lambda {

/// One line of the text format 0.0.4 that telemetry::Metrics writes.
struct Sample {
    std::string series;  ///< name and labels as written
    std::string name;
    std::map<std::string, std::string> labels;
    double value = 0;
};

/// All samples of an exposition, comments left out. Of our own text only: a line that does not fit is left out.
std::vector<Sample> samples_of(std::string_view exposition);

}  // namespace bespoke::lambda
