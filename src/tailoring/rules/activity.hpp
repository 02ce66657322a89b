#pragma once

#include <string_view>

namespace bespoke::tailoring {

/// True if `wording`, a phrase that opens with a gerund ("reviewing for journals"), says nothing but what `sentence` tells first
/// ("Reviewed 52 manuscripts for 13 journals"): the same verb at its head, and every other word of the wording in the same order.
/// Between two of them the sentence may only have an object without any joining word, so that no word changes whom it
/// belongs to.
bool is_activity_of(std::string_view wording, std::string_view sentence);

}  // namespace bespoke::tailoring
