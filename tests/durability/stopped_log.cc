#include "tests/durability/stopped_log.h"

#include <memory>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "actionplan/eventstore/v1/envelope.pb.h"
#include "eventstore/event_store.h"
#include "eventstore/rocksdb/log_store.h"

namespace actionplan::durability {
namespace {

RecordedEvent AsRecorded(const eventstore::v1::Envelope& envelope) {
  return {
      .position = static_cast<int64_t>(envelope.position()),
      .stream = envelope.stream(),
      .revision = static_cast<int64_t>(envelope.revision()),
      .record_time = absl::FromUnixSeconds(envelope.record_time().seconds()) +
                     absl::Nanoseconds(envelope.record_time().nanos()),
      .request_id = envelope.request_id(),
      .fact = envelope.payload()};
}

absl::Status ReadAll(const std::string& data_folder, const LogCheck& shown,
                     LogCheck& stored) {
  const auto log = eventstore::LogStore::Open({.path = data_folder + "/log"});
  if (!log.ok()) return log.status();
  return (*log)->ReadLog({}, [&](const eventstore::v1::Envelope& envelope) {
    const RecordedEvent event = AsRecorded(envelope);
    stored.Read(event);
    if (event.position <= shown.head() && !shown.WasRead(event)) {
      stored.Report(absl::StrCat("position ", event.position,
                                 " is not on disk what was shown"));
    }
    return true;
  });
}

}  // namespace

std::vector<std::string> CheckStoppedLog(const std::string& data_folder,
                                         const LogCheck& shown) {
  LogCheck stored;
  const absl::Status read = ReadAll(data_folder, shown, stored);
  if (!read.ok()) stored.Report(read.ToString());
  if (stored.head() < shown.head()) {
    stored.Report(absl::StrCat("on disk are ", stored.head(), " events of ",
                               shown.head()));
  }
  return stored.problems();
}

}  // namespace actionplan::durability
