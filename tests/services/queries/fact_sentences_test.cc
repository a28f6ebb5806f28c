#include "services/queries/fact_sentences.h"

#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "actionplan/events/v1/event.pb.h"
#include "gmock/gmock.h"
#include "google/protobuf/descriptor.h"
#include "gtest/gtest.h"
#include "tests/support/text_proto.h"

namespace actionplan::queries {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using support::FromText;

std::string Sentence(const google::protobuf::Message& fact) {
  return Tell(fact, NoTitle).sentence;
}

// Every fact of every kind of resource, by name.
std::map<std::string, const Descriptor*> AllFacts() {
  std::map<std::string, const Descriptor*> facts;
  const auto& kinds = *events::v1::Event::descriptor()->oneof_decl(0);
  for (int i = 0; i < kinds.field_count(); ++i) {
    const auto& of_kind = *kinds.field(i)->message_type()->oneof_decl(0);
    for (int j = 0; j < of_kind.field_count(); ++j) {
      const Descriptor* fact = of_kind.field(j)->message_type();
      facts[fact->name()] = fact;
    }
  }
  return facts;
}

// What stands in braces.
std::vector<std::string> Placeholders(absl::string_view text) {
  std::vector<std::string> found;
  while (true) {
    const size_t open = text.find('{');
    if (open == absl::string_view::npos) return found;
    const size_t close = text.find('}', open);
    found.emplace_back(text.substr(open + 1, close - open - 1));
    text.remove_prefix(close);
  }
}

// The field at "policy.overdue_by.high"; nullptr when there is none.
const FieldDescriptor* FieldAt(const Descriptor* type,
                               const std::string& path) {
  const FieldDescriptor* field = nullptr;
  for (const std::string& name :
       std::vector<std::string>(absl::StrSplit(path, '.'))) {
    if (type == nullptr) return nullptr;
    field = type->FindFieldByName(name);
    if (field == nullptr) return nullptr;
    type = field->message_type();
  }
  return field;
}

TEST(FactSentencesTest, HasOneSentenceForEachFact) {
  std::multiset<std::string> told;
  for (const FactSentence& sentence : FactSentences()) {
    told.emplace(sentence.fact);
  }
  std::multiset<std::string> facts;
  for (const auto& [name, descriptor] : AllFacts()) facts.insert(name);
  EXPECT_EQ(told, facts);
}

TEST(FactSentencesTest, NamesOnlyFieldsThatTheFactHas) {
  const auto facts = AllFacts();
  for (const FactSentence& sentence : FactSentences()) {
    for (const std::string& path : Placeholders(sentence.template_text)) {
      EXPECT_NE(FieldAt(facts.at(std::string(sentence.fact)), path), nullptr)
          << sentence.fact << " has no " << path;
    }
  }
}

// Brackets and braces are closed, not nested in their own kind, and a bracket
// holds a field: without one it would never be left out.
TEST(FactSentencesTest, IsWellFormed) {
  for (const FactSentence& sentence : FactSentences()) {
    std::string open;
    bool has_field = false;
    for (const char c : std::string(sentence.template_text)) {
      if (c == '[') {
        EXPECT_EQ(open, "") << sentence.template_text;
        open += c, has_field = false;
      } else if (c == '{') {
        EXPECT_THAT(open, testing::AnyOf("", "[")) << sentence.template_text;
        open += c, has_field = true;
      } else if (c == '}') {
        ASSERT_TRUE(!open.empty() && open.back() == '{');
        open.pop_back();
      } else if (c == ']') {
        EXPECT_EQ(open, "[") << sentence.template_text;
        EXPECT_TRUE(has_field) << sentence.template_text;
        open.clear();
      }
    }
    EXPECT_EQ(open, "") << sentence.template_text;
  }
}

TEST(SentenceTest, FillsInValuesAsPeopleReadThem) {
  EXPECT_EQ(Sentence(FromText<events::v1::ActionAssigned>(
                "lead_agency: 'boards/ncc/agencies/police' "
                "owner_role: 'Inspector' priority: HIGH "
                "due { date { year: 2026 month: 3 day: 9 } }")),
            "Assigned to boards/ncc/agencies/police, owner Inspector, priority "
            "high, due 2026-03-09");
}

TEST(SentenceTest, LeavesOutAPartWhoseFieldIsEmpty) {
  EXPECT_EQ(Sentence(FromText<events::v1::FindingRecorded>(
                "kind: AREA_FOR_IMPROVEMENT text { clear: 'No chronology' }")),
            "Finding recorded as area for improvement: No chronology");
  EXPECT_EQ(Sentence(FromText<events::v1::FindingRecorded>(
                "kind: CONCERN case_pseudonym: 'Case 2' "
                "text { clear: 'No chronology' }")),
            "Finding recorded as concern in Case 2: No chronology");
}

TEST(SentenceTest, LeavesOutEachPartByItself) {
  EXPECT_EQ(Sentence(FromText<events::v1::DeclineResolved>(
                "decision: ASSIGN_AGAIN "
                "due { undated: TO_BE_CONFIRMED "
                "review_date { year: 2026 month: 5 day: 1 } }")),
            "Refusal answered: assign again, due to be confirmed, review on "
            "2026-05-01");
  EXPECT_EQ(Sentence(FromText<events::v1::DeclineResolved>(
                "decision: ASSIGN_AGAIN "
                "lead_agency: 'boards/ncc/agencies/health'")),
            "Refusal answered: assign again, lead agency "
            "boards/ncc/agencies/health");
}

TEST(SentenceTest, ReadsWellWhenAContactIsGivenOrTakenAway) {
  EXPECT_EQ(Sentence(FromText<events::v1::AgencyContactChanged>(
                "contact_role: 'Head'")),
            "Contact changed to Head");
  EXPECT_EQ(Sentence(FromText<events::v1::AgencyContactChanged>(
                "previous_contact_role: 'Head'")),
            "Contact changed from Head");
  EXPECT_EQ(Sentence(FromText<events::v1::AgencyContactChanged>(
                "previous_contact_role: 'Head' contact_role: 'Deputy'")),
            "Contact changed from Head to Deputy");
}

TEST(SentenceTest, DoesNotExpandBracesThatSomebodyWrote) {
  EXPECT_EQ(Sentence(FromText<events::v1::CommentAdded>(
                "text { clear: 'See {text} [and {nothing}] {' }")),
            "Comment: See {text} [and {nothing}] {");
  EXPECT_EQ(Sentence(FromText<events::v1::ActionDeclined>(
                "counter_proposal { clear: ']{reason}[' } "
                "reason { clear: 'no' }")),
            "Declined by the lead agency; it proposes: ]{reason}[");
}

TEST(SentenceTest, ReachesIntoNestedValues) {
  EXPECT_EQ(Sentence(FromText<events::v1::EscalationPolicyAdopted>(
                "policy { version: 3 overdue_by { high: 1 medium: 5 low: 10 } "
                "}")),
            "Escalation policy 3 adopted: level 1 after 1, 5 and 10 working "
            "days (high, medium, low)");
  EXPECT_EQ(Sentence(FromText<events::v1::EvidenceAdded>(
                "evidence { number: 2 title: 'Minutes' uri: 'file:a' }")),
            "Evidence 2 added: Minutes (file:a)");
}

TEST(SentenceTest, SaysWhichFieldsItTells) {
  EXPECT_THAT(Tell(FromText<events::v1::MilestoneReached>(
                       "number: 2 title: 'Half' reached_on { year: 2026 month: "
                       "3 day: 9 }"),
                   NoTitle)
                  .fields,
              testing::ElementsAre("number", "reached_on", "title"));
}

TEST(SentenceTest, CallsAnAgencyByItsTitleAndItsId) {
  const auto title_of = [](const std::string& agency) -> std::string {
    return agency == "boards/ncc/agencies/police" ? "Northshire Police" : "";
  };
  EXPECT_EQ(Tell(FromText<events::v1::ActionAssigned>(
                     "lead_agency: 'boards/ncc/agencies/police' "
                     "owner_role: 'Inspector' priority: LOW"),
                 title_of)
                .sentence,
            "Assigned to Northshire Police (police), owner Inspector, priority "
            "low");
  EXPECT_EQ(Tell(FromText<events::v1::ActionAssigned>(
                     "lead_agency: 'boards/ncc/agencies/health' "
                     "owner_role: 'Nurse' priority: LOW"),
                 title_of)
                .sentence,
            "Assigned to boards/ncc/agencies/health, owner Nurse, priority "
            "low");
}

TEST(SentenceTest, TellsWhatABoardAdopted) {
  EXPECT_EQ(Sentence(FromText<events::v1::BoardRenamed>(
                "previous_title: 'Old' title: 'New'")),
            "Board renamed from Old to New");
  EXPECT_EQ(Sentence(FromText<events::v1::CalendarAdopted>(
                "previous_calendar_version: 'scotland/2026-1' "
                "calendar_version: 'scotland/2025-1'")),
            "Calendar scotland/2025-1 adopted, was scotland/2026-1");
  EXPECT_EQ(Sentence(FromText<events::v1::ClosuresAdopted>(
                "closures { version: 3 }")),
            "Closures 3 adopted");
  EXPECT_EQ(Sentence(FromText<events::v1::RatingPolicyAdopted>(
                "policy { version: 2 red: [ OVERDUE, REJECTED ] "
                "amber: DUE_SOON_WITHOUT_PROGRESS }")),
            "Rating policy 2 adopted: red when overdue, rejected; amber when "
            "due soon without progress");
}

TEST(SentenceTest, TellsAColourThatWasGiven) {
  EXPECT_EQ(Sentence(FromText<events::v1::RatingOverridden>(
                "colour: AMBER end_date { year: 2026 month: 12 day: 18 }")),
            "Shown as amber until 2026-12-18");
}

TEST(SentenceTest, IsTheNameOfAMessageThatIsNoFact) {
  EXPECT_EQ(Sentence(events::v1::PersonalText()), "PersonalText");
}

}  // namespace
}  // namespace actionplan::queries
