// What the protos say about a method or a field, in their own comments: the
// help of a command is written once, beside the field.
#ifndef ACTIONPLAN_SERVICES_CLI_API_COMMENTS_H_
#define ACTIONPLAN_SERVICES_CLI_API_COMMENTS_H_

#include <string>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/descriptor_database.h"

namespace actionplan::cli {

// Thread-safe. Files are read when something of them is asked for.
class ApiComments {
 public:
  // Reads the descriptors that the build put into the program.
  ApiComments();
  ApiComments(const ApiComments&) = delete;
  ApiComments& operator=(const ApiComments&) = delete;

  // The comment on one line; "" when there is none.
  std::string Of(const google::protobuf::FieldDescriptor& field) const;
  std::string Of(const google::protobuf::MethodDescriptor& method) const;

  // Whether a caller cannot set the field: it is "Output only." or an
  // identifier, which a new resource gets by its own field.
  bool IsOutputOnly(const google::protobuf::FieldDescriptor& field) const;

  // Whether the server refuses a request without the field.
  bool IsRequired(const google::protobuf::FieldDescriptor& field) const;

 private:
  google::protobuf::SimpleDescriptorDatabase files_;
  google::protobuf::DescriptorPool pool_;
};

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_API_COMMENTS_H_
