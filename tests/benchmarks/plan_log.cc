#include "tests/benchmarks/plan_log.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "actionplan/events/v1/event.pb.h"
#include "projections/event_codec.h"
#include "tests/benchmarks/board_office.h"
#include "tests/benchmarks/measurement.h"

namespace actionplan::benchmarks {
namespace {

using events::v1::ActionFact;
using events::v1::Event;
using eventstore::Append;
using eventstore::EventStore;
using eventstore::Revision;

constexpr size_t kAgencies = 12;
constexpr size_t kAppendsInGroup = 4096;

// Facts of an action before the later ones: proposed, assigned, accepted.
constexpr Revision kFirstFacts = 3;

std::string AgencyName(size_t number) {
  return absl::StrCat(kBoard, "/agencies/agency-", number % kAgencies);
}

std::string OwnerOf(size_t action) {
  return absl::StrFormat("owner-%05d", action % 977);
}

void Write(std::string words, size_t action, events::v1::PersonalText& text) {
  text.set_clear(std::move(words));
  text.set_subject(absl::StrCat("principals/", OwnerOf(action)));
}

// Text of about so many bytes that no other event has, so that a log of it
// compresses as one of what people write: English words in no order compress
// less than sentences do.
std::string Words(size_t action, uint64_t number, size_t bytes) {
  static constexpr absl::string_view kWords[] = {
      "action",   "agency",   "again",     "agreed",    "and",      "asked",
      "audit",    "board",    "by",        "carer",     "case",     "chair",
      "child",    "children", "clinic",    "concern",   "contact",  "core",
      "court",    "cover",    "daily",     "delay",     "district", "family",
      "feedback", "figures",  "follow",    "for",       "form",     "foster",
      "found",    "from",     "half-term", "has",       "health",   "home",
      "hospital", "in",       "interview", "is",        "lead",     "learning",
      "letter",   "manager",  "meeting",   "midwife",   "more",     "needs",
      "not",      "notes",    "nurse",     "of",        "one",      "outcome",
      "parents",  "plan",     "police",    "practice",  "quarter",  "quoted",
      "record",   "referral", "report",    "review",    "risk",     "sample",
      "school",   "shared",   "shows",     "sibling",   "sign-off", "slipped",
      "staff",    "steering", "support",   "teachers",  "team",     "teams",
      "the",      "their",    "third",     "to",        "trained",  "training",
      "two",      "visit",    "voice",     "was",       "week",     "were",
      "will",     "with",     "worker",    "workforce", "written",  "youth"};
  constexpr size_t kCount = std::size(kWords);
  uint64_t state = action * 1'000'003 + number;
  std::string words;
  while (words.size() < bytes) {
    // Knuth's generator; its upper bits are the better ones.
    state = state * 6'364'136'223'846'793'005 + 1'442'695'040'888'963'407;
    absl::StrAppend(&words, kWords[(state >> 33) % kCount], " ");
  }
  words.back() = '.';
  return words;
}

void SetDay(absl::CivilDay day, google::type::Date& date) {
  date.set_year(static_cast<int32_t>(day.year()));
  date.set_month(day.month());
  date.set_day(day.day());
}

// Those that are overdue lie evenly among the others.
absl::CivilDay DueDay(const PlanShape& shape, size_t action) {
  const size_t every = shape.actions / std::max<size_t>(shape.overdue, 1);
  const bool overdue = action % every == 0 && action / every < shape.overdue;
  const auto spread = static_cast<int>(action * 7919 % 300);
  return overdue ? shape.today - 1 - spread : shape.today + 30 + spread;
}

void FillDetails(size_t action, events::v1::ActionDetails& details) {
  details.set_title(
      absl::StrCat("Train frontline team ", action,
                   " in recording what children say about their own plan"));
  // Numbers that no later event has.
  Write(Words(action, ~uint64_t{0}, 120), action,
        *details.mutable_description());
  Write(Words(action, ~uint64_t{1}, 55), action,
        *details.mutable_intended_outcome());
  Write(Words(action, ~uint64_t{2}, 65), action,
        *details.mutable_success_measure());
}

void FillAssigned(const PlanShape& shape, size_t action,
                  events::v1::ActionAssigned& fact) {
  fact.set_lead_agency(AgencyName(action));
  fact.set_owner_role("Head of Public Protection");
  fact.set_priority(static_cast<events::v1::ActionPriority>(1 + action % 3));
  SetDay(DueDay(shape, action), *fact.mutable_due()->mutable_date());
  FillDetails(action, *fact.mutable_previous_details());
  FillDetails(action, *fact.mutable_details());
}

// What happens to an action in progress, again and again: mostly reports and
// remarks, now and then evidence and more time.
void FillLater(const PlanShape& shape, size_t action, uint64_t number,
               ActionFact& fact) {
  const absl::CivilDay due = DueDay(shape, action);
  switch (number % 10) {
    case 3: {
      auto& evidence = *fact.mutable_evidence_added()->mutable_evidence();
      evidence.set_number(static_cast<int32_t>(number / 10 + 1));
      evidence.set_title("Attendance lists of the training");
      evidence.set_uri("https://evidence.example/records/attendance-lists");
      return;
    }
    case 6: {
      auto& asked = *fact.mutable_extension_requested();
      SetDay(due, *asked.mutable_current_due_date());
      SetDay(due, *asked.mutable_proposed_due_date());
      asked.set_reason_code(events::v1::CAPACITY);
      Write(Words(action, number, 40), action, *asked.mutable_recovery_plan());
      return;
    }
    case 7:
      SetDay(due,
             *fact.mutable_extension_approved()->mutable_previous_due_date());
      SetDay(due, *fact.mutable_extension_approved()->mutable_due_date());
      return;
    case 1:
    case 5:
    case 9:
      return Write(Words(action, number, 85), action,
                   *fact.mutable_comment_added()->mutable_text());
    default:
      fact.mutable_progress_recorded()->set_own_view(
          static_cast<events::v1::OwnView>(1 + number % 3));
      return Write(Words(action, number, 107), action,
                   *fact.mutable_progress_recorded()->mutable_narrative());
  }
}

Event FactOf(const PlanShape& shape, size_t action, Revision revision) {
  Event event;
  ActionFact& fact = *event.mutable_action();
  switch (revision) {
    case 1:
      FillDetails(action, *fact.mutable_action_proposed()->mutable_details());
      fact.mutable_action_proposed()->add_sources()->set_external_reference(
          "Multi-agency audit of neglect, recommendation 3");
      break;
    case 2:
      FillAssigned(shape, action, *fact.mutable_action_assigned());
      break;
    case kFirstFacts:
      SetDay(DueDay(shape, action),
             *fact.mutable_action_accepted()->mutable_original_due_date());
      break;
    default:
      FillLater(shape, action, revision - kFirstFacts - 1, fact);
  }
  return event;
}

// Gathers appends and commits them in groups.
class Groups {
 public:
  Groups(EventStore& log, const PlanShape& shape)
      : log_(log),
        begin_(absl::Now() - shape.span),
        pace_(shape.span / static_cast<int64_t>(EventsOf(shape))),
        now_(begin_) {}

  // As many as WritePlanLog() adds.
  static uint64_t EventsOf(const PlanShape& shape) {
    return shape.actions * (kFirstFacts + shape.later_events) + 1 + kAgencies;
  }

  void Add(std::string stream, Revision revision, std::string actor,
           const Event& event) {
    Append append{
        .stream = std::move(stream),
        .expected = revision - 1,
        .request = {.actor = std::move(actor), .id = NextId()},
        .occur_time = now_ - absl::Microseconds(added_ * 7919 % 100'000'000)};
    append.events.push_back(projections::Encode(event));
    group_.push_back(std::move(append));
    if (group_.size() == kAppendsInGroup) Commit();
  }

  void Commit() {
    const auto answers = ValueOf(log_.Commit(now_, group_), "commit");
    for (const auto& answer : answers) Require(answer.status(), "append");
    group_.clear();
    now_ = pace_ > absl::ZeroDuration()
               ? begin_ + pace_ * static_cast<int64_t>(added_)
               : absl::Now();
  }

 private:
  // Clients take theirs at random: they do not compress.
  std::string NextId() {
    uint64_t mixed = ++added_ * 0x9e3779b97f4a7c15;
    mixed = (mixed ^ (mixed >> 31)) * 0xbf58476d1ce4e5b9;
    return absl::StrFormat("%08x-%04x-4%03x-8%03x-%012x", mixed >> 32,
                           mixed & 0xffff, (mixed >> 16) & 0xfff,
                           added_ & 0xfff, (mixed * mixed) >> 16);
  }

  EventStore& log_;
  const absl::Time begin_;
  const absl::Duration pace_;  // Between two events; 0 for none.
  absl::Time now_;
  uint64_t added_ = 0;
  std::vector<Append> group_;
};

void AddBoard(Groups& groups) {
  constexpr char kManager[] = "bench-manager";
  Event event;
  auto& created = *event.mutable_board()->mutable_board_created();
  created.set_title("Benchmark Safeguarding Board");
  created.set_time_zone("Europe/London");
  created.set_division(events::v1::ENGLAND_AND_WALES);
  groups.Add(kBoard, 1, kManager, event);
  for (size_t i = 0; i < kAgencies; ++i) {
    Event joined;
    auto& agency = *joined.mutable_agency()->mutable_agency_created();
    agency.set_title(absl::StrCat("Agency ", i));
    agency.set_type(events::v1::POLICE);
    groups.Add(AgencyName(i), 1, kManager, joined);
  }
}

}  // namespace

void WritePlanLog(const PlanShape& shape, EventStore& log) {
  Groups groups(log, shape);
  AddBoard(groups);
  const Revision last = kFirstFacts + shape.later_events;
  for (size_t first = 0; first < shape.actions; first += shape.at_once) {
    const size_t end = std::min(first + shape.at_once, shape.actions);
    for (Revision revision = 1; revision <= last; ++revision) {
      for (size_t action = first; action < end; ++action) {
        groups.Add(ActionName(action), revision, OwnerOf(action),
                   FactOf(shape, action, revision));
      }
    }
  }
  groups.Commit();
}

}  // namespace actionplan::benchmarks
