#include "services/cli/import_run.h"

#include <cstdint>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "actionplan/v1/action_import.pb.h"
#include "actionplan/v1/action_lifecycle.pb.h"
#include "actionplan/v1/action_record.pb.h"
#include "actionplan/v1/plan_service.pb.h"
#include "eventstore/base/status.h"
#include "services/cli/dates.h"
#include "services/client/request_id.h"
#include "services/client/status.h"

namespace actionplan::cli {
namespace {

constexpr char kNamespace[] = "actionplan/import";

// Nobody is there, or nobody is allowed: the next row would fare no better.
bool EndsRun(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kResourceExhausted:
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kPermissionDenied:
    case absl::StatusCode::kUnauthenticated:
    case absl::StatusCode::kUnimplemented:
      return true;
    default:
      return false;
  }
}

// One row on its way through its steps.
class RowRun {
 public:
  RowRun(const ImportParts& parts, const RowPlan& plan)
      : parts_(parts), plan_(plan), row_(plan.row) {
    result_.plan = &plan;
    if (plan.action) action_ = *plan.action;
    result_.action = action_.name();
  }

  RowResult Run() {
    result_.status = Steps();
    return std::move(result_);
  }

 private:
  absl::Status Steps() {
    if (!plan_.action) RETURN_IF_ERROR(Import());
    if (plan_.join) RETURN_IF_ERROR(Join());
    if (!plan_.amend.empty()) RETURN_IF_ERROR(Amend());
    if (plan_.assign) RETURN_IF_ERROR(Assign());
    if (plan_.record) RETURN_IF_ERROR(Import());
    return absl::OkStatus();
  }

  std::string RequestId(absl::string_view step, absl::string_view revision,
                        absl::string_view content) const {
    static const std::string* const name_space = new std::string(
        *client::NamedRequestId(client::kUrlNamespace, kNamespace));
    return *client::NamedRequestId(
        *name_space, absl::StrCat(parts_.plan.name(), "\n", row_.key, "\n",
                                  step, "\n", revision, "\n", content));
  }

  // Claims the time, gives the id, which covers all else that the request says,
  // and calls.
  template <typename Request>
  absl::Status Call(const char* method, absl::string_view step,
                    Request& request) {
    if (plan_.occur_time) {
      SetTimestamp(*plan_.occur_time, *request.mutable_occur_time());
    }
    return CallNow(method, step, request, action_);
  }

  template <typename Request, typename Answer>
  absl::Status CallNow(const char* method, absl::string_view step,
                       Request& request, Answer& answer) {
    request.set_request_id(
        RequestId(method, answer.etag(), request.SerializeAsString()));
    ASSIGN_OR_RETURN(answer, parts_.client.Call<Answer>(method, request));
    result_.steps.emplace_back(step);
    return absl::OkStatus();
  }

  absl::Status Import() {
    v1::ImportActionRequest request;
    request.set_plan(parts_.plan.name());
    request.set_etag(action_.etag());
    request.set_key(row_.key);
    request.set_sheet(parts_.sheet);
    request.set_row_number(row_.number);
    *request.mutable_row() = row_.row;
    constexpr char kMethod[] = "ActionService.ImportAction";
    if (plan_.action) {
      return CallNow(kMethod, "recorded", request, action_);
    }
    request.set_proposed_priority(row_.priority);
    RETURN_IF_ERROR(Call(kMethod, "imported", request));
    result_.action = action_.name();
    return absl::OkStatus();
  }

  absl::Status Amend() {
    v1::AmendActionRequest request;
    v1::Action& amended = *request.mutable_action();
    amended.set_name(action_.name());
    amended.set_etag(action_.etag());
    amended.set_title(row_.row.title());
    amended.set_description(row_.row.description());
    amended.set_intended_outcome(row_.row.intended_outcome());
    amended.set_success_measure(row_.row.success_measure());
    *amended.mutable_supporting_agencies() = row_.row.supporting_agencies();
    for (const std::string& field : plan_.amend) {
      request.mutable_update_mask()->add_paths(field);
    }
    request.set_reason(absl::StrCat("changed in ", Origin()));
    return Call("ActionService.AmendAction", "amended", request);
  }

  absl::Status Assign() {
    v1::AssignActionRequest request;
    request.set_name(action_.name());
    request.set_etag(action_.etag());
    request.set_lead_agency(plan_.assign->lead_agency);
    request.set_owner_role(plan_.assign->owner_role);
    request.set_priority(plan_.assign->priority);
    *request.mutable_due() = plan_.assign->due;
    if (action_.intended_outcome().empty() ||
        action_.success_measure().empty()) {
      request.set_smart_override_reason(
          absl::StrCat("imported from ", Origin()));
    }
    return Call("ActionService.AssignAction", "assigned", request);
  }

  absl::Status Join() {
    v1::AddActionRequest request;
    request.set_name(parts_.plan.name());
    request.set_action(action_.name());
    v1::Plan plan = parts_.plan;
    const absl::Status status =
        CallNow("PlanService.AddAction", "joined", request, plan);
    // Somebody else has just put it there.
    const auto info = client::ErrorInfoOf(status);
    const bool is_there = info && info->reason() == "ACTION_ALREADY_IN_PLAN";
    return is_there ? absl::OkStatus() : status;
  }

  std::string Origin() const {
    return absl::StrCat(parts_.sheet, ", row ", row_.number);
  }

  const ImportParts& parts_;
  const RowPlan& plan_;
  const ImportRow& row_;
  v1::Action action_;
  RowResult result_;
};

bool HasWork(const RowPlan& row) {
  return row.outcome == RowOutcome::kNew || row.outcome == RowOutcome::kChanged;
}

}  // namespace

ImportResult RunImport(const ImportParts& parts, const ImportPlan& plan,
                       Progress& progress) {
  ImportResult result;
  const std::int64_t total =
      plan.Count(RowOutcome::kNew) + plan.Count(RowOutcome::kChanged);
  for (const RowPlan& row : plan.rows) {
    if (!HasWork(row)) continue;
    progress.Show({.done = static_cast<std::int64_t>(result.rows.size()),
                   .total = total,
                   .what = row.row.row.title()});
    result.rows.push_back(RowRun(parts, row).Run());
    const absl::Status& status = result.rows.back().status;
    if (!status.ok() && EndsRun(status)) {
      result.status = status;
      break;
    }
  }
  if (result.status.ok()) progress.Show({.done = total, .total = total});
  progress.Clear();
  return result;
}

}  // namespace actionplan::cli
