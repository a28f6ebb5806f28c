#include "tests/durability/loop_volume.h"

#include <fcntl.h>
#include <linux/loop.h>
#include <sched.h>
#include <spawn.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "eventstore/base/status.h"

namespace actionplan::durability {
namespace {

// From the kernel's fs/ext4/ext4.h, which programs cannot include.
constexpr unsigned long kShutdown = _IOR('X', 125, uint32_t);
constexpr uint32_t kWithoutFlushingTheJournal = 2;

// Debian's place for it, which a caller's PATH may lack.
constexpr char kMakeFileSystem[] = "/sbin/mkfs.ext4";

absl::Status CannotBecause(absl::string_view what) {
  return absl::UnavailableError(
      absl::StrCat(what, ": ", std::generic_category().message(errno)));
}

// An open file that is closed at the end of the scope.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int number() const { return number_; }
  bool is_open() const { return number_ >= 0; }

 private:
  const int number_;
};

absl::Status MakeFileSystem(std::string device) {
  // Nothing of it is set aside for root.
  std::array<std::string, 6> words = {kMakeFileSystem,  "-q", "-F", "-m", "0",
                                      std::move(device)};
  std::array<char*, words.size() + 1> arguments = {};
  for (size_t i = 0; i < words.size(); ++i) arguments[i] = words[i].data();
  pid_t process = 0;
  const int cause = ::posix_spawn(&process, kMakeFileSystem, nullptr, nullptr,
                                  arguments.data(), environ);
  if (cause != 0) {
    return absl::UnavailableError(absl::StrCat(
        kMakeFileSystem, ": ", std::generic_category().message(cause)));
  }
  int exit = 0;
  while (::waitpid(process, &exit, 0) < 0 && errno == EINTR) {
  }
  if (exit == 0) return absl::OkStatus();
  return absl::UnavailableError(
      absl::StrCat(kMakeFileSystem, " failed on ", words.back()));
}

}  // namespace

absl::Status EnterOwnMounts() {
  if (::unshare(CLONE_NEWNS) != 0) {
    return CannotBecause("mounts of its own need root");
  }
  // Otherwise what is mounted here would show up outside.
  if (::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) {
    return CannotBecause("mounts cannot be made private");
  }
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<LoopVolume>> LoopVolume::Make(int64_t bytes) {
  std::unique_ptr<LoopVolume> volume(new LoopVolume);
  RETURN_IF_ERROR(volume->Attach(bytes));
  RETURN_IF_ERROR(MakeFileSystem(volume->device_));
  RETURN_IF_ERROR(volume->Mount());
  // Shows at once whether the kernel can.
  RETURN_IF_ERROR(volume->CutPower());
  RETURN_IF_ERROR(volume->Remount());
  return volume;
}

absl::Status LoopVolume::Attach(int64_t bytes) {
  const std::string path = folder_.Path("image");
  const Descriptor image(
      ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!image.is_open() || ::ftruncate(image.number(), bytes) != 0) {
    return CannotBecause("no file for the volume");
  }
  ::unlink(path.c_str());
  const Descriptor control(::open("/dev/loop-control", O_RDWR | O_CLOEXEC));
  if (!control.is_open()) return CannotBecause("no loop devices");

  loop_config config = {};
  config.fd = static_cast<uint32_t>(image.number());
  config.info.lo_flags = LO_FLAGS_AUTOCLEAR;
  constexpr int kAttempts = 16;  // Another process may take the same device.
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    const int number = ::ioctl(control.number(), LOOP_CTL_GET_FREE);
    if (number < 0) return CannotBecause("no free loop device");
    device_ = absl::StrCat("/dev/loop", number);
    descriptor_ = ::open(device_.c_str(), O_RDWR | O_CLOEXEC);
    if (descriptor_ < 0) return CannotBecause(device_);
    if (::ioctl(descriptor_, LOOP_CONFIGURE, &config) == 0) {
      return absl::OkStatus();
    }
    const int cause = errno;
    ::close(descriptor_);
    descriptor_ = -1;
    errno = cause;
    if (cause != EBUSY) break;
  }
  return CannotBecause(absl::StrCat(device_, " cannot be given a file"));
}

LoopVolume::~LoopVolume() {
  // Detached from the folder even if somebody still uses it.
  if (is_mounted_ && !Unmount().ok()) ::umount2(path().c_str(), MNT_DETACH);
  if (descriptor_ >= 0) ::close(descriptor_);
}

absl::Status LoopVolume::Mount() {
  if (::mount(device_.c_str(), path().c_str(), "ext4", MS_NOATIME, "") != 0) {
    return CannotBecause(absl::StrCat(device_, " cannot be mounted"));
  }
  is_mounted_ = true;
  return absl::OkStatus();
}

absl::Status LoopVolume::Unmount() {
  // A process that has just gone may hold it for a moment longer.
  constexpr int kAttempts = 1000;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    if (::umount2(path().c_str(), 0) == 0) {
      is_mounted_ = false;
      return absl::OkStatus();
    }
    if (errno != EBUSY) break;
    absl::SleepFor(absl::Milliseconds(5));
  }
  return CannotBecause(absl::StrCat(path(), " cannot be unmounted"));
}

absl::Status LoopVolume::CutPower() {
  const Descriptor root(::open(path().c_str(), O_RDONLY | O_CLOEXEC));
  uint32_t how = kWithoutFlushingTheJournal;
  if (!root.is_open() || ::ioctl(root.number(), kShutdown, &how) != 0) {
    return CannotBecause("the kernel cannot cut a file system off");
  }
  return absl::OkStatus();
}

absl::Status LoopVolume::Remount() {
  RETURN_IF_ERROR(Unmount());
  return Mount();
}

}  // namespace actionplan::durability
