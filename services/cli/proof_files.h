// Files for actionplan-verify: what `trail checkpoint`, `trail proof`, `trail
// consistency` and `trail export` put where --to says.
#ifndef ACTIONPLAN_SERVICES_CLI_PROOF_FILES_H_
#define ACTIONPLAN_SERVICES_CLI_PROOF_FILES_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "services/cli/environment.h"
#include "services/client/client.h"

namespace actionplan::cli {

// The flag that names the file.
inline constexpr char kFileFlag[] = "to";

// Whether answers of the method can go into a file, or must.
bool HasFile(const google::protobuf::MethodDescriptor& method);
bool NeedsFile(const google::protobuf::MethodDescriptor& method);

// Writes the signed note of a checkpoint; or the hashes of a proof in base64, a
// line each, and beside them PATH.checkpoint, the note of the checkpoint they
// are for, and PATH.event, the bytes of the event they are of. A file is there
// as a whole or not at all. FAILED_PRECONDITION when one cannot be written.
absl::Status WriteProofFiles(const google::protobuf::Message& answer,
                             const std::string& path,
                             const Environment& environment);

// Writes an export, with its progress on a terminal.
absl::Status WriteExport(const client::Client& client,
                         const google::protobuf::MethodDescriptor& method,
                         const google::protobuf::Message& request,
                         const std::string& path,
                         const Environment& environment);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_PROOF_FILES_H_
