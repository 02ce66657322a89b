#pragma once

#include "adapters/sealing/sealed_batch.hpp"

namespace bespoke::adapters::local::sqlite {

using sealing::body_place;
using sealing::event_place;
using sealing::Place;
using sealing::seal_batch;
using sealing::SealedBatch;
using sealing::Sealer;

}  // namespace bespoke::adapters::local::sqlite
