#include "eventstore/rocksdb/log_problems.h"

#include <utility>

namespace actionplan::eventstore {

absl::string_view NameOf(LogProblemKind kind) {
  switch (kind) {
    case LogProblemKind::kNotOpened:
      return "NOT_OPENED";
    case LogProblemKind::kIdentityDamaged:
      return "IDENTITY_DAMAGED";
    case LogProblemKind::kNotReadable:
      return "NOT_READABLE";
    case LogProblemKind::kEventKeyMalformed:
      return "EVENT_KEY_MALFORMED";
    case LogProblemKind::kEventMissing:
      return "EVENT_MISSING";
    case LogProblemKind::kEventDamaged:
      return "EVENT_DAMAGED";
    case LogProblemKind::kEventMisplaced:
      return "EVENT_MISPLACED";
    case LogProblemKind::kEventChanged:
      return "EVENT_CHANGED";
    case LogProblemKind::kRevisionOutOfOrder:
      return "REVISION_OUT_OF_ORDER";
    case LogProblemKind::kRecordTimeRunsBack:
      return "RECORD_TIME_RUNS_BACK";
    case LogProblemKind::kTreeShort:
      return "TREE_SHORT";
    case LogProblemKind::kTreeDamaged:
      return "TREE_DAMAGED";
    case LogProblemKind::kTreeHasMore:
      return "TREE_HAS_MORE";
    case LogProblemKind::kStreamEntryMissing:
      return "STREAM_ENTRY_MISSING";
    case LogProblemKind::kStreamEntryWrong:
      return "STREAM_ENTRY_WRONG";
    case LogProblemKind::kRequestEntryMissing:
      return "REQUEST_ENTRY_MISSING";
    case LogProblemKind::kRequestEntryWrong:
      return "REQUEST_ENTRY_WRONG";
    case LogProblemKind::kMarkUnusable:
      return "MARK_UNUSABLE";
    case LogProblemKind::kMarkDisagrees:
      return "MARK_DISAGREES";
    case LogProblemKind::kCheckpointDisagrees:
      return "CHECKPOINT_DISAGREES";
  }
  return "";
}

void LogProblems::Add(LogProblemKind kind, Position position,
                      std::string what) {
  LogProblem& problem =
      problems_.try_emplace(kind, LogProblem{.kind = kind}).first->second;
  const bool is_first = problem.count == 0 || position < problem.position;
  ++problem.count;
  if (!is_first) return;
  problem.position = position;
  problem.what = std::move(what);
}

std::vector<LogProblem> LogProblems::All() const {
  std::vector<LogProblem> problems;
  for (const auto& [kind, problem] : problems_) problems.push_back(problem);
  return problems;
}

}  // namespace actionplan::eventstore
