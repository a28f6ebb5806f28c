// What every view store promises, as one suite that runs against each of them.
//
//   INSTANTIATE_TEST_SUITE_P(MemoryViewStore, ViewStoreContract,
//                            testing::Values(MakeMemoryViews));
#ifndef ACTIONPLAN_TESTS_PROJECTIONS_VIEW_STORE_CONTRACT_H_
#define ACTIONPLAN_TESTS_PROJECTIONS_VIEW_STORE_CONTRACT_H_

#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "projections/view_store.h"
#include "tests/projections/view_dump.h"

namespace actionplan::projections {

// What the tests are named after, and how one is made.
struct ViewStoreKind {
  std::string name;
  std::function<std::unique_ptr<ViewStore>()> make;
};
inline void PrintTo(const ViewStoreKind& kind, std::ostream* out) {
  *out << kind.name;
}

class ViewStoreContract : public testing::TestWithParam<ViewStoreKind> {
 protected:
  ViewStoreContract() : store_(GetParam().make()) {}

  static v1::Checkpoint At(uint64_t position);
  static RowChange Put(absl::string_view key, absl::string_view value);
  static RowChange Delete(absl::string_view key);
  static RowChange Append(absl::string_view key, absl::string_view value);

  // A complete generation with the rows a=1, b=2, c=3 at position 10.
  std::shared_ptr<Generation> ThreeRows(absl::string_view view);

  static ViewDump RowsOf(const Generation& generation);
  static uint64_t PositionOf(const Generation& generation);

  const std::unique_ptr<ViewStore> store_;
};

}  // namespace actionplan::projections

#endif  // ACTIONPLAN_TESTS_PROJECTIONS_VIEW_STORE_CONTRACT_H_
