#include "http/compression.hpp"

#include <gtest/gtest.h>
#include <zlib.h>

#include "http/test_server.hpp"

namespace bespoke::http {
namespace {

std::string gunzip(const std::string& packed) {
    z_stream stream{};
    if (inflateInit2(&stream, MAX_WBITS + 16) != Z_OK) return "no memory";
    std::string text(1'000'000, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    stream.next_out = reinterpret_cast<Bytef*>(text.data());
    stream.avail_out = static_cast<uInt>(text.size());
    const int ended = inflate(&stream, Z_FINISH);
    text.resize(stream.total_out);
    inflateEnd(&stream);
    return ended == Z_STREAM_END ? text : "not gzip";
}

TEST(AcceptEncoding, DecidesAboutGzip) {
    for (const auto& [header, takes] : std::vector<std::pair<std::string, bool>>{{"", false},
                                                                                 {"gzip", true},
                                                                                 {"GZIP", true},
                                                                                 {"br, gzip;q=0.8, deflate", true},
                                                                                 {"gzip;q=0", false},
                                                                                 {"gzip;q=0.000", false},
                                                                                 {"gzip; q=0.001", true},
                                                                                 {"gzip;q=x", false},
                                                                                 {"gzip;level=9", false},
                                                                                 {"*", true},
                                                                                 {"*;q=0", false},
                                                                                 {"gzip;q=0, *", false},
                                                                                 {"*;q=0, gzip", true},
                                                                                 {"identity", false},
                                                                                 {"xgzip", false}})
        EXPECT_EQ(accepts_gzip(header), takes) << header;
}

TEST(ContentType, DecidesWhatShrinks) {
    for (const char* type : {"text/plain", "Text/HTML; charset=utf-8", "application/json", "application/problem+json",
                             "image/svg+xml", "text/javascript"})
        EXPECT_TRUE(is_compressible(type)) << type;
    for (const char* type : {"", "application/pdf", "image/png", "application/octet-stream", "text/event-stream",
                             "application/vnd.openxmlformats-officedocument.wordprocessingml.document"})
        EXPECT_FALSE(is_compressible(type)) << type;
}

class CompressionTest : public ServerTest {
protected:
    /// A server that answers this and a client that takes gzip.
    Answer answer_with(std::string type, std::string body, std::string extra_name = "X", std::string extra_value = "y",
                       std::string method = "GET") {
        server_.reset();
        start([=](const Request&) {
            Response response;
            response.headers.set("Content-Type", type);
            response.headers.set(extra_name, extra_value);
            response.body = body;
            return response;
        });
        auto client = connect();
        client.send(method + " / HTTP/1.1\r\nHost: h\r\nAccept-Encoding: gzip\r\n\r\n");
        return client.read(method == "HEAD" ? Client::Body::None : Client::Body::Expected);
    }
    const std::string long_text_ = [] {
        std::string text;
        for (int i = 0; i < 500; ++i) text += "line " + std::to_string(i) + "\n";
        return text;
    }();
};

TEST_F(CompressionTest, ShrinksTextAndGivesItBackTheSame) {
    const auto answer = answer_with("application/json", long_text_);
    EXPECT_EQ(answer.header("Content-Encoding"), "gzip");
    EXPECT_EQ(answer.header("Vary"), "Accept-Encoding");
    EXPECT_LT(answer.body.size(), long_text_.size() / 2);
    EXPECT_EQ(gunzip(answer.body), long_text_);
}

TEST_F(CompressionTest, GivesHeadTheSameLengthAsGet) {
    const auto get = answer_with("text/plain", long_text_);
    const auto head = answer_with("text/plain", long_text_, "X", "y", "HEAD");
    EXPECT_EQ(head.header("Content-Length"), get.header("Content-Length"));
    EXPECT_EQ(head.header("Content-Encoding"), "gzip");
}

TEST_F(CompressionTest, LeavesAloneWhatIsShortOrDenseOrNotToBeTouched) {
    EXPECT_EQ(answer_with("text/plain", std::string(1024, 'a')).header("Content-Encoding"), "");
    EXPECT_EQ(answer_with("text/plain", std::string(1025, 'a')).header("Content-Encoding"), "gzip");
    EXPECT_EQ(answer_with("application/pdf", long_text_).header("Content-Encoding"), "");
    EXPECT_EQ(answer_with("application/pdf", long_text_).header("Vary"), "");
    EXPECT_EQ(answer_with("text/plain", long_text_, "ETag", "\"strong\"").body, long_text_);
    EXPECT_EQ(answer_with("text/plain", long_text_, "ETag", "W/\"weak\"").header("Content-Encoding"), "gzip");
    EXPECT_EQ(answer_with("text/plain", long_text_, "Cache-Control", "no-transform").body, long_text_);
    EXPECT_EQ(answer_with("text/plain", long_text_, "Content-Encoding", "br").header("Content-Encoding"), "br");
}

TEST_F(CompressionTest, TakesOffTheWishForIdentity) {
    const auto answer = answer_with("text/plain", long_text_, "Content-Encoding", "identity");
    EXPECT_EQ(answer.header("Content-Encoding"), "");
    EXPECT_EQ(answer.body, long_text_);
}

TEST_F(CompressionTest, KeepsTheVaryOfTheHandler) {
    EXPECT_EQ(answer_with("text/plain", long_text_, "Vary", "Accept").header("Vary"), "Accept, Accept-Encoding");
    EXPECT_EQ(answer_with("text/plain", long_text_, "Vary", "*").header("Vary"), "*");
}

TEST_F(CompressionTest, LeavesTextPlainForAClientThatDidNotAsk) {
    start([this](const Request&) {
        Response response;
        response.headers.set("Content-Type", "text/plain");
        response.body = long_text_;
        return response;
    });
    const auto answer = connect().request("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(answer.body, long_text_);
    EXPECT_EQ(answer.header("Vary"), "Accept-Encoding");
}

}  // namespace
}  // namespace bespoke::http
