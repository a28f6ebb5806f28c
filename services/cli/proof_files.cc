#include "services/cli/proof_files.h"

#include <cerrno>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "actionplan/v1/audit_trail_service.pb.h"
#include "eventstore/base/status.h"
#include "services/cli/terminal_text.h"

namespace actionplan::cli {
namespace {

using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

constexpr std::uint64_t kMegabyte = 1'000'000;

absl::Status NotWritten(const std::string& path, absl::string_view cause) {
  return base::Error(
      {.code = absl::StatusCode::kFailedPrecondition,
       .reason = "FILE_NOT_WRITTEN",
       .message = absl::StrCat("The file ", path, " cannot be written: ", cause,
                               ". Name another with --", kFileFlag, ".")});
}

// A file that is there only when it is whole.
class WholeFile {
 public:
  explicit WholeFile(const std::string& path)
      : path_(path), unfinished_(path + ".part") {
    out_.open(unfinished_, std::ios::binary | std::ios::trunc);
    NoteCause();
  }
  ~WholeFile() {
    std::error_code ignored;
    if (!done_) std::filesystem::remove(unfinished_, ignored);
  }
  WholeFile(const WholeFile&) = delete;
  WholeFile& operator=(const WholeFile&) = delete;

  absl::Status Add(const std::string& bytes) {
    if (cause_ == 0) out_ << bytes;
    NoteCause();
    return Check();
  }

  absl::Status Finish() {
    out_.close();
    NoteCause();
    RETURN_IF_ERROR(Check());
    std::error_code error;
    std::filesystem::rename(unfinished_, path_, error);
    if (error) return NotWritten(path_, error.message());
    done_ = true;
    return absl::OkStatus();
  }

 private:
  // Streams keep no cause: it is in errno right after what failed.
  void NoteCause() {
    if (!out_ && cause_ == 0) cause_ = errno;
  }

  absl::Status Check() const {
    if (out_) return absl::OkStatus();
    return NotWritten(path_, std::generic_category().message(cause_));
  }

  const std::string path_;
  const std::string unfinished_;
  std::ofstream out_;
  int cause_ = 0;
  bool done_ = false;
};

struct NamedFile {
  std::string path;
  std::string contents;
};

void AddCheckpoint(const v1::Checkpoint& checkpoint, const std::string& path,
                   std::vector<NamedFile>& files) {
  if (checkpoint.signed_note().empty()) return;
  files.push_back({path, checkpoint.signed_note()});
}

template <typename Proof>
std::vector<NamedFile> FilesOfProof(const Proof& proof,
                                    const std::string& path) {
  std::string lines;
  for (const std::string& hash : proof.hashes()) {
    absl::StrAppend(&lines, absl::Base64Escape(hash), "\n");
  }
  std::vector<NamedFile> files = {{path, lines}};
  if constexpr (requires { proof.envelope(); }) {
    files.push_back({path + ".event", proof.envelope()});
  }
  AddCheckpoint(proof.checkpoint(), path + ".checkpoint", files);
  return files;
}

std::vector<NamedFile> FilesOf(const Message& answer, const std::string& path) {
  const auto* const type = answer.GetDescriptor();
  if (type == v1::InclusionProof::descriptor()) {
    return FilesOfProof(static_cast<const v1::InclusionProof&>(answer), path);
  }
  if (type == v1::ConsistencyProof::descriptor()) {
    return FilesOfProof(static_cast<const v1::ConsistencyProof&>(answer), path);
  }
  std::vector<NamedFile> files;
  AddCheckpoint(static_cast<const v1::Checkpoint&>(answer), path, files);
  return files;
}

void SayWritten(const std::string& path, const Environment& environment) {
  environment.err << "Wrote " << Printable(path) << "\n";
}

}  // namespace

bool HasFile(const MethodDescriptor& method) {
  const auto* const type = method.output_type();
  return type == v1::Checkpoint::descriptor() ||
         type == v1::InclusionProof::descriptor() ||
         type == v1::ConsistencyProof::descriptor() || NeedsFile(method);
}

bool NeedsFile(const MethodDescriptor& method) {
  return method.output_type() == v1::ExportLogResponse::descriptor();
}

absl::Status WriteProofFiles(const Message& answer, const std::string& path,
                             const Environment& environment) {
  for (const NamedFile& file : FilesOf(answer, path)) {
    WholeFile out(file.path);
    RETURN_IF_ERROR(out.Add(file.contents));
    RETURN_IF_ERROR(out.Finish());
    SayWritten(file.path, environment);
  }
  return absl::OkStatus();
}

absl::Status WriteExport(const client::Client& client,
                         const MethodDescriptor& method, const Message& request,
                         const std::string& path,
                         const Environment& environment) {
  WholeFile file(path);
  v1::ExportLogResponse piece;
  std::uint64_t bytes = 0;
  const bool is_terminal = environment.err_kind == Stream::kTerminal;
  const auto add = [&]() -> absl::Status {
    RETURN_IF_ERROR(file.Add(piece.data()));
    const std::uint64_t before = bytes / kMegabyte;
    bytes += piece.data().size();
    if (is_terminal && bytes / kMegabyte > before) {
      environment.err << absl::StreamFormat("\rExporting… %d MB",
                                            bytes / kMegabyte)
                      << std::flush;
    }
    return absl::OkStatus();
  };
  const absl::Status status = client.Watch(method, request, piece, add);
  if (is_terminal && bytes >= kMegabyte) environment.err << "\n";
  RETURN_IF_ERROR(status);
  RETURN_IF_ERROR(file.Finish());
  SayWritten(path, environment);
  return absl::OkStatus();
}

}  // namespace actionplan::cli
