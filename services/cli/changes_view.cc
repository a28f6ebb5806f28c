#include "services/cli/changes_view.h"

#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "services/cli/as_at.h"
#include "services/cli/basis_text.h"
#include "services/cli/field_text.h"
#include "services/cli/terminal_text.h"

namespace actionplan::cli {
namespace {

using v1::PlanChange;

constexpr int kTextIndent = 4;

std::string KindWords(int kind) {
  return EnumWords(*v1::PlanChange_Kind_descriptor(), kind);
}

// "IN_PROGRESS" as "in progress", names of resources by their last word.
std::string ValueText(const std::string& field, const std::string& value) {
  if (value.empty()) return "(none)";
  if (field == "state" || field == "priority" || field == "rating" ||
      (field == "due_date" &&
       absl::ascii_isupper(static_cast<unsigned char>(value[0])))) {
    return absl::AsciiStrToLower(absl::StrReplaceAll(value, {{"_", " "}}));
  }
  if (field != "lead_agency" && field != "plans") return value;
  std::vector<std::string> names;
  for (absl::string_view name : absl::StrSplit(value, ' ')) {
    names.push_back(LastSegment(name));
  }
  return absl::StrJoin(names, ", ");
}

std::string Times(int times, absl::string_view what) {
  return absl::StrCat(
      what, times == 1 ? " once" : absl::StrCat(" ", times, " times"));
}

// What happened that is no change of a value, in words.
std::string Happenings(const PlanChange& change) {
  std::vector<std::string> parts;
  for (const int kind : change.kinds()) {
    switch (kind) {
      case PlanChange::NEW:
      case PlanChange::ASSIGNED:
      case PlanChange::ACCEPTED:
      case PlanChange::ENDED:
      case PlanChange::REOPENED:
        parts.push_back(KindWords(kind));
        break;
      case PlanChange::ESCALATED:
        parts.push_back(Times(change.escalations_raised(), "escalated"));
        break;
      case PlanChange::ESCALATION_RESOLVED:
        parts.push_back(
            Times(change.escalations_resolved(), "escalation resolved"));
        break;
      case PlanChange::PROGRESS:
        parts.push_back(Times(change.progress_reports(), "progress reported"));
        break;
      default:
        break;  // Its values say it.
    }
  }
  return absl::StrJoin(parts, " · ");
}

std::string ValueLine(const PlanChange& change,
                      const PlanChange::Value& value) {
  std::string line =
      absl::StrCat(absl::StrReplaceAll(value.field(), {{"_", " "}}), ": ",
                   ValueText(value.field(), value.previous()), " -> ",
                   ValueText(value.field(), value.current()));
  if (value.field() == "due_date" && change.times_re_dated() > 0) {
    absl::StrAppend(&line, ", ", Times(change.times_re_dated(), "re-dated"));
  }
  return line;
}

std::string Block(const PlanChange& change, const Presentation& presentation) {
  const Palette& palette = presentation.palette;
  const std::string agency = LastSegment(change.lead_agency());
  std::string text = absl::StrCat(
      palette.Paint(Tone::kStrong, Printable(change.title())), "  ",
      agency.empty() ? "" : absl::StrCat("(", Printable(agency), ")  "),
      palette.Paint(Tone::kFaint, Printable(change.action())), "\n");
  const auto add = [&](const std::string& line) {
    absl::StrAppend(
        &text, Paragraph(Printable(line), kTextIndent, presentation.width));
  };
  if (const std::string words = Happenings(change); !words.empty()) add(words);
  for (const PlanChange::Value& value : change.values()) {
    add(ValueLine(change, value));
  }
  return text;
}

// "the end of 30 June 2018 (boards/ncc/meetings/june)", or "now".
std::string MomentText(const v1::BoardReading& reading,
                       const Presentation& presentation) {
  if (!reading.has_as_at()) return "now";
  const v1::AsAt& as_at = reading.as_at();
  return absl::StrCat(
      InstantText(
          as_at.has_record_time() ? as_at.record_time() : as_at.occur_time(),
          presentation),
      as_at.meeting().empty()
          ? ""
          : absl::StrCat(" (", Printable(as_at.meeting()), ")"));
}

std::string Counts(const v1::ListChangesResponse& answer) {
  std::string text =
      absl::StrCat(answer.changed(), " of ", answer.actions(),
                   answer.actions() == 1 ? " action" : " actions", " changed");
  const char* separator = ": ";
  for (const auto& count : answer.counts()) {
    absl::StrAppend(&text, separator, KindWords(count.kind()), " ",
                    count.actions());
    separator = " · ";
  }
  return text;
}

}  // namespace

std::string ChangesView(const v1::ListChangesResponse& answer,
                        const Presentation& presentation) {
  std::string text = absl::StrCat(
      presentation.palette.Paint(
          Tone::kStrong,
          absl::StrCat("From ", MomentText(answer.since(), presentation),
                       " to ", MomentText(answer.until(), presentation))),
      "\n", Paragraph(Counts(answer), 0, presentation.width));
  if (answer.changes().empty()) {
    absl::StrAppend(&text, answer.changed() == 0
                               ? "\nNothing changed.\n"
                               : "\nNothing changed in the ways asked for.\n");
  }
  for (const PlanChange& change : answer.changes()) {
    absl::StrAppend(&text, "\n", Block(change, presentation));
  }
  return absl::StrCat(text, "\n", BasisText(answer.until(), presentation));
}

}  // namespace actionplan::cli
