#pragma once

#include <string>
#include <string_view>

#include "base/error.hpp"
#include "http/message.hpp"

namespace bespoke::api {

/// `NotFound` "not-found": the same for what never was, what was removed, what can't be, and what is another tenant's.
tl::unexpected<Error> not_found();

/// HTTP status of an error. Its reason decides where problem_table.cpp knows it, else its code.
int status_of(const Error&);
/// The slug that clients and the audit log see: the reason if it is well formed, else the code's.
std::string problem_slug(const Error&);
/// The kind of problem in a few words, the same for each occurrence.
std::string problem_title(std::string_view slug, int status);
/// The same where the status is not known: by the table, else "Failed".
std::string problem_title(std::string_view slug);

/// An error as application/problem+json (RFC 9457): `type` urn:resume:problem:<slug>, `title`, `status`, `detail` (the public text),
/// `instance` (the trace) and `where`. Answers that must not tell apart what lies behind them have no part that varies: every 404 is the
/// same bytes, and so is every 401. Our own faults (500) show none of the error's texts. Adds WWW-Authenticate to 401 and Retry-After to
/// 503 and 429. Pure.
http::Response problem(const Error&, std::string_view trace_id);
/// What the server itself refuses before there is a request (http::ErrorPage).
http::Response problem_page(int status, std::string_view slug, std::string_view trace_id);

}  // namespace bespoke::api
