#include "services/cli/data_quality_view.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/cli/basis_text.h"
#include "services/cli/field_text.h"
#include "services/cli/share_text.h"
#include "services/cli/table.h"
#include "services/cli/terminal_text.h"

namespace actionplan::cli {
namespace {

using v1::DataQualityIssue;

std::string KindWords(int kind) {
  return EnumWords(*v1::DataQualityIssue_Kind_descriptor(), kind);
}

Table TableOf(const v1::ListDataQualityIssuesResponse& answer) {
  Table table({{.heading = "WHAT IS WRONG", .fit = Fit::kWrap},
               {.heading = "ACTION", .fit = Fit::kWrap},
               {.heading = "OWNER, AGENCY", .fit = Fit::kWrap},
               {.heading = "WHAT TO DO", .fit = Fit::kWrap}});
  for (const DataQualityIssue& issue : answer.issues()) {
    table.AddRow(
        {{.text = issue.detail(), .below = LastSegment(issue.related())},
         {.text = issue.title(), .below = LastSegment(issue.action())},
         {.text = issue.owner_role(),
          .below = LastSegment(issue.lead_agency())},
         {.text = issue.remedy()}});
  }
  return table;
}

std::string Counts(const v1::ListDataQualityIssuesResponse& answer) {
  const std::string sound = ShareAndPercentText(
      {.part = answer.without_issue(), .base = answer.open()});
  if (answer.counts().empty()) {
    return absl::StrCat(
        answer.open(),
        answer.open() == 1 ? " open action was" : " open actions were",
        " looked at.");
  }
  std::vector<std::string> parts;
  for (const auto& count : answer.counts()) {
    parts.push_back(absl::StrCat(KindWords(count.kind()), " ", count.issues()));
  }
  return absl::StrCat("Open actions with nothing wrong: ", sound,
                      ". Issues: ", absl::StrJoin(parts, " · "));
}

}  // namespace

std::string DataQualityView(const v1::ListDataQualityIssuesResponse& answer,
                            const Presentation& presentation) {
  const std::string table =
      answer.counts().empty()
          ? std::string("Nothing is missing, and nothing contradicts itself.\n")
          : TableOf(answer).Render(presentation.width, presentation.palette);
  return absl::StrCat(table, "\n",
                      Paragraph(Counts(answer), 0, presentation.width),
                      BasisText(answer.reading(), presentation));
}

}  // namespace actionplan::cli
