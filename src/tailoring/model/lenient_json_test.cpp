#include "tailoring/model/lenient_json.hpp"

#include <gtest/gtest.h>

#include <random>

namespace bespoke::tailoring {
namespace {

using nlohmann::json;

std::optional<json> any_object(std::string_view text) {
    return find_json(text, [](const json& value) { return value.is_object(); });
}

TEST(LenientJson, ReadsWhatWasMeantToBeJson) {
    const json wanted = {{"a", "x"}, {"b", {1, 2}}};
    for (const char* text : {
             R"({"a":"x","b":[1,2]})",
             "\xEF\xBB\xBF{\"a\":\"x\",\"b\":[1,2]}",
             R"(Here you go: {"a":"x","b":[1,2]} Anything else?)",
             "```json\n{\"a\":\"x\",\n\"b\":[1,2]}\n```",
             R"(<think>{"a":"no"} or so</think>{"a":"x","b":[1,2]})",
             R"({"a":"x","b":[1,2,],})",
             R"({'a':'x','b':[1,2]})",
             R"({a: "x", b: [1 2]})",
             "{\"a\":\"x\", // the letter\n \"b\":[1,/* two */2]} # done",
             R"({“a”:“x”,"b":[1,2]})",
             R"({"a":"no"} no, rather: {"a":"x","b":[1,2]})",
         }) {
        EXPECT_EQ(any_object(text), wanted) << text;
    }
    EXPECT_EQ(any_object(std::string("{\"a\":\"x\"\0,\"b\":[1,2]\0}", 22)), wanted);
}

TEST(LenientJson, KeepsWhatAStringSays) {
    const std::vector<std::pair<const char*, const char*>> rows = {
        {R"({"t":"a\"b\\c\/\n\u00e9\ud83d\ude00"})", "a\"b\\c/\né😀"},
        {R"({"t":"lone \ud83d end"})", "lone \uFFFD end"},
        {"{\"t\":\"two\nlines\"}", "two\nlines"},
        {R"({'t':'Anna's idea, the teams' own'})", "Anna's idea, the teams' own"},
        {R"({"t":"called "the fixer" at work"})", "called \"the fixer\" at work"},
        {"{\"t\":\"bad \xFF byte\"}", "bad \uFFFD byte"},
        {R"({"t":"{not [a] structure}"})", "{not [a] structure}"},
    };
    for (const auto& [text, wanted] : rows) {
        const auto value = any_object(text);
        ASSERT_TRUE(value) << text;
        EXPECT_EQ(value->at("t"), wanted) << text;
    }
}

TEST(LenientJson, KeepsTheFinishedElementsOfAnAnswerThatWasCutOff) {
    const std::string whole = R"({"edits":[{"line":"L1","ids":[1]},{"line":"L2","ids":[2,3]}]})";
    const auto first_ends = whole.find("},{") + 1, second_ends = whole.rfind("}]") + 1;
    for (std::size_t length = whole.find('[') + 1; length < whole.size(); ++length) {
        const auto value = any_object(whole.substr(0, length));
        ASSERT_TRUE(value) << length;
        EXPECT_EQ(value->at("edits").size(), length < first_ends    ? 0U
                                             : length < second_ends ? 1U
                                                                    : 2U)
            << whole.substr(0, length);
    }
}

TEST(LenientJson, GivesNothingForTextWithoutAValue) {
    for (const char* text : {"", "I can't help with that.", "}", "<html><body>502</body></html>"})
        EXPECT_FALSE(any_object(text)) << text;
}

TEST(LenientJson, EndsOnHostileNesting) {
    EXPECT_FALSE(find_json(std::string(200'000, '['), [](const json&) { return false; }));
    static_cast<void>(any_object(std::string(100'000, '{')));
    std::string names;
    for (int i = 0; i < 20'000; ++i) names += "{\"a\":[";
    static_cast<void>(any_object(names));
}

TEST(LenientJson, NeverGivesWhatCannotBeWritten) {
    std::mt19937 random(3);
    const std::vector<std::string> pieces = {"{",  "}",  "[",    "]",    "\"",    "'",        ":",    ",",  "a",
                                             "1",  "-",  "\\",   "\\u",  "d83d",  "\xF0\x9F", "\xFF", "//", "/*",
                                             "*/", "\n", "true", "null", "1e999", "“",        "”",    " "};
    for (int i = 0; i < 20'000; ++i) {
        std::string text = "{";
        for (std::size_t n = random() % 30; n > 0; --n) text += pieces[random() % pieces.size()];
        if (const auto read = read_lenient_json(text, 0)) {
            EXPECT_NO_THROW(static_cast<void>(read->value.dump())) << text;
            EXPECT_LE(read->end, text.size());
        }
    }
}

}  // namespace
}  // namespace bespoke::tailoring
