#include "projections/plan_history.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "eventstore/base/status.h"
#include "google/protobuf/descriptor.h"
#include "projections/action_plan_row.h"
#include "projections/resources/fold.h"
#include "projections/resources/instant.h"
#include "projections/resources/names.h"
#include "projections/row_key.h"
#include "projections/row_parsing.h"

namespace actionplan::projections {
namespace {

using events::v1::Event;
using eventstore::Position;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using v1::ActionPlanRow;

constexpr char kOwn = 'a';
constexpr char kLinked = 'b';
constexpr char kRetraction = 'c';
constexpr char kPastHistory = 'd';

constexpr size_t kNanosBytes = 4;
constexpr size_t kPlaceBytes = 2 * kNumberBytes + kNanosBytes;

// Steps that cost less than a leap.
constexpr int kStepsBeforeLeap = 12;

std::string HistoryPrefix(absl::string_view action, char kind) {
  std::string prefix = absl::StrCat("h", action);
  prefix.push_back(kTextEnd);
  prefix.push_back(kind);
  return prefix;
}

// When something happened and where it is in the log: byte order is their
// order.
void AppendPlace(absl::Time occurred, Position position, std::string& key) {
  const google::protobuf::Timestamp occur = resources::ToTimestamp(occurred);
  // Moved up, so that what happened before 1970 comes first.
  AppendNumber(uint64_t{1} << 63 ^ static_cast<uint64_t>(occur.seconds()), key);
  for (int shift = 24; shift >= 0; shift -= 8) {
    key.push_back(static_cast<char>(occur.nanos() >> shift));
  }
  AppendNumber(position, key);
}

std::string PlaceKey(absl::string_view action, char kind, absl::Time occurred,
                     Position position) {
  std::string key = HistoryPrefix(action, kind);
  AppendPlace(occurred, position, key);
  return key;
}

// The same, the newest first.
std::string OwnKey(absl::string_view action, absl::Time occurred,
                   Position position) {
  std::string key = PlaceKey(action, kOwn, occurred, position);
  for (size_t i = key.size() - kPlaceBytes; i < key.size(); ++i) {
    key[i] = static_cast<char>(~key[i]);
  }
  return key;
}

// A key taken apart.
struct HistoryKey {
  absl::string_view action;
  char kind = 0;
  absl::string_view occur;  // As the key has it: complemented under kOwn.
  Position position = 0;
};

HistoryKey Parse(absl::string_view key) {
  // Keys are this file's own: "h" action \0 kind place.
  const absl::string_view place = key.substr(key.size() - kPlaceBytes);
  HistoryKey parsed{
      .action = key.substr(1, key.size() - kPlaceBytes - 3),
      .kind = key[key.size() - kPlaceBytes - 1],
      .occur = place.substr(0, kPlaceBytes - kNumberBytes),
      .position = ReadNumber(place.substr(kPlaceBytes - kNumberBytes))};
  if (parsed.kind == kOwn) parsed.position = ~parsed.position;
  return parsed;
}

// People's words change no row, and are not kept once more.
void ForgetWords(Message& message) {
  const auto* reflection = message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    if (field->message_type() == events::v1::PersonalText::descriptor()) {
      reflection->ClearField(&message, field);
    } else if (!field->is_repeated()) {
      ForgetWords(*reflection->MutableMessage(&message, field));
    }
  }
}

// The event as far as Evolve() of a row reads it.
std::string LinkedValue(const Event& event) {
  Event kept = event;
  kept.clear_context();
  kept.mutable_context()->set_stream(event.context().stream());
  *kept.mutable_context()->mutable_occur_time() =
      resources::OccurTime(event.context());
  ForgetWords(kept);
  return kept.SerializeAsString();
}

// What is kept of other streams, and the name, which is in the key.
void SwapLinked(ActionPlanRow& one, ActionPlanRow& two) {
  one.mutable_action()->swap(*two.mutable_action());
  one.mutable_plans()->Swap(two.mutable_plans());
  one.mutable_open_escalations()->Swap(two.mutable_open_escalations());
  one.mutable_episodes()->Swap(two.mutable_episodes());
  one.mutable_escalations()->Swap(two.mutable_escalations());
}

// The row without that.
std::string OwnValue(ActionPlanRow& row) {
  ActionPlanRow linked;
  SwapLinked(row, linked);
  std::string value = row.SerializeAsString();
  SwapLinked(row, linked);
  return value;
}

// Goes through the histories of a board's actions.
class HistoryScan {
 public:
  HistoryScan(std::unique_ptr<RowCursor> cursor, const Past& past,
              FoldAgain fold_again)
      : cursor_(std::move(cursor)), past_(past), fold_again_(fold_again) {}

  // Makes `row` the next action that was there; false when there is none.
  absl::StatusOr<bool> Next(ActionPlanRow& row) {
    while (cursor_->Valid()) {
      const std::string action(Parse(cursor_->key()).action);
      ASSIGN_OR_RETURN(const bool there, ReadOwn(action, row));
      if (there) {
        RETURN_IF_ERROR(ReadLinked(action));
        if (WasCorrected(action)) RETURN_IF_ERROR(fold_again_(action, row));
        RETURN_IF_ERROR(FoldLinked(row));
      }
      GoTo(HistoryPrefix(action, kPastHistory));
      if (there) return true;
    }
    RETURN_IF_ERROR(cursor_->status());
    return false;
  }

 private:
  struct Linked {
    Position position;
    std::string value;
  };

  // The newest of the action's own rows that counts.
  absl::StatusOr<bool> ReadOwn(const std::string& action, ActionPlanRow& row) {
    GoTo(OwnKey(action, past_.occurred_by,
                std::numeric_limits<Position>::max()));
    for (; IsAt(action, kOwn); cursor_->Next()) {
      if (Parse(cursor_->key()).position > past_.position) continue;
      RETURN_IF_ERROR(ParseRow(cursor_->value(), row));
      row.set_action(action);
      return true;
    }
    return false;
  }

  // What other streams say of the action, in the order that is asked for.
  absl::Status ReadLinked(const std::string& action) {
    GoTo(HistoryPrefix(action, kLinked));
    const std::string past = PlaceKey(action, kLinked, past_.occurred_by,
                                      std::numeric_limits<Position>::max());
    linked_.clear();
    for (; IsAt(action, kLinked) && cursor_->key() <= past; cursor_->Next()) {
      const Position position = Parse(cursor_->key()).position;
      if (position > past_.position) continue;
      linked_.push_back({position, std::string(cursor_->value())});
    }
    if (past_.order == Past::Order::kRecorded) {
      std::sort(linked_.begin(), linked_.end(),
                [](const Linked& a, const Linked& b) {
                  return a.position < b.position;
                });
    }
    return cursor_->status();
  }

  absl::Status FoldLinked(ActionPlanRow& row) {
    for (const Linked& linked : linked_) {
      RETURN_IF_ERROR(ParseRow(linked.value, event_));
      Evolve(event_, row);
    }
    return absl::OkStatus();
  }

  // Whether an entry was retracted, at whatever time that is said to have
  // happened: it never was.
  bool WasCorrected(const std::string& action) {
    if (past_.order == Past::Order::kRecorded) return false;
    GoTo(HistoryPrefix(action, kRetraction));
    for (; IsAt(action, kRetraction); cursor_->Next()) {
      if (Parse(cursor_->key()).position <= past_.position) return true;
    }
    return false;
  }

  bool IsAt(absl::string_view action, char kind) const {
    if (!cursor_->Valid()) return false;
    const HistoryKey key = Parse(cursor_->key());
    return key.kind == kind && key.action == action;
  }

  // To the first row that is not before the key. The next ones are often near.
  void GoTo(const std::string& key) {
    for (int i = 0; i < kStepsBeforeLeap; ++i) {
      if (!cursor_->Valid() || cursor_->key() >= key) return;
      cursor_->Next();
    }
    if (cursor_->Valid() && cursor_->key() < key) cursor_->Seek(key);
  }

  const std::unique_ptr<RowCursor> cursor_;
  const Past past_;
  const FoldAgain fold_again_;
  std::vector<Linked> linked_;
  Event event_;
};

}  // namespace

void PutHistory(const Event& event, ActionPlanRow& row, ViewWriter& rows) {
  const events::v1::EventContext& context = event.context();
  const absl::Time occurred = resources::ToTime(resources::OccurTime(context));
  const auto position = static_cast<Position>(context.position());
  if (!event.has_action()) {
    return rows.Put(PlaceKey(row.action(), kLinked, occurred, position),
                    LinkedValue(event));
  }
  rows.Put(OwnKey(row.action(), occurred, position), OwnValue(row));
  if (event.action().has_entry_retracted()) {
    rows.Put(PlaceKey(row.action(), kRetraction, occurred, position), "");
  }
}

void FoldOwnFact(const Event& event, ActionPlanRow& row) {
  if (event.has_action()) Evolve(event, row);
}

absl::Status ScanHistory(
    const ViewReader& rows, absl::string_view board, const Past& past,
    FoldAgain fold_again,
    absl::FunctionRef<bool(const ActionPlanRow& row)> visit) {
  const std::string first = absl::StrCat(
      "h", resources::CollectionPrefix(board, resources::Kind::kAction));
  HistoryScan scan(rows.Cursor(first, PastPrefix(first)), past, fold_again);
  ActionPlanRow row;
  while (true) {
    ASSIGN_OR_RETURN(const bool found, scan.Next(row));
    if (!found || !visit(row)) return absl::OkStatus();
  }
}

}  // namespace actionplan::projections
