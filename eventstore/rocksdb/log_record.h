// A stored event: 4 bytes CRC-32C of the rest, little-endian, then the bytes
// of the serialised envelope, which nothing ever serialises again.
#ifndef ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_RECORD_H_
#define ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_RECORD_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "actionplan/eventstore/v1/envelope.pb.h"
#include "eventstore/event_store.h"

namespace actionplan::eventstore {

// Makes `record` the stored form of the envelope, and returns the bytes of the
// envelope in it.
absl::string_view EncodeRecord(const v1::Envelope& envelope,
                               std::string& record);

// The bytes of the envelope in a record. DATA_LOSS when they do not match the
// checksum.
absl::StatusOr<absl::string_view> EnvelopeIn(absl::string_view record,
                                             Position position);

// Makes `envelope` the event that was stored at `position`. DATA_LOSS when the
// record is not what was written there.
absl::Status DecodeRecord(absl::string_view record, Position position,
                          v1::Envelope& envelope);

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_RECORD_H_
