// Many clients at once, and a judge who reads the log afterwards: whatever
// anybody was answered at any time agrees with one order of events.
#include "tests/durability/history.h"

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "eventstore/base/clock.h"
#include "eventstore/base/status.h"
#include "eventstore/rocksdb/log_store.h"
#include "gtest/gtest.h"
#include "projections/event_codec.h"
#include "tests/durability/history_clients.h"
#include "tests/durability/sanitized.h"
#include "tests/support/effort.h"
#include "tests/support/running_server.h"
#include "tests/support/status_matchers.h"

namespace actionplan::durability {
namespace {

constexpr unsigned kFirstSeed = 100;

absl::StatusOr<std::vector<events::v1::Event>> ReadLog(
    const std::string& folder) {
  ASSIGN_OR_RETURN(const auto log,
                   eventstore::LogStore::Open({.path = folder}));
  std::vector<events::v1::Event> events;
  absl::Status decoded;
  RETURN_IF_ERROR(
      log->ReadLog({}, [&](const eventstore::v1::Envelope& envelope) {
        decoded = projections::Decode(envelope, events.emplace_back());
        return decoded.ok();
      }));
  RETURN_IF_ERROR(decoded);
  return events;
}

size_t CountOf(const History& history, Call::Kind kind, Call::Outcome outcome) {
  return std::count_if(history.calls.begin(), history.calls.end(),
                       [=](const Call& call) {
                         return call.kind == kind && call.outcome == outcome;
                       });
}

void Tell(unsigned seed, const History& history) {
  using Kind = Call::Kind;
  using Outcome = Call::Outcome;
  std::printf(
      "seed %u: %zu events; commands %zu answered, %zu refused, %zu unknown; "
      "answered reads: %zu of one, %zu of all, %zu of events\n",
      seed, history.log.size(),
      CountOf(history, Kind::kCommand, Outcome::kAnswered),
      CountOf(history, Kind::kCommand, Outcome::kRefused),
      CountOf(history, Kind::kCommand, Outcome::kUnknown),
      CountOf(history, Kind::kGet, Outcome::kAnswered),
      CountOf(history, Kind::kList, Outcome::kAnswered),
      CountOf(history, Kind::kWatch, Outcome::kAnswered));
}

TEST(HistoryTest, AgreesWithOneOrderOfEvents) {
  const base::SystemClock clock;
  const size_t seeds =
      WhenSanitized(support::CountOf({.short_form = 5, .long_form = 50}));
  for (unsigned seed = kFirstSeed; seed < kFirstSeed + seeds; ++seed) {
    SCOPED_TRACE(absl::StrCat("seed ", seed));
    support::RunningServer server(clock);
    PrepareBoard(server);
    Witnessed witnessed =
        RunClients(server, {.seed = seed, .clients = 32, .steps = 40});
    server.Stop();
    History history{.calls = std::move(witnessed.calls)};
    ASSERT_OK_AND_ASSIGN(history.log, ReadLog(server.options().data + "/log"));
    Tell(seed, history);
    EXPECT_EQ(witnessed.surprises, std::vector<std::string>());
    const std::vector<std::string> violations = Violations(history);
    ASSERT_TRUE(violations.empty())
        << violations.size() << " violations; the first: " << violations[0];
  }
}

}  // namespace
}  // namespace actionplan::durability
