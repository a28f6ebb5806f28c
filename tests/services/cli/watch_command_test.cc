#include "services/cli/watch_command.h"

#include <algorithm>
#include <string>
#include <vector>

#include "actionplan/events/v1/event.pb.h"
#include "actionplan/v1/admin_service.pb.h"
#include "actionplan/v1/event_service.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/services/cli/cli_run.h"
#include "tests/services/client/generic_server.h"

namespace actionplan::cli {
namespace {

using support::CliRun;
using support::GenericServer;
using support::ReceivedCall;
using support::Reply;
using support::RunCli;
using ::testing::HasSubstr;
using ::testing::SizeIs;

std::string EventAt(int position) {
  v1::WatchEventsResponse response;
  events::v1::Event& event = *response.mutable_event();
  event.mutable_context()->set_name("events/" + std::to_string(position));
  event.mutable_context()->set_position(position);
  event.mutable_context()->set_stream("boards/ncc/actions/a12");
  event.mutable_context()->set_actor("p\x1b[2J1");
  event.mutable_context()->set_affiliation("boards/ncc/agencies/police");
  event.mutable_context()->mutable_record_time()->set_seconds(1760000000);
  event.mutable_action()->mutable_action_accepted();
  return response.SerializeAsString();
}

std::string CaughtUpAt(int position) {
  v1::WatchEventsResponse response;
  response.mutable_caught_up()->set_position(position);
  return response.SerializeAsString();
}

CliRun Watch(const GenericServer& server,
             std::vector<std::string> flags = {"--until-caught-up"}) {
  std::vector<std::string> args = {"watch", "boards/ncc/", "--server",
                                   server.address()};
  args.insert(args.end(), flags.begin(), flags.end());
  return RunCli(args);
}

TEST(WatchCommandTest, EventsAreALineEach) {
  GenericServer server([](const ReceivedCall&) {
    return Reply{.messages = {EventAt(3), EventAt(5), CaughtUpAt(5)}};
  });

  const CliRun run = Watch(server);

  EXPECT_EQ(run.code, ExitCode::kDone) << run.err;
  EXPECT_EQ(run.out,
            "2025-10-09 09:53  events/3  ActionAccepted  "
            "boards/ncc/actions/a12  by p\\x1b[2J1 (police)\n"
            "2025-10-09 09:53  events/5  ActionAccepted  "
            "boards/ncc/actions/a12  by p\\x1b[2J1 (police)\n");
  EXPECT_EQ(server.calls()[0].As<v1::WatchEventsRequest>().resource_prefix(),
            "boards/ncc/");
}

TEST(WatchCommandTest, JsonIsAnObjectALine) {
  GenericServer server([](const ReceivedCall&) {
    return Reply{.messages = {EventAt(3), EventAt(5), CaughtUpAt(5)}};
  });

  const CliRun run = Watch(server, {"--until-caught-up", "--output", "json"});

  EXPECT_EQ(std::count(run.out.begin(), run.out.end(), '\n'), 2);
  EXPECT_THAT(run.out, HasSubstr("{\"context\":{\"name\":\"events/3\""));
}

TEST(WatchCommandTest, CsvHasARecordForEach) {
  GenericServer server([](const ReceivedCall&) {
    return Reply{.messages = {EventAt(3), CaughtUpAt(3)}};
  });

  EXPECT_EQ(Watch(server, {"--until-caught-up", "--output", "csv"}).out,
            "event,record_time,kind,resource,actor,agency\r\n"
            "events/3,2025-10-09T08:53:20Z,ActionAccepted,"
            "boards/ncc/actions/a12,p\\x1b[2J1,boards/ncc/agencies/police\r\n");
}

TEST(WatchCommandTest, AStreamThatBreaksOffIsTakenUpWhereItWas) {
  GenericServer server([](const ReceivedCall& call) {
    const auto after = call.As<v1::WatchEventsRequest>().after_position();
    if (after == 0) {
      return Reply{.messages = {EventAt(3)},
                   .status = grpc::Status(grpc::RESOURCE_EXHAUSTED, "slow")};
    }
    if (after == 3) return Reply{.messages = {EventAt(4)}};
    return Reply{.messages = {EventAt(5), CaughtUpAt(5)}};
  });

  const CliRun run = Watch(server);

  EXPECT_EQ(run.code, ExitCode::kDone) << run.err;
  EXPECT_EQ(std::count(run.out.begin(), run.out.end(), '\n'), 3);
  ASSERT_THAT(server.calls(), SizeIs(3));
}

TEST(WatchCommandTest, ItBeginsAtTheEndOfTheLogUnlessToldOtherwise) {
  GenericServer server([](const ReceivedCall& call) {
    if (call.method == "AdminService.GetServerInfo") {
      v1::ServerInfo info;
      info.set_head_position(41);
      return Reply::With(info);
    }
    return Reply::Refusal(grpc::PERMISSION_DENIED, "no");
  });

  EXPECT_EQ(Watch(server, {}).code, ExitCode::kNotAllowed);
  ASSERT_THAT(server.calls(), SizeIs(2));
  EXPECT_EQ(server.calls()[1].As<v1::WatchEventsRequest>().after_position(),
            41);

  EXPECT_EQ(Watch(server, {"--after-position", "0"}).code,
            ExitCode::kNotAllowed);
  EXPECT_EQ(server.calls()[2].method, "EventService.WatchEvents");
}

TEST(WatchCommandTest, AServerThatStaysAwayEndsIt) {
  GenericServer server([](const ReceivedCall&) {
    return Reply::Refusal(grpc::UNAVAILABLE, "starting");
  });

  EXPECT_EQ(Watch(server).code, ExitCode::kUnavailable);
  EXPECT_THAT(server.calls(), SizeIs(5));
}

}  // namespace
}  // namespace actionplan::cli
