#pragma once

#include <string_view>

namespace bespoke::tailoring {

/// True if `job` may take the place of `own`, another name of the same term, without anybody missing the old one: they differ in
/// blanks, hyphens, dots and case only ("NodeJS", "Node.js"), or `job` spells out what `own` abbreviates: a numeronym ("K8s",
/// "Kubernetes") or a word cut short ("Postgres", "PostgreSQL"). Never the other way round. An initialism is none: who looks for
/// "AWS" does not find "Amazon Web Services", so both have to stand there.
bool spells_out(std::string_view job, std::string_view own);

}  // namespace bespoke::tailoring
