#include "projections/event_codec.h"

#include "tests/support/status_matchers.h"
#include "tests/support/text_proto.h"

namespace actionplan::projections {
namespace {

using events::v1::Event;
using eventstore::v1::Envelope;
using support::FailsWith;
using support::FromText;
using support::IsText;
using support::StatusIs;

// A payload with a field that no version of the program has had so far.
std::string PayloadOfTheFuture() {
  Event event;
  event.GetReflection()->MutableUnknownFields(&event)->AddLengthDelimited(
      1000, "what it says");
  return event.SerializeAsString();
}

// The same, one level down: an action's fact that is not known.
std::string ActionFactOfTheFuture() {
  Event event;
  auto& fact = *event.mutable_action();
  fact.GetReflection()->MutableUnknownFields(&fact)->AddLengthDelimited(
      1000, "what it says");
  return event.SerializeAsString();
}

Envelope EnvelopeOf(const std::string& payload) {
  auto envelope = FromText<Envelope>(
      "position: 17 stream: 'boards/one' revision: 3 type: 'ActionAccepted'"
      " record_time { seconds: 2 nanos: 3 } occur_time { seconds: 1 }"
      " actor: 'anna' affiliation: 'boards/one/agencies/police'"
      " on_behalf_of: 'bert' request_id: 'r1' cause: 5");
  envelope.set_payload(payload);
  return envelope;
}

TEST(EventCodecTest, AFactIsCalledAsItsMessageIs) {
  EXPECT_EQ(FactName(FromText<Event>("action { action_accepted {} }")),
            "ActionAccepted");
  EXPECT_EQ(FactName(FromText<Event>("board { board_created {} }")),
            "BoardCreated");
  EXPECT_EQ(FactName(Event()), "");
  EXPECT_EQ(FactName(FromText<Event>("board {}")), "");
}

TEST(EventCodecTest, TheLogIsGivenTheFactWithoutItsContext) {
  const auto event = FromText<Event>(
      "context { position: 4 actor: 'anna' } action { action_accepted {} }");

  const eventstore::NewEvent encoded = Encode(event);

  EXPECT_EQ(encoded.type, "ActionAccepted");
  EXPECT_FALSE(encoded.ignorable);
  Event stored;
  ASSERT_TRUE(stored.ParseFromString(encoded.payload));
  EXPECT_THAT(stored, IsText("action { action_accepted {} }"));
  EXPECT_TRUE(event.has_context());
}

TEST(EventCodecTest, WhatIsReadHasItsContextFromTheEnvelope) {
  const auto fact = FromText<Event>("action { action_accepted {} }");
  Event event;

  ASSERT_OK(Decode(EnvelopeOf(Encode(fact).payload), event));

  EXPECT_THAT(
      event,
      IsText("context { name: 'events/17' position: 17 stream: 'boards/one'"
             " revision: 3 record_time { seconds: 2 nanos: 3 }"
             " occur_time { seconds: 1 } actor: 'anna'"
             " affiliation: 'boards/one/agencies/police'"
             " on_behalf_of: 'bert' request_id: 'r1' cause: 5 }"
             " action { action_accepted {} }"));
}

TEST(EventCodecTest, AnEventThatIsUsedAgainKeepsNothing) {
  Event event = FromText<Event>("board { board_created { title: 'x' } }");
  ASSERT_OK(Decode(
      EnvelopeOf(Encode(FromText<Event>("plan { plan_agreed {} }")).payload),
      event));
  Envelope next =
      EnvelopeOf(Encode(FromText<Event>("board { board_created {} }")).payload);
  next.clear_affiliation();
  next.clear_on_behalf_of();
  next.clear_cause();

  ASSERT_OK(Decode(next, event));

  EXPECT_THAT(
      event,
      IsText("context { name: 'events/17' position: 17 stream: 'boards/one'"
             " revision: 3 record_time { seconds: 2 nanos: 3 }"
             " occur_time { seconds: 1 } actor: 'anna' request_id: 'r1' }"
             " board { board_created {} }"));
}

TEST(EventCodecTest, APayloadThatIsNoEventIsDataLoss) {
  Event event;
  const absl::Status decoded = Decode(EnvelopeOf("\xff\xff"), event);

  EXPECT_THAT(decoded, StatusIs(absl::StatusCode::kDataLoss));
  EXPECT_THAT(decoded, FailsWith("PAYLOAD_UNREADABLE"));
}

TEST(EventCodecTest, AFactOfANewerProgramIsRefused) {
  Event event;
  for (const std::string& payload :
       {PayloadOfTheFuture(), ActionFactOfTheFuture(), std::string()}) {
    const absl::Status decoded = Decode(EnvelopeOf(payload), event);

    EXPECT_THAT(decoded, StatusIs(absl::StatusCode::kFailedPrecondition));
    EXPECT_THAT(decoded, FailsWith("FACT_UNKNOWN"));
  }
}

TEST(EventCodecTest, AFactOfANewerProgramThatMayBePassedOverHasOnlyAContext) {
  for (const std::string& payload :
       {PayloadOfTheFuture(), ActionFactOfTheFuture()}) {
    Envelope envelope = EnvelopeOf(payload);
    envelope.set_ignorable(true);
    Event event = FromText<Event>("board { board_created {} }");

    ASSERT_OK(Decode(envelope, event));

    EXPECT_EQ(event.fact_case(), Event::FACT_NOT_SET);
    EXPECT_EQ(event.context().position(), 17);
    EXPECT_TRUE(event.context().ignorable());
    EXPECT_EQ(FactName(event), "");
  }
}

// What AppendDecoded() makes of an envelope, parsed.
absl::StatusOr<Event> Passed(const Envelope& envelope, Event& scratch) {
  std::string bytes;
  const absl::Status appended = AppendDecoded(envelope, scratch, bytes);
  if (!appended.ok()) {
    EXPECT_EQ(bytes, "");
    return appended;
  }
  Event event;
  EXPECT_TRUE(event.ParseFromString(bytes));
  return event;
}

TEST(EventCodecTest, WhatIsPassedOnUnparsedIsWhatDecodingGives) {
  // A fact's payload in several shapes; one that names its own context lies.
  const std::string fact =
      Encode(FromText<Event>("board { board_created { title: 'x' } }")).payload;
  const std::string other =
      Encode(FromText<Event>("action { action_accepted {} }")).payload;
  const std::string context =
      FromText<Event>("context { position: 99 on_behalf_of: 'eve' }")
          .SerializeAsString();
  Event scratch = FromText<Event>("plan { plan_agreed {} }");
  for (const std::string& payload :
       {fact, other, context + fact, fact + context, fact + other, other + fact,
        fact + fact, fact + PayloadOfTheFuture()}) {
    for (const bool is_short : {false, true}) {
      Envelope envelope = EnvelopeOf(payload);
      if (is_short) {
        envelope.clear_on_behalf_of();
        envelope.clear_cause();
      }
      Event decoded;
      ASSERT_OK(Decode(envelope, decoded));

      ASSERT_OK_AND_ASSIGN(const Event passed, Passed(envelope, scratch));

      EXPECT_EQ(passed.SerializeAsString(), decoded.SerializeAsString());
    }
  }
}

TEST(EventCodecTest, WhatIsPassedOnHasNothingOfTheEventBefore) {
  const std::string fact =
      Encode(FromText<Event>("board { board_created { title: 'x' } }")).payload;
  Event decoded;
  ASSERT_OK(Decode(EnvelopeOf(fact), decoded));
  Event scratch;
  for (const std::string& before :
       {fact + PayloadOfTheFuture(), PayloadOfTheFuture() + "\xff"}) {
    (void)Passed(EnvelopeOf(before), scratch);

    ASSERT_OK_AND_ASSIGN(const Event passed, Passed(EnvelopeOf(fact), scratch));

    EXPECT_EQ(passed.SerializeAsString(), decoded.SerializeAsString());
  }
}

TEST(EventCodecTest, WhatCannotBeDecodedIsNotPassedOn) {
  const std::string fact =
      Encode(FromText<Event>("board { board_created { title: 'x' } }")).payload;
  Event scratch;
  for (const std::string& payload :
       {std::string("\xff\xff"), fact.substr(0, 1), fact.substr(0, 2),
        fact.substr(0, 3), fact.substr(0, fact.size() - 1), fact + "\x0a"}) {
    EXPECT_THAT(Passed(EnvelopeOf(payload), scratch).status(),
                FailsWith("PAYLOAD_UNREADABLE"));
  }
  for (const std::string& payload :
       {PayloadOfTheFuture(), ActionFactOfTheFuture(), std::string()}) {
    EXPECT_THAT(Passed(EnvelopeOf(payload), scratch).status(),
                FailsWith("FACT_UNKNOWN"));
    Envelope ignorable = EnvelopeOf(payload);
    ignorable.set_ignorable(true);
    ASSERT_OK_AND_ASSIGN(const Event passed, Passed(ignorable, scratch));
    EXPECT_TRUE(passed.has_context());
    EXPECT_EQ(FactName(passed), "");
  }
}

}  // namespace
}  // namespace actionplan::projections
