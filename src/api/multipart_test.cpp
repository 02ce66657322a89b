#include "api/multipart.hpp"

#include <gtest/gtest.h>

namespace bespoke::api {
namespace {

std::string part(const std::string& header, const std::string& content) {
    return "--b\r\n" + header + "\r\n\r\n" + content + "\r\n";
}
const std::string kName = "Content-Disposition: form-data; name=\"a\"";
const std::string kEnd = "--b--\r\n";

bool refused(const std::string& body) {
    const auto parts = parse_multipart(body, "b");
    return !parts && parts.error().reason == "bad-multipart";
}

TEST(Multipart, ReadsFieldsAndFilesAsTheyStand) {
    const auto body =
        part(
            "Content-Disposition: form-data; name=\"file\"; filename=\"my \\\"cv\\\".pdf\"\r\nContent-Type: Application/PDF; x=1",
            "%PDF\r\n--a\r\n") +
        part("content-disposition: form-data; name=kind", "resume") + kEnd;
    const auto parts = parse_multipart(body, "b");
    ASSERT_TRUE(parts);
    ASSERT_EQ(parts->size(), 2U);
    EXPECT_EQ((*parts)[0].filename, "my \"cv\".pdf");
    EXPECT_EQ((*parts)[0].media_type, "application/pdf");
    EXPECT_EQ((*parts)[0].content, "%PDF\r\n--a\r\n");
    EXPECT_EQ((*parts)[1].name, "kind");
    EXPECT_EQ((*parts)[1].content, "resume");
    EXPECT_FALSE((*parts)[1].filename);
}

TEST(Multipart, ReadsAFileNameInTheFormOfRfc8187) {
    const auto parts = parse_multipart(
        part("Content-Disposition: form-data; name=\"file\"; filename*=utf-8''r%C3%A9sum%C3%A9.pdf", "x") + kEnd, "b");
    ASSERT_TRUE(parts);
    EXPECT_EQ((*parts)[0].filename, "r\xc3\xa9sum\xc3\xa9.pdf");
}

TEST(Multipart, KeepsAHostileFileNameAsData) {
    const auto parts =
        parse_multipart(part("Content-Disposition: form-data; name=\"file\"; filename=\"..\\..\\x/../CON\"", "x") + kEnd, "b");
    ASSERT_TRUE(parts);
    EXPECT_EQ((*parts)[0].filename, "..\\..\\x/../CON");
}

TEST(Multipart, RefusesEveryOtherShape) {
    std::string many;
    for (int i = 0; i < 17; ++i) many += part("Content-Disposition: form-data; name=\"n" + std::to_string(i) + "\"", "x");
    const std::string rows[] = {
        "",
        "x",
        "--b",
        "--b--extra",
        "preamble\r\n" + part(kName, "x") + kEnd,
        part(kName, "x"),                              // no closing boundary
        part(kName, "x") + "--b--\r\nepilogue",        // something behind it
        "--b\n" + kName + "\n\nx\n--b--\n",            // bare line feeds
        part("Content-Type: text/plain", "x") + kEnd,  // no name
        part("Content-Disposition: attachment; name=\"a\"", "x") + kEnd,
        part("Content-Disposition: form-data; name=\"\"", "x") + kEnd,
        part("Content-Disposition: form-data; name=\"a\xff\"", "x") + kEnd,
        part("Content-Disposition: form-data; name=\"a\"; name=\"b\"", "x") + kEnd,
        part(kName + "\r\nContent-Type: multipart/mixed; boundary=c", "x") + kEnd,
        part(kName + "\r\nContent-Transfer-Encoding: base64", "x") + kEnd,
        part(kName + "\r\n" + kName, "x") + kEnd,
        part(kName + "\r\nX : y", "x") + kEnd,
        part(kName + "\r\nX-Long: " + std::string(9'000, 'x'), "x") + kEnd,
        part(kName, "x") + part(kName, "y") + kEnd,  // one name twice
        many + kEnd,
    };
    for (const auto& body : rows) EXPECT_TRUE(refused(body)) << body.substr(0, 80);
}

TEST(Multipart, TakesSixteenPartsAndNoneAtAll) {
    std::string many;
    for (int i = 0; i < 16; ++i) many += part("Content-Disposition: form-data; name=\"n" + std::to_string(i) + "\"", "x");
    EXPECT_EQ(parse_multipart(many + kEnd, "b")->size(), 16U);
    EXPECT_EQ(parse_multipart("--b--\r\n", "b")->size(), 0U);
}

TEST(Multipart, TakesNoBoundaryThatRfc2046DoesNot) {
    EXPECT_EQ(boundary_of("multipart/form-data; boundary=----abc123"), "----abc123");
    EXPECT_EQ(boundary_of("Multipart/Form-Data; boundary=\"a b\""), "a b");
    for (const auto& type :
         {std::string("multipart/form-data"), std::string("multipart/form-data; boundary=\"\""),
          std::string("multipart/mixed; boundary=a"), std::string("multipart/form-data; boundary=\"a\xff\""),
          "multipart/form-data; boundary=" + std::string(71, 'a'), std::string("multipart/form-data; boundary=a; boundary=b"),
          std::string("multipart/form-data; boundary=\"a ")}) {
        EXPECT_FALSE(boundary_of(type)) << type;
    }
}

}  // namespace
}  // namespace bespoke::api
