// Preloaded into a server, lets each sync fail as soon as the file named by
// ACTIONPLAN_SYNCS_FAIL is there: a disk that breaks under a running server.
#include <dlfcn.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

namespace {

bool HasBroken() {
  static const char* const sign = std::getenv("ACTIONPLAN_SYNCS_FAIL");
  return sign != nullptr && ::access(sign, F_OK) == 0;
}

int SyncWith(const char* function, int file) {
  if (HasBroken()) {
    errno = EIO;
    return -1;
  }
  return reinterpret_cast<int (*)(int)>(::dlsym(RTLD_NEXT, function))(file);
}

}  // namespace

extern "C" {

int fsync(int file) { return SyncWith("fsync", file); }
int fdatasync(int file) { return SyncWith("fdatasync", file); }

}  // extern "C"
