#pragma once

#include <memory>

#include "adapters/aws/comprehend/recognizer.hpp"
#include "ports/entity_recognizer.hpp"

namespace bespoke::adapters::aws::comprehend {

/// The port on DetectEntities. What Comprehend calls otherwise than the port (QUANTITY, COMMERCIAL_ITEM, OTHER) is `Other`. `recognizer`
/// outlives it.
std::unique_ptr<ports::EntityRecognizer> make_entity_recognizer(Recognizer& recognizer);

}  // namespace bespoke::adapters::aws::comprehend
