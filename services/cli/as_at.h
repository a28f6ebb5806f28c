// Questions about the past: how they are asked for, and what is said above
// their answers.
//
//   --as-at WHEN   a day, which stands for its end or, today, for now, an
//                  instant, or a meeting
//   --since WHEN   likewise, and --until WHEN
//   --by AXIS      record-time, what was known; occur-time, what was true
#ifndef ACTIONPLAN_SERVICES_CLI_AS_AT_H_
#define ACTIONPLAN_SERVICES_CLI_AS_AT_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "actionplan/v1/as_at.pb.h"
#include "google/protobuf/message.h"
#include "services/cli/dates.h"
#include "services/cli/presentation.h"

namespace actionplan::cli {

// The flag that names the instant.
inline constexpr absl::string_view kAsAtFlag = "as-at";

// Reads WHEN as a record time, or as a meeting. A day ends with the last
// nanosecond of it in the moment's time zone. INVALID_ARGUMENT says which forms
// there are.
absl::Status ParseAsAt(absl::string_view text, const Moment& moment,
                       v1::AsAt& as_at);

// Moves the instant to the axis that was said, once all flags are read. A
// problem when there is an axis and no instant.
void SettleAxis(google::protobuf::Message& request,
                std::vector<std::string>& problems);

// The board that the request is about, by resource name; "" for all.
std::string BoardOfRequest(const google::protobuf::Message& request);

// "the end of 30 June 2018", or "09:00 on 1 July 2018", in the time zone.
std::string InstantText(const google::protobuf::Timestamp& instant,
                        const Presentation& presentation);

// The line above an answer: "As it was known at the end of 30 June 2018,
// Europe/London". Taken from what the answer says, else from the request; ""
// when the answer is about now.
std::string AsAtHeading(const google::protobuf::Message& request,
                        const google::protobuf::Message& answer,
                        const Presentation& presentation);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_AS_AT_H_
