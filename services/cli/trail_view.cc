#include "services/cli/trail_view.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "services/cli/dates.h"
#include "services/cli/terminal_text.h"

namespace actionplan::cli {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr absl::string_view kUnder = "    ";
constexpr int kLongestValue = 60;

// "jo (housing)", or "jo" for the board's own office and for services.
std::string Who(const std::string& actor, const std::string& agency) {
  if (agency.empty()) return Printable(actor);
  return absl::StrCat(Printable(actor), " (", Printable(LastSegment(agency)),
                      ")");
}

// A value that was cut can be seen whole in another form of output.
std::string Shortened(std::string value, const Presentation& view) {
  return view.width == 0 ? value : Truncate(Printable(value), kLongestValue);
}

std::string ShowChange(v1::TrailEntry::Change change,
                       const Presentation& view) {
  change.set_previous(Shortened(change.previous(), view));
  change.set_current(Shortened(change.current(), view));
  return Printable(ChangeText(change));
}

// When it happened, as claimed.
std::string When(const v1::TrailEntry& entry,
                 const Presentation& presentation) {
  return LocalTime(
      entry.has_occur_time() ? entry.occur_time() : entry.record_time(),
      presentation.time_zone);
}

// What was written down on a later day says so: a claim is not a record.
std::string Recorded(const v1::TrailEntry& entry,
                     const Presentation& presentation) {
  const int days = entry.recorded_days_later();
  if (days == 0) return "";
  return absl::StrCat(" recorded ", days, days == 1 ? " day" : " days",
                      " later, ",
                      LocalTime(entry.record_time(), presentation.time_zone));
}

// What was a slip of the hand says so: it counts for nothing.
std::string Retraction(const v1::TrailEntry& entry) {
  if (!entry.retracted()) return "";
  return absl::StrCat(" [retracted: ", Printable(entry.retraction_reason()),
                      "]");
}

std::string ShowEntry(const v1::TrailEntry& entry,
                      const Presentation& presentation) {
  const Palette& palette = presentation.palette;
  std::string text = absl::StrCat(
      When(entry, presentation), "  ",
      palette.Paint(Tone::kBlue, Who(entry.actor(), entry.agency())), "  ",
      palette.Paint(entry.retracted() ? Tone::kFaint : Tone::kStrong,
                    Printable(entry.summary())),
      Retraction(entry), "  ",
      palette.Paint(Tone::kFaint, absl::StrCat(Printable(entry.resource()), " ",
                                               Printable(entry.event()),
                                               " revision ", entry.revision(),
                                               Recorded(entry, presentation))),
      "\n");
  for (const v1::TrailEntry::Change& change : entry.changes()) {
    absl::StrAppend(&text, kUnder, ShowChange(change, presentation), "\n");
  }
  if (!entry.reason().empty()) {
    absl::StrAppend(&text, kUnder, "reason: ", Printable(entry.reason()), "\n");
  }
  return text;
}

// The message in the oneof of an event or of a fact; nullptr when none is set.
const Message* Inner(const Message& message) {
  const auto* descriptor = message.GetDescriptor();
  // Those of optional fields come last and are not counted.
  for (int i = 0; i < descriptor->real_oneof_decl_count(); ++i) {
    const FieldDescriptor* field =
        message.GetReflection()->GetOneofFieldDescriptor(
            message, descriptor->oneof_decl(i));
    if (field != nullptr) {
      return &message.GetReflection()->GetMessage(message, field);
    }
  }
  return nullptr;
}

}  // namespace

std::string TrailView(const v1::ListTrailEntriesResponse& answer,
                      const Presentation& presentation) {
  if (answer.entries().empty()) return "Nothing of that has happened there.\n";
  std::string text;
  for (const v1::TrailEntry& entry : answer.entries()) {
    text += ShowEntry(entry, presentation);
  }
  return text;
}

std::string EventLine(const events::v1::Event& event,
                      const Presentation& presentation) {
  const events::v1::EventContext& context = event.context();
  const Palette& palette = presentation.palette;
  return absl::StrCat(LocalTime(context.record_time(), presentation.time_zone),
                      "  ",
                      palette.Paint(Tone::kFaint, Printable(context.name())),
                      "  ", palette.Paint(Tone::kStrong, KindOf(event)), "  ",
                      Printable(context.stream()), "  by ",
                      Who(context.actor(), context.affiliation()), "\n");
}

std::string KindOf(const events::v1::Event& event) {
  const Message* fact = Inner(event);
  if (fact != nullptr) fact = Inner(*fact);
  return fact == nullptr ? "" : fact->GetDescriptor()->name();
}

}  // namespace actionplan::cli
