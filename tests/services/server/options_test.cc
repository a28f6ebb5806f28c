#include "services/server/options.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace actionplan::server {
namespace {

using support::FailsWith;
using support::StatusIs;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

// With what every server needs.
absl::StatusOr<Options> Parse(std::vector<const char*> more) {
  more.insert(more.begin(), {"--data=folder", "--insecure-identity"});
  return ParseOptions(more);
}

std::vector<std::string> Problems(const absl::StatusOr<Options>& options) {
  return absl::StrSplit(options.status().message(), '\n');
}

TEST(OptionsTest, NeedOnlyAFolderAndToSayThatCallersAreBelieved) {
  ASSERT_OK_AND_ASSIGN(const Options options, Parse({}));
  EXPECT_EQ(options.data, "folder");
  EXPECT_EQ(options.address, "127.0.0.1:50051");
  EXPECT_TRUE(options.insecure_identity);
  EXPECT_EQ(options.max_message_bytes, 1u << 20);
  EXPECT_EQ(options.storage_floor_bytes, 1u << 30);
  EXPECT_EQ(options.storage_reserve_bytes, 256u << 20);
  EXPECT_FALSE(options.help);
  EXPECT_FALSE(options.version);
}

TEST(OptionsTest, ReadEveryFlag) {
  ASSERT_OK_AND_ASSIGN(
      const Options options,
      Parse({"--address=localhost:0", "--backups=elsewhere",
             "--max-message-bytes=65536", "--storage-floor=67108864",
             "--storage-reserve=1048576"}));
  EXPECT_EQ(options.backups, "elsewhere");
  EXPECT_EQ(options.address, "localhost:0");
  EXPECT_EQ(options.max_message_bytes, 65536u);
  EXPECT_EQ(options.storage_floor_bytes, 64u << 20);
  EXPECT_EQ(options.storage_reserve_bytes, 1u << 20);
}

TEST(OptionsTest, NameEveryWrongFlagAtOnce) {
  const auto options =
      ParseOptions({"--adress=127.0.0.1:1", "serve", "--max-message-bytes=1"});
  EXPECT_THAT(options, FailsWith("FLAGS_INVALID"));
  EXPECT_THAT(options, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(Problems(options),
              ElementsAre(StartsWith("--adress=127.0.0.1:1 is no flag"),
                          StartsWith("serve is no flag"),
                          StartsWith("--data=FOLDER is required"),
                          StartsWith("--insecure-identity is required"),
                          StartsWith("--max-message-bytes must be")));
}

TEST(OptionsTest, BelieveCallersOnlyOnALoopbackAddress) {
  for (const char* address :
       {"127.0.0.1:50051", "127.9.9.9:1", "localhost:50051", "[::1]:50051"}) {
    EXPECT_OK(Parse({absl::StrCat("--address=", address).c_str()})) << address;
  }
  for (const char* address :
       {"0.0.0.0:50051", "192.168.1.20:50051", "[::]:50051", "board.example:1",
        "localhost.example:1", ""}) {
    const auto options = Parse({absl::StrCat("--address=", address).c_str()});
    EXPECT_THAT(Problems(options),
                ElementsAre(HasSubstr("only on a loopback address")))
        << address;
  }
}

TEST(OptionsTest, TakeMessageSizesInTheirBounds) {
  for (const char* bytes : {"65536", "16777216"}) {
    EXPECT_OK(Parse({absl::StrCat("--max-message-bytes=", bytes).c_str()}));
  }
  for (const char* bytes :
       {"65535", "16777217", "-1", "", "1MB", "99999999999999999999999999"}) {
    EXPECT_THAT(
        Problems(Parse({absl::StrCat("--max-message-bytes=", bytes).c_str()})),
        ElementsAre("--max-message-bytes must be 65536 to 16777216"))
        << bytes;
  }
}

TEST(OptionsTest, TakeStorageSizesInTheirBounds) {
  for (const char* flag :
       {"--storage-floor=16777216", "--storage-floor=1125899906842624",
        "--storage-reserve=1048576", "--storage-reserve=1125899906842624"}) {
    EXPECT_OK(Parse({flag}));
  }
  for (const char* value : {"0", "1048575", "1125899906842625", "-1", "1G"}) {
    EXPECT_THAT(
        Problems(Parse({absl::StrCat("--storage-floor=", value).c_str(),
                        absl::StrCat("--storage-reserve=", value).c_str()})),
        ElementsAre("--storage-floor must be 16777216 to 1125899906842624",
                    "--storage-reserve must be 1048576 to 1125899906842624"))
        << value;
  }
}

TEST(OptionsTest, GiveHelpAndVersionWhateverElseIsWrong) {
  ASSERT_OK_AND_ASSIGN(const Options help, ParseOptions({"--help", "serve"}));
  EXPECT_TRUE(help.help);
  ASSERT_OK_AND_ASSIGN(const Options version, ParseOptions({"--version"}));
  EXPECT_TRUE(version.version);
}

TEST(HelpTextTest, NamesEveryFlagAndEveryExitCode) {
  const std::string help = HelpText();
  for (const char* flag :
       {"--data=", "--address=", "--insecure-identity", "--max-message-bytes=",
        "--storage-floor=", "--storage-reserve=", "--backups=", "--version",
        "--help"}) {
    EXPECT_THAT(help, HasSubstr(flag));
  }
  EXPECT_THAT(help, HasSubstr("Exit codes"));
  EXPECT_THAT(help, HasSubstr("Example: actionplan-server "));
}

TEST(HelpTextTest, ShowsTheDefaultsThatHold) {
  const Options defaults;
  EXPECT_THAT(HelpText(), HasSubstr(defaults.address));
  for (const uint64_t bytes :
       {uint64_t{defaults.max_message_bytes}, defaults.storage_floor_bytes,
        defaults.storage_reserve_bytes}) {
    EXPECT_THAT(HelpText(), HasSubstr(absl::StrCat("(", bytes, ")")));
  }
}

TEST(HelpTextTest, HasAnExampleThatWorks) {
  const std::string help = HelpText();
  const size_t start = help.find("Example: actionplan-server ");
  ASSERT_NE(start, std::string::npos);
  const std::vector<std::string> words = absl::StrSplit(
      help.substr(start), absl::ByAnyChar(" \n"), absl::SkipEmpty());
  std::vector<const char*> arguments;
  for (size_t i = 2; i < words.size(); ++i) {
    arguments.push_back(words[i].c_str());
  }
  EXPECT_OK(ParseOptions(arguments));
}

}  // namespace
}  // namespace actionplan::server
