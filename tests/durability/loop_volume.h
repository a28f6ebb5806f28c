// A file system of its own, in a file, that can be filled to the end and whose
// power can be cut.
//
// It is ext4 on a loop device over a file that has no name any more, mounted
// where only this process and its children see it: however the process ends,
// nothing is left over.
#ifndef ACTIONPLAN_TESTS_DURABILITY_LOOP_VOLUME_H_
#define ACTIONPLAN_TESTS_DURABILITY_LOOP_VOLUME_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tests/support/temporary_folder.h"

namespace actionplan::durability {

// Gives the calling thread, and the threads and processes that it starts from
// then on, mounts of their own. To be called before there are other threads.
absl::Status EnterOwnMounts();

// Used by the thread that entered mounts of its own.
class LoopVolume {
 public:
  // Makes and mounts a volume of so many bytes, of which the file takes only
  // what is written. UNAVAILABLE with the reason when this machine cannot: it
  // takes root, a loop device, mkfs.ext4, and a kernel that can cut ext4 off.
  static absl::StatusOr<std::unique_ptr<LoopVolume>> Make(int64_t bytes);

  ~LoopVolume();
  LoopVolume(const LoopVolume&) = delete;
  LoopVolume& operator=(const LoopVolume&) = delete;

  // Where it is mounted.
  const std::string& path() const { return folder_.path(); }

  // Cuts the power: what was written but not synced is gone, every later access
  // fails. Who still writes sees a failing disk, so nobody may.
  absl::Status CutPower();

  // Unmounts it, which nobody may still use, and mounts it again: the file
  // system recovers from its journal.
  absl::Status Remount();

 private:
  LoopVolume() = default;

  absl::Status Attach(int64_t bytes);
  absl::Status Mount();
  absl::Status Unmount();

  support::TemporaryFolder folder_;
  std::string device_;
  int descriptor_ = -1;  // While it is open, the device keeps its file.
  bool is_mounted_ = false;
};

}  // namespace actionplan::durability

#endif  // ACTIONPLAN_TESTS_DURABILITY_LOOP_VOLUME_H_
