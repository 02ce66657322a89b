#include "document/xml/xml.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "document/xml/date.hpp"

namespace bespoke::document {
namespace {

using namespace std::string_literals;

std::string reason_of(std::string xml) {
    const auto document = parse_xml(std::move(xml), {});
    return document ? "read" : document.error().reason;
}

std::string nested(int depth) {
    std::string xml;
    for (int level = 0; level < depth; ++level) xml += "<a>";
    for (int level = 0; level < depth; ++level) xml += "</a>";
    return xml;
}

TEST(Xml, RefusesEveryDocumentTypeDefinition) {
    for (const char* xml : {
             R"(<!DOCTYPE a><a/>)",
             R"(<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>)",
             R"(<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><l>&b;</l>)",
             R"(<!-- c --><!doctype a><a/>)",
             R"(<a><!ENTITY % x "y"></a>)",
         }) {
        EXPECT_EQ(reason_of(xml), "forbidden-dtd") << xml;
    }
    EXPECT_EQ(reason_of("<a><!-- <!DOCTYPE a> --><![CDATA[<!DOCTYPE b>]]></a>"), "read") << "only text";
}

TEST(Xml, BoundsDepthAndAttributes) {
    EXPECT_EQ(reason_of(nested(128)), "read");
    EXPECT_EQ(reason_of(nested(129)), "resource-limit");
    EXPECT_EQ(reason_of(nested(100'000)), "resource-limit");
    std::string wide = "<a";
    for (int index = 0; index < 300; ++index) wide += fmt::format(" b{}='1'", index);
    EXPECT_EQ(reason_of(wide + "/>"), "resource-limit");
    std::string many = "<a>";
    for (int index = 0; index < 700'000; ++index) many += "<b c='' d=''/>";
    EXPECT_EQ(reason_of(many + "</a>"), "resource-limit");
    EXPECT_EQ(reason_of("<a b='/> < = \" ='/>"), "read") << "signs in a value are no markup";
}

TEST(Xml, ReadsUtf8AndUtf16Only) {
    EXPECT_EQ(reason_of("\xef\xbb\xbf<a>\xc3\xa9</a>"), "read");
    EXPECT_EQ(reason_of("\xff\xfe<\0a\0/\0>\0"s), "read");
    EXPECT_EQ(reason_of("\xfe\xff\0<\0a\0/\0>"s), "read");
    EXPECT_EQ(reason_of("<a>\xe9</a>"), "malformed-document");
    EXPECT_EQ(reason_of(R"(<?xml version="1.0" encoding="ISO-8859-1"?><a/>)"), "malformed-document");
    EXPECT_EQ(reason_of("<a>\0</a>"s), "malformed-document");
    EXPECT_EQ(reason_of("<a><b></a>"), "malformed-document");
    EXPECT_EQ(reason_of("<a"), "malformed-document");
    EXPECT_EQ(reason_of("<a b='"), "malformed-document");
}

TEST(Xml, FindsNodesByLocalName) {
    const auto document = parse_xml(R"(<x:a xmlns:x="u"><x:b x:val="7"/></x:a>)", {});
    ASSERT_TRUE(document);
    const pugi::xml_node found = child(document->document_element(), "b");
    EXPECT_EQ(attribute(found, "val"), "7");
    EXPECT_TRUE(has_attribute(found, "val"));
    EXPECT_FALSE(has_attribute(found, "other"));
    EXPECT_FALSE(child(found, "c"));
}

TEST(XmlDate, TakesTheDateOfATimeStamp) {
    EXPECT_EQ(date_of("2024-03-09T23:15:00Z"), "2024-03-09");
    EXPECT_EQ(date_of("2024-03-09"), "2024-03-09");
    for (const char* broken : {"", "2024", "2024-13-01", "2024-00-10", "24-03-09T23:15", "2024/03/09"})
        EXPECT_EQ(date_of(broken), "") << broken;
}

}  // namespace
}  // namespace bespoke::document
