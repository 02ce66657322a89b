#pragma once

#include "service/documents.hpp"
#include "service/records.hpp"

// How a document is kept; for the files of this folder.

namespace bespoke::service {

Result<Document> document_from(const ports::Record&);

/// Keep what was looked at, under its id, with whatever else has to happen in the same transaction. There already with the same
/// bytes: success. The bytes come first, so that no record is ever without them; a chore sweeps bytes without a record.
Result<Document> keep_document(const ServicePorts&, const TenantId&, const RecordId&, const NewDocument&,
                               std::vector<ports::Write> along, Deadline);

}  // namespace bespoke::service
