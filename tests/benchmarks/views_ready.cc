#include "tests/benchmarks/views_ready.h"

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "actionplan/v1/admin_service.pb.h"
#include "tests/benchmarks/measurement.h"

namespace actionplan::benchmarks {

void WaitForViews(const client::Client& client) {
  constexpr int kTenMinutes = 6000;
  for (int tenth = 0; tenth < kTenMinutes; ++tenth) {
    const auto listed = ValueOf(
        client.Call<v1::ListProjectionsResponse>("AdminService.ListProjections",
                                                 v1::ListProjectionsRequest()),
        "ListProjections");
    bool behind = false;
    for (const v1::Projection& projection : listed.projections()) {
      behind = behind || projection.lag_events() > 0;
    }
    if (!behind) return;
    absl::SleepFor(absl::Milliseconds(100));
  }
  Require(false, "the views did not catch up");
}

}  // namespace actionplan::benchmarks
