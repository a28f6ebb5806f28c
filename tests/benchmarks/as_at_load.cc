// Questions about the past of a board, one after the other, and beside them a
// plain scan of the rows that answer them.
//
//   as_at_load --data=FOLDER --kind=scan|now|status|overdue --contender=NAME
//              [--axis=record|occur] [--back=0.5] [--seconds=S]
//
// `back` is how far back the instant lies in the time that the log covers. The
// views are made beside the log if they are not there; both are only read.
#include <string>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "eventstore/base/clock.h"
#include "eventstore/rocksdb/log_store.h"
#include "projections/action_plan_view.h"
#include "projections/projector.h"
#include "projections/resources/instant.h"
#include "projections/resources/names.h"
#include "projections/rocksdb/rocksdb_view_store.h"
#include "projections/row_key.h"
#include "services/queries/due_actions.h"
#include "services/queries/plan_status.h"
#include "tests/benchmarks/board_office.h"
#include "tests/benchmarks/measurement.h"

ABSL_FLAG(std::string, data, "", "the folder that holds the log");
ABSL_FLAG(std::string, kind, "status", "scan, now, status or overdue");
ABSL_FLAG(std::string, contender, "as at", "the name of the result");
ABSL_FLAG(std::string, axis, "record", "record or occur");
ABSL_FLAG(double, back, 0.5, "how far back, of the time of the log");
ABSL_FLAG(double, seconds, 5, "how long to measure");

namespace actionplan::benchmarks {
namespace {

using queries::PlanSources;

// Every row of the board's past, as it comes.
void Scan(const projections::Projector& projector) {
  const auto rows =
      ValueOf(projector.Read(projections::ActionPlanProjection::kName), "Read");
  const std::string first = absl::StrCat(
      "h", resources::CollectionPrefix(kBoard, resources::Kind::kAction));
  size_t bytes = 0;
  Require(rows->Scan(first, projections::PastPrefix(first),
                     [&](absl::string_view key, absl::string_view value) {
                       bytes += key.size() + value.size();
                       return true;
                     }),
          "Scan");
  Require(bytes > 0, "no row");
}

void Status(const PlanSources& sources, const v1::AsAt* as_at) {
  v1::GetActionPlanStatusRequest request;
  request.set_name(kBoard);
  if (as_at != nullptr) *request.mutable_as_at() = *as_at;
  const auto status =
      ValueOf(queries::PlanStatus(sources, request, absl::Now()), "PlanStatus");
  Require(status.total().actions() > 0, "no action");
}

void Overdue(const PlanSources& sources, const v1::AsAt& as_at) {
  v1::ListOverdueActionsRequest request;
  request.set_parent(kBoard);
  *request.mutable_as_at() = as_at;
  queries::Page page{.size = 1000};
  std::string last_key;
  Require(queries::OverdueActions(sources, request, absl::Now(), page, last_key)
              .status(),
          "OverdueActions");
}

v1::AsAt Instant(const eventstore::EventStore& log) {
  absl::Time begin;
  Require(log.ReadLog({.last = 1},
                      [&](const eventstore::v1::Envelope& envelope) {
                        begin = resources::ToTime(envelope.record_time());
                        return false;
                      }),
          "ReadLog");
  const absl::Duration span = log.LastRecordTime() - begin;
  const auto instant = resources::ToTimestamp(log.LastRecordTime() -
                                              span * absl::GetFlag(FLAGS_back));
  v1::AsAt as_at;
  *(absl::GetFlag(FLAGS_axis) == "occur" ? as_at.mutable_occur_time()
                                         : as_at.mutable_record_time()) =
      instant;
  return as_at;
}

void Run() {
  const std::string data = absl::GetFlag(FLAGS_data);
  const auto log = ValueOf(eventstore::LogStore::Open({.path = data + "/log"}),
                           "open the log");
  const auto views =
      ValueOf(projections::RocksdbViewStore::Open({.path = data + "/views"}),
              "open the views");
  const base::SystemClock clock;
  const auto projector =
      ValueOf(projections::Projector::Start(
                  *log, *views, projections::AllProjections(), clock),
              "start the projector");
  for (const auto& standing : projector->Standings()) {
    Require(ValueOf(projector->Applied(standing.name), "Applied")
                ->Wait(log->head().Get(), absl::Minutes(10)),
            standing.name);
  }
  const PlanSources sources{.log = *log, .projector = *projector};
  const std::string kind = absl::GetFlag(FLAGS_kind);
  const v1::AsAt as_at = Instant(*log);
  const double seconds = absl::GetFlag(FLAGS_seconds);
  Print(absl::GetFlag(FLAGS_contender),
        MeasureThreads(1,
                       {.warm_up = absl::Seconds(seconds / 5),
                        .measured = absl::Seconds(seconds)},
                       [&](size_t) {
                         if (kind == "scan") return Scan(*projector);
                         if (kind == "now") return Status(sources, nullptr);
                         if (kind == "status") return Status(sources, &as_at);
                         Require(kind == "overdue", "no such kind");
                         Overdue(sources, as_at);
                       }));
}

}  // namespace
}  // namespace actionplan::benchmarks

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  actionplan::benchmarks::Run();
}
