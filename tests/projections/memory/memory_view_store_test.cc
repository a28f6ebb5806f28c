#include "projections/memory/memory_view_store.h"

#include "tests/projections/view_store_contract.h"

namespace actionplan::projections {
namespace {

std::unique_ptr<ViewStore> MakeMemoryViews() {
  return std::make_unique<MemoryViewStore>();
}

INSTANTIATE_TEST_SUITE_P(MemoryViewStore, ViewStoreContract,
                         testing::Values(ViewStoreKind{"memory",
                                                       MakeMemoryViews}));

}  // namespace
}  // namespace actionplan::projections
