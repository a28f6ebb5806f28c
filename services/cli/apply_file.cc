#include "services/cli/apply_file.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "eventstore/base/status.h"
#include "google/protobuf/util/json_util.h"
#include "services/cli/json_request.h"
#include "services/cli/options.h"
#include "services/cli/request.h"
#include "services/cli/terminal_text.h"
#include "services/client/method.h"
#include "services/client/request_id.h"

namespace actionplan::cli {
namespace {

using google::protobuf::Message;
using google::protobuf::Struct;
using google::protobuf::Value;

// A string of an object, "" when it is not there.
std::string TextAt(const Struct& json, const std::string& key) {
  const auto found = json.fields().find(key);
  return found == json.fields().end() ? "" : found->second.string_value();
}

const Struct* ObjectAt(const Struct& json, const std::string& key) {
  const auto found = json.fields().find(key);
  if (found == json.fields().end() ||
      found->second.kind_case() != Value::kStructValue) {
    return nullptr;
  }
  return &found->second.struct_value();
}

// A misspelt key would otherwise be passed over in silence.
absl::Status CheckKeys(const Struct& json, const std::set<std::string>& known) {
  for (const auto& [key, value] : json.fields()) {
    if (known.count(key) > 0) continue;
    return absl::InvalidArgumentError(absl::StrCat(
        "\"", Printable(key), "\" is not one of ", absl::StrJoin(known, ", ")));
  }
  return absl::OkStatus();
}

// The identity in {"principal": …, "agency": …, "roles": […]}.
absl::StatusOr<client::Identity> IdentityOf(const Struct& json) {
  RETURN_IF_ERROR(CheckKeys(json, {"principal", "agency", "roles"}));
  std::string text = TextAt(json, "principal");
  const std::string agency = TextAt(json, "agency");
  if (!agency.empty()) absl::StrAppend(&text, ",agency=", agency);
  const auto roles = json.fields().find("roles");
  if (roles != json.fields().end()) {
    for (const Value& role : roles->second.list_value().values()) {
      absl::StrAppend(&text, ",role=", role.string_value());
    }
  }
  return ParseIdentity(text);
}

absl::StatusOr<ApplyFile> ReadHeader(const Struct& json) {
  RETURN_IF_ERROR(
      CheckKeys(json, {"namespace", "anchor_board", "time_zone", "actors"}));
  ApplyFile file = {.name_space = TextAt(json, "namespace"),
                    .anchor_board = TextAt(json, "anchor_board")};
  if (file.name_space.empty()) {
    return absl::InvalidArgumentError(
        "the first line is the header: {\"namespace\": \"…\"}");
  }
  std::string zone = TextAt(json, "time_zone");
  if (zone.empty()) zone = "Europe/London";
  if (!absl::LoadTimeZone(zone, &file.time_zone)) {
    return absl::InvalidArgumentError(
        absl::StrCat("there is no time zone ", Printable(zone)));
  }
  const Struct* actors = ObjectAt(json, "actors");
  if (actors == nullptr) return file;
  for (const auto& [name, value] : actors->fields()) {
    auto identity = IdentityOf(value.struct_value());
    if (!identity.ok()) {
      return absl::InvalidArgumentError(absl::StrCat(
          "actor ", Printable(name), ": ", identity.status().message()));
    }
    file.actors[name] = *std::move(identity);
  }
  return file;
}

// What the request is about: its resource, or its parent and the new id.
std::string TargetOf(const Struct& request) {
  const std::string name = TextAt(request, "name");
  if (!name.empty()) return name;
  std::string changed;
  std::string id;
  for (const auto& [key, value] : request.fields()) {
    const std::string inner = TextAt(value.struct_value(), "name");
    if (!inner.empty()) changed = inner;
    if (absl::EndsWith(key, "_id") && key != "request_id") {
      id = value.string_value();
    }
  }
  // A request that changes a resource carries it, and one that makes one the
  // id; none has two of either.
  if (!changed.empty()) return changed;
  const std::string parent = TextAt(request, "parent");
  return absl::StrCat(parent, parent.empty() || id.empty() ? "" : " ", id);
}

// Turns lines into calls, counting those that are alike.
class Preparer {
 public:
  Preparer(const ApplyFile& file, const Anchor& anchor,
           std::vector<std::string>& problems)
      : file_(file), anchor_(anchor), problems_(problems) {}

  std::vector<ApplyCall> Prepare() {
    std::vector<ApplyCall> calls;
    for (const JsonLine& line : file_.lines) {
      std::vector<std::string> problems;
      calls.push_back(PrepareLine(line, problems));
      for (const std::string& problem : problems) {
        problems_.push_back(absl::StrCat("line ", line.number, ": ", problem));
      }
    }
    return calls;
  }

 private:
  ApplyCall PrepareLine(const JsonLine& line,
                        std::vector<std::string>& problems) {
    ApplyCall call = {.line = line.number};
    Add(CheckKeys(line.json, {"as", "call", "key", "request"}), problems);
    Add(SetIdentity(line.json, call), problems);
    const std::string name = TextAt(line.json, "call");
    call.method = client::FindMethod(name);
    const Struct* request = ObjectAt(line.json, "request");
    if (call.method == nullptr || call.method->server_streaming()) {
      problems.push_back(absl::StrCat("\"call\": ", Printable(name),
                                      " is not a method such as "
                                      "ActionService.AssignAction"));
      return call;
    }
    if (request == nullptr) {
      problems.push_back("\"request\" is missing: an object");
      return call;
    }
    call.request = NewMessageOf(*call.method->input_type());
    FillFromJson(*request, anchor_, *call.request, problems);
    call.target = TargetOf(*request);
    SetRequestId(line.json, name, call, problems);
    return call;
  }

  absl::Status SetIdentity(const Struct& json, ApplyCall& call) {
    if (const Struct* object = ObjectAt(json, "as")) {
      ASSIGN_OR_RETURN(call.identity, IdentityOf(*object));
      return absl::OkStatus();
    }
    const std::string name = TextAt(json, "as");
    if (name.empty()) return absl::OkStatus();
    const auto actor = file_.actors.find(name);
    if (actor == file_.actors.end()) {
      return absl::InvalidArgumentError(
          absl::StrCat("\"as\": the header has no actor ", Printable(name)));
    }
    call.identity = actor->second;
    return absl::OkStatus();
  }

  void SetRequestId(const Struct& json, const std::string& method,
                    ApplyCall& call, std::vector<std::string>& problems) {
    const auto* field =
        call.method->input_type()->FindFieldByName("request_id");
    if (field == nullptr) return;
    std::string key = TextAt(json, "key");
    if (key.empty()) {
      const std::string alike = absl::StrCat(method, " ", call.target);
      key = absl::StrCat(alike, " #", ++seen_[alike]);
    }
    const auto* reflection = call.request->GetReflection();
    if (!reflection->GetString(*call.request, field).empty()) return;
    if (!keys_.insert(key).second) {
      problems.push_back(absl::StrCat("the key \"", Printable(key),
                                      "\" is that of an earlier line"));
    }
    const std::string name_space =
        *client::NamedRequestId(client::kUrlNamespace, file_.name_space);
    reflection->SetString(call.request.get(), field,
                          *client::NamedRequestId(name_space, key));
  }

  static void Add(const absl::Status& status,
                  std::vector<std::string>& problems) {
    if (!status.ok()) problems.emplace_back(status.message());
  }

  const ApplyFile& file_;
  const Anchor& anchor_;
  std::vector<std::string>& problems_;
  std::map<std::string, int> seen_;
  std::set<std::string> keys_;
};

}  // namespace

absl::StatusOr<ApplyFile> ReadApplyFile(std::istream& input) {
  std::vector<JsonLine> lines;
  std::vector<std::string> problems;
  std::string text;
  for (int number = 1; std::getline(input, text); ++number) {
    const absl::string_view line = absl::StripAsciiWhitespace(text);
    if (line.empty() || line[0] == '#') continue;
    JsonLine parsed = {.number = number};
    const auto status = google::protobuf::util::JsonStringToMessage(
        {line.data(), line.size()}, &parsed.json);
    if (!status.ok()) {
      problems.push_back(absl::StrCat(
          "line ", number,
          ": not a JSON object: ", Printable(std::string(status.message()))));
    }
    lines.push_back(std::move(parsed));
  }
  if (!problems.empty()) {
    return absl::InvalidArgumentError(absl::StrJoin(problems, "\n  "));
  }
  if (lines.empty()) {
    return absl::InvalidArgumentError("the file has no lines");
  }
  ASSIGN_OR_RETURN(ApplyFile file, ReadHeader(lines[0].json));
  lines.erase(lines.begin());
  file.lines = std::move(lines);
  return file;
}

std::vector<ApplyCall> PrepareCalls(const ApplyFile& file, const Anchor& anchor,
                                    std::vector<std::string>& problems) {
  return Preparer(file, anchor, problems).Prepare();
}

}  // namespace actionplan::cli
