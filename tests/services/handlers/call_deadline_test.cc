// How long a call may take, by the server's clock, reaches what answers it. The
// calls have a clock of their own here, which is so far behind that of the rest
// that their time is just over, or not quite.
#include <string>

#include "absl/time/time.h"
#include "actionplan/v1/agency.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/client/method.h"
#include "services/rpc/unary_call.h"
#include "tests/services/handlers/served_office.h"
#include "tests/support/fake_clock.h"
#include "tests/support/running_server.h"
#include "tests/support/status_matchers.h"

namespace actionplan::handlers {
namespace {

using support::FailsWith;
using support::StatusIs;

class CallDeadlineTest : public ServedOffice {
 protected:
  // The service of agencies, whose calls begin so long ago.
  void ServeCallsOf(absl::Duration ago) {
    clock_.JumpTo(plan_.clock().Now() - ago);
    Serve(*client::FindMethod("AgencyService.GetAgency"), BindAgencyService,
          clock_);
  }

  absl::Status Call(const std::string& method, const std::string& request) {
    return client_
        ->Call<v1::Agency>(method, *support::RequestFor(method, request))
        .status();
  }

  absl::Status Create() {
    return Call("AgencyService.CreateAgency",
                "parent: 'boards/ncc' agency { title: 'A' type: HOUSING }");
  }

  absl::Status Get() {
    return Call("AgencyService.GetAgency",
                "name: 'boards/ncc/agencies/police'");
  }

  support::FakeClock clock_;
};

TEST_F(CallDeadlineTest, CommandsAndReadsAreAnsweredInTime) {
  ServeCallsOf(rpc::kLongestCall - absl::Nanoseconds(1));
  EXPECT_OK(Create());
  EXPECT_OK(Get());
}

TEST_F(CallDeadlineTest, ACommandIsNotDecidedAfterIt) {
  ServeCallsOf(rpc::kLongestCall);
  const absl::Status status = Create();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kDeadlineExceeded));
  EXPECT_THAT(status, FailsWith("DEADLINE_PASSED"));
  EXPECT_EQ(head(), 3u);
}

TEST_F(CallDeadlineTest, AReadIsNotAnsweredAfterIt) {
  ServeCallsOf(rpc::kLongestCall + absl::Nanoseconds(1));
  const absl::Status status = Get();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kDeadlineExceeded));
  EXPECT_THAT(status, FailsWith("READ_TOO_LATE"));
}

}  // namespace
}  // namespace actionplan::handlers
