#include "tests/durability/log_answers.h"

#include <optional>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "eventstore/merkle/proof.h"

namespace actionplan::eventstore {
namespace {

std::string Text(const MerkleHash& hash) {
  return std::string(BytesOf(absl::MakeConstSpan(&hash, 1)));
}

std::string Text(uint64_t number) { return absl::StrCat(number); }

std::string Text(const std::optional<Committed>& found) {
  if (!found.has_value()) return "none";
  return absl::StrCat(found->first_position, " ", found->first_revision, " ",
                      found->count, " ", absl::FormatTime(found->record_time));
}

std::string NoAnswer(const absl::Status& status) {
  return absl::StrCat(kNoAnswer, status.ToString());
}

template <typename Value>
std::string Answer(const absl::StatusOr<Value>& value) {
  return value.ok() ? Text(*value) : NoAnswer(value.status());
}

std::string StoredAt(const EventStore& store, Range positions) {
  std::string bytes;
  const absl::Status read = store.ReadStored(
      positions, [&bytes](Position position, absl::string_view envelope) {
        absl::StrAppend(&bytes, position, ":", envelope);
        return true;
      });
  return read.ok() ? bytes : NoAnswer(read);
}

std::string StoredIn(const EventStore& store, const std::string& stream) {
  std::string bytes;
  const absl::Status read =
      store.ReadStream(stream, {}, [&bytes](const v1::Envelope& envelope) {
        absl::StrAppend(&bytes, envelope.SerializeAsString());
        return true;
      });
  return read.ok() ? bytes : NoAnswer(read);
}

}  // namespace

std::vector<std::string> AnswersOf(const EventStore& store,
                                   const LogContents& contents) {
  TreeHasher hasher;
  const TreeHead tree = store.tree_head();
  std::vector<std::string> answers = {
      store.LogId(),
      Text(store.head().Get()),
      Text(tree.size),
      Text(tree.root),
      Answer(RootOfSize(contents.events / 2, store.tiles(), hasher)),
      Answer(RootOfSize(contents.events, store.tiles(), hasher)),
      StoredAt(store, {}),
  };
  for (Position position = 1; position <= contents.events; ++position) {
    answers.push_back(StoredAt(store, {.first = position, .last = position}));
    answers.push_back(Answer(LeafHashAt(store, position)));
  }
  for (const std::string& stream : contents.streams) {
    answers.push_back(StoredIn(store, stream));
    answers.push_back(Answer(store.LastRevision(stream)));
  }
  for (const RequestIdentity& request : contents.requests) {
    answers.push_back(Answer(store.FindRequest(request)));
  }
  return answers;
}

}  // namespace actionplan::eventstore
