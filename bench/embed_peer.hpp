#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>

namespace bespoke::bench {

/// bench/embed_peer.py as a child: it is told a batch size a line and answers with the milliseconds that one inference took.
class Peer {
public:
    /// Empty if its Python environment is not installed.
    static std::optional<Peer> start() {
        const auto root = std::filesystem::path(BESPOKE_SOURCE_DIR);
        const auto python = (root / "build/peer-venv/bin/python").string(), script = (root / "bench/embed_peer.py").string();
        int down[2], up[2];
        if (!std::filesystem::exists(python) || ::pipe(down) != 0 || ::pipe(up) != 0) return std::nullopt;
        const auto child = ::fork();
        if (child == 0) {
            ::dup2(down[0], 0);
            ::dup2(up[1], 1);
            for (const int end : {down[0], down[1], up[0], up[1]}) ::close(end);
            ::execl(python.c_str(), python.c_str(), script.c_str(), nullptr);
            ::_exit(127);
        }
        ::close(down[0]);
        ::close(up[1]);
        Peer peer(child, ::fdopen(down[1], "w"), ::fdopen(up[0], "r"));
        peer.name_ = peer.line();
        if (peer.name_.empty()) return std::nullopt;
        return peer;
    }

    Peer(Peer&& other) noexcept
        : child_(std::exchange(other.child_, 0)),
          to_(std::exchange(other.to_, nullptr)),
          from_(std::exchange(other.from_, nullptr)),
          name_(other.name_) {}
    Peer& operator=(Peer&&) = delete;
    ~Peer() {
        if (to_ != nullptr) std::fclose(to_);
        if (from_ != nullptr) std::fclose(from_);
        if (child_ > 0) ::waitpid(child_, nullptr, 0);
    }

    /// "onnxruntime 1.2.3 int8".
    [[nodiscard]] const std::string& name() const { return name_; }
    /// 0 if it failed.
    double milliseconds(std::int64_t batch) {
        std::fprintf(to_, "%lld\n", static_cast<long long>(batch));
        std::fflush(to_);
        return std::atof(line().c_str());
    }

private:
    Peer(pid_t child, std::FILE* to, std::FILE* from) : child_(child), to_(to), from_(from) {}
    std::string line() {
        char text[200] = "";
        if (std::fgets(text, sizeof text, from_) == nullptr) return {};
        std::string result(text);
        if (result.ends_with('\n')) result.pop_back();
        return result;
    }

    pid_t child_;
    std::FILE *to_, *from_;
    std::string name_;
};

}  // namespace bespoke::bench
