#include "adapters/aws/comprehend/entity_recognizer.hpp"

#include <algorithm>

namespace bespoke::adapters::aws::comprehend {
namespace {

using Kind = ports::Entity::Kind;

Kind kind_of(std::string_view type) {
    constexpr std::pair<std::string_view, Kind> kKinds[] = {{"PERSON", Kind::Person},     {"ORGANIZATION", Kind::Organization},
                                                            {"LOCATION", Kind::Location}, {"DATE", Kind::Date},
                                                            {"TITLE", Kind::Title},       {"EVENT", Kind::Event}};
    const auto* found = std::ranges::find(kKinds, type, &std::pair<std::string_view, Kind>::first);
    return found == std::end(kKinds) ? Kind::Other : found->second;
}

class ComprehendRecognizer final : public ports::EntityRecognizer {
public:
    explicit ComprehendRecognizer(Recognizer& recognizer) : recognizer_(recognizer) {}
    Result<std::vector<ports::Entity>> entities(const TenantId& owner, std::string_view text, Deadline deadline) override {
        const auto found = recognizer_.entities(owner, text, deadline);
        if (!found) return tl::unexpected(found.error());
        std::vector<ports::Entity> entities;
        for (const auto& one : *found) {
            // The service gives none over another; who relies on it must not have to check.
            if (!entities.empty() && one.begin < entities.back().end) continue;
            entities.push_back({kind_of(one.type), one.begin, one.end, one.score});
        }
        return entities;
    }

private:
    Recognizer& recognizer_;
};

}  // namespace

std::unique_ptr<ports::EntityRecognizer> make_entity_recognizer(Recognizer& recognizer) {
    return std::make_unique<ComprehendRecognizer>(recognizer);
}

}  // namespace bespoke::adapters::aws::comprehend
