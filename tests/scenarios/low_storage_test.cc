// A server whose disk is nearly full answers reads, takes nothing more, and
// goes on when there is space.
#include <filesystem>
#include <string>

#include "absl/strings/str_cat.h"
#include "actionplan/v1/admin_service.pb.h"
#include "actionplan/v1/agency.pb.h"
#include "gmock/gmock.h"
#include "tests/scenarios/board_scenario.h"
#include "tests/scenarios/event_reader.h"
#include "tests/support/status_matchers.h"
#include "tests/support/text_proto.h"

namespace actionplan::support {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class LowStorageTest : public BoardScenario {
 protected:
  // No disk has so much.
  void RestartWithoutSpace() { RestartWithFloor(uint64_t{1} << 50); }
  void RestartWithSpace() { RestartWithFloor(16 << 20); }

  absl::StatusOr<v1::Agency> CreateProbation() {
    return server_.Manager().Call<v1::Agency>(
        "AgencyService.CreateAgency",
        R"pb(
          request_id: '11111111-2222-4333-8444-555555555555'
          parent: 'boards/ncc'
          agency { title: 'Probation' type: PROBATION })pb");
  }

  v1::Storage Storage() {
    const auto info = server_.Manager().Call<v1::ServerInfo>(
        "AdminService.GetServerInfo", "");
    EXPECT_OK(info);
    return info.ok() ? info->storage() : v1::Storage();
  }

  absl::Status Rebuild() {
    return server_.Manager().Try("AdminService.RebuildProjection",
                                 "name: 'projections/overdue'");
  }

 private:
  void RestartWithFloor(uint64_t bytes) {
    server_.Stop();
    server_.options().storage_floor_bytes = bytes;
    server_.Start();
  }
};

TEST_F(LowStorageTest, ReadsAreAnsweredAndCommandsAreNot) {
  ASSERT_OK(Accept("late", kFriday));
  MoveTo(kMondayAfter);
  RestartWithoutSpace();
  const int64_t head = server_.Head();
  EXPECT_THAT(Overdue(), ElementsAre("late"));
  const absl::Status refusal = Propose("more");
  EXPECT_THAT(refusal, FailsWith("STORAGE_LOW"));
  EXPECT_THAT(refusal, StatusIs(absl::StatusCode::kResourceExhausted));
  EXPECT_TRUE(refusal.GetPayload("type.googleapis.com/google.rpc.RetryInfo")
                  .has_value());
  EXPECT_EQ(server_.Head(), head);

  RestartWithSpace();
  EXPECT_OK(Propose("more"));
}

TEST_F(LowStorageTest, WhatWasRecordedIsAnsweredAgain) {
  ASSERT_OK_AND_ASSIGN(const v1::Agency first, CreateProbation());
  RestartWithoutSpace();
  ASSERT_OK_AND_ASSIGN(const v1::Agency again, CreateProbation());
  EXPECT_THAT(again, IsText(first.DebugString()));
}

TEST_F(LowStorageTest, ARefusedRequestWorksOnceThereIsSpace) {
  RestartWithoutSpace();
  EXPECT_THAT(CreateProbation(), FailsWith("STORAGE_LOW"));
  RestartWithSpace();
  EXPECT_OK(CreateProbation());
}

TEST_F(LowStorageTest, AnOperatorIsToldAndNoViewIsBuiltAnew) {
  const v1::Storage before = Storage();
  EXPECT_FALSE(before.read_only());
  EXPECT_EQ(before.read_only_reason(), "");
  EXPECT_EQ(before.floor_bytes(), 16 << 20);
  EXPECT_EQ(before.resume_bytes(), 24 << 20);
  EXPECT_EQ(before.reserve_bytes(), 1 << 20);
  EXPECT_GT(before.free_bytes(), before.floor_bytes());

  RestartWithoutSpace();
  const v1::Storage low = Storage();
  EXPECT_TRUE(low.read_only());
  EXPECT_THAT(low.read_only_reason(), HasSubstr("An operator has to"));
  EXPECT_GT(low.floor_bytes(), low.free_bytes());
  EXPECT_THAT(Rebuild(), FailsWith("STORAGE_LOW"));

  RestartWithSpace();
  // One may be running since the start.
  const absl::Status rebuilt = Rebuild();
  if (!rebuilt.ok()) {
    EXPECT_THAT(rebuilt, FailsWith("REBUILD_RUNNING"));
  }
}

TEST_F(LowStorageTest, EscalationsAreRaisedOnceThereIsSpace) {
  ASSERT_OK(AdoptPolicy());
  ASSERT_OK(Accept("late", kFriday));
  MoveTo(kMondayAfter + 7);
  RestartWithoutSpace();
  const auto evaluate = [this] {
    return server_.Manager().Try("AdminService.EvaluateEscalations",
                                 "parent: 'boards/ncc'");
  };
  EXPECT_THAT(evaluate(), FailsWith("STORAGE_LOW"));
  RestartWithSpace();
  EventReader events(server_.address(), "kinds: 'EscalationRaised'");
  EXPECT_OK(evaluate());
  EXPECT_TRUE(events.AwaitEvent("EscalationRaised",
                                "boards/ncc/escalations/late-timeliness-1"));
}

TEST_F(LowStorageTest, TheReserveIsKeptFromEverybodyElse) {
  namespace fs = std::filesystem;
  const fs::path reserve = server_.options().data + "/reserve";
  EXPECT_EQ(fs::file_size(reserve), 1 << 20);
  EXPECT_EQ(fs::status(reserve).permissions(),
            fs::perms::owner_read | fs::perms::owner_write);
  server_.Stop();
  EXPECT_TRUE(fs::exists(reserve));
}

}  // namespace
}  // namespace actionplan::support
