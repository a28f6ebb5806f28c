#include "services/cli/request.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "actionplan/v1/audit_trail_service.pb.h"
#include "google/protobuf/field_mask.pb.h"
#include "services/cli/as_at.h"
#include "services/cli/terminal_text.h"
#include "services/client/request_id.h"

namespace actionplan::cli {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr int kLargestPage = 1000;

// The field of a request called so, when it has one.
const FieldDescriptor* FieldOf(const Message& request, const char* name) {
  return request.GetDescriptor()->FindFieldByName(name);
}

void SetWord(const RequestParts& parts, Message& request,
             std::vector<std::string>& problems) {
  const Command& command = parts.command;
  const std::vector<std::string>& words = parts.arguments.words;
  const std::size_t wanted = command.argument.empty() ? 0 : 1;
  if (words.size() > wanted) {
    problems.push_back(absl::StrCat(
        "\"",
        Printable(absl::StrJoin(words.begin() + wanted, words.end(), " ")),
        "\" is too much; put a text of several words in quotes"));
  }
  if (wanted == 0) return;
  if (words.empty()) {
    if (!absl::StartsWith(command.argument_name, "[")) {
      problems.push_back(
          absl::StrCat("the ", command.argument_name, " is missing"));
    }
    return;
  }
  const FieldPath path = PathTo(*request.GetDescriptor(), command.argument);
  const absl::Status status = SetFieldAt(path, words[0], parts.moment, request);
  if (!status.ok()) {
    problems.push_back(
        absl::StrCat(command.argument_name, ": ", status.message()));
  }
}

void SetFlags(const RequestParts& parts, Message& request,
              std::vector<std::string>& problems) {
  for (const FlagUse& use : parts.arguments.flags) {
    const auto flag = std::find_if(
        parts.flags.begin(), parts.flags.end(),
        [&](const RequestFlag& known) { return known.spec.name == use.name; });
    if (flag == parts.flags.end()) continue;
    const absl::Status status =
        SetFieldAt(flag->path, use.value, parts.moment, request);
    if (!status.ok()) {
      problems.push_back(absl::StrCat("--", use.name, ": ", status.message()));
    }
  }
}

// The fields of the resource that the flags named, as the mask of the change.
void FillMask(const RequestParts& parts, Message& request) {
  const FieldDescriptor* mask = FieldOf(request, "update_mask");
  if (mask == nullptr) return;
  auto& paths = static_cast<google::protobuf::FieldMask&>(
      *request.GetReflection()->MutableMessage(&request, mask));
  for (const RequestFlag& flag : parts.flags) {
    const bool guards = flag.path.back()->name() == "etag";
    if (flag.path.size() < 2 || guards) continue;
    const bool given = std::any_of(
        parts.arguments.flags.begin(), parts.arguments.flags.end(),
        [&](const FlagUse& use) { return use.name == flag.spec.name; });
    if (given) paths.add_paths(flag.path.back()->name());
  }
}

void FillRequestId(Message& request) {
  const FieldDescriptor* field = FieldOf(request, "request_id");
  if (field == nullptr) return;
  const auto* reflection = request.GetReflection();
  if (reflection->GetString(request, field).empty()) {
    reflection->SetString(&request, field, client::RandomRequestId());
  }
}

void FillPageSize(Pages pages, Message& request) {
  const FieldDescriptor* field = FieldOf(request, "page_size");
  if (field == nullptr || pages == Pages::kOne) return;
  const auto* reflection = request.GetReflection();
  if (reflection->GetInt32(request, field) == 0) {
    reflection->SetInt32(&request, field, kLargestPage);
  }
}

// The word of `trail` is a board or something of a board.
void FillTrail(Message& request) {
  auto* trail = dynamic_cast<v1::ListTrailEntriesRequest*>(&request);
  if (trail == nullptr || !trail->parent().empty()) return;
  const std::vector<std::string> parts = absl::StrSplit(trail->resource(), '/');
  if (parts.size() < 2) {
    trail->set_parent("boards/-");
    return;
  }
  trail->set_parent(absl::StrCat(parts[0], "/", parts[1]));
  // Under a board is all of it.
  if (parts.size() == 2 && !trail->only_itself()) trail->clear_resource();
}

}  // namespace

std::unique_ptr<Message> BuildRequest(const RequestParts& parts,
                                      std::vector<std::string>& problems) {
  auto request = NewMessageOf(*parts.method.input_type());
  SetWord(parts, *request, problems);
  SetFlags(parts, *request, problems);
  SettleAxis(*request, problems);
  FillMask(parts, *request);
  FillRequestId(*request);
  FillPageSize(parts.pages, *request);
  FillTrail(*request);
  return request;
}

std::unique_ptr<Message> NewMessageOf(
    const google::protobuf::Descriptor& type) {
  auto* factory = google::protobuf::MessageFactory::generated_factory();
  return std::unique_ptr<Message>(factory->GetPrototype(&type)->New());
}

}  // namespace actionplan::cli
