#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "api/schema.hpp"

namespace bespoke::api {

/// Who may call an operation: x-role of the document.
enum class Access {
    Public,    ///< anyone
    Signed,    ///< who holds a signed URL
    Operator,  ///< who runs the server
    Viewer,    ///< a token with at least this role; the others likewise
    Editor,
    Admin,
};
enum class Idempotency { None, Optional, Required };

struct Parameter {
    enum class In { Path, Query, Header };
    std::string name;
    In in{};
    enum class Need { Optional, Required } need{};
    Schema schema;
    std::optional<std::string> otherwise;  ///< the schema's default, as text
    /// x-control-characters of the document: text is refused for them unless they are data.
    enum class Controls { Refused, Data } controls{};
};

/// One media type of a body or an answer. No schema: any bytes.
struct Content {
    std::string media_type;
    std::optional<Schema> schema;
};

struct BodySpec {
    enum class Need { Optional, Required } need{};
    std::vector<Content> contents;
};

struct AnswerSpec {
    std::vector<Content> contents;     ///< empty: no body
    std::vector<std::string> headers;  ///< names that it may carry
};

/// One operation of the document.
struct OperationSpec {
    std::string id, method, path;  ///< path as a template
    Access access{};
    Idempotency idempotency{};
    std::string rate_class;
    std::vector<Parameter> parameters;
    std::optional<BodySpec> body;
    std::map<int, AnswerSpec> answers;
};

/// The OpenAPI document, read: the server answers nothing that is not in it. Immutable; safe from many threads.
class Document {
public:
    /// `Internal` with a JSON pointer in `where` for anything that this server does not understand.
    static Result<Document> read(std::string_view openapi_json);
    [[nodiscard]] const std::vector<std::unique_ptr<OperationSpec>>& operations() const { return operations_; }
    /// `nullptr` if there is none.
    [[nodiscard]] const OperationSpec* find(std::string_view id) const;

private:
    std::vector<std::unique_ptr<OperationSpec>> operations_;
};

}  // namespace bespoke::api
