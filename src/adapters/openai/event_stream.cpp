#include "adapters/openai/event_stream.hpp"

namespace bespoke::adapters::openai {

bool EventStream::take(std::string_view bytes, const OnData& on_data) {
    while (!bytes.empty()) {
        // CR LF may come in two pieces.
        if (after_cr_ && bytes.front() == '\n') bytes.remove_prefix(1);
        after_cr_ = false;
        const auto end = bytes.find_first_of("\r\n");
        line_.append(bytes.substr(0, end));
        if (line_.size() + data_.size() > kMaxEventBytes) return false;
        if (end == std::string_view::npos) return true;
        after_cr_ = bytes[end] == '\r';
        bytes.remove_prefix(end + 1);
        take_line(line_, on_data);
        line_.clear();
    }
    return true;
}

void EventStream::end(const OnData& on_data) {
    if (!line_.empty()) take_line(line_, on_data);
    line_.clear();
    dispatch(on_data);
}

void EventStream::take_line(std::string_view line, const OnData& on_data) {
    if (at_start_ && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
    at_start_ = false;
    if (line.empty()) return dispatch(on_data);
    if (!line.starts_with("data:")) return;  // a comment, "event:", "id:", "retry:"
    line.remove_prefix(5);
    if (line.starts_with(' ')) line.remove_prefix(1);
    // By the letter an empty line ends an event. Chat completions never have two lines of data, and some servers forget the empty line.
    dispatch(on_data);
    data_.assign(line);
    has_data_ = true;
}

void EventStream::dispatch(const OnData& on_data) {
    if (!has_data_) return;
    has_data_ = false;
    on_data(data_);
    data_.clear();
}

}  // namespace bespoke::adapters::openai
