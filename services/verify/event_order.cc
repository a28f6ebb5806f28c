#include "services/verify/event_order.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"

namespace actionplan::verify {
namespace {

using google::protobuf::Timestamp;

// The years 1 to 9999, as protobuf has them.
constexpr int64_t kFirstSecond = -62'135'596'800;
constexpr int64_t kLastSecond = 253'402'300'799;

bool IsTime(const Timestamp& time) {
  return time.seconds() >= kFirstSecond && time.seconds() <= kLastSecond &&
         time.nanos() >= 0 && time.nanos() < 1'000'000'000;
}

bool IsBefore(const Timestamp& left, const Timestamp& right) {
  return std::pair(left.seconds(), left.nanos()) <
         std::pair(right.seconds(), right.nanos());
}

}  // namespace

std::string EventOrder::Check(uint64_t position, absl::string_view envelope) {
  if (!event_.ParseFromArray(envelope.data(),
                             static_cast<int>(envelope.size()))) {
    return "its bytes are no event";
  }
  if (event_.position() != position) {
    return absl::StrCat("it names itself position ", event_.position());
  }
  std::string wrong = CheckTime();
  return wrong.empty() ? CheckRevision() : wrong;
}

std::string EventOrder::CheckTime() {
  const Timestamp& time = event_.record_time();
  if (!event_.has_record_time() || !IsTime(time)) {
    return "it does not say when it was recorded";
  }
  if (!recorded_) {
    recorded_ = {.first = time, .last = time};
  } else if (IsBefore(time, recorded_->last)) {
    return absl::StrCat("it was recorded at ", TimeText(time),
                        ", before an earlier event, which was recorded at ",
                        TimeText(recorded_->last));
  } else {
    recorded_->last = time;
  }
  return "";
}

std::string EventOrder::CheckRevision() {
  const uint64_t revision = event_.revision();
  Seen& seen = streams_[event_.stream()];
  if (revision <= seen.revision) {
    return absl::StrCat("it is revision ", revision, " of ", event_.stream(),
                        ", of which revision ", seen.revision, " came earlier");
  }
  const uint64_t missing = revision - seen.revision - 1;
  const uint64_t hidden = withheld_ - seen.withheld;
  if (missing > hidden) {
    return absl::StrCat("it is revision ", revision, " of ", event_.stream(),
                        ", which was at revision ", seen.revision, ": ",
                        missing, " revisions are missing and ", hidden,
                        " events were withheld between");
  }
  seen = {.revision = revision, .withheld = withheld_};
  return "";
}

std::string TimeText(const Timestamp& time) {
  return absl::FormatTime("%Y-%m-%d %H:%M:%S UTC",
                          absl::FromUnixSeconds(time.seconds()),
                          absl::UTCTimeZone());
}

}  // namespace actionplan::verify
