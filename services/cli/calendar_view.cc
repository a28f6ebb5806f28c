#include "services/cli/calendar_view.h"

#include <cstdint>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "services/cli/csv.h"
#include "services/cli/dates.h"
#include "services/cli/field_text.h"
#include "services/cli/icalendar.h"
#include "services/cli/table.h"

namespace actionplan::cli {
namespace {

constexpr v1::Action::State kOpen[] = {
    v1::Action::ASSIGNED, v1::Action::ACCEPTED,  v1::Action::IN_PROGRESS,
    v1::Action::BLOCKED,  v1::Action::SUBMITTED, v1::Action::DECLINED};

// One day of one action.
struct ActionDay {
  absl::CivilDay day;
  const v1::Action* action;
  std::string kind;   // "due", "milestone", "review"
  std::string title;  // Of the milestone, or of the action.
  std::string id;     // Tells the days of an action apart, for ever.
};

class ActionDays {
 public:
  void Add(const v1::Action& action) {
    if (action.due().has_date()) {
      Add(action, action.due().date(), {.kind = "due", .id = "due"});
    }
    Add(action, action.due().review_date(), {.kind = "review", .id = "review"});
    Add(action, action.block().review_date(),
        {.kind = "review", .id = "block-review"});
    Add(action, action.non_implementation().review_date(),
        {.kind = "review", .id = "non-implementation-review"});
    for (const v1::Milestone& milestone : action.milestones()) {
      if (milestone.has_reached_on()) continue;
      Add(action, milestone.due_date(),
          {.kind = "milestone",
           .title = milestone.title(),
           .id = absl::StrCat("milestone-", milestone.number())});
    }
  }

  std::vector<ActionDay> Sorted() && {
    absl::c_sort(days_, [](const ActionDay& one, const ActionDay& other) {
      return std::tie(one.day, one.action->name(), one.id) <
             std::tie(other.day, other.action->name(), other.id);
    });
    return std::move(days_);
  }

 private:
  void Add(const v1::Action& action, const google::type::Date& date,
           ActionDay day) {
    if (date.day() == 0) return;
    day.day = absl::CivilDay(date.year(), date.month(), date.day());
    day.action = &action;
    if (day.title.empty()) day.title = action.title();
    days_.push_back(std::move(day));
  }

  std::vector<ActionDay> days_;
};

std::vector<ActionDay> DaysOf(const v1::ListActionsResponse& answer) {
  ActionDays days;
  for (const v1::Action& action : answer.actions()) days.Add(action);
  return std::move(days).Sorted();
}

std::string StateOf(const v1::Action& action) {
  return EnumWords(*v1::Action_State_descriptor(), action.state());
}

std::string Heading(const ActionDay& day) {
  const char* what = day.kind == "due"         ? "Due: "
                     : day.kind == "milestone" ? "Milestone: "
                                               : "Review: ";
  return absl::StrCat(what, day.title);
}

std::string Description(const v1::Action& action) {
  std::string text =
      absl::StrCat(action.title(), "\n", action.name(), "\n", StateOf(action));
  if (action.priority() != v1::Action::PRIORITY_UNSPECIFIED) {
    absl::StrAppend(
        &text, ", priority ",
        EnumWords(*v1::Action_Priority_descriptor(), action.priority()));
  }
  if (!action.owner_role().empty()) {
    absl::StrAppend(&text, "\nOwner: ", action.owner_role());
  }
  if (!action.lead_agency().empty()) {
    absl::StrAppend(&text,
                    "\nLead agency: ", LastSegment(action.lead_agency()));
  }
  if (action.times_re_dated() > 0) {
    absl::StrAppend(&text,
                    "\nOriginally due: ", IsoDay(action.original_due_date()),
                    ", moved ", action.times_re_dated(),
                    action.times_re_dated() == 1 ? " time" : " times");
  }
  return text;
}

// The revision in an etag; 0 when it says none.
std::int64_t RevisionOf(const v1::Action& action) {
  std::int64_t revision = 0;
  return absl::SimpleAtoi(absl::StrReplaceAll(action.etag(), {{"\"", ""}}),
                          &revision)
             ? revision
             : 0;
}

}  // namespace

void AskForOpenActions(v1::ListActionsRequest& request) {
  if (!request.states().empty()) return;
  for (const v1::Action::State state : kOpen) request.add_states(state);
}

std::string CalendarAsText(const v1::ListActionsResponse& answer,
                           const Presentation& presentation) {
  Table table({{.heading = "DAY"},
               {.heading = "WHAT"},
               {.heading = "ACTION", .fit = Fit::kWrap},
               {.heading = "OWNER, AGENCY", .fit = Fit::kWrap},
               {.heading = "STATE", .need = Need::kIfRoom}});
  for (const ActionDay& day : DaysOf(answer)) {
    const v1::Action& action = *day.action;
    table.AddRow({{.text = absl::FormatCivilTime(day.day)},
                  {.text = day.kind},
                  {.text = day.title, .below = LastSegment(action.name())},
                  {.text = action.owner_role(),
                   .below = LastSegment(action.lead_agency())},
                  {.text = StateOf(action)}});
  }
  if (table.empty()) return "Nothing has a date.\n";
  return table.Render(presentation.width, presentation.palette);
}

std::string CalendarAsCsv(const v1::ListActionsResponse& answer) {
  std::string csv =
      CsvRecord({"day", "kind", "title", "action", "action_title", "state",
                 "priority", "lead_agency", "owner_role"});
  const TextStyle style = {.reader = TextStyle::Reader::kProgram};
  for (const ActionDay& day : DaysOf(answer)) {
    const v1::Action& action = *day.action;
    csv += CsvRecord({absl::FormatCivilTime(day.day), day.kind, day.title,
                      action.name(), action.title(),
                      PathText(action, "state", style),
                      PathText(action, "priority", style), action.lead_agency(),
                      action.owner_role()});
  }
  return csv;
}

std::string CalendarAsIcs(const v1::ListActionsResponse& answer,
                          const v1::ListActionsRequest& request) {
  const std::string& whose =
      request.lead_agency().empty() ? request.parent() : request.lead_agency();
  Calendar calendar = {.title = absl::StrCat("Actions of ", whose)};
  for (const ActionDay& day : DaysOf(answer)) {
    const v1::Action& action = *day.action;
    calendar.events.push_back({.uid = absl::StrCat(action.name(), "#", day.id),
                               .sequence = RevisionOf(action),
                               .change_time = TimeOf(action.update_time()),
                               .day = day.day,
                               .summary = Heading(day),
                               .description = Description(action)});
  }
  return IcsText(calendar);
}

}  // namespace actionplan::cli
