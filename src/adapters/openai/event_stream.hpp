#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace bespoke::adapters::openai {

/// Splits server-sent events (WHATWG HTML, section 9.2.6) out of bytes that arrive in any pieces. Keeps what of an event has come.
class EventStream {
public:
    /// Longer lines are no answer of a language model.
    static constexpr std::size_t kMaxEventBytes = 1024 * 1024;
    using OnData = std::function<void(std::string_view data)>;

    /// Calls on_data with the data of each event that ends within these bytes. False once an event is too long.
    bool take(std::string_view bytes, const OnData& on_data);
    /// What stands behind the last line break; some servers end without an empty line.
    void end(const OnData& on_data);

private:
    void take_line(std::string_view line, const OnData& on_data);
    void dispatch(const OnData& on_data);
    std::string line_, data_;
    bool has_data_ = false, after_cr_ = false, at_start_ = true;
};

}  // namespace bespoke::adapters::openai
