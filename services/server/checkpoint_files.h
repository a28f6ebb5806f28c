// The files of a data folder that have to do with checkpoints:
//
//   checkpoint.key   the private key that signs them, readable by its owner
//                    only. A backup of the log does not hold it: whoever has it
//                    can sign another history. Lost, it is made anew, and those
//                    who keep checkpoints have to be told of the new one.
//   checkpoint.pub   the public key, to be handed to those who verify
//   checkpoint       the newest checkpoint, for whoever collects them
#ifndef ACTIONPLAN_SERVICES_SERVER_CHECKPOINT_FILES_H_
#define ACTIONPLAN_SERVICES_SERVER_CHECKPOINT_FILES_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "eventstore/merkle/note_key.h"
#include "eventstore/rocksdb/disk.h"

namespace actionplan::server {

// The key of the log with that origin; made and kept when there is none.
// FAILED_PRECONDITION (CHECKPOINT_KEY_INVALID) for a file that is no such key
// or another log's; errors of Disk. No error repeats the key.
absl::StatusOr<eventstore::NoteSigner> LoadCheckpointKey(
    eventstore::Disk& disk, const std::string& data, absl::string_view origin);

// Puts the signed note in the place of the one before. It can be made again, so
// it does not wait for the disk.
absl::Status KeepCheckpoint(eventstore::Disk& disk, const std::string& data,
                            absl::string_view note);

}  // namespace actionplan::server

#endif  // ACTIONPLAN_SERVICES_SERVER_CHECKPOINT_FILES_H_
