#include "services/domain/occurrence.h"

#include "gtest/gtest.h"
#include "tests/support/circumstances.h"
#include "tests/support/error_metadata.h"
#include "tests/support/status_matchers.h"

namespace actionplan::domain {
namespace {

using support::CircumstancesOf;
using support::Claiming;
using support::FailsWith;
using support::FakeClock;
using support::MetadataOf;
using support::StatusIs;
using support::ToTimestamp;

constexpr absl::string_view kName = "boards/ncc/actions/a12";

Circumstances Claimed(absl::Time occur_time) {
  return Claiming(occur_time, CircumstancesOf(kName, support::BoardManager()));
}

TEST(OccurrenceTest, MayBeNow) {
  EXPECT_OK(CheckOccurrence({}, Claimed(FakeClock::DefaultStart())));
}

TEST(OccurrenceTest, MayBeLongBeforeANewResource) {
  const absl::Time long_ago = FakeClock::DefaultStart() - absl::Hours(100'000);
  EXPECT_OK(CheckOccurrence({}, Claimed(long_ago)));
}

TEST(OccurrenceTest, CannotBeInTheFuture) {
  const absl::Time soon = FakeClock::DefaultStart() + absl::Nanoseconds(1);

  const absl::Status status = CheckOccurrence({}, Claimed(soon));

  EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(status, FailsWith("OCCUR_TIME_IN_FUTURE"));
  EXPECT_EQ(MetadataOf(status, "now"), "2026-03-02T09:00:00+00:00");
}

TEST(OccurrenceTest, CannotBeBeforeTheLastChange) {
  const absl::Time last = FakeClock::DefaultStart() - absl::Hours(1);

  const absl::Status status =
      CheckOccurrence(ToTimestamp(last), Claimed(last - absl::Nanoseconds(1)));

  EXPECT_THAT(status, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(status, FailsWith("OCCUR_TIME_RUNS_BACKWARDS"));
  EXPECT_EQ(MetadataOf(status, "name"), kName);
  EXPECT_EQ(MetadataOf(status, "last_occur_time"), "2026-03-02T08:00:00+00:00");
}

TEST(OccurrenceTest, MayBeTheInstantOfTheLastChange) {
  const absl::Time last = FakeClock::DefaultStart() - absl::Nanoseconds(5);
  EXPECT_OK(CheckOccurrence(ToTimestamp(last), Claimed(last)));
}

}  // namespace
}  // namespace actionplan::domain
