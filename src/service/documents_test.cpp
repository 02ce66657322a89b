#include "service/documents.hpp"

#include "service/quota.hpp"
#include "service/rig_for_test.hpp"
#include "service/settings.hpp"
#include "support/zip_writer.hpp"

namespace bespoke::service {
namespace {

using namespace std::string_literals;
using testing::Rig;
using testing::soon;

std::string reason_of(const auto& result) { return result ? "" : result.error().reason; }

TEST(Documents, AreFoundAgainWithTheirBytes) {
    Rig rig;
    const auto made = rig.document(DocumentKind::Resume, "Ada Lovelace\n", "cv.txt");
    const auto found = get_document(rig.ports, rig.alice, made.id);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->name, "cv.txt");
    EXPECT_EQ(found->media_type, "text/plain");
    EXPECT_EQ(found->bytes, 13);
    EXPECT_EQ(as_text(document_content(rig.ports, rig.alice, *found, soon()).value()), "Ada Lovelace\n");
    EXPECT_EQ(rig.event_types(made.id.str()), std::vector{"document.created"s});
}

TEST(Documents, AreWhatTheirBytesSayAndNothingElse) {
    const std::string pdf = "%PDF-1.7\n1 0 obj\n";
    struct Case {
        const char* why;
        std::string bytes, name, declared, reason;
    };
    const Case cases[] = {
        {"empty", "", "cv.pdf", "", "unsupported-media"},
        {"HTML that calls itself a PDF", "<!DOCTYPE html><html><body><p>Hello</p></body></html>", "cv.pdf", "",
         "unsupported-media"},
        {"a PDF declared as DOCX", pdf, "cv", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
         "unsupported-media"},
        {"a PDF header too far in", std::string(2000, 'x') + pdf, "cv.pdf", "", "unsupported-media"},
        {"an image", "\x89PNG\r\n\x1a\n0000", "cv.pdf", "", "unsupported-media"},
        {"an old Word file", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0"s, "cv.doc", "",
         "unsupported-media"},
        {"RTF", "{\\rtf1 hello}", "cv.rtf", "", "unsupported-media"},
        {"too large", std::string(10 * 1024 * 1024 + 1, 'x'), "cv.txt", "", "too-large"},
        {"a text that is no document's length", std::string(1024 * 1024 + 1, 'x'), "cv.txt", "", "too-large"},
        {"binary", std::string("\0\1\2\3\4\5\6\7"s) + std::string(100, '\0'), "cv.txt", "", "bad-text"},
        {"a PDF", pdf, "cv.pdf", "application/pdf", ""},
        {"a PDF whose type nobody knew", pdf, "cv", "application/octet-stream", ""},
        {"Markdown called text", "# Ada\n\n- one\n- two\n", "cv.txt", "text/plain; charset=utf-8", ""},
    };
    for (const auto& it : cases) {
        Rig rig;
        const auto made =
            create_document(rig.ports, rig.alice, {DocumentKind::Resume, it.name, as_bytes(it.bytes), it.declared, {}}, soon());
        EXPECT_EQ(reason_of(made), it.reason) << it.why;
        EXPECT_EQ(get_usage(rig.ports, rig.alice)->documents, it.reason.empty() ? 1 : 0) << it.why;
    }
}

TEST(Documents, AreOfTheFormatsThatTheOperatorTakes) {
    const auto odt = bespoke::testing::ZipWriter().add("mimetype", "application/vnd.oasis.opendocument.text").finish();
    Rig rig;
    const NewDocument open_document{DocumentKind::Resume, "cv.odt", odt, "", {}};
    const auto refused = create_document(rig.ports, rig.alice, open_document, soon());
    ASSERT_EQ(reason_of(refused), "unsupported-media");
    EXPECT_NE(refused.error().public_text.find("only PDF, DOCX, HTML, Markdown or text; save"), std::string::npos);
    rig.ports.upload_formats = {document::Format::Odt};
    EXPECT_EQ(reason_of(create_document(rig.ports, rig.alice, open_document, soon())), "");
    const NewDocument text{DocumentKind::Resume, "cv.txt", as_bytes(std::string_view("Ada Lovelace, analyst")), "", {}};
    EXPECT_EQ(reason_of(create_document(rig.ports, rig.alice, text, soon())), "unsupported-media");
}

TEST(Documents, ThatAreAdvertisementsHaveAnAdvertisementsLength) {
    std::string combining;  // 48 KiB that normalization makes 32
    while (combining.size() < 48 * 1024) combining += "o\u0302";
    const std::tuple<const char*, std::string, const char*> cases[] = {
        {"one word over and over",
         [] {
             std::string text;
             for (int i = 0; i < 50'000; ++i) text += "python ";
             return text;
         }(),
         "bad-text"},
        {"a byte too much", std::string(32 * 1024 + 1, 'x'), "bad-text"},
        {"just enough", std::string(32 * 1024, 'x'), ""},
        {"just enough after normalization", combining, ""},
        {"nothing", "", "unsupported-media"},
        {"blank", " \n\t\n", "bad-text"},
        {"invisible", "\u200B\u2060\u00AD", "bad-text"},
        {"binary", std::string(100, '\1'), "bad-text"},
        {"over the limit of all texts", std::string(1024 * 1024 + 1, 'x'), "too-large"},
        {"markup, whose text only the reader knows", "<!DOCTYPE html><p>" + std::string(40 * 1024, ' ') + "Cook</p>", ""},
    };
    for (const auto& [why, bytes, reason] : cases) {
        Rig rig;
        const NewDocument ad{DocumentKind::JobDescription, "ad", as_bytes(bytes), {}, {}};
        EXPECT_EQ(reason_of(create_document(rig.ports, rig.alice, ad, soon())), reason) << why;
    }
    Rig rig;
    const std::string long_resume(40 * 1024, 'x');
    EXPECT_TRUE(create_document(rig.ports, rig.alice, {DocumentKind::Resume, "cv.txt", as_bytes(long_resume), {}, {}}, soon()));
}

TEST(Documents, OfAnotherTenantDoNotExist) {
    Rig rig;
    const auto made = rig.document(DocumentKind::Resume);
    EXPECT_EQ(reason_of(get_document(rig.ports, rig.bob, made.id)), "not-found");
    EXPECT_EQ(reason_of(remove_document(rig.ports, rig.bob, made.id, soon())), "not-found");
    EXPECT_TRUE(get_document(rig.ports, rig.alice, made.id));
}

TEST(Documents, WithTheSameBytesAreTwoThings) {
    Rig rig;
    const auto first = rig.document(DocumentKind::Resume), second = rig.document(DocumentKind::Resume);
    EXPECT_NE(first.id, second.id);
    ASSERT_TRUE(remove_document(rig.ports, rig.alice, first.id, soon()));
    EXPECT_TRUE(document_content(rig.ports, rig.alice, second, soon()));
}

TEST(Documents, MadeTwiceByOneRequestAreOne) {
    Rig rig;
    const std::string seed = "01kapv5m4r8x2t6w0y3z7c9d1f";
    const NewDocument same{DocumentKind::Resume, "a.txt", as_bytes("Some text"), {}, seed};
    const auto first = create_document(rig.ports, rig.alice, same, soon()),
               second = create_document(rig.ports, rig.alice, same, soon());
    ASSERT_TRUE(first && second);
    EXPECT_EQ(first->id.str(), "doc_" + seed);
    EXPECT_EQ(second->id, first->id);
    EXPECT_EQ(get_usage(rig.ports, rig.alice)->documents, 1);
    const NewDocument other{DocumentKind::Resume, "a.txt", as_bytes("Other text"), {}, seed};
    EXPECT_EQ(reason_of(create_document(rig.ports, rig.alice, other, soon())), "seed-used");
}

TEST(Documents, AreListedNewestFirstInPages) {
    Rig rig;
    const auto old = rig.document(DocumentKind::Resume), ad = rig.document(DocumentKind::JobDescription),
               fresh = rig.document(DocumentKind::Resume);
    const auto first = list_documents(rig.ports, rig.alice, std::nullopt, {{}, 2});
    ASSERT_TRUE(first);
    ASSERT_EQ(first->items.size(), 2);
    EXPECT_EQ(first->items[0].id, fresh.id);
    EXPECT_EQ(first->items[1].id, ad.id);
    const auto rest = list_documents(rig.ports, rig.alice, std::nullopt, {first->next, 2});
    ASSERT_EQ(rest->items.size(), 1);
    EXPECT_EQ(rest->items[0].id, old.id);
    EXPECT_TRUE(rest->next.str().empty());
    EXPECT_EQ(list_documents(rig.ports, rig.alice, DocumentKind::JobDescription, {{}, 9})->items.size(), 1);
}

TEST(Documents, AreKeptWhileAJobNeedsThem) {
    Rig rig;
    const auto job = rig.job();
    EXPECT_EQ(reason_of(remove_document(rig.ports, rig.alice, job.resume, soon())), "document-in-use");
    EXPECT_TRUE(get_document(rig.ports, rig.alice, job.resume)) << "a refused removal leaves no trace";
    rig.end_next(ports::ExecutionStatus::Succeeded, "succeeded");
    EXPECT_TRUE(remove_document(rig.ports, rig.alice, job.resume, soon()));
    EXPECT_EQ(reason_of(get_document(rig.ports, rig.alice, job.resume)), "not-found");
    EXPECT_TRUE(rig.blobs.list(rig.alice, "documents/" + job.resume.str(), soon())->empty());
}

TEST(Documents, GoForGoodWhenARemovalWasInterrupted) {
    Rig rig;
    const auto made = rig.document(DocumentKind::Resume);
    ports::Batch marked;
    marked.writes.emplace_back(ports::SetState{ports::RecordKind::Document, made.id, "removing", std::nullopt});
    ASSERT_TRUE(rig.store.commit(rig.alice, marked));
    EXPECT_EQ(reason_of(get_document(rig.ports, rig.alice, made.id)), "not-found");
    EXPECT_TRUE(list_documents(rig.ports, rig.alice, std::nullopt, {})->items.empty());
    EXPECT_EQ(expire_documents(rig.ports, rig.alice, soon()).value(), 1);
    EXPECT_TRUE(rig.blobs.list(rig.alice, "documents/", soon())->empty());
    EXPECT_EQ(get_usage(rig.ports, rig.alice)->stored_bytes, 0);
}

TEST(Documents, GoThoughAnOlderOneCanNotBeRemoved) {
    Rig rig;
    const auto broken = rig.document(DocumentKind::Resume);
    rig.clock.advance(std::chrono::days(1));
    const auto whole = rig.document(DocumentKind::Resume);
    auto record = **rig.store.get(rig.alice, ports::RecordKind::Document, broken.id);
    record.body = {{"sha256", 7}};
    ASSERT_TRUE(rig.store.commit(rig.alice, {.writes = {ports::Put{record, ports::Put::If::Matches, record.version}}}));
    rig.clock.advance(std::chrono::days(366));
    EXPECT_EQ(expire_documents(rig.ports, rig.alice, soon()).error().code, ErrorCode::Corrupt) << "it is told";
    EXPECT_EQ(reason_of(get_document(rig.ports, rig.alice, whole.id)), "not-found");
    EXPECT_TRUE(rig.blobs.list(rig.alice, "documents/" + whole.id.str(), soon())->empty());
}

TEST(Documents, GoWhenTheirRetentionIsOverAndNoHoldIsOn) {
    Rig rig;
    const auto old = rig.document(DocumentKind::Resume);
    rig.clock.advance(std::chrono::days(366));
    const auto fresh = rig.document(DocumentKind::Resume);
    Settings held;
    held.legal_hold = LegalHold::Held;
    ASSERT_TRUE(put_settings(rig.ports, rig.alice, held, 0));
    EXPECT_EQ(expire_documents(rig.ports, rig.alice, soon()).value(), 0);
    EXPECT_EQ(reason_of(remove_document(rig.ports, rig.alice, fresh.id, soon())), "legal-hold");
    ASSERT_TRUE(put_settings(rig.ports, rig.alice, Settings{}, 1));
    EXPECT_EQ(expire_documents(rig.ports, rig.alice, soon()).value(), 1);
    EXPECT_EQ(reason_of(get_document(rig.ports, rig.alice, old.id)), "not-found");
    EXPECT_TRUE(get_document(rig.ports, rig.alice, fresh.id));
}

TEST(Documents, OverTheQuotaLeaveNothingBehindAndThoseThatFilledItAreGivenAgain) {
    Rig rig;
    Quotas quotas;
    quotas.documents = 1;
    ASSERT_TRUE(set_quotas(rig.ports, rig.alice, quotas));
    NewDocument first{DocumentKind::Resume, "cv.txt", as_bytes("A resume of some words.\n"), {}, "01kapv5m4r8x2t6w0y3z7c9d1f"};
    ASSERT_TRUE(create_document(rig.ports, rig.alice, first, soon()));
    EXPECT_TRUE(create_document(rig.ports, rig.alice, first, soon())) << "the same request again";
    const NewDocument second{DocumentKind::Resume, "cv.txt", as_bytes("Another resume.\n"), {}, {}};
    EXPECT_EQ(reason_of(create_document(rig.ports, rig.alice, second, soon())), "quota");
    EXPECT_EQ(rig.blobs.list(rig.alice, "documents/", soon())->size(), 1U);
}

TEST(Documents, StopAtTheQuota) {
    Rig rig;
    Quotas quotas;
    quotas.documents = 1;
    ASSERT_TRUE(set_quotas(rig.ports, rig.alice, quotas));
    const auto first = rig.document(DocumentKind::Resume);
    const NewDocument more{DocumentKind::Resume, "b.txt", as_bytes("More text"), {}, {}};
    EXPECT_EQ(reason_of(create_document(rig.ports, rig.alice, more, soon())), "quota");
    ASSERT_TRUE(remove_document(rig.ports, rig.alice, first.id, soon()));
    EXPECT_TRUE(create_document(rig.ports, rig.alice, more, soon()));
}

TEST(DisplayName, HoldsNothingThatHarmsWhoShowsOrSavesIt) {
    const std::pair<std::string, std::string> cases[] = {
        {"cv.pdf", "cv.pdf"},
        {"../../etc/passwd", "passwd"},
        {"C:\\Users\\ada\\cv.docx", "cv.docx"},
        {"CON", "_CON"},
        {"con.txt", "_con.txt"},
        {"LPT1", "_LPT1"},
        {"a\r\nSet-Cookie: x", " x"},
        {"cv\xe2\x80\xae"
         "fdp.exe",
         "cvfdp.exe"},
        {"a\"b<c>.txt", "a_b_c_.txt"},
        {"...", "document"},
        {"", "document"},
        {"/", "document"},
        {" R\xc3\xa9sum\xc3\xa9.pdf ", "R\xc3\xa9sum\xc3\xa9.pdf"},
    };
    for (const auto& [name, shown] : cases) {
        const auto got = display_name(name);
        EXPECT_EQ(got, shown.starts_with(' ') ? shown.substr(1) : shown) << name;
        EXPECT_EQ(got.find_first_of("\r\n\"\\/"), got.npos);
    }
    EXPECT_EQ(display_name(std::string(4096, 'a')).size(), 120);
}

}  // namespace
}  // namespace bespoke::service
