#include "tests/contracts/wish.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "tests/support/status_matchers.h"

namespace actionplan::eventstore {
namespace {

std::string Line(const v1::Envelope& event) {
  return absl::StrCat(event.position(), " ", event.stream(), "@",
                      event.revision(), " ", event.payload());
}

std::string Describe(const Committed& committed) {
  return absl::StrCat(
      committed.count, " at position ", committed.first_position, ", revision ",
      committed.first_revision, committed.repeated ? ", repeated" : "");
}

testing::AssertionResult Is(const absl::StatusOr<Committed>& answer,
                            const Committed& wanted) {
  if (!answer.ok()) {
    return testing::AssertionFailure() << answer.status().ToString();
  }
  const std::string found = Describe(*answer);
  if (found == Describe(wanted)) return testing::AssertionSuccess();
  return testing::AssertionFailure()
         << "found " << found << ", wanted " << Describe(wanted);
}

}  // namespace

Append AppendFor(const Wish& wish) {
  Append append{
      .stream = wish.stream,
      .expected = wish.expected,
      .request = {.actor = wish.actor,
                  .id = wish.request_id,
                  .content = absl::StrCat(wish.stream, "|", wish.expected, "|",
                                          absl::StrJoin(wish.payloads, "|"))},
      .occur_time = absl::FromUnixSeconds(1'700'000'000)};
  for (const std::string& payload : wish.payloads) {
    append.events.push_back({.type = "Tested", .payload = payload});
  }
  return append;
}

std::vector<std::string> ReadWholeLog(const EventStore& store) {
  std::vector<std::string> lines;
  EXPECT_OK(store.ReadLog({}, [&lines](const v1::Envelope& event) {
    lines.push_back(Line(event));
    return true;
  }));
  return lines;
}

std::vector<std::string> ReadWholeStream(const EventStore& store,
                                         absl::string_view stream) {
  std::vector<std::string> lines;
  EXPECT_OK(store.ReadStream(stream, {}, [&lines](const v1::Envelope& event) {
    lines.push_back(Line(event));
    return true;
  }));
  return lines;
}

testing::AssertionResult IsWritten(const absl::StatusOr<Committed>& answer,
                                   const Placed& placed) {
  return Is(answer, {.first_position = placed.first_position,
                     .first_revision = placed.first_revision,
                     .count = placed.count});
}

testing::AssertionResult IsRepeated(const absl::StatusOr<Committed>& answer,
                                    const Placed& placed) {
  return Is(answer, {.first_position = placed.first_position,
                     .first_revision = placed.first_revision,
                     .count = placed.count,
                     .repeated = true});
}

}  // namespace actionplan::eventstore
