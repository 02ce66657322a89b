#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ports/language_model.hpp"

namespace bespoke::adapters::openai {

/// What of the protocol a server understands. Begins with all of it.
struct Dialect {
    /// Of response_format. SchemaInObject is how llama-cpp-python and some hosts want it.
    enum class Format { Schema, SchemaInObject, Object, None } format = Format::Schema;
    enum class TokenField { MaxTokens, MaxCompletionTokens } token_field = TokenField::MaxTokens;
    enum class Extras { All, None } extras = Extras::All;  ///< temperature, seed, stream_options
    friend bool operator==(const Dialect&, const Dialect&) = default;
};

/// True if a server with this status and error body complains of the request's form. Some do so with 500.
bool is_about_form(int status, std::string_view error_body);
/// What to try next then; nothing if all was tried.
std::optional<Dialect> simpler(const Dialect&, std::string_view error_body);

/// The JSON of the request.
std::string body_of(const ports::CompletionRequest&, const std::string& model, const Dialect&);

}  // namespace bespoke::adapters::openai
