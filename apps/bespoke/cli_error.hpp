#pragma once

#include <string>

#include "base/error.hpp"

namespace bespoke::app {

/// What the process tells its caller.
enum class ExitCode : int {
    Done = 0,
    Usage = 2,             ///< the command line is wrong
    Unreadable = 3,        ///< an input is not readable as what it should be
    Rejected = 4,          ///< validation refused the result
    DependencyFailed = 5,  ///< disk, reader or another service failed
};

/// The exit code for a failure outside validation.
ExitCode exit_code_for(const Error&);

/// "bespoke: cv.pdf: The file is empty; …": names the input, the cause and the remedy in one line.
std::string sentence_for(const Error&);

/// Print the sentence on stderr and give the exit code as main() returns it.
int report(const Error&);
int report(const Error&, ExitCode);

}  // namespace bespoke::app
