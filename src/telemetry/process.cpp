#include "telemetry/process.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace bespoke::telemetry {
namespace {

/// Field `number` of /proc/self/stat as proc(5) counts them. The name in brackets may hold anything, so counting starts behind it.
double stat_field(const std::string& stat, int number) {
    const auto behind_name = stat.rfind(')');
    if (behind_name == std::string::npos) return 0;
    std::istringstream fields(stat.substr(behind_name + 1));
    std::string field;
    for (int i = 3; i <= number; ++i) fields >> field;
    try {
        return std::stod(field);
    } catch (const std::exception&) {
        return 0;
    }
}

double boot_seconds() {
    std::ifstream file("/proc/stat");
    std::string word;
    double seconds = 0;
    while (file >> word)
        if (word == "btime" && file >> seconds) break;
    return seconds;
}

double count_open_fds() {
    std::error_code error;
    double count = 0;
    for (std::filesystem::directory_iterator entry("/proc/self/fd", error), end; !error && entry != end; entry.increment(error))
        ++count;
    return count > 0 ? count - 1 : 0;  // without the one that listed them
}

}  // namespace

ProcessFigures process_figures() {
    std::ifstream file("/proc/self/stat");
    const std::string stat{std::istreambuf_iterator<char>(file), {}};
    const auto ticks = static_cast<double>(::sysconf(_SC_CLK_TCK));
    ProcessFigures figures;
    figures.cpu_seconds = (stat_field(stat, 14) + stat_field(stat, 15)) / ticks;
    figures.threads = stat_field(stat, 20);
    figures.start_seconds = boot_seconds() + stat_field(stat, 22) / ticks;
    figures.resident_bytes = stat_field(stat, 24) * static_cast<double>(::sysconf(_SC_PAGESIZE));
    figures.open_fds = count_open_fds();
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) figures.max_fds = static_cast<double>(limit.rlim_cur);
    return figures;
}

}  // namespace bespoke::telemetry
