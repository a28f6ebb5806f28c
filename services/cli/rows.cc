#include "services/cli/rows.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"

namespace actionplan::cli {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

struct Shape {
  absl::string_view type;
  absl::string_view columns;
};

constexpr Shape kShapes[] = {
    {"Action",
     "name,title,state,priority,lead_agency,owner_role,due.date,"
     "original_due_date,times_re_dated"},
    {"Agency", "name,title,type,contact_role,state"},
    {"AgencySummary",
     "agency,title,actions,open,overdue,done,timeliness.on_time,"
     "timeliness.judged,timeliness.not_yet_due,timeliness.claimed,"
     "timeliness.undated,timeliness.slip_working_days,"
     "timeliness.slip_calendar_days,timeliness.mean_slip_working_days,"
     "timeliness.mean_slip_calendar_days,times_re_dated,extensions,"
     "open_of_all,done_with_evidence,responses.raised,responses.acknowledged,"
     "responses.waiting,responses.working_days_to_acknowledge,"
     "responses.mean_working_days_to_acknowledge"},
    {"AgencyCounts",
     "agency,title,counts.actions,counts.open,counts.overdue,counts.due_soon,"
     "counts.awaiting_verification,counts.escalated,counts.re_dated,"
     "counts.red,counts.amber,counts.green,counts.blue,counts.grey,"
     "counts.overdue_against_original,counts.stale,counts.rating_overridden"},
    {"Audit", "name,title,kind,theme,state,sample"},
    {"Board", "name,title,division,time_zone,calendar_version"},
    {"Comment",
     "name,occur_time,author,agency,text,retracted,retraction_reason"},
    {"Episode",
     "escalation.name,escalation.rule,escalation.level,escalation.state,"
     "escalation.raise_time,working_days_to_acknowledge,"
     "working_days_to_resolve,escalation.resolution,escalation.reason"},
    {"Escalation",
     "name,subject,level,state,rule,raise_time,acknowledge_by,respond_by"},
    {"Event",
     "context.name,context.record_time,context.stream,context.revision,"
     "context.actor,context.affiliation,context.occur_time,"
     "context.request_id"},
    {"Finding", "name,kind,state,case_pseudonym,text"},
    {"Meeting", "name,meeting_date,forum"},
    {"Plan", "name,title,kind,state,agency,agreeing_meeting"},
    {"Recommendation", "name,kind,state,text"},
    {"TrailEntry",
     "record_time,event,resource,revision,kind,actor,agency,summary,changes,"
     "reason,occur_time,recorded_days_later,cause,retracted,retraction_reason"},
};

std::vector<std::string> ColumnsOf(const Descriptor& type) {
  const auto shape = std::find_if(
      std::begin(kShapes), std::end(kShapes),
      [&](const Shape& known) { return known.type == type.name(); });
  if (shape != std::end(kShapes)) return absl::StrSplit(shape->columns, ',');
  std::vector<std::string> columns;
  for (int i = 0; i < type.field_count(); ++i) {
    columns.push_back(type.field(i)->name());
  }
  return columns;
}

}  // namespace

const FieldDescriptor* RowsField(const Descriptor& type) {
  if (type.name() == "ActionPlanStatus") {
    return type.FindFieldByName("agencies");
  }
  if (type.name() == "EscalationHistory") {
    return type.FindFieldByName("episodes");
  }
  if (!absl::EndsWith(type.name(), "Response")) return nullptr;
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor* field = type.field(i);
    if (field->is_repeated() && field->message_type() != nullptr) return field;
  }
  return nullptr;
}

Rows RowsOf(const Message& answer) {
  const FieldDescriptor* field = RowsField(*answer.GetDescriptor());
  if (field == nullptr) {
    return {.columns = ColumnsOf(*answer.GetDescriptor()),
            .messages = {&answer}};
  }
  Rows rows = {.columns = ColumnsOf(*field->message_type())};
  const auto& reflection = *answer.GetReflection();
  for (int i = 0; i < reflection.FieldSize(answer, field); ++i) {
    rows.messages.push_back(&reflection.GetRepeatedMessage(answer, field, i));
  }
  return rows;
}

bool IsList(const Message& answer) {
  return RowsField(*answer.GetDescriptor()) != nullptr;
}

}  // namespace actionplan::cli
