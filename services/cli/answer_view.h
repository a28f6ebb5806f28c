// An answer of the server in the form that was asked for.
#ifndef ACTIONPLAN_SERVICES_CLI_ANSWER_VIEW_H_
#define ACTIONPLAN_SERVICES_CLI_ANSWER_VIEW_H_

#include <string>

#include "google/protobuf/message.h"
#include "services/cli/presentation.h"

namespace actionplan::cli {

// Protobuf JSON with the proto's field names; values that are zero or empty
// are there too, so that a program need not know which may be missing.
enum class JsonLayout { kPretty, kOneLine };
std::string AnswerAsJson(const google::protobuf::Message& answer,
                         JsonLayout layout);

// The names of the columns, and the rows, for a spreadsheet: the pages of a
// list have one header and go on with their rows.
std::string CsvHeader(const google::protobuf::Message& answer);
std::string CsvRows(const google::protobuf::Message& answer);

// For a person: a designed view where there is one (status, overdue, due soon,
// history, trail), else a table for a list and lines "field  value" for one
// thing.
std::string AnswerAsText(const google::protobuf::Message& answer,
                         const Presentation& presentation);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_ANSWER_VIEW_H_
