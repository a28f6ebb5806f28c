// A file of API commands: JSON lines under a header; services/cli/README.md
// tells the format.
#ifndef ACTIONPLAN_SERVICES_CLI_APPLY_FILE_H_
#define ACTIONPLAN_SERVICES_CLI_APPLY_FILE_H_

#include <istream>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "google/protobuf/struct.pb.h"
#include "services/cli/relative_time.h"
#include "services/client/client.h"

namespace actionplan::cli {

struct JsonLine {
  int number = 0;  // Counted from 1.
  google::protobuf::Struct json;
};

struct ApplyFile {
  std::string name_space;
  std::string anchor_board;  // Empty when the header has none.
  absl::TimeZone time_zone;
  std::map<std::string, client::Identity> actors;
  std::vector<JsonLine> lines;  // The commands.
};

// One command, ready to be sent.
struct ApplyCall {
  int line = 0;
  std::string target;  // What it is about, for people: a resource name.
  std::optional<client::Identity> identity;  // None: that of the command line.
  const google::protobuf::MethodDescriptor* method = nullptr;
  std::unique_ptr<google::protobuf::Message> request;
};

// The header and the lines. INVALID_ARGUMENT names every line that is not a
// JSON object, or what the header lacks.
absl::StatusOr<ApplyFile> ReadApplyFile(std::istream& input);

// The calls that the lines ask for, with the request ids derived from the
// namespace. What is wrong is added to `problems`, each with its line.
std::vector<ApplyCall> PrepareCalls(const ApplyFile& file, const Anchor& anchor,
                                    std::vector<std::string>& problems);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_APPLY_FILE_H_
