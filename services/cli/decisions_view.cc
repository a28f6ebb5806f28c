#include "services/cli/decisions_view.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/cli/basis_text.h"
#include "services/cli/dates.h"
#include "services/cli/field_text.h"
#include "services/cli/table.h"
#include "services/cli/terminal_text.h"

namespace actionplan::cli {
namespace {

using v1::PendingDecision;

std::string KindWords(int kind) {
  return EnumWords(*v1::PendingDecision_Kind_descriptor(), kind);
}

std::string ExtensionText(const PendingDecision& decision) {
  std::string text =
      absl::StrCat("from ", IsoDay(decision.due_date()), " to ",
                   IsoDay(decision.proposed_due_date()), ", ",
                   decision.approved_extensions(), " granted before, ",
                   decision.extension_cap(), " allowed");
  if (decision.retrospective()) absl::StrAppend(&text, ", asked for late");
  return text;
}

// What the one who decides has to know first.
std::string About(const PendingDecision& decision) {
  switch (decision.kind()) {
    case PendingDecision::EXTENSION:
      return ExtensionText(decision);
    case PendingDecision::VERIFICATION:
      return absl::StrCat("done on ", IsoDay(decision.completed_on()),
                          " as claimed");
    case PendingDecision::ESCALATION:
      return absl::StrCat("level ", decision.escalation_level(),
                          decision.has_respond_by() ? ", by " : "",
                          IsoDay(decision.respond_by()), ", ",
                          LastSegment(decision.escalation()));
    case PendingDecision::BLOCK_REVIEW:
    case PendingDecision::NON_IMPLEMENTATION_REVIEW:
      return absl::StrCat("to be looked at on ",
                          IsoDay(decision.review_date()));
    default:
      return "";
  }
}

std::string DeciderWords(int decider) {
  return decider == PendingDecision::SUB_GROUP_CHAIR
             ? "sub-group chair"
             : EnumWords(*v1::PendingDecision_Decider_descriptor(), decider);
}

std::string Deciders(const PendingDecision& decision) {
  return absl::StrJoin(decision.deciders(), " or ",
                       [](std::string* out, int decider) {
                         absl::StrAppend(out, DeciderWords(decider));
                       });
}

Table TableOf(const v1::ListPendingDecisionsResponse& answer,
              const Presentation& presentation) {
  Table table({{.heading = "DAYS", .align = Align::kRight},
               {.heading = "DECISION", .fit = Fit::kWrap},
               {.heading = "ACTION", .fit = Fit::kWrap},
               {.heading = "WHO DECIDES", .fit = Fit::kWrap},
               {.heading = "AGENCY", .fit = Fit::kWrap},
               {.heading = "SINCE", .need = Need::kIfRoom}});
  for (const PendingDecision& decision : answer.decisions()) {
    table.AddRow(
        {{.text = absl::StrCat(decision.working_days_waiting())},
         {.text = KindWords(decision.kind()), .below = About(decision)},
         {.text = decision.title(), .below = LastSegment(decision.action())},
         {.text = Deciders(decision)},
         {.text = LastSegment(decision.lead_agency())},
         {.text = LocalTime(decision.since(), presentation.time_zone)}});
  }
  return table;
}

std::string Counts(const v1::ListPendingDecisionsResponse& answer) {
  std::vector<std::string> parts;
  int total = 0;
  for (const auto& count : answer.counts()) {
    total += count.decisions();
    parts.push_back(
        absl::StrCat(KindWords(count.kind()), " ", count.decisions()));
  }
  return absl::StrCat(total, total == 1 ? " decision waits" : " decisions wait",
                      "; DAYS are working days: ", absl::StrJoin(parts, " · "));
}

}  // namespace

std::string DecisionsView(const v1::ListPendingDecisionsResponse& answer,
                          const Presentation& presentation) {
  if (answer.counts().empty()) {
    return absl::StrCat("No decision is waiting.\n\n",
                        BasisText(answer.reading(), presentation));
  }
  return absl::StrCat(TableOf(answer, presentation)
                          .Render(presentation.width, presentation.palette),
                      "\n", Paragraph(Counts(answer), 0, presentation.width),
                      BasisText(answer.reading(), presentation));
}

}  // namespace actionplan::cli
