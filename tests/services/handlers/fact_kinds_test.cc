#include "services/handlers/fact_kinds.h"

#include <string>

#include "actionplan/events/v1/event.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/bad_request.h"
#include "tests/support/status_matchers.h"

namespace actionplan::handlers {
namespace {

using support::WrongFields;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

absl::Status Check(const std::string& kind) {
  rpc::FieldChecks check;
  CheckFactKind("kinds[3]", kind, check);
  return check.Result();
}

TEST(CheckFactKindTest, KnowsKindsOfEveryResource) {
  for (const char* kind :
       {"BoardCreated", "EscalationPolicyAdopted", "MeetingRecorded",
        "AgencyCreated", "AuditCreated", "FindingRecorded",
        "RecommendationDrafted", "PlanCreated", "ActionProposed",
        "ExtensionApproved", "EscalationRaised"}) {
    EXPECT_OK(Check(kind)) << kind;
  }
}

// Also one that is added to the protos later.
TEST(CheckFactKindTest, KnowsEveryFactThatAnEventCanHave) {
  int facts = 0;
  const auto* const kinds = events::v1::Event::descriptor()->oneof_decl(0);
  for (int i = 0; i < kinds->field_count(); ++i) {
    const auto* const fact = kinds->field(i)->message_type();
    for (int j = 0; j < fact->field_count(); ++j, ++facts) {
      EXPECT_OK(Check(fact->field(j)->message_type()->name()));
    }
  }
  EXPECT_GT(facts, 30);
}

TEST(CheckFactKindTest, RefusesWhatIsNoKind) {
  for (const char* kind :
       {"", "ActionUpdated", "actionProposed", "action_proposed",
        "ActionProposed ", "ActionFact", "Event", "EventContext",
        "actionplan.events.v1.ActionProposed"}) {
    EXPECT_THAT(WrongFields(Check(kind)),
                ElementsAre(Pair("kinds[3]", "KIND_UNKNOWN")))
        << kind;
  }
}

TEST(CheckFactKindTest, NamesTheKindsThatWereLikelyMeant) {
  EXPECT_THAT(std::string(Check("actionAssigned").message()),
              HasSubstr("did you mean ActionAssigned?"));
  EXPECT_THAT(std::string(Check("ExtensionAproved").message()),
              HasSubstr("did you mean ExtensionApproved?"));
  EXPECT_THAT(std::string(Check("extension").message()),
              HasSubstr("did you mean ExtensionRequested, ExtensionApproved, "
                        "ExtensionRejected, ExtensionWithdrawn?"));
  EXPECT_THAT(std::string(Check("Evidence").message()),
              HasSubstr("did you mean EvidenceAdded, EvidenceWithdrawn?"));
  EXPECT_THAT(std::string(Check("deactivated").message()),
              HasSubstr("did you mean AgencyDeactivated?"));
  EXPECT_THAT(std::string(Check("xyz").message()),
              HasSubstr("kinds look like ActionAssigned"));
}

}  // namespace
}  // namespace actionplan::handlers
