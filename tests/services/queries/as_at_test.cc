#include "services/queries/as_at.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "actionplan/v1/action_service.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "projections/memory/memory_view_store.h"
#include "projections/resources/civil_date.h"
#include "projections/resources/instant.h"
#include "projections/resources/names.h"
#include "projections/resources/retractions.h"
#include "services/domain/action_retraction.h"
#include "services/queries/due_actions.h"
#include "services/queries/escalation_history.h"
#include "services/queries/plan_status.h"
#include "tests/projections/random_history.h"
#include "tests/projections/told_events.h"
#include "tests/services/queries/recorded_plan.h"
#include "tests/support/circumstances.h"
#include "tests/support/fake_clock.h"
#include "tests/support/status_matchers.h"
#include "tests/support/text_proto.h"

namespace actionplan::queries {
namespace {

using events::v1::Event;
using projections::Events;
using projections::OccurredAt;
using projections::Only;
using projections::RecordedAt;
using projections::Recording;
using support::FailsWith;
using support::FromText;
using testing::HasSubstr;

// A server's log and views, which were given these events and nothing else.
class Office {
 public:
  explicit Office(const Events& events,
                  Recording recording = Recording::kAsTheySay) {
    projections::Tell(events, log_, recording);
    auto started = projections::Projector::Start(
        log_, views_, projections::AllProjections(), clock_);
    EXPECT_OK(started);
    projector_ = *std::move(started);
    for (const auto& standing : projector_->Standings()) {
      EXPECT_OK((*projector_->Applied(standing.name))
                    ->Wait(log_.head().Get(), absl::Minutes(1)));
    }
  }

  PlanSources sources() const { return {.log = log_, .projector = *projector_}; }

 private:
  eventstore::MemoryStore log_;
  projections::MemoryViewStore views_;
  support::FakeClock clock_;
  std::unique_ptr<projections::Projector> projector_;
};

// Takes out what two logs cannot have in common: how the answer was asked for,
// and where in the log and when it was recorded.
void Strip(google::protobuf::Message& message) {
  const std::set<std::string> kOfOneLog = {
      "as_at",         "position",    "event",       "etag",
      "last_position", "create_time", "update_time", "record_time",
      "adopt_time",    "revision"};
  const auto* reflection = message.GetReflection();
  std::vector<const google::protobuf::FieldDescriptor*> fields;
  reflection->ListFields(message, &fields);
  for (const auto* field : fields) {
    if (kOfOneLog.count(field->name()) > 0) {
      reflection->ClearField(&message, field);
    } else if (field->message_type() != nullptr && field->is_repeated()) {
      for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
        Strip(*reflection->MutableRepeatedMessage(&message, field, i));
      }
    } else if (field->message_type() != nullptr) {
      Strip(*reflection->MutableMessage(&message, field));
    }
  }
}

// What answers of one office are compared in with those of another.
enum class Compare { kAll, kWhatBothCanSay };

// Every answer that an office gives about boards and actions, as text.
class Answers {
 public:
  Answers(const Office& office, absl::Time now, std::optional<v1::AsAt> as_at,
          Compare compare)
      : sources_(office.sources()),
        now_(now),
        as_at_(std::move(as_at)),
        compare_(compare) {}

  std::vector<std::string> About(const std::set<std::string>& names) {
    for (const std::string& name : names) {
      if (resources::IsName(resources::Kind::kBoard, name)) AskBoard(name);
      if (resources::IsName(resources::Kind::kAction, name)) AskAction(name);
    }
    return std::move(told_);
  }

 private:
  template <typename Request>
  Request Asked(const char* field, const std::string& name) {
    Request request;
    request.GetReflection()->SetString(
        &request, Request::descriptor()->FindFieldByName(field), name);
    if (as_at_) *request.mutable_as_at() = *as_at_;
    return request;
  }

  void AskBoard(const std::string& board) {
    Add(PlanStatus(sources_,
                   Asked<v1::GetActionPlanStatusRequest>("name", board), now_));
    AddPages(Asked<v1::ListOverdueActionsRequest>("parent", board),
             OverdueActions);
    AddPages(Asked<v1::ListDueSoonActionsRequest>("parent", board),
             DueSoonActions);
  }

  void AskAction(const std::string& action) {
    Add(EscalationHistoryOf(
        sources_, Asked<v1::GetEscalationHistoryRequest>("name", action),
        now_));
    const auto request = Asked<v1::GetActionRequest>("name", action);
    auto reading = PlanReading::Begin(
        sources_, QuestionOf(request, resources::BoardOf(action), now_));
    Add(reading.ok() ? reading->Get<v1::Action>(action) : reading.status());
  }

  template <typename Request, typename Read>
  void AddPages(const Request& request, Read read) {
    Page page{.size = 2};
    do {
      std::string last_key;
      Add(read(sources_, request, now_, page, last_key));
      page.after_key = last_key;
    } while (!page.after_key.empty());
  }

  template <typename Answer>
  void Add(absl::StatusOr<Answer> answer) {
    if (!answer.ok()) {
      told_.push_back(absl::StatusCodeToString(answer.status().code()));
      return;
    }
    if constexpr (requires { answer->basis(); }) {
      answer->mutable_basis()->clear_as_at();
    }
    if constexpr (requires { answer->as_at(); }) answer->clear_as_at();
    if (compare_ == Compare::kWhatBothCanSay) Strip(*answer);
    told_.push_back(answer->DebugString());
  }

  const PlanSources sources_;
  const absl::Time now_;
  const std::optional<v1::AsAt> as_at_;
  const Compare compare_;
  std::vector<std::string> told_;
};

// The events with retractions among them, as the decider makes them, and with
// places and revisions that fit.
Events WithRetractions(const Events& events, uint32_t seed) {
  std::mt19937 random(seed);
  std::map<std::string, Events> histories;
  std::map<std::string, v1::Action> actions;
  Events all;
  const auto record = [&](Event event) {
    events::v1::EventContext& context = *event.mutable_context();
    Events& history = histories[context.stream()];
    context.set_revision(static_cast<int64_t>(history.size()) + 1);
    context.set_position(static_cast<int64_t>(all.size()) + 1);
    resources::Evolve(event, actions[context.stream()]);
    history.push_back(event);
    all.push_back(std::move(event));
  };
  for (const Event& event : events) {
    record(event);
    if (!event.has_action() || random() % 3 > 0) continue;
    const std::string& stream = event.context().stream();
    v1::RetractEntryRequest request;
    request.set_revision(1 + random() % histories[stream].size());
    request.set_reason("A slip of the hand");
    const auto occurred = actions[stream].last_occur_time();
    domain::Circumstances now = support::CircumstancesOf(
        stream, support::BoardManager(), resources::ToTime(occurred));
    now.history = histories[stream];
    const auto facts = domain::Decide(actions[stream], request, now);
    if (!facts.ok()) continue;  // It was no entry, or is retracted already.
    Event retraction = event;
    *retraction.mutable_action() = facts->front();
    *retraction.mutable_context()->mutable_occur_time() = occurred;
    record(std::move(retraction));
  }
  return all;
}

// What never was leaves no trace in the order of occurrence.
Events WithoutRetracted(const Events& events) {
  std::map<std::string, resources::Retractions> retractions;
  for (const Event& event : events) {
    retractions[event.context().stream()].Note(event);
  }
  return Only(events, [&](const Event& event) {
    return !retractions[event.context().stream()].LeaveOut(event);
  });
}

class AsAtTest : public testing::TestWithParam<uint32_t> {
 protected:
  static Events RandomEvents(uint32_t seed) {
    eventstore::MemoryStore log;
    projections::RandomHistory(log, seed).Grow(700);
    const Events events = WithRetractions(
        projections::AtRandomTimes(projections::EventsOf(log), seed), seed);
    EXPECT_GT(events.size(), 720U) << "hardly anything was retracted";
    return events;
  }

  AsAtTest() {
    for (const Event& event : events_) names_.insert(event.context().stream());
  }

  absl::Time SomeInstant(absl::Time (*of)(const Event&)) {
    return of(events_[random_() % events_.size()]);
  }

  // Whether all boards, agencies and plans had begun: what actions speak of is
  // known from its first fact on, whatever time that claims.
  bool EverythingHadBegun(absl::Time instant) const {
    return std::all_of(
        events_.begin(), events_.end(), [&](const Event& event) {
          return event.context().revision() != 1 || event.has_action() ||
                 event.has_escalation() || OccurredAt(event) <= instant;
        });
  }

  const Events events_ = RandomEvents(GetParam());
  const Office office_{events_};
  const absl::Time now_ = RecordedAt(events_.back()) + absl::Hours(1);
  std::set<std::string> names_;
  std::mt19937 random_{GetParam()};
};

TEST_P(AsAtTest, AnswersWhatAServerAnsweredThen) {
  for (int i = 0; i < 6; ++i) {
    const absl::Time instant = SomeInstant(RecordedAt);
    const Office then(Only(events_, [&](const Event& event) {
      return RecordedAt(event) <= instant;
    }));
    v1::AsAt as_at;
    *as_at.mutable_record_time() = resources::ToTimestamp(instant);
    EXPECT_EQ(Answers(office_, now_, as_at, Compare::kAll).About(names_),
              Answers(then, instant, {}, Compare::kAll).About(names_))
        << "as known at " << instant;
  }
}

TEST_P(AsAtTest, AnswersWhatAServerWouldHaveAnsweredThatHeardOfEverythingAtOnce) {
  int compared = 0;
  while (compared < 6) {
    const absl::Time instant = SomeInstant(OccurredAt);
    if (!EverythingHadBegun(instant)) continue;
    ++compared;
    const Office then(
        projections::ByOccurrence(Only(WithoutRetracted(events_),
                                       [&](const Event& event) {
                                         return OccurredAt(event) <= instant;
                                       })),
        Recording::kAsItHappened);
    v1::AsAt as_at;
    *as_at.mutable_occur_time() = resources::ToTimestamp(instant);
    EXPECT_EQ(
        Answers(office_, now_, as_at, Compare::kWhatBothCanSay).About(names_),
        Answers(then, instant, {}, Compare::kWhatBothCanSay).About(names_))
        << "as it was at " << instant;
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, AsAtTest, testing::Range(1U, 4U));

constexpr absl::CivilDay kToday(2026, 3, 2);  // A Monday.

// A plan of which days are told one by one.
class PastPlanTest : public testing::Test {
 protected:
  static absl::Time London(absl::CivilSecond civil) {
    return absl::FromCivil(civil, *resources::FindTimeZone("Europe/London"));
  }

  void GoTo(absl::CivilSecond civil) { plan_.clock().JumpTo(London(civil)); }

  static std::string Known(absl::Time instant) {
    return absl::StrCat("record_time {",
                        resources::ToTimestamp(instant).ShortDebugString(),
                        "}");
  }
  static std::string True(absl::Time instant) {
    return absl::StrCat("occur_time {",
                        resources::ToTimestamp(instant).ShortDebugString(),
                        "}");
  }

  absl::StatusOr<v1::ActionPlanStatus> Status(const std::string& as_at,
                                              const std::string& rest = "") {
    return PlanStatus(plan_.sources(),
                      FromText<v1::GetActionPlanStatusRequest>(absl::StrCat(
                          "name: 'boards/ncc' as_at {", as_at, "} ", rest)),
                      plan_.clock().Now());
  }

  int Actions(const std::string& as_at, const std::string& rest = "") {
    const auto status = Status(as_at, rest);
    EXPECT_OK(status);
    return status.ok() ? status->total().actions() : -1;
  }

  void Meet(const std::string& id, absl::CivilDay day) {
    plan_.Record("meetings/" + id,
                 absl::StrCat("meeting { meeting_recorded { forum: 'Board' "
                              "meeting_date {",
                              DateText(day), "} } }"));
  }

  RecordedPlan plan_;
};

TEST_F(PastPlanTest, IsThatOfTheEndOfTheMeetingsDay) {
  GoTo(absl::CivilSecond(2026, 3, 10, 23, 59, 59));
  plan_.Accept({.id = "before", .due = kToday});
  GoTo(absl::CivilSecond(2026, 3, 11));
  plan_.Accept({.id = "after", .due = kToday});
  Meet("m1", absl::CivilDay(2026, 3, 10));
  EXPECT_EQ(Actions("meeting: 'boards/ncc/meetings/m1'"), 1);
  ASSERT_OK_AND_ASSIGN(const auto status,
                       Status("meeting: 'boards/ncc/meetings/m1'"));
  EXPECT_THAT(status.basis().as_at(), support::IsText(R"pb(
                record_time { seconds: 1773187199 nanos: 999999999 }
                meeting: "boards/ncc/meetings/m1"
                meeting_axis: RECORD_TIME)pb"));
  EXPECT_THAT(status.basis().due_on(),
              support::IsText("year: 2026 month: 3 day: 10"));
}

TEST_F(PastPlanTest, EndsADayOfThreeAndTwentyHoursWhereTheNextBegins) {
  // Summer time begins in London on 29 March 2026.
  GoTo(absl::CivilSecond(2026, 3, 29, 23, 30, 0));
  plan_.Accept({.id = "before", .due = kToday});
  GoTo(absl::CivilSecond(2026, 3, 30, 0, 30, 0));
  plan_.Accept({.id = "after", .due = kToday});
  Meet("m1", absl::CivilDay(2026, 3, 29));
  EXPECT_EQ(Actions("meeting: 'boards/ncc/meetings/m1'"), 1);
  EXPECT_EQ(Actions("meeting: 'boards/ncc/meetings/m1' "
                    "meeting_axis: OCCUR_TIME"),
            1);
}

TEST_F(PastPlanTest, DoesNotEndBeforeTheMeetingsDayIsOver) {
  Meet("m1", kToday);
  EXPECT_THAT(Status("meeting: 'boards/ncc/meetings/m1'"),
              FailsWith("AS_AT_NOT_OVER"));
  GoTo(absl::CivilSecond(kToday + 1));
  EXPECT_OK(Status("meeting: 'boards/ncc/meetings/m1'"));
}

TEST_F(PastPlanTest, DoesNotKnowAMeetingThatIsNotThere) {
  EXPECT_THAT(Status("meeting: 'boards/ncc/meetings/m1'"),
              FailsWith("RESOURCE_NOT_FOUND"));
}

TEST_F(PastPlanTest, SaysSinceWhenTheBoardIsThere) {
  const absl::Time begin = plan_.clock().Now();
  plan_.clock().Advance(absl::Hours(1));
  const auto status = Status(Known(begin - absl::Nanoseconds(1)));
  EXPECT_THAT(status, FailsWith("NOT_THERE_YET"));
  EXPECT_THAT(std::string(status.status().message()),
              HasSubstr("first recorded at 2026-03-02T09:00:00Z"));
  EXPECT_OK(Status(Known(begin)));
}

TEST_F(PastPlanTest, KnowsABoardAsSoonAsOneOfItsActionsHadBegun) {
  plan_.Record("actions/old",
               "action { action_proposed { details { title: 'Old' } } }",
               {.earlier = absl::Hours(240)});
  const absl::Time now = plan_.clock().Now();
  EXPECT_THAT(Status(True(now - absl::Hours(241))),
              FailsWith("NOT_THERE_YET"));
  ASSERT_OK_AND_ASSIGN(const auto status, Status(True(now - absl::Hours(240))));
  EXPECT_EQ(status.total().actions(), 1);
  EXPECT_EQ(status.board_title(), "Northshire");
}

TEST_F(PastPlanTest, IsToldByTheTitleThatAnAgencyHadThen) {
  plan_.Accept({.id = "a1", .due = kToday});
  const absl::Time before = plan_.clock().Now();
  plan_.clock().Advance(absl::Hours(1));
  plan_.Record("agencies/police", "agency { agency_renamed { title: 'Force' } }");
  ASSERT_OK_AND_ASSIGN(const auto then, Status(Known(before)));
  EXPECT_EQ(then.agencies(0).title(), "Police");
  ASSERT_OK_AND_ASSIGN(const auto now, Status(Known(plan_.clock().Now())));
  EXPECT_EQ(now.agencies(0).title(), "Force");
}

TEST_F(PastPlanTest, GoesByThePolicyThatTheBoardHadThen) {
  const auto version = [&](absl::Time instant) {
    const auto reading = PlanReading::Begin(
        plan_.sources(),
        {.board = "boards/ncc",
         .as_at = FromText<v1::AsAt>(Known(instant)),
         .now = plan_.clock().Now()});
    EXPECT_OK(reading);
    return reading->board().escalation_policy().version();
  };
  const absl::Time before = plan_.clock().Now();
  plan_.clock().Advance(absl::Hours(1));
  plan_.Record("",
               "board { escalation_policy_adopted { policy { version: 7 } } }");
  EXPECT_EQ(version(before), 0);
  EXPECT_EQ(version(plan_.clock().Now()), 7);
}

TEST_F(PastPlanTest, CountsAnActionInThePlanItWasInThen) {
  plan_.Accept({.id = "a1", .due = kToday});
  for (const char* plan : {"plans/one", "plans/two"}) {
    plan_.Record(plan, "plan { plan_created { title: 'A plan' } }");
  }
  plan_.Record("plans/one",
               "plan { action_added_to_plan {"
               " action: 'boards/ncc/actions/a1' } }");
  const absl::Time before = plan_.clock().Now();
  plan_.clock().Advance(absl::Hours(1));
  plan_.Record("plans/one",
               "plan { action_removed_from_plan {"
               " action: 'boards/ncc/actions/a1' } }");
  plan_.Record("plans/two",
               "plan { action_added_to_plan {"
               " action: 'boards/ncc/actions/a1' } }");
  EXPECT_EQ(Actions(Known(before), "plan: 'boards/ncc/plans/one'"), 1);
  EXPECT_EQ(Actions(Known(before), "plan: 'boards/ncc/plans/two'"), 0);
  const absl::Time after = plan_.clock().Now();
  EXPECT_EQ(Actions(True(after), "plan: 'boards/ncc/plans/one'"), 0);
  EXPECT_EQ(Actions(True(after), "plan: 'boards/ncc/plans/two'"), 1);
}

TEST_F(PastPlanTest, IsComputedForTheDayOfTheEarlierInstantUnlessOneIsAsked) {
  GoTo(absl::CivilSecond(2026, 3, 20, 12, 0, 0));
  const std::string both =
      Known(London(absl::CivilSecond(2026, 3, 18))) +
      True(London(absl::CivilSecond(2026, 3, 16)));
  plan_.Accept({.id = "a1", .due = kToday});
  ASSERT_OK_AND_ASSIGN(const auto status, Status(both));
  EXPECT_THAT(status.basis().due_on(),
              support::IsText("year: 2026 month: 3 day: 16"));
  ASSERT_OK_AND_ASSIGN(
      const auto asked,
      Status(both, "due_on { year: 2026 month: 3 day: 19 }"));
  EXPECT_THAT(asked.basis().due_on(),
              support::IsText("year: 2026 month: 3 day: 19"));
}

TEST_F(PastPlanTest, CountsARetractedReportOnlyAsItWasKnownBeforeTheRetraction) {
  plan_.Accept({.id = "a1", .due = kToday + 60});
  plan_.clock().Advance(absl::Hours(1));
  plan_.Record("actions/a1", "action { progress_recorded { own_view: ON_TRACK } }");
  const absl::Time reported = plan_.clock().Now();
  plan_.clock().Advance(absl::Hours(1));
  plan_.Record("actions/a1",
               "action { entry_retracted { revision: 4 kind: PROGRESS"
               " accepted_again_since { seconds: 1 } } }");
  const absl::Time retracted = plan_.clock().Now();
  const auto green = [&](const std::string& as_at) {
    const auto status = Status(as_at);
    EXPECT_OK(status);
    return status->total().green();
  };
  EXPECT_EQ(green(Known(reported)), 1);
  EXPECT_EQ(green(Known(retracted)), 0);
  EXPECT_EQ(green(True(reported)), 0);
  EXPECT_EQ(green(True(retracted)), 0);
  EXPECT_EQ(green(True(reported) + Known(reported)), 1);
}

TEST_F(PastPlanTest, StaysOnLaterPagesWhatItWasOnTheFirst) {
  plan_.Accept({.id = "a1", .due = kToday - 9});
  plan_.Accept({.id = "a2", .due = kToday - 8});
  const auto request = FromText<v1::ListOverdueActionsRequest>(absl::StrCat(
      "parent: 'boards/ncc' as_at {", True(plan_.clock().Now()), "}"));
  const absl::Time now = plan_.clock().Now();
  Page page{.size = 1};
  std::string last_key;
  ASSERT_OK_AND_ASSIGN(
      const auto first,
      OverdueActions(plan_.sources(), request, now, page, last_key));
  // Recorded after the first page, as something that had happened before it.
  plan_.Accept({.id = "a3", .due = kToday - 7});
  page.after_key = last_key;
  ASSERT_OK_AND_ASSIGN(
      const auto second,
      OverdueActions(plan_.sources(), request, now, page, last_key));
  EXPECT_EQ(first.actions(0).action(), "boards/ncc/actions/a1");
  EXPECT_EQ(second.actions(0).action(), "boards/ncc/actions/a2");
  EXPECT_EQ(last_key, "");
  EXPECT_EQ(second.basis().position(), first.basis().position());
}

}  // namespace
}  // namespace actionplan::queries
