#include "adapters/aws/s3/ledger.hpp"

#include "adapters/aws/s3/pages.hpp"
#include "crypto/random.hpp"

namespace bespoke::adapters::aws::s3 {
namespace {

constexpr int kPreconditionFailed = 412, kConflict = 409;
/// Each loss means that somebody else's line was added.
constexpr int kMostRaces = 100;
constexpr std::string_view kMarkField = "x-amz-meta-entry";

tl::unexpected<Error> damaged(std::string detail) {
    return fail(ErrorCode::Corrupt, "ledger-damaged", "The ledger is damaged; compare it with your copy of it.",
                std::move(detail));
}

}  // namespace

Ledger::Ledger(Client& client, LedgerOptions options)
    : client_(client), options_(std::move(options)), bucket_(client.endpoints(), options_.bucket) {}

/// Twelve digits, so that they sort as numbers do.
std::string Ledger::key_of(std::size_t number) const { return fmt::format("{}{:012}", options_.prefix, number); }

Result<std::vector<Listing::Object>> Ledger::entries_after(std::size_t known, Deadline deadline) const {
    std::vector<Listing::Object> first;
    const Wanted wanted{Wanted::What::Versions, options_.prefix, known == 0 ? "" : key_of(known)};
    const auto listed = list_pages(client_, bucket_, wanted, Caller::service(), deadline, [&](auto&& versions) -> Status {
        for (Listing::Object& version : versions) {
            if (version.kind == Listing::Object::Kind::DeleteMarker) continue;
            if (!first.empty() && first.back().key == version.key) first.pop_back();  // newest come first
            first.push_back(std::move(version));
        }
        return {};
    });
    if (!listed) return tl::unexpected(listed.error());
    for (std::size_t i = 0; i < first.size(); ++i) {
        if (first[i].key != key_of(known + 1 + i)) return damaged(first[i].key + " in place of " + key_of(known + 1 + i));
    }
    return first;
}

Answer<Reply> Ledger::put(std::size_t number, std::string_view line, std::string_view mark, Deadline deadline) {
    Call call = bucket_.call("PutObject", "PUT", key_of(number));
    call.headers = {
        {"content-type", "text/plain; charset=utf-8"}, {"if-none-match", "*"}, {std::string(kMarkField), std::string(mark)}};
    std::ranges::move(checksum_fields(as_bytes(line)), std::back_inserter(call.headers));
    std::ranges::move(encryption_fields(options_.kms_key, {{"purpose", "ledger"}}), std::back_inserter(call.headers));
    call.body = line;
    return client_.send(call, Caller::service(), deadline);
}

/// Taken: by somebody else, or by us in an attempt whose answer got lost.
Result<bool> Ledger::is_ours(std::size_t number, std::string_view mark, Deadline deadline) {
    const auto head = client_.send(bucket_.call("HeadObject", "HEAD", key_of(number)), Caller::service(), deadline);
    if (!head) return tl::unexpected(to_error(head.error()));
    return head->header(kMarkField) == mark;
}

Status Ledger::append(std::string_view line) {
    const std::scoped_lock lock(mutex_);
    const auto deadline = Deadline::after(options_.patience);
    const auto mark = crypto::random_id("line", client_.clock().now());
    for (int race = 0; race < kMostRaces; ++race) {
        const auto more = entries_after(last_, deadline);
        if (!more) return tl::unexpected(more.error());
        last_ += more->size();
        const auto added = put(last_ + 1, line, mark, deadline);
        if (!added && added.error().status == kConflict) continue;
        if (!added && added.error().status != kPreconditionFailed) return tl::unexpected(to_error(added.error()));
        const auto ours = added ? Result<bool>(true) : is_ours(last_ + 1, mark, deadline);
        if (!ours) return tl::unexpected(ours.error());
        ++last_;
        if (*ours) return {};
    }
    return fail(ErrorCode::Unavailable, "storage", "The ledger is busy; try again.", "races lost");
}

Result<std::string> Ledger::fetch(const Listing::Object& entry, Deadline deadline) const {
    Call call = bucket_.call("GetObject", "GET", entry.key);
    if (!entry.version.empty()) call.query = {{"versionId", entry.version}};
    auto reply = client_.send(call, Caller::service(), deadline);
    if (!reply) return tl::unexpected(to_error(reply.error()));
    if (reply->header(kHashField) != sha256_hex(as_bytes(reply->body))) return damaged(entry.key);
    return std::move(reply->body);
}

Status Ledger::read(const std::function<void(std::string_view)>& visit) const {
    const std::scoped_lock lock(mutex_);
    const auto deadline = Deadline::after(options_.patience);
    const auto fresh = entries_after(read_.size(), deadline);
    if (!fresh) return tl::unexpected(fresh.error());
    for (const auto& entry : *fresh) {
        auto line = fetch(entry, deadline);
        if (!line) return tl::unexpected(line.error());
        read_.push_back(std::move(*line));
    }
    for (const auto& line : read_) visit(line);
    return {};
}

}  // namespace bespoke::adapters::aws::s3
