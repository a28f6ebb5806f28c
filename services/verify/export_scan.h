// One pass over an export, which finds what there is to judge.
#ifndef ACTIONPLAN_SERVICES_VERIFY_EXPORT_SCAN_H_
#define ACTIONPLAN_SERVICES_VERIFY_EXPORT_SCAN_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "eventstore/merkle/hash.h"
#include "google/protobuf/io/zero_copy_stream.h"
#include "services/verify/event_order.h"

namespace actionplan::verify {

// The first position at which something is wrong.
struct BadPosition {
  enum class Kind {
    kChanged,     // The event does not hash to the hash that is kept of it.
    kOutOfPlace,  // It does, but cannot be the event of this place.
    kCount,       // There are fewer leaves than the header names, or more.
  };
  uint64_t position = 0;
  Kind kind = Kind::kChanged;
  std::string order;  // What EventOrder or the reader says of it, or "".
};

struct ExportScan {
  std::string origin;   // That the header names.
  uint64_t size = 0;    // The same.
  uint64_t leaves = 0;  // That were read.
  uint64_t withheld = 0;
  uint64_t streams = 0;  // In view up to the first bad position.
  std::optional<EventOrder::TimeSpan> recorded;

  std::optional<BadPosition> bad;
  uint64_t changed = 0;  // Events that do not hash to their kept hashes.

  eventstore::MerkleHash kept_root{};   // Of the kept hashes.
  eventstore::MerkleHash event_root{};  // Of the events' own where in view.

  // Of as many kept hashes from the first as were asked for; empty when there
  // are fewer.
  std::optional<eventstore::MerkleHash> beginning;

  std::string checkpoint;  // The note in the trailer; nothing was checked.
  absl::Status end;        // ExportReader's; OK when all of it was read.
};

// `beginning` is how many leaves a witness knows of, 0 without one. Memory: a
// frontier, a record, and what EventOrder takes.
ExportScan ScanExport(google::protobuf::io::ZeroCopyInputStream& input,
                      uint64_t beginning);

}  // namespace actionplan::verify

#endif  // ACTIONPLAN_SERVICES_VERIFY_EXPORT_SCAN_H_
