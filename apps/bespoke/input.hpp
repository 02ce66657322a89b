#pragma once

#include <filesystem>
#include <string>

#include "adapters/local/reader_process.hpp"
#include "base/bytes.hpp"
#include "base/error.hpp"
#include "job_description/job_description.hpp"
#include "resume/parse.hpp"

namespace bespoke::app {

/// The reader executable installed beside this one; `Unavailable` if it isn't there.
Result<adapters::local::ReaderProcess> make_reader();

/// A file that the user named; every error names the file.
Result<Bytes> read_input(const std::filesystem::path& path);

// File → model, through the reader process. Every error names the file.
Result<document::Document> read_document(const std::filesystem::path& path);
Result<resume::Parsed> read_resume(const std::filesystem::path& path);
Result<job_description::JobDescription> read_job_description(const std::filesystem::path& path);

/// Today in UTC.
resume::Date today();

}  // namespace bespoke::app
