// SameValue() casts between the enums of facts and those of the API. This holds
// only as long as both have the same values under the same names.
#include <map>
#include <set>
#include <string>

#include "actionplan/events/v1/event.pb.h"
#include "actionplan/v1/action_lifecycle.pb.h"
#include "gmock/gmock.h"
#include "google/protobuf/descriptor.h"
#include "gtest/gtest.h"
#include "projections/resources/resource.h"

namespace actionplan::resources {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FileDescriptor;

using Twins = std::map<const EnumDescriptor*, const EnumDescriptor*>;

template <typename Fact, typename Api>
Twins::value_type Pair() {
  return {google::protobuf::GetEnumDescriptor<Fact>(),
          google::protobuf::GetEnumDescriptor<Api>()};
}

Twins AllTwins() {
  using Action = v1::Action;
  using Resolve = v1::ResolveDeclineRequest;
  return {
      Pair<events::v1::ActionPriority, Action::Priority>(),
      Pair<events::v1::AgencyType, v1::Agency::Type>(),
      Pair<events::v1::AssuranceLevel, v1::Assurance::Level>(),
      Pair<events::v1::AuditKind, v1::Audit::Kind>(),
      Pair<events::v1::AuditState, v1::Audit::State>(),
      Pair<events::v1::DeclineDecision, Resolve::Decision>(),
      Pair<events::v1::Division, v1::Board::Division>(),
      Pair<events::v1::EntryRetracted::Kind, v1::RetractedEntry::Kind>(),
      Pair<events::v1::EscalationFamily, v1::Escalation::Family>(),
      Pair<events::v1::EscalationResolution, v1::Escalation::Resolution>(),
      Pair<events::v1::EscalationRule, v1::Escalation::Rule>(),
      Pair<events::v1::ExtensionReason, Action::ExtensionReason>(),
      Pair<events::v1::FindingKind, v1::Finding::Kind>(),
      Pair<events::v1::MeetingRecorded::Presence, v1::Meeting::Presence>(),
      Pair<events::v1::OwnView, Action::OwnView>(),
      Pair<events::v1::PlanKind, v1::Plan::Kind>(),
      Pair<events::v1::RatingOverridden::Colour, v1::RatingOverride::Colour>(),
      Pair<events::v1::RatingPolicy::Condition, v1::RatingPolicy::Condition>(),
      Pair<events::v1::RecommendationKind, v1::Recommendation::Kind>(),
      Pair<events::v1::Undated, v1::DueDate::Undated>(),
      Pair<events::v1::VerificationMethod, Action::Method>(),
  };
}

// By number; a zero, which no fact carries, is named for its enum.
std::map<int, std::string> ValuesOf(const EnumDescriptor& values) {
  std::map<int, std::string> names;
  for (int i = 0; i < values.value_count(); ++i) {
    const auto& value = *values.value(i);
    names[value.number()] = value.number() == 0 ? "zero" : value.name();
  }
  return names;
}

void Collect(const Descriptor& message, std::set<const EnumDescriptor*>& out) {
  for (int i = 0; i < message.enum_type_count(); ++i) {
    out.insert(message.enum_type(i));
  }
  for (int i = 0; i < message.nested_type_count(); ++i) {
    Collect(*message.nested_type(i), out);
  }
}

// Every enum of the file and of the files of its package that it imports.
void Collect(const FileDescriptor& file, std::set<const EnumDescriptor*>& out) {
  for (int i = 0; i < file.enum_type_count(); ++i) {
    out.insert(file.enum_type(i));
  }
  for (int i = 0; i < file.message_type_count(); ++i) {
    Collect(*file.message_type(i), out);
  }
  for (int i = 0; i < file.dependency_count(); ++i) {
    const FileDescriptor& imported = *file.dependency(i);
    if (imported.package() == file.package()) Collect(imported, out);
  }
}

TEST(SameValueTest, EveryEnumOfTheFactsHasItsTwinInTheApi) {
  std::set<const EnumDescriptor*> in_facts;
  Collect(*events::v1::Event::descriptor()->file(), in_facts);
  const Twins twins = AllTwins();

  for (const EnumDescriptor* values : in_facts) {
    EXPECT_TRUE(twins.contains(values)) << values->full_name();
  }
  EXPECT_EQ(twins.size(), in_facts.size());
}

TEST(SameValueTest, EveryValueOfAFactIsTheSameInTheApi) {
  for (const auto& [fact, api] : AllTwins()) {
    EXPECT_THAT(ValuesOf(*api), testing::IsSupersetOf(ValuesOf(*fact)))
        << fact->full_name();
  }
}

// A fact says how far an audit was planned to get; that it was closed or
// cancelled are facts of their own.
TEST(SameValueTest, EveryValueOfTheApiCanBeStored) {
  for (const auto& [fact, api] : AllTwins()) {
    if (api == v1::Audit::State_descriptor()) continue;
    EXPECT_EQ(ValuesOf(*fact), ValuesOf(*api)) << fact->full_name();
  }
}

}  // namespace
}  // namespace actionplan::resources
