// A small projection for tests of what runs projections: how many events each
// stream has. It can be told to fail, or to wait, at one event.
#ifndef ACTIONPLAN_TESTS_PROJECTIONS_STREAM_COUNT_H_
#define ACTIONPLAN_TESTS_PROJECTIONS_STREAM_COUNT_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"
#include "eventstore/event_store.h"
#include "eventstore/position_signal.h"
#include "projections/projection.h"
#include "tests/projections/view_dump.h"

namespace actionplan::projections {

// Holds up whoever comes until it is opened. It may be gone before they are
// through.
class Gate {
 public:
  void Pass() {
    const std::shared_ptr<Signals> signals = signals_;
    signals->arrived.Publish(1);
    (void)signals->opened.Wait(1, absl::InfiniteDuration());
  }
  void AwaitArrival() {
    EXPECT_OK(signals_->arrived.Wait(1, absl::Minutes(1)));
  }
  void Open() { signals_->opened.Publish(1); }

 private:
  struct Signals {
    eventstore::PositionSignal arrived;
    eventstore::PositionSignal opened;
  };

  const std::shared_ptr<Signals> signals_ = std::make_shared<Signals>();
};

class StreamCount final : public Projection {
 public:
  struct Options {
    std::string name = "stream-count";
    int version = 1;
    int64_t fails_at = 0;  // A position; 0 for never.
    int64_t waits_at = 0;  // A position; 0 for never.
    Gate* gate = nullptr;
    std::atomic<int>* applied = nullptr;  // Counts the calls of Apply().
  };

  // The row that says how many events there are in all.
  static constexpr char kTotal[] = "total";

  StreamCount() = default;
  explicit StreamCount(Options options) : options_(std::move(options)) {}

  absl::string_view name() const override { return options_.name; }
  int version() const override { return options_.version; }

  absl::Status Apply(const events::v1::Event& event,
                     ViewWriter& rows) const override {
    const auto& context = event.context();
    if (options_.applied != nullptr) ++*options_.applied;
    if (context.position() == options_.waits_at) options_.gate->Pass();
    RETURN_IF_ERROR(Increment(context.stream(), rows));
    if (context.position() == options_.fails_at) {
      return absl::InvalidArgumentError("cannot be applied");
    }
    return Increment(kTotal, rows);
  }

  // The rows after the events up to `last`.
  static ViewDump Expected(const eventstore::EventStore& log,
                           eventstore::Position last) {
    ViewDump rows;
    EXPECT_OK(log.ReadLog(
        {.first = 1, .last = last},
        [&](const eventstore::v1::Envelope& envelope) {
          const std::string streams[] = {envelope.stream(), kTotal};
          for (const std::string& row : streams) {
            rows[row] = absl::StrCat(1 + std::atoi(rows[row].c_str()));
          }
          return true;
        }));
    return rows;
  }

 private:
  static absl::Status Increment(const std::string& row, ViewWriter& rows) {
    std::string count;
    RETURN_IF_ERROR(rows.Get(row, count).status());
    rows.Put(row, absl::StrCat(1 + std::atoi(count.c_str())));
    return absl::OkStatus();
  }

  const Options options_;
};

}  // namespace actionplan::projections

#endif  // ACTIONPLAN_TESTS_PROJECTIONS_STREAM_COUNT_H_
