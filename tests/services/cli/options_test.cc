#include "services/cli/options.h"

#include <fstream>
#include <string>
#include <vector>

#include "actionplan/v1/action.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/services/cli/cli_run.h"
#include "tests/services/client/generic_server.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace actionplan::cli {
namespace {

using support::CliSetup;
using support::GenericServer;
using support::ReceivedCall;
using support::Reply;
using support::RunCli;
using support::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(OptionsTest, AnIdentityHasAPrincipalAnAgencyAndRoles) {
  ASSERT_OK_AND_ASSIGN(
      const client::Identity identity,
      ParseIdentity("p1,agency=boards/ncc/agencies/police,role=agency-lead,"
                    "role=verifier"));

  EXPECT_EQ(identity.principal, "p1");
  EXPECT_EQ(identity.agency, "boards/ncc/agencies/police");
  EXPECT_THAT(identity.roles, ElementsAre("agency-lead", "verifier"));
}

TEST(OptionsTest, AWrongIdentityIsRefused) {
  for (const char* text : {"", ",role=verifier", "role=verifier",
                           "p1,role=king", "p1,verifier", "p1,agancy=x"}) {
    EXPECT_THAT(ParseIdentity(text),
                StatusIs(absl::StatusCode::kInvalidArgument))
        << text;
  }
}

// What a server hears from a program with these settings.
class SettingsTest : public ::testing::Test {
 protected:
  SettingsTest()
      : server_([](const ReceivedCall&) {
          v1::Action action;
          action.set_title("Train");
          return Reply::With(action);
        }) {}

  // Writes the profile file; `ADDRESS` stands for the server's.
  void WriteProfile(std::string text) {
    const std::size_t at = text.find("ADDRESS");
    if (at != std::string::npos) text.replace(at, 7, server_.address());
    std::ofstream(folder_.Path("profile")) << text;
    setup_.variables["ACTIONPLAN_PROFILE"] = folder_.Path("profile");
  }

  support::CliRun GetAction(std::vector<std::string> flags) {
    std::vector<std::string> args = {"action", "get", "boards/ncc/actions/a1"};
    args.insert(args.end(), flags.begin(), flags.end());
    return RunCli(args, setup_);
  }

  std::string Principal() {
    const auto metadata = server_.calls().back().metadata;
    const auto found = metadata.find("actionplan-principal");
    return found == metadata.end() ? "" : found->second;
  }

  support::TemporaryFolder folder_;
  GenericServer server_;
  CliSetup setup_;
};

TEST_F(SettingsTest, TheEnvironmentNamesTheServer) {
  setup_.variables["ACTIONPLAN_SERVER"] = server_.address();

  EXPECT_EQ(GetAction({"--as", "p1"}).code, ExitCode::kDone);
  EXPECT_EQ(Principal(), "p1");
}

TEST_F(SettingsTest, AProfileNamesServerAndIdentity) {
  WriteProfile(
      "# Who I am\n[default]\nserver = ADDRESS\nas = p1\n\n"
      "[chair]\nas = p2,role=independent-chair\n");

  EXPECT_EQ(GetAction({}).code, ExitCode::kDone);
  EXPECT_EQ(Principal(), "p1");
  EXPECT_EQ(GetAction({"--profile", "chair"}).code, ExitCode::kDone);
  EXPECT_EQ(Principal(), "p2");
}

TEST_F(SettingsTest, AFlagWinsOverTheEnvironmentAndThatOverTheProfile) {
  WriteProfile("server = nowhere.invalid:1\nas = p1\n");
  setup_.variables["ACTIONPLAN_SERVER"] = server_.address();
  EXPECT_EQ(GetAction({}).code, ExitCode::kDone);
  EXPECT_EQ(Principal(), "p1");

  setup_.variables["ACTIONPLAN_SERVER"] = "nowhere.invalid:1";
  EXPECT_EQ(GetAction({"--server", server_.address(), "--as", "p2"}).code,
            ExitCode::kDone);
  EXPECT_EQ(Principal(), "p2");
}

TEST_F(SettingsTest, AMissingProfileIsToldWithThoseThereAre) {
  WriteProfile("[chair]\n[manager]\nas = p1\n");

  const auto run = GetAction({"--profile", "chiar"});

  EXPECT_EQ(run.code, ExitCode::kUsage);
  EXPECT_THAT(run.err, HasSubstr("has no section [chiar]; it has chair, "
                                 "manager"));
}

TEST_F(SettingsTest, EveryWrongSettingIsToldAtOnce) {
  WriteProfile("colour = red\nas = p1,role=king\n");

  const auto run =
      GetAction({"--output", "xml", "--timeout", "soon", "--as", "p1,x"});

  EXPECT_EQ(run.code, ExitCode::kUsage);
  EXPECT_THAT(
      run.err,
      HasSubstr("\"colour\" is not one of server, as, output, timeout"));
  EXPECT_THAT(run.err, HasSubstr("\"king\" is not a role; roles are "
                                 "action-owner,"));
  EXPECT_THAT(run.err,
              HasSubstr("--output: \"xml\" is not one of table, json, csv"));
  EXPECT_THAT(run.err,
              HasSubstr("--timeout: \"soon\" is not a length of time"));
  EXPECT_THAT(run.err,
              HasSubstr("--as: \"x\" is neither agency=NAME nor role=ROLE"));
  EXPECT_TRUE(server_.calls().empty());
}

TEST_F(SettingsTest, ALineThatIsNoSettingIsToldWithItsNumber) {
  WriteProfile("[chair]\n\nserver\n");

  EXPECT_THAT(GetAction({}).err,
              HasSubstr("line 3: write [section] or key = value"));
}

TEST_F(SettingsTest, ColoursAreForTerminalsThatWantThem) {
  setup_.variables["ACTIONPLAN_SERVER"] = server_.address();
  const auto is_coloured = [&](const std::vector<std::string>& flags) {
    return GetAction(flags).out.find("\x1b[") != std::string::npos;
  };

  EXPECT_FALSE(is_coloured({}));
  setup_.kind = Stream::kTerminal;
  EXPECT_TRUE(is_coloured({}));
  EXPECT_FALSE(is_coloured({"--no-color"}));
  setup_.variables["NO_COLOR"] = "1";
  EXPECT_FALSE(is_coloured({}));
  setup_.variables["NO_COLOR"] = "";
  setup_.variables["TERM"] = "dumb";
  EXPECT_FALSE(is_coloured({}));
}

}  // namespace
}  // namespace actionplan::cli
