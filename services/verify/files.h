// The small files that the verifier reads and keeps.
#ifndef ACTIONPLAN_SERVICES_VERIFY_FILES_H_
#define ACTIONPLAN_SERVICES_VERIFY_FILES_H_

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace actionplan::verify {

// NOT_FOUND when there is no such file; OUT_OF_RANGE when it is larger than
// `limit` bytes; UNAVAILABLE, with the system's reason, when it cannot be read.
absl::StatusOr<std::string> ReadFile(const std::string& path, size_t limit);

// After a crash the file is the old one or the new one, whole; after OK the
// new one. UNAVAILABLE, with the system's reason, when that cannot be promised:
// the file is the old one still, or it is the new one and a power cut may bring
// the old one back. Writes a file beside it first, its name with ".new".
absl::Status ReplaceFile(const std::string& path, absl::string_view bytes);

}  // namespace actionplan::verify

#endif  // ACTIONPLAN_SERVICES_VERIFY_FILES_H_
