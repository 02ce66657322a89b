#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/error.hpp"

namespace bespoke::app {

/// An administration command as typed, with what was on standard input.
struct AdminRequest {
    std::vector<std::string> arguments;
    std::filesystem::path directory;  ///< where it was typed; relative paths start there
    std::string input;
};

/// What the command wrote and how it ended.
struct AdminAnswer {
    int exit_code = 0;
    std::string output, errors;
};

/// Lets the commands of the machine's operator reach a running server, which alone may touch the data: a Unix socket in the data
/// directory, for the user that runs the server (and root) alone.
class AdminSocket {
public:
    using Run = std::function<AdminAnswer(const AdminRequest&)>;
    /// Listens; answers one command after the other on a thread of its own.
    static Result<std::unique_ptr<AdminSocket>> listen(const std::filesystem::path& data, Run);
    ~AdminSocket();

private:
    AdminSocket(int descriptor, std::filesystem::path path, Run);
    void serve();
    int descriptor_;
    std::filesystem::path path_;
    Run run_;
    std::atomic<bool> stopping_ = false;
    std::thread thread_;
};

/// Have the server that runs on this data directory do it; `nullopt` if none does.
Result<std::optional<AdminAnswer>> ask_server(const std::filesystem::path& data, const AdminRequest&);

}  // namespace bespoke::app
