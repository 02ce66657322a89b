#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/aws/core/client.hpp"
#include "adapters/aws/core/pacer.hpp"

namespace bespoke::adapters::aws::comprehend {

/// Something that a text names. Places are bytes of the text.
struct Entity {
    std::string type;  ///< the service's word, e.g. "ORGANIZATION" or, of personal data, "PASSPORT_NUMBER"
    std::size_t begin = 0, end = 0;
    double score = 0;  ///< 0..1
    friend bool operator==(const Entity&, const Entity&) = default;
};

/// DetectEntities and DetectPiiEntities ("Amazon Comprehend API Reference"). Safe from many threads.
class Recognizer {
public:
    struct Options {
        std::string language = "en";          ///< ISO 639-1
        std::size_t most_bytes = 90 * 1'024;  ///< of one request; the service takes 100 KB
        PacerOptions pace{};                  ///< towards a service that throttles
    };
    /// The client must outlive it.
    Recognizer(Client& client, Options options) : client_(client), options_(std::move(options)), pacer_(options_.pace) {}

    /// People, places, organisations, dates, titles and the like, in order of place. Errors of to_error(); `Corrupt` "comprehend-answer".
    Result<std::vector<Entity>> entities(const TenantId& owner, std::string_view text, Deadline);
    /// Personal data, in order of place. The service knows English and Spanish only: `InvalidInput` "comprehend-language" for others.
    Result<std::vector<Entity>> personal_data(const TenantId& owner, std::string_view text, Deadline);

private:
    Result<std::vector<Entity>> detect(const char* operation, const TenantId&, std::string_view text, Deadline);
    Client& client_;
    const Options options_;
    Pacer pacer_;
};

/// The entities of an answer about `piece`, which stands at byte `begin` of the text. The service counts characters, not bytes. `Corrupt`
/// "comprehend-answer" for places outside the piece and for what is no answer.
Result<std::vector<Entity>> entities_from(const nlohmann::json& answer, std::string_view piece, std::size_t begin);

}  // namespace bespoke::adapters::aws::comprehend
