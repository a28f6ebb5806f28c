#include "services/cli/history_view.h"

#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "services/cli/dates.h"
#include "services/cli/terminal_text.h"

namespace actionplan::cli {
namespace {

using Episode = v1::EscalationHistory::Episode;
using Step = v1::EscalationHistory::Step;

constexpr int kTextIndent = 20;  // Under the words beside a time.

std::string Days(int days) {
  return absl::StrCat(days, days == 1 ? " working day" : " working days");
}

// "EscalationLevelRaised" becomes "level raised".
std::string StepWords(absl::string_view kind) {
  absl::ConsumePrefix(&kind, "Escalation");
  std::string words;
  for (const char c : kind) {
    if (absl::ascii_isupper(static_cast<unsigned char>(c)) && !words.empty()) {
      words.push_back(' ');
    }
    words.push_back(absl::ascii_tolower(static_cast<unsigned char>(c)));
  }
  return words;
}

Tone ToneOf(v1::Escalation::State state) {
  switch (state) {
    case v1::Escalation::RAISED:
      return Tone::kRed;
    case v1::Escalation::ACKNOWLEDGED:
      return Tone::kAmber;
    case v1::Escalation::RESOLVED:
      return Tone::kGreen;
    default:
      return Tone::kPlain;
  }
}

// `known` is the reason of the episode, which its first step repeats.
std::string ShowStep(const Step& step, const std::string& known,
                     const Presentation& presentation) {
  std::string line =
      absl::StrCat("  ", LocalTime(step.occur_time(), presentation.time_zone),
                   "  ", Printable(StepWords(step.kind())));
  if (step.level() > 0) absl::StrAppend(&line, ", level ", step.level());
  absl::StrAppend(&line, ", by ", Printable(step.actor()));
  if (!step.agency().empty()) {
    absl::StrAppend(&line, " (", Printable(LastSegment(step.agency())), ")");
  }
  absl::StrAppend(&line, "\n");
  if (!step.note().empty() && step.note() != known) {
    absl::StrAppend(&line, Paragraph(Printable(step.note()), kTextIndent,
                                     presentation.width));
  }
  return line;
}

std::string ResponseTimes(const Episode& episode) {
  const v1::Escalation& escalation = episode.escalation();
  std::vector<std::string> parts;
  if (episode.has_working_days_to_acknowledge()) {
    parts.push_back(absl::StrCat("acknowledged after ",
                                 Days(episode.working_days_to_acknowledge())));
  } else if (escalation.has_acknowledge_by()) {
    parts.push_back(absl::StrCat("to be acknowledged by ",
                                 IsoDay(escalation.acknowledge_by())));
  }
  if (episode.has_working_days_to_respond()) {
    parts.push_back(absl::StrCat("answered after ",
                                 Days(episode.working_days_to_respond())));
  }
  if (episode.has_working_days_to_resolve()) {
    parts.push_back(absl::StrCat(
        "resolved after ", Days(episode.working_days_to_resolve()), ": ",
        EnumWords(*v1::Escalation_Resolution_descriptor(),
                  escalation.resolution())));
  } else if (escalation.has_recovery_date()) {
    parts.push_back(
        absl::StrCat("recovery by ", IsoDay(escalation.recovery_date())));
  } else if (escalation.has_respond_by()) {
    parts.push_back(
        absl::StrCat("to be answered by ", IsoDay(escalation.respond_by())));
  }
  return absl::StrJoin(parts, " · ");
}

std::string ShowEpisode(const Episode& episode,
                        const Presentation& presentation) {
  const Palette& palette = presentation.palette;
  const v1::Escalation& escalation = episode.escalation();
  std::string text = absl::StrCat(
      palette.Paint(Tone::kStrong,
                    absl::StrCat("Episode ", escalation.episode(), ", ",
                                 EnumWords(*v1::Escalation_Family_descriptor(),
                                           escalation.family()))),
      "  level ", escalation.level(), "  ",
      palette.Paint(
          ToneOf(escalation.state()),
          EnumWords(*v1::Escalation_State_descriptor(), escalation.state())),
      "  ", palette.Paint(Tone::kFaint, Printable(escalation.name())), "\n");
  if (!escalation.reason().empty()) {
    absl::StrAppend(&text, Paragraph(Printable(escalation.reason()), 2,
                                     presentation.width));
  }
  for (const Step& step : episode.steps()) {
    absl::StrAppend(&text, ShowStep(step, escalation.reason(), presentation));
  }
  const std::string times = ResponseTimes(episode);
  if (!times.empty()) {
    absl::StrAppend(&text, Paragraph(times, 2, presentation.width));
  }
  return text;
}

}  // namespace

std::string HistoryView(const v1::EscalationHistory& history,
                        const Presentation& presentation) {
  const Palette& palette = presentation.palette;
  std::string text = absl::StrCat(
      palette.Paint(Tone::kStrong, Printable(history.title())), "  ",
      palette.Paint(Tone::kFaint, Printable(history.subject())), "\n");
  if (history.episodes().empty()) {
    absl::StrAppend(&text, "\nIt was never escalated.\n");
  }
  for (const Episode& episode : history.episodes()) {
    absl::StrAppend(&text, "\n", ShowEpisode(episode, presentation));
  }
  if (!history.episodes().empty() && !history.calendar_version().empty()) {
    const std::string calendar = absl::StrCat(
        "Working days by calendar ", Printable(history.calendar_version()),
        history.provisional()
            ? ", provisional: not all holidays are published yet"
            : "");
    absl::StrAppend(&text, "\n", palette.Paint(Tone::kFaint, calendar), "\n");
  }
  return text;
}

}  // namespace actionplan::cli
