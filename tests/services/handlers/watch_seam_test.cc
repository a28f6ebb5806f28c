// The seam between catching up and going on live: events are recorded exactly
// there, and come once.
#include <functional>
#include <memory>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "services/client/method.h"
#include "services/handlers/watch_call.h"
#include "tests/scenarios/event_reader.h"
#include "tests/services/handlers/served_office.h"

namespace actionplan::handlers {
namespace {

using support::EventReader;

// Where a stream is when the next event is recorded.
enum class Moment {
  kHeadTaken,  // It knows the head and has read nothing up to it.
  kReading,    // It has read an event.
  kRead,       // It has read everything and does not wait for more yet.
};

// A log that is written to while a stream reads it, on the stream's own thread.
class SeamLog final : public eventstore::EventStore {
 public:
  explicit SeamLog(eventstore::MemoryStore& log) : log_(log) {}

  Moment moment = Moment::kRead;
  std::function<void()> record = [] {};

  absl::Status ReadStored(eventstore::Range positions,
                          eventstore::StoredVisitor visit) const override {
    if (moment == Moment::kHeadTaken) record();
    bool has_read = false;
    const absl::Status read = log_.ReadStored(
        positions, [&](eventstore::Position position, absl::string_view event) {
          const bool more = visit(position, event);
          if (moment == Moment::kReading && !std::exchange(has_read, true)) {
            record();
          }
          return more;
        });
    if (moment == Moment::kRead) record();
    return read;
  }

  absl::Status Write(const eventstore::CommitGroup& group) override {
    return log_.Write(group);
  }
  absl::Status ReadStream(absl::string_view stream, eventstore::Range revisions,
                          eventstore::EventVisitor visit) const override {
    return log_.ReadStream(stream, revisions, visit);
  }
  absl::StatusOr<std::optional<eventstore::Committed>> FindRequest(
      const eventstore::RequestIdentity& request) const override {
    return log_.FindRequest(request);
  }
  absl::StatusOr<eventstore::Revision> LastRevision(
      absl::string_view stream) const override {
    return log_.LastRevision(stream);
  }
  absl::StatusOr<bool> IsLastRevision(
      absl::string_view stream, eventstore::Revision revision) const override {
    return log_.IsLastRevision(stream, revision);
  }
  eventstore::PositionSignal& head() const override { return log_.head(); }
  eventstore::TreeHead tree_head() const override { return log_.tree_head(); }
  const eventstore::TileReader& tiles() const override { return log_.tiles(); }
  absl::Time LastRecordTime() const override { return log_.LastRecordTime(); }
  std::string LogId() const override { return log_.LogId(); }

 private:
  eventstore::MemoryStore& log_;
};

class WatchSeamTest : public ServedOffice,
                      public testing::WithParamInterface<Moment> {
 protected:
  static constexpr int64_t kFirst = 3;    // Positions before the stream begins.
  static constexpr int64_t kAtSeam = 40;  // Recorded there, one at each read.

  WatchSeamTest() {
    seam_.moment = GetParam();
    seam_.record = [this] {
      const int64_t next = static_cast<int64_t>(head()) + 1;
      if (next > kFirst + kAtSeam) return;
      plan_.Record(next % 2 == 0 ? "agencies/police" : "agencies/health",
                   "agency { agency_deactivated {} }");
    };
  }

  const eventstore::EventStore& WatchedLog() override { return seam_; }

  // What a reader gets, up to the event at `last`.
  std::vector<EventReader::Message> Watch(const std::string& request,
                                          const Watchers::Options& options,
                                          int64_t last) {
    Serve(*client::FindMethod("EventService.WatchEvents"), BindEventService,
          plan_.clock(), options);
    EventReader reader(client_->address(), request);
    EXPECT_TRUE(reader.Await([=](const EventReader::Message& message) {
      return message.event().context().position() == last;
    })) << "no event "
        << last;
    EXPECT_TRUE(reader.AwaitCaughtUp());
    return reader.Messages();
  }

  // The positions, and that being caught up was said once, with everything
  // before it and nothing of it after it.
  static std::vector<int64_t> CheckedPositions(
      const std::vector<EventReader::Message>& messages) {
    std::vector<int64_t> positions;
    int caught_up = 0;
    int64_t known = 0;
    for (const EventReader::Message& message : messages) {
      if (message.has_caught_up()) {
        ++caught_up;
        known = message.caught_up().position();
        EXPECT_GE(known, positions.empty() ? 0 : positions.back());
      } else {
        positions.push_back(message.event().context().position());
        EXPECT_GT(positions.back(), known);
      }
    }
    EXPECT_EQ(caught_up, 1);
    return positions;
  }

  SeamLog seam_{plan_.log()};
};

std::vector<int64_t> Every(int64_t step, int64_t first, int64_t last) {
  std::vector<int64_t> positions;
  for (int64_t position = first; position <= last; position += step) {
    positions.push_back(position);
  }
  return positions;
}

TEST_P(WatchSeamTest, NeitherMissesNorRepeatsWhatIsRecordedThere) {
  const int64_t last = kFirst + kAtSeam;
  EXPECT_EQ(CheckedPositions(Watch("", {}, last)), Every(1, 1, last));
}

TEST_P(WatchSeamTest, NeitherMissesNorRepeatsWhenABatchIsOneEvent) {
  const int64_t last = kFirst + kAtSeam;
  EXPECT_EQ(CheckedPositions(Watch("", {.batch_bytes = 1}, last)),
            Every(1, 1, last));
}

TEST_P(WatchSeamTest, NeitherMissesNorRepeatsWhatMatches) {
  const int64_t last = kFirst + kAtSeam - 1;  // The police have even ones.
  EXPECT_EQ(
      CheckedPositions(Watch("resource_prefix: 'boards/ncc/agencies/police' "
                             "kinds: 'AgencyDeactivated'",
                             {.batch_scanned = 1}, last)),
      Every(2, kFirst + 1, last));
}

INSTANTIATE_TEST_SUITE_P(
    AtEveryMoment, WatchSeamTest,
    testing::Values(Moment::kHeadTaken, Moment::kReading, Moment::kRead),
    [](const testing::TestParamInfo<Moment>& moment) -> std::string {
      switch (moment.param) {
        case Moment::kHeadTaken:
          return "HeadTaken";
        case Moment::kReading:
          return "Reading";
        case Moment::kRead:
          return "Read";
      }
      return "";
    });

}  // namespace
}  // namespace actionplan::handlers
