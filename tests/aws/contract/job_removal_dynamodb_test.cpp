// On DynamoDB, where a transaction takes 100 items, a job is removed with all that was said about it.

#include "dynamodb_rig.hpp"
#include "job_removal_contract.hpp"

namespace bespoke {
namespace {

using namespace job_removal_contract;  // NOLINT(google-build-using-namespace)

std::unique_ptr<metadata_store_contract::Rig> make_rig() { return std::make_unique<DynamoDbRig>(); }
INSTANTIATE_TEST_SUITE_P(DynamoDb, JobRemovalContract, ::testing::Values(&make_rig));

}  // namespace
}  // namespace bespoke
