// Which part of an answer is a table, and with which columns.
#ifndef ACTIONPLAN_SERVICES_CLI_ROWS_H_
#define ACTIONPLAN_SERVICES_CLI_ROWS_H_

#include <string>
#include <vector>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace actionplan::cli {

struct Rows {
  std::vector<std::string> columns;  // Paths, such as "due.date".
  std::vector<const google::protobuf::Message*> messages;
};

// The items of a list, the agencies of a plan's status, the episodes of a
// history; any other answer is a row itself. Borrows from `answer`.
Rows RowsOf(const google::protobuf::Message& answer);

// The repeated field that holds the rows of answers of this type, or nullptr
// when such an answer is a row itself.
const google::protobuf::FieldDescriptor* RowsField(
    const google::protobuf::Descriptor& type);

// Whether `answer` has rows of its own rather than being one.
bool IsList(const google::protobuf::Message& answer);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_ROWS_H_
