// A projector of stream counts over a log and views that the test outlives it
// with, so that it can be started again.
#ifndef ACTIONPLAN_TESTS_PROJECTIONS_PROJECTOR_FIXTURE_H_
#define ACTIONPLAN_TESTS_PROJECTIONS_PROJECTOR_FIXTURE_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "eventstore/memory/memory_store.h"
#include "gtest/gtest.h"
#include "projections/memory/memory_view_store.h"
#include "projections/projector.h"
#include "tests/projections/log_writer.h"
#include "tests/projections/stream_count.h"
#include "tests/projections/view_dump.h"
#include "tests/support/fake_clock.h"
#include "tests/support/status_matchers.h"
#include "tests/support/text_proto.h"

namespace actionplan::projections {

class ProjectorTest : public testing::Test {
 protected:
  using Position = eventstore::Position;

  // Adds so many events, to three streams in turn.
  void Append(int events) {
    for (int i = 0; i < events; ++i) {
      writer_.Append(absl::StrCat("boards/b", log_.head().Get() % 3), fact_);
    }
  }

  // Starts a projector of these, in place of the one before.
  void Start(const std::vector<StreamCount::Options>& counts) {
    projector_ = nullptr;
    std::vector<std::unique_ptr<Projection>> projections;
    for (const StreamCount::Options& count : counts) {
      projections.push_back(std::make_unique<StreamCount>(count));
    }
    auto started =
        Projector::Start(log_, *views_, std::move(projections), clock_);
    ASSERT_OK(started);
    projector_ = *std::move(started);
  }

  absl::Status WaitFor(const std::string& projection, Position position) {
    return (*projector_->Applied(projection))->Wait(position, absl::Minutes(1));
  }

  // Waits for the head of the log.
  absl::Status WaitFor(const std::string& projection) {
    return WaitFor(projection, log_.head().Get());
  }

  // Waits until a rebuild has taken over.
  void AwaitRebuilt(const std::string& projection) {
    while (StandingOf(projection).rebuilding) std::this_thread::yield();
  }

  ViewDump RowsOf(const std::string& projection) {
    return Dump(**projector_->Read(projection));
  }

  ViewDump Expected(Position last) { return StreamCount::Expected(log_, last); }
  ViewDump Expected() { return Expected(log_.head().Get()); }

  ProjectionStanding StandingOf(const std::string& projection) {
    for (const ProjectionStanding& standing : projector_->Standings()) {
      if (standing.name == projection) return standing;
    }
    ADD_FAILURE() << "no standing of " << projection;
    return {};
  }

  eventstore::MemoryStore log_;
  LogWriter writer_{log_};
  const events::v1::Event fact_ =
      support::FromText<events::v1::Event>("board { board_created {} }");
  support::FakeClock clock_;
  std::unique_ptr<ViewStore> views_ = std::make_unique<MemoryViewStore>();
  std::unique_ptr<Projector> projector_;
};

}  // namespace actionplan::projections

#endif  // ACTIONPLAN_TESTS_PROJECTIONS_PROJECTOR_FIXTURE_H_
