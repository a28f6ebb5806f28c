#include "services/cli/api_comments.h"

#include <cstddef>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "eventstore/base/logging.h"
#include "google/protobuf/descriptor.pb.h"

namespace actionplan::cli {

// Made by the build: a FileDescriptorSet with its source information.
extern const unsigned char kApiDescriptors[];
extern const std::size_t kApiDescriptorsSize;

namespace {

template <typename Descriptor>
std::string CommentOf(const Descriptor* descriptor) {
  google::protobuf::SourceLocation location;
  if (descriptor == nullptr || !descriptor->GetSourceLocation(&location)) {
    return "";
  }
  return absl::StrJoin(
      absl::StrSplit(location.leading_comments, absl::ByAnyChar(" \n"),
                     absl::SkipEmpty()),
      " ");
}

}  // namespace

ApiComments::ApiComments() : pool_(&files_) {
  google::protobuf::FileDescriptorSet set;
  if (!set.ParseFromArray(kApiDescriptors,
                          static_cast<int>(kApiDescriptorsSize))) {
    base::Fatal("the program's own descriptors cannot be read");
  }
  for (const google::protobuf::FileDescriptorProto& file : set.file()) {
    files_.Add(file);
  }
}

std::string ApiComments::Of(
    const google::protobuf::FieldDescriptor& field) const {
  return CommentOf(pool_.FindFieldByName(field.full_name()));
}

std::string ApiComments::Of(
    const google::protobuf::MethodDescriptor& method) const {
  return CommentOf(pool_.FindMethodByName(method.full_name()));
}

bool ApiComments::IsOutputOnly(
    const google::protobuf::FieldDescriptor& field) const {
  const std::string comment = Of(field);
  return absl::StartsWith(comment, "Output only.") ||
         absl::StartsWith(comment, "Identifier.");
}

bool ApiComments::IsRequired(
    const google::protobuf::FieldDescriptor& field) const {
  return absl::StartsWith(Of(field), "Required.");
}

}  // namespace actionplan::cli
