#include "services/cli/paged_call.h"

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "eventstore/base/status.h"
#include "services/cli/progress.h"
#include "services/cli/request.h"
#include "services/cli/rows.h"

namespace actionplan::cli {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

const FieldDescriptor* FieldOf(const Message& message, const char* name) {
  return message.GetDescriptor()->FindFieldByName(name);
}

std::int64_t NumberOf(const Message& message, const char* name) {
  const FieldDescriptor* field = FieldOf(message, name);
  return field == nullptr ? 0
                          : message.GetReflection()->GetInt64(message, field);
}

// Whatever else an answer has, counts and what it was computed by, is said anew
// on every page, and the last one's counts.
void KeepRows(Message& answer) {
  const FieldDescriptor* const rows = RowsField(*answer.GetDescriptor());
  std::vector<const FieldDescriptor*> fields;
  answer.GetReflection()->ListFields(answer, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field != rows) answer.GetReflection()->ClearField(&answer, field);
  }
}

// How much of the log a page leaves behind it. The end that a list comes from
// is told by its order.
Portion PortionOf(const Message& request, const Message& page) {
  const std::int64_t reached = NumberOf(page, "reached_position");
  if (reached == 0) return {};
  const std::int64_t total = NumberOf(page, "position");
  const bool oldest_first = TextOf(request, "order_by") == "position";
  return {.done = oldest_first ? reached : total - reached,
          .total = total,
          .what = "of the log read"};
}

}  // namespace

absl::Status CallPages(const PagedCall& call, Message& request,
                       const Environment& environment,
                       absl::FunctionRef<void(const Message& page)> visit) {
  Progress progress({.out = environment.err,
                     .kind = environment.err_kind,
                     .width = environment.width});
  while (true) {
    const auto page = NewMessageOf(*call.method.output_type());
    const absl::Status status = call.client.Call(call.method, request, *page);
    progress.Clear();
    RETURN_IF_ERROR(status);
    visit(*page);
    std::string next = TextOf(*page, "next_page_token");
    if (next.empty() || call.pages == Pages::kOne) return absl::OkStatus();
    if (environment.err_kind == Stream::kTerminal) {
      progress.Show(PortionOf(request, *page));
    }
    request.GetReflection()->SetString(&request, FieldOf(request, "page_token"),
                                       std::move(next));
  }
}

absl::Status CallWhole(const PagedCall& call, Message& request,
                       const Environment& environment, Message& answer) {
  return CallPages(call, request, environment, [&](const Message& page) {
    KeepRows(answer);
    answer.MergeFrom(page);
  });
}

std::string TextOf(const Message& message, const char* name) {
  const FieldDescriptor* field = FieldOf(message, name);
  if (field == nullptr) return "";
  return message.GetReflection()->GetString(message, field);
}

}  // namespace actionplan::cli
