#include "http/request_parser.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "http/request_parser_fuzz.cpp"
#include "http/strictness_table.hpp"
#include "http/syntax.hpp"

namespace bespoke::http {
namespace {

using Phase = RequestParser::Phase;

struct Verdict {
    int status;  ///< as in the table
    std::size_t used;
    bool operator==(const Verdict&) const = default;
};

Verdict verdict_on(std::string_view bytes, std::size_t piece) {
    RequestParser parser{ServerLimits{}};
    std::size_t used = 0;
    while (used < bytes.size() && parser.phase() != Phase::Whole && parser.phase() != Phase::Refused)
        used += parser.feed(bytes.substr(used, piece));
    if (parser.phase() == Phase::Refused) return {parser.refusal().status, 0};  // how much it looked at means nothing then
    return {parser.phase() == Phase::Whole ? 200 : 0, used};
}

TEST(RequestParser, JudgesEveryRowTheSameHoweverItIsCut) {
    for (const auto& [name, status, bytes] : strictness_table()) {
        const auto whole = verdict_on(bytes, bytes.size());
        EXPECT_EQ(whole.status, status) << name;
        for (const std::size_t piece : {std::size_t{1}, std::size_t{2}, std::size_t{5}, std::size_t{100}})
            EXPECT_EQ(verdict_on(bytes, piece), whole) << name << " in pieces of " << piece;
    }
}

TEST(RequestParser, TakesNothingBehindAWholeRequest) {
    for (const auto& [name, status, bytes] : strictness_table())
        if (status == 200) {
            EXPECT_EQ(verdict_on(bytes + "GET /next HTTP/1.1\r\n", bytes.size() + 20).used, bytes.size()) << name;
        }
}

/// With a length beside it, no spelling of the other header may be believed: it is refused, or is plainly a header of another name.
TEST(RequestParser, SeesThroughEveryByteInTransferEncoding) {
    const std::string name = "Transfer-Encoding";
    for (int code = 0; code < 256; ++code) {
        const std::string byte(1, static_cast<char>(code));
        const std::vector<std::string> always_refused = {name + ":" + byte + "chunked", name + ": chunked" + byte,
                                                         name + byte + byte + ": chunked\x01"};
        const std::vector<std::string> other_names = {name + byte + ": chunked", byte + name + ": chunked",
                                                      "Transfer" + byte + "Encoding: chunked"};
        const auto request = [](const std::string& field) {
            return "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n" + field + "\r\n\r\nabcd";
        };
        for (const auto& field : always_refused) EXPECT_EQ(verdict_on(request(field), 1000).status, 400) << code << " " << field;
        for (const auto& field : other_names) {
            const auto read_name = field.substr(0, field.find(':'));
            const bool is_other_name = is_token(read_name) && read_name != name;
            EXPECT_EQ(verdict_on(request(field), 1000).status, is_other_name ? 200 : 400) << code << " " << field;
        }
    }
}

TEST(RequestParser, SeesThroughEveryByteInAChunkSize) {
    for (int code = 0; code < 256; ++code) {
        const std::string byte(1, static_cast<char>(code));
        const std::string head = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
        if (code != '0') {
            EXPECT_NE(verdict_on(head + byte + "5\r\nhello\r\n0\r\n\r\n", 1000).status, 200) << code;
        }
        if (code != ';') {
            EXPECT_NE(verdict_on(head + "5" + byte + "\r\nhello\r\n0\r\n\r\n", 1000).status, 200) << code;
        }
        EXPECT_NE(verdict_on(head + "5\r\nhello" + byte + "\n0\r\n\r\n", 1000).status == 200, code != '\r') << code;
    }
}

TEST(RequestParser, KeepsFieldsAndBodyAsSent) {
    RequestParser parser{ServerLimits{}};
    using namespace std::string_view_literals;
    parser.feed("PUT /a?b HTTP/1.1\r\nHost: h\r\nX-One:  two words \t\r\nx-one: again\r\nTransfer-Encoding: chunked\r\n\r\n"sv);
    ASSERT_EQ(parser.phase(), Phase::Body);
    parser.feed("3\r\na\0b\r\n1\r\nc\r\n0\r\n\r\n"sv);
    ASSERT_EQ(parser.phase(), Phase::Whole);
    EXPECT_EQ(parser.head().method, "PUT");
    EXPECT_EQ(parser.head().headers.get("x-ONE"), "two words");
    EXPECT_EQ(parser.head().headers.count("X-One"), 2U);
    EXPECT_EQ(as_text(parser.body()), std::string_view("a\0bc", 4));
}

struct LimitRow {
    const char* name;
    int at_limit, over;
    std::function<std::string(std::size_t more)> bytes;
};

TEST(RequestParser, HoldsEveryLimitToTheByte) {
    ServerLimits limits;
    limits.request_line_bytes = 100;
    limits.header_bytes = 200;
    limits.headers = 5;
    limits.chunk_extension_bytes = 10;
    limits.body_bytes = 50;
    const std::string chunked = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
    const std::vector<LimitRow> rows = {
        {"request line", 200, 414,
         [](std::size_t more) { return "GET /" + std::string(86 + more, 'a') + " HTTP/1.1\r\nHost: h\r\n\r\n"; }},
        {"header bytes", 200, 431,
         [](std::size_t more) { return "GET / HTTP/1.1\r\nHost: h\r\nX: " + std::string(186 + more, 'a') + "\r\n\r\n"; }},
        {"headers", 200, 431,
         [](std::size_t more) {
             std::string text = "GET / HTTP/1.1\r\nHost: h\r\n";
             for (std::size_t i = 0; i < 4 + more; ++i) text += "a:\r\n";
             return text + "\r\n";
         }},
        {"declared body", 200, 413,
         [](std::size_t more) {
             return "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(50 + more) + "\r\n\r\n" +
                    std::string(50, 'a');
         }},
        {"chunked body", 200, 413,
         [&](std::size_t more) {
             return chunked + "20\r\n" + std::string(32, 'a') + "\r\n" + (more > 0 ? "13" : "12") + "\r\n" +
                    std::string(18 + more, 'a') + "\r\n0\r\n\r\n";
         }},
        {"extensions of all chunks", 200, 400,
         [&](std::size_t more) { return chunked + "1;aaaa\r\na\r\n0;bbb" + std::string(1 + more, 'b') + "\r\n\r\n"; }},
        {"trailers", 200, 431,
         [&](std::size_t more) {
             std::string text = chunked + "0\r\n";
             for (std::size_t i = 0; i < 5 + more; ++i) text += "a:\r\n";
             return text + "\r\n";
         }},
        {"trailer bytes", 200, 431,
         [&](std::size_t more) { return chunked + "0\r\nX: " + std::string(195 + more, 'a') + "\r\n\r\n"; }},
    };
    for (const auto& row : rows)
        for (const std::size_t more : {std::size_t{0}, std::size_t{1}}) {
            RequestParser parser(limits);
            parser.feed(row.bytes(more));
            const int status = parser.phase() == Phase::Whole     ? 200
                               : parser.phase() == Phase::Refused ? parser.refusal().status
                                                                  : 0;
            EXPECT_EQ(status, more == 0 ? row.at_limit : row.over) << row.name << " + " << more;
        }
}

TEST(RequestParser, RefusesAnEndlessLineWithoutItsEnd) {
    for (const auto& [start, status] : {std::pair{"GET /", 414}, std::pair{"GET / HTTP/1.1\r\nX: ", 431}}) {
        RequestParser parser{ServerLimits{}};
        parser.feed(start);
        std::size_t fed = 0;
        for (; parser.phase() == Phase::Head && fed < 1'000'000; fed += 1'000) parser.feed(std::string(1'000, 'a'));
        ASSERT_EQ(parser.phase(), Phase::Refused);
        EXPECT_EQ(parser.refusal().status, status);
        EXPECT_LT(fed, 40'000U);
    }
}

/// One byte changed, taken out or put in, or another row's end: near misses of all that the table knows.
std::string mutate(std::mt19937& random, std::string bytes, const std::vector<StrictnessRow>& table) {
    using std::string_view_literals::operator""sv;
    constexpr auto alphabet = "\r\n\0 \t:;,/?%.0159afAFGx-+_\x7f\xff\""sv;
    for (auto times = random() % 3 + 1; times > 0 && !bytes.empty(); --times) {
        const auto at = random() % bytes.size();
        switch (random() % 5) {
            case 0: bytes[at] = alphabet[random() % alphabet.size()]; break;
            case 1: bytes.insert(at, 1, alphabet[random() % alphabet.size()]); break;
            case 2: bytes.erase(at, random() % 4 + 1); break;
            case 3: bytes.insert(at, bytes.substr(random() % bytes.size(), random() % 20)); break;
            default: bytes = bytes.substr(0, at) + table[random() % table.size()].bytes.substr(0, 200); break;
        }
    }
    return bytes;
}

/// The fuzz target with the table as seeds, for builds without libFuzzer. With BESPOKE_WRITE_SEEDS=DIR the seeds are written there, for
/// `build/fuzz/bin/request_parser_fuzz DIR`.
TEST(RequestParser, HoldsItsInvariantsOnHalfAMillionNearMisses) {
    const auto table = strictness_table();
    const char* seeds = std::getenv("BESPOKE_WRITE_SEEDS");
    for (std::size_t i = 0; i < table.size(); ++i) {
        LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(table[i].bytes.data()), table[i].bytes.size());
        if (seeds != nullptr) std::ofstream(std::filesystem::path(seeds) / std::to_string(i), std::ios::binary) << table[i].bytes;
    }
    std::mt19937 random(20'221'109);
    for (int i = 0; i < 500'000; ++i) {
        const auto& row = table[random() % table.size()];
        const auto bytes = mutate(random, row.bytes.substr(0, 2'000), table);
        LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    }
}

}  // namespace
}  // namespace bespoke::http
