// Whoever can write the log's folder, or the file of an export, changes
// something at each position of a log of a thousand events in turn.
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "absl/functional/function_ref.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "gtest/gtest.h"
#include "services/verify/export_scan.h"
#include "services/verify/export_verdict.h"
#include "tests/eventstore/export/exported_log.h"

namespace actionplan::verify {
namespace {

using eventstore::Checkpoint;
using eventstore::CheckpointTrust;
using eventstore::EventAt;
using eventstore::ExportedLog;
using eventstore::ExportedPart;
using eventstore::LogOf;
using eventstore::PartOf;
using eventstore::RootOf;

constexpr uint64_t kSize = 1'000;

const CheckpointTrust& Trust() {
  static const CheckpointTrust trust{
      .origin = std::string(eventstore::kTestOrigin),
      .keys = {eventstore::TestSigner('a').verifier()}};
  return trust;
}

Answer Judge(const ExportedLog& log,
             const std::optional<Checkpoint>& witnessed = std::nullopt) {
  const std::string file = log.Bytes();
  google::protobuf::io::ArrayInputStream input(file.data(),
                                               static_cast<int>(file.size()));
  return JudgeExport(ScanExport(input, witnessed ? witnessed->size : 0),
                     Trust(), witnessed);
}

std::string FactOf(const Answer& answer, const std::string& label) {
  for (const auto& [name, fact] : answer.facts) {
    if (name == label) return fact;
  }
  return "";
}

Checkpoint CheckpointOf(const ExportedLog& log, uint64_t size) {
  return {.origin = log.origin, .size = size, .root = RootOf(log, size)};
}

// Does the change to a copy of the log at each of the positions, and expects it
// to be found at the position that the change returns.
using Change = absl::FunctionRef<uint64_t(ExportedLog&, uint64_t position)>;

void ExpectNamedFrom(uint64_t first, uint64_t last, Change change) {
  const ExportedLog log = LogOf(kSize);
  for (uint64_t position = first; position <= last; ++position) {
    ExportedLog changed = log;
    const uint64_t bad = change(changed, position);
    const Answer answer = Judge(changed);
    ASSERT_EQ(answer.verdict, Verdict::kNotProven) << position;
    ASSERT_EQ(answer.bad_position, bad) << ToText(answer);
  }
}

std::string ChangedEvent(uint64_t position) {
  return EventAt(position, ", or was it?").SerializeAsString();
}

TEST(ExportTamperingTest, AnUntouchedLogIsProven) {
  const Answer answer = Judge(LogOf(kSize));
  EXPECT_EQ(answer.verdict, Verdict::kProven) << ToText(answer);
  EXPECT_EQ(answer.bad_position, 0u);
}

TEST(ExportTamperingTest, AnEditedEventIsNamed) {
  ExpectNamedFrom(1, kSize, [](ExportedLog& log, uint64_t position) {
    log.parts[position - 1].envelope = ChangedEvent(position);
    return position;
  });
}

TEST(ExportTamperingTest, AnEditedEventIsToldFromAnEditedHash) {
  ExportedLog log = LogOf(kSize);
  log.parts[416].envelope = ChangedEvent(417);
  EXPECT_EQ(FactOf(Judge(log), "means").substr(0, 21), "The event was changed");
  log = LogOf(kSize);
  log.parts[416].hash[7] ^= 1;
  EXPECT_EQ(FactOf(Judge(log), "means").substr(0, 30),
            "The events are the signed ones");
  log.parts[416].envelope = ChangedEvent(417);
  EXPECT_EQ(FactOf(Judge(log), "means").substr(0, 26),
            "Events and the hashes kept");
}

TEST(ExportTamperingTest, AnEditedHashIsNamed) {
  ExpectNamedFrom(1, kSize, [](ExportedLog& log, uint64_t position) {
    log.parts[position - 1].hash[position % 32] ^= 0x10;
    return position;
  });
}

// The tree that the log keeps stands apart from the events, so that all events
// behind the deleted one are beside another's hash.
TEST(ExportTamperingTest, AnEventDeletedFromUnderTheTreeIsNamed) {
  ExpectNamedFrom(1, kSize - 1, [](ExportedLog& log, uint64_t position) {
    for (uint64_t at = position; at < kSize; ++at) {
      log.parts[at - 1].envelope = log.parts[at].envelope;
    }
    log.parts.back().envelope.clear();
    return position;
  });
}

TEST(ExportTamperingTest, ADeletedLeafIsNamed) {
  ExpectNamedFrom(1, kSize, [](ExportedLog& log, uint64_t position) {
    log.parts.erase(log.parts.begin() + static_cast<ptrdiff_t>(position - 1));
    return position;
  });
}

TEST(ExportTamperingTest, ADeletedLeafIsNamedWhenTheHeaderDeniesIt) {
  ExpectNamedFrom(1, kSize - 1, [](ExportedLog& log, uint64_t position) {
    log.parts.erase(log.parts.begin() + static_cast<ptrdiff_t>(position - 1));
    --log.header_size;
    return position;
  });
}

TEST(ExportTamperingTest, ADeletedEndIsNoticedWhenTheHeaderDeniesIt) {
  ExportedLog log = LogOf(kSize);
  log.parts.pop_back();
  --log.header_size;
  const Answer answer = Judge(log);
  EXPECT_EQ(answer.verdict, Verdict::kNotProven);
  EXPECT_EQ(answer.headline,
            "the export names 999 events of example.org/log, its checkpoint "
            "1000 of example.org/log");
}

TEST(ExportTamperingTest, AnInsertedEventIsNamed) {
  ExpectNamedFrom(1, kSize, [](ExportedLog& log, uint64_t position) {
    // It cannot name itself `position` and be a revision that was free.
    log.parts.insert(log.parts.begin() + static_cast<ptrdiff_t>(position - 1),
                     PartOf(ChangedEvent(kSize + 1)));
    return position;
  });
}

TEST(ExportTamperingTest, AnInsertedEventThatFitsIsNamedByTheNextOne) {
  ExpectNamedFrom(1, kSize, [](ExportedLog& log, uint64_t position) {
    eventstore::v1::Envelope event = EventAt(position);
    event.set_stream("streams/new");
    event.set_revision(1);
    log.parts.insert(log.parts.begin() + static_cast<ptrdiff_t>(position - 1),
                     PartOf(event.SerializeAsString()));
    return position + 1;
  });
}

TEST(ExportTamperingTest, AnEventInsertedAboveTheTreeIsNamed) {
  ExpectNamedFrom(1, kSize, [](ExportedLog& log, uint64_t position) {
    for (uint64_t at = kSize; at > position; --at) {
      log.parts[at - 1].envelope = log.parts[at - 2].envelope;
    }
    log.parts[position - 1].envelope = ChangedEvent(position);
    return position;
  });
}

TEST(ExportTamperingTest, ALeafThatComesTwiceIsNamed) {
  ExpectNamedFrom(1, kSize, [](ExportedLog& log, uint64_t position) {
    const ExportedPart twice = log.parts[position - 1];
    log.parts.insert(log.parts.begin() + static_cast<ptrdiff_t>(position),
                     twice);
    return position + 1;
  });
}

TEST(ExportTamperingTest, NeighboursThatWereSwappedAreNamed) {
  ExpectNamedFrom(1, kSize - 1, [](ExportedLog& log, uint64_t position) {
    std::swap(log.parts[position - 1], log.parts[position]);
    return position;
  });
}

TEST(ExportTamperingTest, EventsSwappedUnderTheTreeAreNamed) {
  ExpectNamedFrom(1, kSize - 1, [](ExportedLog& log, uint64_t position) {
    std::swap(log.parts[position - 1].envelope, log.parts[position].envelope);
    return position;
  });
}

// With its hash, and still a revision that fits: only the root can tell, and an
// older checkpoint on which side of it.
TEST(ExportTamperingTest, AnEventEditedWithItsHashIsBracketedByAWitness) {
  const ExportedLog log = LogOf(kSize);
  const Checkpoint witnessed = CheckpointOf(log, 600);
  for (uint64_t position = 1; position <= kSize; ++position) {
    ExportedLog changed = log;
    changed.parts[position - 1] = PartOf(ChangedEvent(position));
    const Answer answer = Judge(changed, witnessed);
    ASSERT_EQ(answer.verdict, Verdict::kNotProven) << position;
    ASSERT_EQ(answer.headline,
              "the 1000 leaves do not lead to the root that was signed");
    ASSERT_EQ(FactOf(answer, "where").substr(0, 28),
              position <= 600 ? "within positions 1 to 600, w"
                              : "after position 600: up to th");
  }
}

TEST(ExportTamperingTest, ALogRewrittenAndSignedAgainIsRefusedByAWitness) {
  const ExportedLog log = LogOf(kSize);
  const Checkpoint witnessed = CheckpointOf(log, kSize);
  for (uint64_t position = 1; position <= kSize; ++position) {
    ExportedLog changed = log;
    changed.parts[position - 1] = PartOf(ChangedEvent(position));
    changed.Sign();
    const Answer answer = Judge(changed, witnessed);
    ASSERT_EQ(answer.verdict, Verdict::kNotProven) << position;
    ASSERT_EQ(answer.headline,
              "the log was rewritten: its first 1000 events are not those "
              "that were witnessed");
  }
}

TEST(ExportTamperingTest, ALogRewrittenBehindTheWitnessedPartIsANewSight) {
  ExportedLog changed = LogOf(kSize);
  const Checkpoint witnessed = CheckpointOf(changed, 600);
  changed.parts[600] = PartOf(ChangedEvent(601));
  changed.Sign();
  EXPECT_EQ(Judge(changed, witnessed).verdict, Verdict::kProven);
}

TEST(ExportTamperingTest, AnOlderExportIsRefusedByAWitness) {
  const Checkpoint witnessed = CheckpointOf(LogOf(kSize), kSize);
  for (uint64_t size = 0; size < kSize; size += 37) {
    const Answer answer = Judge(LogOf(size), witnessed);
    EXPECT_EQ(answer.verdict, Verdict::kNotProven);
    EXPECT_EQ(answer.headline.substr(0, 23), "the log was rolled back");
  }
}

TEST(ExportTamperingTest, AWitnessAlsoRefusesALogThatHasABadPosition) {
  const ExportedLog log = LogOf(kSize);
  ExportedLog changed = LogOf(600);
  changed.parts[416].envelope = ChangedEvent(417);
  Answer answer = Judge(changed, CheckpointOf(log, kSize));
  EXPECT_EQ(answer.bad_position, 417u);
  EXPECT_EQ(FactOf(answer, "witness"),
            "the log was rolled back: 600 events are signed here, but 1000 "
            "were witnessed");

  changed = log;
  changed.parts[99] = PartOf(ChangedEvent(100));
  changed.Sign();
  changed.parts[416].envelope = ChangedEvent(417);
  answer = Judge(changed, CheckpointOf(log, 600));
  EXPECT_EQ(answer.bad_position, 417u);
  EXPECT_EQ(FactOf(answer, "witness"),
            "the log was rewritten: its first 600 events are not those that "
            "were witnessed");
}

TEST(ExportTamperingTest, AWitnessDoesNotAccuseTheLogOfWhatTheCopySays) {
  const ExportedLog log = LogOf(kSize);
  for (const uint64_t witnessed : {uint64_t{600}, kSize}) {
    ExportedLog changed = log;
    changed.parts[416].envelope = ChangedEvent(417);
    Answer answer = Judge(changed, CheckpointOf(log, witnessed));
    EXPECT_EQ(answer.bad_position, 417u);
    EXPECT_EQ(FactOf(answer, "witness"), "");
    // The hashes of the copy are not the signed ones either.
    changed.parts[416] = PartOf(ChangedEvent(417));
    answer = Judge(changed, CheckpointOf(log, witnessed));
    EXPECT_EQ(answer.verdict, Verdict::kNotProven);
    EXPECT_EQ(FactOf(answer, "witness"), "");
  }
}

// Streams and times are followed no further than the first bad position.
TEST(ExportTamperingTest, WhatWasNotFollowedToTheEndIsNotTold) {
  ExportedLog log = LogOf(kSize);
  EXPECT_EQ(FactOf(Judge(log), "streams"), "7");
  log.parts[2].envelope = ChangedEvent(3);
  const Answer answer = Judge(log);
  EXPECT_EQ(FactOf(answer, "events"), "1000, all in view");
  EXPECT_EQ(FactOf(answer, "streams"), "");
  EXPECT_EQ(FactOf(answer, "recorded"), "");
}

TEST(ExportTamperingTest, AnotherKeyProvesNothing) {
  ExportedLog log = LogOf(kSize);
  log.Sign('b');
  const Answer answer = Judge(log);
  EXPECT_EQ(answer.verdict, Verdict::kNotProven);
  EXPECT_EQ(answer.headline, "the checkpoint is not signed by the log's key");
}

TEST(ExportTamperingTest, AnotherKeyDoesNotHideTheBadPosition) {
  ExportedLog log = LogOf(kSize);
  log.parts[416].envelope = ChangedEvent(417);
  log.Sign('b');
  const Answer answer = Judge(log);
  EXPECT_EQ(answer.verdict, Verdict::kNotProven);
  EXPECT_EQ(answer.bad_position, 417u);
}

TEST(ExportTamperingTest, ALogSignedWithAFaultIsTheLogsFault) {
  ExportedLog log = LogOf(kSize);
  eventstore::v1::Envelope event = EventAt(417);
  event.mutable_record_time()->set_seconds(1);
  log.parts[416] = PartOf(event.SerializeAsString());
  log.Sign();
  const Answer answer = Judge(log);
  EXPECT_EQ(answer.bad_position, 417u);
  EXPECT_EQ(FactOf(answer, "means").substr(0, 35),
            "The log was signed with this fault ");
}

TEST(ExportTamperingTest, WithheldEventsAreProvenByTheirHashes) {
  ExportedLog log = LogOf(kSize);
  for (uint64_t at = 0; at < kSize; at += 3) log.parts[at].envelope.clear();
  const Answer answer = Judge(log);
  EXPECT_EQ(answer.verdict, Verdict::kProven) << ToText(answer);
  EXPECT_EQ(FactOf(answer, "events"),
            "1000, 334 of them withheld, of which only the hash is here");
}

TEST(ExportTamperingTest, AnEditedEventAmongWithheldOnesIsNamed) {
  ExpectNamedFrom(1, kSize, [](ExportedLog& log, uint64_t position) {
    for (uint64_t at = position % 3; at < kSize; at += 3) {
      log.parts[at].envelope.clear();
    }
    log.parts[position - 1].envelope = ChangedEvent(position);
    return position;
  });
}

TEST(ExportTamperingTest, AChangedHashOfAWithheldEventIsNoticed) {
  const ExportedLog log = LogOf(kSize);
  for (uint64_t position = 1; position <= kSize; ++position) {
    ExportedLog changed = log;
    changed.parts[position - 1].envelope.clear();
    changed.parts[position - 1].hash[0] ^= 1;
    ASSERT_EQ(Judge(changed).verdict, Verdict::kNotProven) << position;
  }
}

}  // namespace
}  // namespace actionplan::verify
