#pragma once

#include "adapters/aws/core/fault.hpp"

namespace bespoke::adapters::aws {

/// The keys have expired or are unknown: newer ones may do.
bool is_refusal_of_credentials(const Fault&);
/// The signature or its date is wrong: a clock that is put right may do.
bool is_refusal_of_signature(const Fault&);
/// The same request may well succeed a moment later: throttles, 500, 502, 503, 504, no or half an answer.
bool is_worth_another_try(const Fault&);

}  // namespace bespoke::adapters::aws
