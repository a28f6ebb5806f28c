#include "projections/trail_links.h"

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "actionplan/events/v1/personal_text.pb.h"
#include "gmock/gmock.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "gtest/gtest.h"
#include "tests/support/text_proto.h"

namespace actionplan::projections {
namespace {

using events::v1::Event;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using testing::ElementsAre;
using testing::IsEmpty;

// "+ above < below"
std::vector<std::string> LinksOf(const Event& event) {
  std::vector<std::string> links;
  VisitLinks(event, [&](const TrailLink& link) {
    links.push_back(absl::StrCat(std::string(1, static_cast<char>(link.change)),
                                 " ", link.above, " < ", link.below));
  });
  return links;
}

std::vector<std::string> LinksOf(const std::string& stream, int revision,
                                 const std::string& fact) {
  return LinksOf(support::FromText<Event>(absl::StrCat(
      "context { stream: '", stream, "' revision: ", revision, " } ", fact)));
}

constexpr char kFinding[] = "boards/ncc/audits/a1/findings/f1";
constexpr char kRecommendation[] = "boards/ncc/audits/a1/recommendations/r1";
constexpr char kAction[] = "boards/ncc/actions/a1";

TEST(TrailLinksTest, WhatAnAuditHoldsStandsUnderIt) {
  EXPECT_THAT(LinksOf(kFinding, 1, "finding { finding_recorded {} }"),
              ElementsAre(absl::StrCat("+ boards/ncc/audits/a1 < ", kFinding)));
  EXPECT_THAT(LinksOf(kFinding, 2, "finding { finding_confirmed {} }"),
              IsEmpty());
}

TEST(TrailLinksTest, ANameIsEnoughWhateverANewerProgramRecordedFirst) {
  EXPECT_THAT(LinksOf(kFinding, 1, ""),
              ElementsAre(absl::StrCat("+ boards/ncc/audits/a1 < ", kFinding)));
}

TEST(TrailLinksTest, ABoardNeedsNoLinks) {
  EXPECT_THAT(LinksOf(kAction, 1, "action { action_proposed {} }"), IsEmpty());
  EXPECT_THAT(LinksOf("boards/ncc", 1, "board { board_created {} }"),
              IsEmpty());
}

TEST(TrailLinksTest, AnActionStandsUnderWhatItWasProposedFor) {
  EXPECT_THAT(
      LinksOf(kAction, 1,
              absl::StrCat("action { action_proposed { sources { resource: '",
                           kFinding,
                           "' } sources { external_reference: "
                           "'Inspection' } sources { resource: '",
                           kRecommendation, "' } } }")),
      ElementsAre(absl::StrCat("+ ", kFinding, " < ", kAction),
                  absl::StrCat("+ ", kRecommendation, " < ", kAction)));
}

TEST(TrailLinksTest, ARecommendationStandsUnderItsAuditAndItsFindings) {
  EXPECT_THAT(
      LinksOf(kRecommendation, 1,
              absl::StrCat("recommendation { recommendation_drafted { "
                           "findings: '",
                           kFinding, "' } }")),
      ElementsAre(absl::StrCat("+ boards/ncc/audits/a1 < ", kRecommendation),
                  absl::StrCat("+ ", kFinding, " < ", kRecommendation)));
}

TEST(TrailLinksTest, AnActionStandsUnderAPlanUntilItLeaves) {
  EXPECT_THAT(LinksOf("boards/ncc/plans/p1", 3,
                      absl::StrCat("plan { action_added_to_plan { action: '",
                                   kAction, "' } }")),
              ElementsAre(absl::StrCat("+ boards/ncc/plans/p1 < ", kAction)));
  EXPECT_THAT(
      LinksOf("boards/ncc/plans/p1", 4,
              absl::StrCat("plan { action_removed_from_plan { action: '",
                           kAction, "' } }")),
      ElementsAre(absl::StrCat("- boards/ncc/plans/p1 < ", kAction)));
}

TEST(TrailLinksTest, NothingStandsUnderWhatIsOnlyMentioned) {
  EXPECT_THAT(LinksOf(kAction, 5,
                      "action { action_superseded { "
                      "replacement: 'boards/ncc/actions/a2' } }"),
              IsEmpty());
  EXPECT_THAT(LinksOf(kAction, 5,
                      "action { action_blocked { blocked_by { "
                      "action: 'boards/ncc/actions/a2' } } }"),
              IsEmpty());
  EXPECT_THAT(LinksOf("boards/ncc/plans/p1", 2,
                      "plan { plan_agreed { meeting: "
                      "'boards/ncc/meetings/m1' } }"),
              IsEmpty());
}

TEST(TrailLinksTest, NothingStandsUnderItself) {
  EXPECT_THAT(LinksOf("boards/ncc/escalations/e1", 1,
                      "escalation { escalation_raised { "
                      "subject: 'boards/ncc/escalations/e1' } }"),
              IsEmpty());
}

// Also a fact that is added to the protos later: what it calls its subject has
// it in its trail.
TEST(TrailLinksTest, EveryFactStandsUnderItsSubject) {
  int subjects = 0;
  const auto& kinds = *Event::descriptor()->oneof_decl(0);
  for (int i = 0; i < kinds.field_count(); ++i) {
    const auto& of_kind = *kinds.field(i)->message_type()->oneof_decl(0);
    for (int j = 0; j < of_kind.field_count(); ++j) {
      const FieldDescriptor* subject =
          of_kind.field(j)->message_type()->FindFieldByName("subject");
      if (subject == nullptr) continue;
      ++subjects;
      Event event;
      event.mutable_context()->set_stream("boards/ncc/escalations/e1");
      event.mutable_context()->set_revision(1);
      Message* fact =
          event.GetReflection()->MutableMessage(&event, kinds.field(i));
      fact = fact->GetReflection()->MutableMessage(fact, of_kind.field(j));
      fact->GetReflection()->SetString(fact, subject, kAction);
      EXPECT_THAT(LinksOf(event),
                  ElementsAre(absl::StrCat("+ ", kAction,
                                           " < boards/ncc/escalations/e1")))
          << fact->GetDescriptor()->name();
    }
  }
  EXPECT_GE(subjects, 1);
}

}  // namespace
}  // namespace actionplan::projections
