#include "services/queries/trail_entry.h"

#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "google/protobuf/util/time_util.h"
#include "gtest/gtest.h"
#include "tests/support/text_proto.h"

namespace actionplan::queries {
namespace {

using support::FromText;
using testing::ElementsAre;
using testing::IsEmpty;

v1::TrailEntry EntryOf(const std::string& event) {
  return TrailEntryOf(FromText<events::v1::Event>(event), {});
}

// "field: previous -> current"
std::vector<std::string> ChangesOf(const std::string& event) {
  std::vector<std::string> changes;
  const v1::TrailEntry entry = EntryOf(event);
  for (const v1::TrailEntry::Change& change : entry.changes()) {
    changes.push_back(change.field() + ": " + change.previous() + " -> " +
                      change.current());
  }
  return changes;
}

TEST(TrailEntryTest, TellsWhoDidWhatWhenAndWhy) {
  EXPECT_THAT(EntryOf(R"pb(
                context {
                  name: "events/42"
                  position: 42
                  stream: "boards/ncc/actions/a1"
                  revision: 7
                  record_time { seconds: 200 nanos: 5 }
                  occur_time { seconds: 100 }
                  actor: "chair-1"
                  affiliation: "boards/ncc/agencies/police"
                  cause: 17
                }
                action {
                  action_cancelled { reason { clear: "Done by another board" } }
                })pb"),
              support::IsText(R"pb(
                event: "events/42"
                resource: "boards/ncc/actions/a1"
                revision: 7
                kind: "ActionCancelled"
                record_time { seconds: 200 nanos: 5 }
                occur_time { seconds: 100 }
                actor: "chair-1"
                agency: "boards/ncc/agencies/police"
                summary: "Cancelled"
                reason: "Done by another board"
                cause: "events/17")pb"));
}

TEST(TrailEntryTest, HasNoCauseWhereAPersonActed) {
  EXPECT_EQ(EntryOf("action { action_cancelled {} }").cause(), "");
}

TEST(TrailEntryTest, TellsEachValueThatTookThePlaceOfAnother) {
  EXPECT_THAT(ChangesOf(R"pb(
                action {
                  extension_approved {
                    previous_due_date { year: 2026 month: 3 day: 9 }
                    due_date { year: 2026 month: 4 day: 10 }
                  }
                })pb"),
              ElementsAre("due_date: 2026-03-09 -> 2026-04-10"));
}

TEST(TrailEntryTest, DoesNotCallAValueChangedThatIsTheSame) {
  EXPECT_THAT(
      ChangesOf(R"pb(
        action {
          action_assigned {
            previous_lead_agency: "boards/ncc/agencies/police"
            lead_agency: "boards/ncc/agencies/police"
            previous_priority: LOW
            priority: HIGH
            owner_role: "Inspector"
          }
        })pb"),
      ElementsAre("owner_role:  -> Inspector", "priority: low -> high"));
}

TEST(TrailEntryTest, ShowsADueDateAsOneValue) {
  EXPECT_THAT(ChangesOf(R"pb(
                action {
                  action_reopened {
                    previous_due {
                      undated: ONGOING
                      review_date { year: 2026 month: 6 day: 1 }
                    }
                    due { date { year: 2026 month: 4 day: 10 } }
                  }
                })pb"),
              ElementsAre("due: ongoing, review on 2026-06-01 -> 2026-04-10"));
}

TEST(TrailEntryTest, LooksIntoDetailsFieldByField) {
  EXPECT_THAT(
      ChangesOf(R"pb(
        action {
          details_amended {
            previous_details {
              title: "Train staff"
              description { clear: "All of them" }
              supporting_agencies: "boards/ncc/agencies/police"
            }
            details {
              title: "Train all staff"
              description { clear: "All of them" }
              success_measure { clear: "90 in 100" }
              supporting_agencies: "boards/ncc/agencies/police"
              supporting_agencies: "boards/ncc/agencies/health"
            }
          }
        })pb"),
      ElementsAre("title: Train staff -> Train all staff",
                  "success_measure:  -> 90 in 100",
                  "supporting_agencies: boards/ncc/agencies/police -> "
                  "boards/ncc/agencies/police, boards/ncc/agencies/health"));
}

TEST(TrailEntryTest, LooksIntoPoliciesByPath) {
  EXPECT_THAT(
      ChangesOf(R"pb(
        board {
          escalation_policy_adopted {
            previous_policy {
              version: 1
              overdue_by { high: 1 medium: 5 low: 10 }
              level_deadlines {
                level: 1
                acknowledge_within: 2
                respond_within: 5
              }
            }
            policy {
              version: 2
              overdue_by { high: 1 medium: 3 low: 10 }
              level_deadlines {
                level: 1
                acknowledge_within: 1
                respond_within: 5
              }
            }
          }
        })pb"),
      ElementsAre("version: 1 -> 2", "overdue_by.medium: 5 -> 3",
                  "level_deadlines: level 1, acknowledge within 2, respond "
                  "within 5 -> level 1, acknowledge within 1, respond "
                  "within 5"));
}

TEST(TrailEntryTest, ShowsNothingBeforeTheFirstPolicy) {
  EXPECT_THAT(
      ChangesOf(R"pb(
        board {
          escalation_policy_adopted {
            policy {
              version: 1
              overdue_by { high: 1 medium: 5 low: 10 }
            }
          }
        })pb"),
      ElementsAre("version:  -> 1", "overdue_by.high:  -> 1",
                  "overdue_by.medium:  -> 5", "overdue_by.low:  -> 10"));
}

TEST(TrailEntryTest, ShowsWhatAPolicyAndClosuresChanged) {
  EXPECT_THAT(ChangesOf(R"pb(
                board {
                  rating_policy_adopted {
                    previous_policy {
                      version: 1
                      due_soon_days: 10
                      ageing_bounds: [ 5, 10 ]
                      red: OVERDUE
                    }
                    policy {
                      version: 2
                      due_soon_days: 10
                      ageing_bounds: [ 5, 20 ]
                      red: [ OVERDUE, STALE ]
                    }
                  }
                })pb"),
              ElementsAre("version: 1 -> 2", "ageing_bounds: 5, 10 -> 5, 20",
                          "red: overdue -> overdue, stale"));
  EXPECT_THAT(ChangesOf(R"pb(
                board {
                  closures_adopted {
                    closures {
                      version: 1
                      closures {
                        date { year: 2026 month: 12 day: 24 }
                        label: "Christmas"
                      }
                    }
                  }
                })pb"),
              ElementsAre("version:  -> 1",
                          "closures:  -> date 2026-12-24, Christmas"));
}

TEST(TrailEntryTest, ShowsTheColourThatAnotherTookThePlaceOf) {
  EXPECT_THAT(ChangesOf(R"pb(
                action {
                  rating_overridden {
                    previous_colour: GREEN
                    colour: AMBER
                    previous_end_date { year: 2026 month: 12 day: 4 }
                    end_date { year: 2026 month: 12 day: 18 }
                    reason { clear: "Not yet" }
                  }
                })pb"),
              ElementsAre("colour: green -> amber",
                          "end_date: 2026-12-04 -> 2026-12-18"));
}

TEST(TrailEntryTest, HasNoChangesWhereNothingWasReplaced) {
  EXPECT_THAT(ChangesOf("action { comment_added { text { clear: 'Hm' } } }"),
              IsEmpty());
}

TEST(TrailEntryTest, TakesTheReasonFromWhateverTheFactCallsIt) {
  EXPECT_EQ(EntryOf("action { extension_approved { note { clear: 'Once' } } }")
                .reason(),
            "Once");
  EXPECT_EQ(EntryOf("action { action_assigned { smart_override_reason { "
                    "clear: 'Measure follows' } } }")
                .reason(),
            "Measure follows");
  EXPECT_EQ(EntryOf("action { action_accepted {} }").reason(), "");
}

TEST(TrailEntryTest, SaysSoWhereANewerProgramKnewMore) {
  const v1::TrailEntry entry =
      EntryOf("context { name: 'events/9' actor: 'chair-1' ignorable: true }");
  EXPECT_EQ(entry.event(), "events/9");
  EXPECT_EQ(entry.actor(), "chair-1");
  EXPECT_EQ(entry.kind(), "");
  EXPECT_EQ(entry.summary(),
            "A newer program recorded something this one cannot tell");
}

TEST(TrailEntryTest, SaysSoWhereANewerProgramAddedAFactToAKnownResource) {
  EXPECT_EQ(EntryOf("action {}").summary(),
            "A newer program recorded something this one cannot tell");
}

TEST(TrailEntryTest, ShowsAsNewWhatTheSentenceLeavesOut) {
  EXPECT_THAT(ChangesOf(R"pb(
                action {
                  evidence_added {
                    evidence {
                      number: 2
                      title: "Minutes"
                      uri: "https://example.org/m"
                      sha256: "ab12"
                      effective_date { year: 2026 month: 3 day: 9 }
                      note { clear: "Signed" }
                    }
                  }
                })pb"),
              ElementsAre("evidence.sha256:  -> ab12",
                          "evidence.effective_date:  -> 2026-03-09",
                          "evidence.note:  -> Signed"));
}

TEST(TrailEntryTest, TellsListsOfStructuresInWords) {
  EXPECT_THAT(
      ChangesOf(R"pb(
        meeting {
          meeting_recorded {
            forum: "Board"
            meeting_date { year: 2026 month: 3 day: 9 }
            attendance {
              agency: "boards/ncc/agencies/police"
              presence: PRESENT
            }
            attendance {
              agency: "boards/ncc/agencies/health"
              presence: APOLOGIES
            }
            decisions { clear: "Agreed" }
          }
        })pb"),
      ElementsAre("attendance:  -> boards/ncc/agencies/police, present; "
                  "boards/ncc/agencies/health, apologies",
                  "decisions:  -> Agreed"));
}

TEST(TrailEntryTest, ARemarkThatTheSentenceHasIsNoReason) {
  const v1::TrailEntry entry = EntryOf(
      "action { milestone_reached { number: 1 title: 'Half' note { clear: "
      "'Late' } } }");
  EXPECT_EQ(entry.reason(), "");
  EXPECT_EQ(entry.summary(), "Milestone 1 reached on : Half; Late");
}

// The days of the board, not those of the clock in Greenwich or of 24 hours.
TEST(TrailEntryTest, CountsTheDaysUntilItWasRecorded) {
  absl::TimeZone london;
  ASSERT_TRUE(absl::LoadTimeZone("Europe/London", &london));
  const auto days = [](const char* occurred, const char* recorded,
                       const absl::TimeZone& zone) {
    events::v1::Event event;
    auto& context = *event.mutable_context();
    EXPECT_TRUE(google::protobuf::util::TimeUtil::FromString(
        occurred, context.mutable_occur_time()));
    EXPECT_TRUE(google::protobuf::util::TimeUtil::FromString(
        recorded, context.mutable_record_time()));
    return TrailEntryOf(event, {.zone = zone}).recorded_days_later();
  };
  EXPECT_EQ(days("2026-07-01T09:00:00Z", "2026-07-01T17:00:00Z", london), 0);
  EXPECT_EQ(days("2026-07-01T09:00:00Z", "2026-07-13T08:00:00Z", london), 12);
  // In summer 23:30 in Greenwich is half past midnight in London.
  EXPECT_EQ(days("2026-07-01T22:30:00Z", "2026-07-01T23:30:00Z", london), 1);
  EXPECT_EQ(days("2026-07-01T23:30:00Z", "2026-07-02T08:00:00Z", london), 0);
  EXPECT_EQ(
      days("2026-07-01T23:30:00Z", "2026-07-02T08:00:00Z", absl::UTCTimeZone()),
      1);
  // The nights on which clocks change are days like others.
  EXPECT_EQ(days("2026-03-28T12:00:00Z", "2026-03-29T11:00:00Z", london), 1);
  EXPECT_EQ(days("2026-10-24T12:00:00Z", "2026-10-25T12:00:00Z", london), 1);
}

TEST(TrailEntryTest, HappenedWhenItWasRecordedWhereNobodyClaimsATime) {
  EXPECT_EQ(EntryOf("context { record_time { seconds: 1772445600 } }")
                .recorded_days_later(),
            0);
}

}  // namespace
}  // namespace actionplan::queries
