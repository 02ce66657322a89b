#include "service/uploads.hpp"

#include "service/rig_for_test.hpp"

namespace bespoke::service {
namespace {

using testing::Rig;
using testing::soon;

const std::string kText = "Ada Lovelace, analyst.\n";

std::string reason_of(const auto& result) { return result ? "" : result.error().reason; }

UploadDeclaration declared() { return {DocumentKind::Resume, "cv.txt", "text/plain", kText.size(), sha256_hex(as_bytes(kText))}; }

TEST(Uploads, MakeTheDeclaredDocumentOnce) {
    Rig rig;
    const auto upload = create_upload(rig.ports, rig.alice, declared(), {});
    ASSERT_TRUE(upload);
    const auto first = complete_upload(rig.ports, rig.alice, upload->id, as_bytes(kText), soon());
    const auto second = complete_upload(rig.ports, rig.alice, upload->id, as_bytes(kText), soon());
    ASSERT_TRUE(first && second);
    EXPECT_EQ(first->was, CompletedUpload::Was::Made);
    EXPECT_EQ(second->was, CompletedUpload::Was::ThereAlready);
    EXPECT_EQ(first->document.id, second->document.id);
    EXPECT_EQ(list_documents(rig.ports, rig.alice, std::nullopt, {})->items.size(), 1);
}

TEST(Uploads, RefuseEveryOtherFile) {
    Rig rig;
    const auto upload = create_upload(rig.ports, rig.alice, declared(), {});
    EXPECT_EQ(reason_of(complete_upload(rig.ports, rig.alice, upload->id, as_bytes(kText + "x"), soon())), "upload-mismatch");
    auto other = kText;
    other[0] = 'B';
    EXPECT_EQ(reason_of(complete_upload(rig.ports, rig.alice, upload->id, as_bytes(other), soon())), "upload-mismatch");
    EXPECT_EQ(reason_of(complete_upload(rig.ports, rig.bob, upload->id, as_bytes(kText), soon())), "not-found");
    auto pdf = declared();
    pdf.media_type = "application/pdf";
    const auto lying = create_upload(rig.ports, rig.alice, pdf, {});
    EXPECT_EQ(reason_of(complete_upload(rig.ports, rig.alice, lying->id, as_bytes(kText), soon())), "unsupported-media");
    EXPECT_TRUE(list_documents(rig.ports, rig.alice, std::nullopt, {})->items.empty());
}

TEST(Uploads, RefuseWhatIsTooLargeOrEmptyBeforeAByteIsSent) {
    Rig rig;
    auto wish = declared();
    wish.bytes = 10ULL * 1024 * 1024 + 1;
    EXPECT_EQ(reason_of(create_upload(rig.ports, rig.alice, wish, {})), "too-large");
    wish.bytes = 0;
    EXPECT_EQ(reason_of(create_upload(rig.ports, rig.alice, wish, {})), "unsupported-media");
}

TEST(Uploads, EndWithTheirTimeAndAreSwept) {
    Rig rig;
    const auto upload = create_upload(rig.ports, rig.alice, declared(), {});
    rig.clock.advance(std::chrono::minutes(15));
    EXPECT_EQ(reason_of(complete_upload(rig.ports, rig.alice, upload->id, as_bytes(kText), soon())), "expired");
    EXPECT_EQ(expire_uploads(rig.ports, rig.alice, soon()).value(), 1);
    EXPECT_EQ(reason_of(get_upload(rig.ports, rig.alice, upload->id)), "not-found");
}

}  // namespace
}  // namespace bespoke::service
