#include "services/queries/data_quality.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "eventstore/base/status.h"
#include "projections/row_key.h"
#include "services/queries/action_filter.h"
#include "services/queries/board_reading.h"
#include "services/queries/quality_issues.h"
#include "services/queries/sorted_page.h"

namespace actionplan::queries {
namespace {

using v1::DataQualityIssue;
using v1::ListDataQualityIssuesRequest;
using Row = PlanReading::Row;

// Byte order is the order of the list. An action may have several issues of a
// kind, such as milestones: their words tell them apart.
std::string KeyOf(const DataQualityIssue& issue) {
  std::string key(1, static_cast<char>(issue.kind()));
  for (const std::string& text :
       {issue.action(), issue.related(), issue.detail()}) {
    key += text;
    key.push_back(projections::kTextEnd);
  }
  return key;
}

// Says of one action after the other what is wrong.
class Inspector {
 public:
  Inspector(const ListDataQualityIssuesRequest& request,
            const PlanReading& reading, const Page& page)
      : request_(request), reading_(reading), sorted_(page) {}

  // What it is blocked by may come later by name: such an action waits until
  // all were seen.
  absl::Status See(const Row& row) {
    const bool open = IsOpen(row);
    if (!open && row.state() != v1::Action::DRAFT) {
      around_.ended_actions.insert(row.action());
    }
    if (!open || !Passes(row, request_.filter(), request_.agency())) {
      return absl::OkStatus();
    }
    RETURN_IF_ERROR(LookAt(row.lead_agency()));
    for (const auto& escalation : row.open_escalations()) {
      RETURN_IF_ERROR(LookAt(escalation.agency()));
    }
    if (row.blocked_by().empty()) {
      Inspect(row);
    } else {
      blocked_.push_back(row);
    }
    return absl::OkStatus();
  }

  v1::ListDataQualityIssuesResponse Finish(std::string& last_key) {
    for (const Row& row : blocked_) Inspect(row);
    v1::ListDataQualityIssuesResponse response;
    last_key = sorted_.last_key();
    for (DataQualityIssue& issue : sorted_.TakeRows()) {
      *response.add_issues() = std::move(issue);
    }
    for (const auto& [kind, issues] : counts_) {
      auto& count = *response.add_counts();
      count.set_kind(kind);
      count.set_issues(issues);
    }
    response.set_open(open_);
    response.set_without_issue(without_issue_);
    *response.mutable_reading() = ToldOf(reading_);
    return response;
  }

 private:
  // Remembers whether the agency has left; it is read once.
  absl::Status LookAt(const std::string& name) {
    if (name.empty() || !agencies_.insert(name).second) {
      return absl::OkStatus();
    }
    ASSIGN_OR_RETURN(const v1::Agency agency,
                     reading_.GetSetting<v1::Agency>(name));
    if (agency.state() == v1::Agency::DEACTIVATED) {
      around_.agencies_gone.insert(name);
    }
    return absl::OkStatus();
  }

  void Inspect(const Row& row) {
    const auto& kinds = request_.kinds();
    bool sound = true;
    for (DataQualityIssue& issue :
         QualityIssues(row, reading_.yardstick(), around_)) {
      if (!kinds.empty() &&
          std::find(kinds.begin(), kinds.end(), issue.kind()) == kinds.end()) {
        continue;
      }
      ++counts_[issue.kind()];
      sound = false;
      std::string key = KeyOf(issue);
      sorted_.Offer(std::move(key), std::move(issue));
    }
    ++open_;
    if (sound) ++without_issue_;
  }

  const ListDataQualityIssuesRequest& request_;
  const PlanReading& reading_;
  SortedPage<DataQualityIssue> sorted_;
  Surroundings around_;
  std::set<std::string> agencies_;
  std::vector<Row> blocked_;
  std::map<DataQualityIssue::Kind, int> counts_;
  int open_ = 0;
  int without_issue_ = 0;
};

}  // namespace

absl::StatusOr<v1::ListDataQualityIssuesResponse> DataQualityIssues(
    const PlanSources& sources, const ListDataQualityIssuesRequest& request,
    absl::Time now, Page& page, std::string& last_key) {
  ASSIGN_OR_RETURN(const PlanReading reading,
                   ReadingForPage(sources, request, now, page));
  Inspector inspector(request, reading, page);
  absl::Status seen;
  RETURN_IF_ERROR(reading.Scan([&](const Row& row) {
    seen = inspector.See(row);
    return seen.ok();
  }));
  RETURN_IF_ERROR(seen);
  return inspector.Finish(last_key);
}

}  // namespace actionplan::queries
