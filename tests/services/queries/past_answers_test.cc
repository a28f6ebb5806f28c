// Whatever happened, a server says of the past what a server would have said
// that had been given no more by then.
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

  PlanSources sources() const {
    return {.log = log_, .projector = *projector_};
  }

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
    if (!event.has_action()) continue;
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

// Shows the first difference: all answers are a lot to read.
void ExpectSame(const std::vector<std::string>& one,
                const std::vector<std::string>& other) {
  ASSERT_EQ(one.size(), other.size());
  for (size_t i = 0; i < one.size(); ++i) ASSERT_EQ(one[i], other[i]);
}

class AsAtTest : public testing::TestWithParam<uint32_t> {
 protected:
  static Events RandomEvents(uint32_t seed) {
    eventstore::MemoryStore log;
    projections::RandomHistory(log, seed).Grow(700);
    const Events events = WithRetractions(
        projections::AtRandomTimes(projections::EventsOf(log), seed), seed);
    EXPECT_GT(events.size(), 710U) << "hardly anything was retracted";
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
    return std::all_of(events_.begin(), events_.end(), [&](const Event& event) {
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
    SCOPED_TRACE(absl::StrCat("as known at ", absl::FormatTime(instant)));
    ExpectSame(Answers(office_, now_, as_at, Compare::kAll).About(names_),
               Answers(then, instant, {}, Compare::kAll).About(names_));
  }
}

TEST_P(AsAtTest,
       AnswersWhatAServerWouldHaveAnsweredThatHeardOfEverythingAtOnce) {
  int compared = 0;
  while (compared < 6) {
    const absl::Time instant = SomeInstant(OccurredAt);
    if (!EverythingHadBegun(instant)) continue;
    ++compared;
    const Office then(
        projections::ByOccurrence(Only(
            WithoutRetracted(events_),
            [&](const Event& event) { return OccurredAt(event) <= instant; })),
        Recording::kAsItHappened);
    v1::AsAt as_at;
    *as_at.mutable_occur_time() = resources::ToTimestamp(instant);
    SCOPED_TRACE(absl::StrCat("as it was at ", absl::FormatTime(instant)));
    ExpectSame(
        Answers(office_, now_, as_at, Compare::kWhatBothCanSay).About(names_),
        Answers(then, instant, {}, Compare::kWhatBothCanSay).About(names_));
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, AsAtTest, testing::Range(1U, 4U));

}  // namespace
}  // namespace actionplan::queries
