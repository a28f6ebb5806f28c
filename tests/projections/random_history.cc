#include "tests/projections/random_history.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/substitute.h"
#include "projections/resources/names.h"
#include "projections/resources/resource.h"
#include "tests/support/text_proto.h"

namespace actionplan::projections {
namespace {

using events::v1::Event;

}  // namespace

RandomHistory::RandomHistory(eventstore::EventStore& log, uint32_t seed)
    : writer_(log), random_(seed) {}

void RandomHistory::Grow(int events) {
  left_ = events;
  while (left_ > 0) {
    const int kind = boards_.empty() ? 0 : Below(100);
    if (kind < 1) {
      AddBoard();
    } else if (kind < 5) {
      ChangeBoard();
    } else if (kind < 10) {
      AddFinding();
    } else if (kind < 13) {
      AddRecommendation();
    } else if (kind < 22) {
      ProposeAction();
    } else if (kind < 32) {
      ChangePlan();
    } else if (kind < 42) {
      MoveEscalation();
    } else if (kind < 50) {
      Remark();
    } else {
      MoveAction();
    }
  }
}

int RandomHistory::Below(int limit) {
  return static_cast<int>(random_() % static_cast<uint32_t>(limit));
}

const std::string& RandomHistory::OneOf(
    const std::vector<std::string>& values) {
  return values[Below(static_cast<int>(values.size()))];
}

std::string RandomHistory::NewName(const std::string& parent,
                                   absl::string_view collection) {
  return absl::StrCat(parent, "/", collection, "/x", next_id_++);
}

void RandomHistory::Record(const std::string& stream, const std::string& fact) {
  if (left_-- <= 0) return;
  Event event = support::FromText<Event>(fact);
  LogWriter::By by{.actor = absl::StrCat("person-", Below(7))};
  if (Below(3) > 0 && !agencies_.empty()) by.affiliation = OneOf(agencies_);
  const auto position = writer_.Append(stream, event, by);
  if (!event.has_action()) return;
  event.mutable_context()->set_stream(stream);
  event.mutable_context()->set_position(static_cast<int64_t>(position));
  resources::Evolve(event, folded_[stream]);
}

void RandomHistory::AddBoard() {
  if (boards_.size() > 4) return;
  const std::string board = absl::StrCat("boards/b", next_id_++);
  Record(board, "board { board_created { title: 'A board' } }");
  const std::string agency = NewName(board, "agencies");
  Record(agency, absl::Substitute(
                     "agency { agency_created { title: 'Police'"
                     " type: POLICE $0 } }",
                     Below(4) == 0 ? "" : "organization: 'county-police'"));
  const std::string audit = NewName(board, "audits");
  Record(audit, "audit { audit_created { title: 'Neglect' } }");
  const std::string plan = NewName(board, "plans");
  Record(plan, "plan { plan_created { title: 'One plan' kind: COMPOSITE } }");
  if (left_ < 0) return;
  boards_.push_back(board);
  agencies_.push_back(agency);
  audits_.push_back(audit);
  plans_.push_back(plan);
}

void RandomHistory::ChangeBoard() {
  const std::string& board = OneOf(boards_);
  switch (Below(6)) {
    case 4:
      return Record(board,
                    absl::Substitute("board { board_renamed { title: '$0' } }",
                                     Below(1000)));
    case 5:
      return Record(
          board,
          absl::Substitute("board { closures_adopted { closures { version: 1 "
                           "closures { date { year: 2026 month: 12 day: $0 } "
                           "label: 'Closed' } } } }",
                           1 + Below(31)));
    case 0:
      return Record(board,
                    "board { escalation_policy_adopted {"
                    " policy { version: 1 overdue_by { high: 1 } } } }");
    case 1:
      return Record(NewName(board, "meetings"),
                    "meeting { meeting_recorded { forum: 'Board' } }");
    case 2:
      return Record(
          OneOf(agencies_),
          absl::Substitute("agency { agency_renamed { title: '$0' } }",
                           Below(1000)));
    default:
      return Record(OneOf(plans_),
                    absl::Substitute("plan { plan_agreed { meeting: '$0' } }",
                                     NewName(board, "meetings")));
  }
}

void RandomHistory::AddFinding() {
  const std::string finding = NewName(OneOf(audits_), "findings");
  Record(finding,
         "finding { finding_recorded { kind: CONCERN"
         " text { clear: 'Records differ' } themes: 'records' } }");
  if (left_ >= 0) grounds_.push_back(finding);
  if (Below(2) == 0) Record(finding, "finding { finding_confirmed {} }");
}

// A finding or recommendation of the board, or "".
std::string RandomHistory::Grounds(const std::string& board) {
  if (grounds_.empty()) return "";
  const std::string& name = OneOf(grounds_);
  return resources::BoardOf(name) == board ? name : "";
}

void RandomHistory::AddRecommendation() {
  const std::string name = NewName(OneOf(audits_), "recommendations");
  const std::string finding = Grounds(std::string(resources::BoardOf(name)));
  Record(name,
         absl::Substitute(
             "recommendation { recommendation_drafted { kind: GAP"
             " text { clear: 'Agree one form' } $0 } }",
             finding.empty() ? "" : absl::StrCat("findings: '", finding, "'")));
  if (left_ >= 0) grounds_.push_back(name);
  if (Below(2) == 0) {
    Record(name, "recommendation { recommendation_accepted {} }");
  }
}

void RandomHistory::ChangePlan() {
  if (actions_.empty()) return;
  const std::string& action = OneOf(actions_);
  const std::string& plan = OneOf(plans_);
  if (resources::BoardOf(action) != resources::BoardOf(plan)) return;
  std::vector<std::string>& members = members_[plan];
  const auto member = std::find(members.begin(), members.end(), action);
  if (member == members.end()) {
    members.push_back(action);
    return Record(
        plan, absl::Substitute("plan { action_added_to_plan { action: '$0' } }",
                               action));
  }
  members.erase(member);
  Record(plan,
         absl::Substitute("plan { action_removed_from_plan { action: '$0' } }",
                          action));
}

void RandomHistory::MoveEscalation() {
  if (actions_.empty()) return;
  if (open_.empty() || Below(3) == 0) return Raise();
  const size_t chosen = static_cast<size_t>(Below(open_.size()));
  Escalated& escalated = open_[chosen];
  const std::string name = escalated.name;
  // While its clocks stand still it is resumed or resolved, and nothing else.
  if (!escalated.paused && Below(2) == 0) return MoveLevel(name);
  switch (escalated.paused ? 1 + Below(2) : Below(3)) {
    case 0:
      return Record(name,
                    "escalation { escalation_acknowledged {"
                    " note { clear: 'Seen' } } }");
    case 1:
      escalated.paused = !escalated.paused;
      return Record(name,
                    escalated.paused
                        ? "escalation { escalation_paused {} }"
                        : absl::Substitute("escalation { escalation_resumed {"
                                           " acknowledge_by $0 } }",
                                           Date()));
    default:
      open_.erase(open_.begin() + static_cast<ptrdiff_t>(chosen));
      return Record(name,
                    "escalation { escalation_resolved {"
                    " resolution: RESOLVED_BY_HAND"
                    " note { clear: 'Done' } } }");
  }
}

void RandomHistory::MoveLevel(const std::string& escalation) {
  switch (Below(3)) {
    case 0:
      return Record(
          escalation,
          absl::Substitute("escalation { escalation_level_raised { level: $0"
                           " rule: NO_RESPONSE reason { clear: 'Unanswered' }"
                           " acknowledge_by $1 respond_by $2 } }",
                           1 + Below(5), Date(), Date()));
    case 1:
      return Record(
          escalation,
          absl::Substitute("escalation { recovery_plan_agreed {"
                           " recovery_date $0 plan { clear: 'A plan' } } }",
                           Date()));
    default:
      return Record(escalation, absl::Substitute(
                                    "escalation { escalation_lowered {"
                                    " level: $0 reason { clear: 'Better' } } }",
                                    1 + Below(5)));
  }
}

void RandomHistory::Raise() {
  Escalated raised{.subject = OneOf(actions_), .family = 1 + Below(2)};
  const bool already =
      std::any_of(open_.begin(), open_.end(), [&](const Escalated& other) {
        return other.subject == raised.subject && other.family == raised.family;
      });
  if (already) return;
  raised.name =
      NewName(std::string(resources::BoardOf(raised.subject)), "escalations");
  const int episode =
      ++episodes_[absl::StrCat(raised.subject, " ", raised.family)];
  Record(
      raised.name,
      absl::Substitute("escalation { escalation_raised { subject: '$0'"
                       " family: $1 episode: $2 level: $3 rule: OVERDUE_BY"
                       " grounds { since_time { seconds: $2 } }"
                       " reason { clear: 'Late' } agency: '$4'"
                       " acknowledge_by $5 respond_by $6 } }",
                       raised.subject, raised.family, episode, 1 + Below(5),
                       folded_[raised.subject].lead_agency(), Date(), Date()));
  open_.push_back(std::move(raised));
}

}  // namespace actionplan::projections
