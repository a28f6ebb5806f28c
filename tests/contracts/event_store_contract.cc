#include "tests/contracts/event_store_contract.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "tests/support/status_matchers.h"

namespace actionplan::eventstore {
absl::StatusOr<Committed> EventStoreContract::Commit(const Append& append,
                                                     absl::Time record_time) {
  auto answers = store().Commit(record_time, {append});
  if (!answers.ok()) return answers.status();
  return std::move(answers->front());
}

absl::StatusOr<Committed> EventStoreContract::Commit(const Wish& wish,
                                                     absl::Time record_time) {
  return Commit(AppendFor(wish), record_time);
}

std::vector<absl::StatusOr<Committed>> EventStoreContract::CommitGroupOf(
    const std::vector<Wish>& wishes) {
  std::vector<Append> appends;
  for (const Wish& wish : wishes) appends.push_back(AppendFor(wish));
  auto answers = store().Commit(Noon(), appends);
  if (!answers.ok()) {
    ADD_FAILURE() << answers.status().ToString();
    return std::vector<absl::StatusOr<Committed>>(wishes.size(),
                                                  answers.status());
  }
  return *std::move(answers);
}

void EventStoreContract::CommitTwoStreams() {
  for (Revision revision = 0; revision < 3; ++revision) {
    for (const char* stream : {"boards/1", "boards/2"}) {
      ASSERT_OK(Commit(Wish{.request_id = absl::StrCat(stream, revision),
                            .stream = stream,
                            .expected = revision}));
    }
  }
}

}  // namespace actionplan::eventstore
