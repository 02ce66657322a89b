#include "adapters/aws/comprehend/recognizer.hpp"

#include "adapters/aws/core/pieces.hpp"

namespace bespoke::adapters::aws::comprehend {
namespace {

using nlohmann::json;

tl::unexpected<Error> no_answer(const char* what) {
    return fail(ErrorCode::Corrupt, "comprehend-answer", "A service gave an answer that makes no sense; try again.", what);
}

/// Where each character of UTF-8 begins, and the end.
std::vector<std::size_t> character_starts(std::string_view text) {
    std::vector<std::size_t> starts;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool continues = (static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U;
        if (!continues) starts.push_back(i);
    }
    starts.push_back(text.size());
    return starts;
}

Error error_of(const Fault& fault) {
    if (fault.code != "UnsupportedLanguageException") return to_error(fault);
    return fail(ErrorCode::InvalidInput, "comprehend-language", "The service does not know this language; set another one.",
                fault.message)
        .value();
}

}  // namespace

Result<std::vector<Entity>> entities_from(const json& answer, std::string_view piece, std::size_t begin) {
    const auto list = answer.find("Entities");
    if (list == answer.end() || !list->is_array()) return no_answer("no list of entities");
    const auto starts = character_starts(piece);
    std::vector<Entity> entities;
    for (const auto& one : *list) {
        if (!one.is_object()) return no_answer("an entity that is no object");
        const auto type = one.find("Type"), first = one.find("BeginOffset"), last = one.find("EndOffset");
        if (type == one.end() || !type->is_string() || first == one.end() || !first->is_number_unsigned() || last == one.end() ||
            !last->is_number_unsigned())
            return no_answer("an entity without type or place");
        const auto from = first->get<std::uint64_t>(), to = last->get<std::uint64_t>();
        if (from >= to || to >= starts.size()) return no_answer("an entity outside the text");
        const auto score = one.find("Score");
        entities.push_back({type->get<std::string>(), begin + starts[from], begin + starts[to],
                            score != one.end() && score->is_number() ? score->get<double>() : 0});
    }
    std::ranges::sort(entities, {}, &Entity::begin);
    return entities;
}

Result<std::vector<Entity>> Recognizer::detect(const char* operation, const TenantId& owner, std::string_view text,
                                               Deadline deadline) {
    std::vector<Entity> all;
    for (const auto piece : pieces_of(text, options_.most_bytes)) {
        if (piece.find_first_not_of(" \t\r\n") == std::string_view::npos) continue;  // the service refuses empty texts
        const json request = {{"Text", piece}, {"LanguageCode", options_.language}};
        const auto answer = pacer_.run(
            deadline, [&] { return client_.call(Service::Comprehend, operation, request, Caller::tenant(owner), deadline); });
        if (!answer) return tl::unexpected(error_of(answer.error()));
        auto found = entities_from(*answer, piece, static_cast<std::size_t>(piece.data() - text.data()));
        if (!found) return found;
        all.insert(all.end(), std::make_move_iterator(found->begin()), std::make_move_iterator(found->end()));
    }
    return all;
}

Result<std::vector<Entity>> Recognizer::entities(const TenantId& owner, std::string_view text, Deadline deadline) {
    return detect("DetectEntities", owner, text, deadline);
}

Result<std::vector<Entity>> Recognizer::personal_data(const TenantId& owner, std::string_view text, Deadline deadline) {
    return detect("DetectPiiEntities", owner, text, deadline);
}

}  // namespace bespoke::adapters::aws::comprehend
