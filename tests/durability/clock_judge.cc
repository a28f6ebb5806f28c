// What a log with a clock that jumps must still be: see clock_office.h.
#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "projections/resources/civil_date.h"
#include "projections/resources/instant.h"
#include "projections/resources/resource.h"
#include "tests/durability/clock_office.h"

namespace actionplan::durability {
namespace {

using events::v1::EscalationRaised;
using events::v1::Event;

// The episodes of escalation, judged event by event.
class Episodes {
 public:
  // "" or what is wrong.
  std::string Judge(const Event& event) {
    const std::string& stream = event.context().stream();
    if (event.has_action()) resources::Evolve(event, actions_[stream]);
    if (event.escalation().has_escalation_raised()) {
      return Raise(stream, event.escalation().escalation_raised());
    }
    if (event.escalation().has_escalation_resolved()) return Resolve(event);
    return "";
  }

 private:
  using Subject = std::pair<std::string, int>;  // And family.

  std::string Raise(const std::string& stream, const EscalationRaised& raised) {
    const Subject subject{raised.subject(), raised.family()};
    if (!levels_.insert({stream, raised.level()}).second) {
      return absl::StrCat(stream, " raised level ", raised.level(), " twice");
    }
    const auto [open, is_first] = open_.insert({subject, stream});
    if (!is_first) {
      return absl::StrCat(stream, " was raised while ", open->second,
                          " was open");
    }
    const std::string due = raised.grounds().due_date().ShortDebugString();
    if (!due_dates_.insert({raised.subject(), due}).second) {
      return absl::StrCat(stream, " was raised for a due date, ", due,
                          ", for which another was");
    }
    episodes_[stream] = raised;
    return "";
  }

  std::string Resolve(const Event& event) {
    const std::string& stream = event.context().stream();
    const EscalationRaised& raised = episodes_[stream];
    open_.erase({raised.subject(), raised.family()});
    // What ends by itself may begin anew.
    if (event.escalation().escalation_resolved().resolution() !=
        events::v1::RESOLVED_BY_HAND) {
      due_dates_.erase(
          {raised.subject(), raised.grounds().due_date().ShortDebugString()});
    }
    const std::string due =
        actions_[raised.subject()].due().date().ShortDebugString();
    if (event.escalation().escalation_resolved().resolution() ==
            events::v1::SUBJECT_RE_DATED &&
        due == raised.grounds().due_date().ShortDebugString()) {
      return absl::StrCat(stream, " was resolved at position ",
                          event.context().position(),
                          " as if its subject had another due date than ", due);
    }
    return "";
  }

  std::map<std::string, v1::Action> actions_;
  std::map<std::string, EscalationRaised> episodes_;
  std::map<Subject, std::string> open_;
  std::set<std::pair<std::string, int>> levels_;
  std::set<std::pair<std::string, std::string>> due_dates_;
};

}  // namespace

std::string ViolationOfTimes(const std::vector<Event>& log) {
  absl::Time last = absl::InfinitePast();
  for (const Event& event : log) {
    const auto& context = event.context();
    const absl::Time recorded = resources::ToTime(context.record_time());
    if (recorded < last) {
      return absl::StrCat("record_time decreases at position ",
                          context.position());
    }
    if (resources::ToTime(context.occur_time()) > recorded) {
      return absl::StrCat("occur_time is after record_time at position ",
                          context.position());
    }
    last = recorded;
  }
  return "";
}

std::string ViolationOfEpisodes(const std::vector<Event>& log) {
  Episodes episodes;
  for (const Event& event : log) {
    std::string violation = episodes.Judge(event);
    if (!violation.empty()) return violation;
  }
  return "";
}

}  // namespace actionplan::durability
