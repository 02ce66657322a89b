#include "api/problem_table.hpp"

#include <algorithm>

namespace bespoke::api {
namespace {

/// By slug. All that clients may have to tell apart; docs and clients branch on these names, so they never change.
constexpr ProblemRow kRows[] = {
    // the request
    {"bad-body", 400, "The body does not fit"},
    {"bad-framing", 400, "Bad framing"},
    {"bad-json", 400, "Not valid JSON"},
    {"bad-multipart", 400, "Not a valid form"},
    {"bad-parameter", 400, "A parameter is wrong"},
    {"bad-request", 400, "Bad request"},
    {"idempotency-key-missing", 400, "Idempotency-Key needed"},
    {"invalid-token", 401, "Not authenticated"},
    {"bad-signature", 403, "Not a valid link"},
    {"operator-setting", 403, "Set by the operator"},
    {"role", 403, "Not allowed"},
    {"not-found", 404, "Not found"},
    {"method-not-allowed", 405, "Method not allowed"},
    {"request-timeout", 408, "Too slow"},
    // the state of things
    {"document-in-use", 409, "In use"},
    {"idempotency-in-flight", 409, "Still at work on it"},
    {"job-ended", 409, "The job has ended"},
    {"job-exists", 409, "The job exists"},
    {"job-not-failed", 409, "The job is not dead"},
    {"job-not-finished", 409, "The job has not finished"},
    {"job-running", 409, "The job is running"},
    {"legal-hold", 409, "Under a legal hold"},
    {"delivery-pending", 409, "Still on its way"},
    {"last-admin", 409, "The last admin"},
    {"seed-used", 409, "The key belongs to another request"},
    {"too-many-webhooks", 409, "Too many webhooks"},
    {"user-exists", 409, "The address is taken"},
    {"webhook-disabled", 409, "The webhook is disabled"},
    {"erased", 410, "Gone"},
    {"expired", 410, "Expired"},
    {"version", 412, "Changed meanwhile"},
    {"too-large", 413, "Too large"},
    {"uri-too-long", 414, "URI too long"},
    {"unsupported-media", 415, "Unsupported media"},
    {"range", 416, "No such range"},
    // the content
    {"archive-limit", 422, "The archive is over a limit"},
    {"bad-as-of", 422, "Not a date"},
    {"bad-expiry", 422, "Not a possible expiry"},
    {"bad-key-name", 422, "Not a possible name"},
    {"bad-login", 422, "Not a possible login"},
    {"bad-name", 422, "Not a possible name"},
    {"bad-page-budget", 422, "Not a possible page budget"},
    {"bad-password", 422, "Not a possible password"},
    {"bad-policy", 422, "Not a possible policy"},
    {"bad-rating", 422, "Not a rating"},
    {"bad-settings", 422, "Not possible settings"},
    {"bad-text", 422, "Not readable as text"},
    {"edit-refused", 422, "Validation refused this edit"},
    {"empty-comment", 422, "Empty comment"},
    {"encrypted-document", 422, "Encrypted document"},
    {"event-type", 422, "Unknown type of event"},
    {"forbidden-dtd", 422, "Forbidden document type declaration"},
    {"idempotency-mismatch", 422, "The key belongs to another request"},
    {"malformed-document", 422, "Malformed document"},
    {"no-model", 422, "No language model here"},
    {"no-text", 422, "No text found"},
    {"not-a-job-description", 422, "Not a job description"},
    {"not-a-resume", 422, "Not a resume"},
    {"not-a-style-sample", 422, "Not a style sample"},
    {"rejected", 422, "Validation refused the result"},
    {"resource-limit", 422, "The document needs too much"},
    {"too-many-pages", 422, "Too many pages"},
    {"unknown-style", 422, "Unknown style"},
    {"upload-mismatch", 422, "Not what was declared"},
    {"webhook-url", 422, "Not a possible webhook URL"},
    {"wrong-kind", 422, "Wrong kind of document"},
    {"if-match-required", 428, "If-Match needed"},
    {"quota", 429, "Quota used up"},
    {"rate-limited", 429, "Too many requests"},
    {"too-many-attempts", 429, "Too many attempts"},
    {"too-many-streams", 429, "Too many streams"},
    {"expectation-failed", 417, "Expectation failed"},
    {"headers-too-large", 431, "Header fields too large"},
    // us
    {"internal", 500, "Internal error"},
    {"integrity", 500, "Stored data is damaged"},
    {"stage-crashed", 500, "A stage ended unexpectedly"},
    {"embedder-corrupt", 500, "The embedding model is damaged"},
    {"embedder-failed", 503, "The embedding model failed"},
    {"embedder-missing", 503, "The embedding model is not installed"},
    {"model-required", 503, "The language model gave no answer"},
    {"deadline", 503, "Took too long"},
    {"stage-timeout", 503, "A stage took too long"},
    {"jwks", 503, "The issuer's keys can't be had"},
    {"overloaded", 503, "Overloaded"},
    {"unavailable", 503, "Unavailable"},
    {"http-version", 505, "HTTP version not supported"},
    {"storage-full", 507, "Storage full"},
};

}  // namespace

std::optional<ProblemRow> find_problem(std::string_view slug) {
    const auto* row = std::ranges::find(kRows, slug, &ProblemRow::slug);
    if (row == std::end(kRows)) return std::nullopt;
    return *row;
}

}  // namespace bespoke::api
