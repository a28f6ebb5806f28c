// The report of an import for programs.
#include <string>
#include <utility>

#include "eventstore/base/logging.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "google/protobuf/util/type_resolver_util.h"
#include "services/cli/dates.h"
#include "services/cli/import_report.h"

namespace actionplan::cli {
namespace {

using google::protobuf::ListValue;
using google::protobuf::Struct;
using google::protobuf::Value;

Value& At(Struct& object, const std::string& key) {
  return (*object.mutable_fields())[key];
}

void Put(Struct& object, const std::string& key, absl::string_view text) {
  At(object, key).set_string_value(std::string(text));
}

void PutNumber(Struct& object, const std::string& key, double number) {
  At(object, key).set_number_value(number);
}

template <typename Texts>
void PutTexts(Struct& object, const std::string& key, const Texts& texts) {
  ListValue& list = *At(object, key).mutable_list_value();
  for (const auto& text : texts) list.add_values()->set_string_value(text);
}

Struct& Add(ListValue& list) {
  return *list.add_values()->mutable_struct_value();
}

void AddColumn(const sheet::Column& column, ListValue& columns) {
  Struct& object = Add(columns);
  Put(object, "column", sheet::ColumnLetters(column.number));
  Put(object, "heading", column.heading);
  Put(object, "field", column.field ? sheet::FieldName(*column.field) : "");
}

void AddRow(const RowPlan& row, const RowResult* result, ListValue& rows) {
  Struct& object = Add(rows);
  PutNumber(object, "row", row.row.number);
  Put(object, "reference", row.row.reference);
  Put(object, "key", row.row.key);
  Put(object, "title", row.row.row.title());
  Put(object, "outcome", OutcomeName(row.outcome));
  if (row.action) Put(object, "action", row.action->name());
  if (row.assign && row.assign->due.has_date()) {
    Put(object, "due_date", IsoDay(row.assign->due.date()));
  }
  ListValue& changes = *At(object, "changes").mutable_list_value();
  for (const FieldChange& change : row.changes) {
    Struct& one = Add(changes);
    Put(one, "field", change.field);
    Put(one, "before", change.before);
    Put(one, "after", change.after);
  }
  PutTexts(object, "notes", row.notes);
  if (result == nullptr) return;
  Put(object, "action", result->action);
  PutTexts(object, "steps", result->steps);
  if (!result->status.ok()) {
    Put(object, "refusal", std::string(result->status.message()));
  }
}

void AddIssue(const sheet::Issue& issue, ListValue& issues) {
  Struct& object = Add(issues);
  const bool is_error = issue.severity == sheet::Severity::kError;
  Put(object, "severity", is_error ? "error" : "warning");
  if (issue.place.row > 0) PutNumber(object, "row", issue.place.row);
  if (issue.place.column >= 0) {
    Put(object, "column", sheet::ColumnLetters(issue.place.column));
  }
  Put(object, "heading", issue.place.heading);
  Put(object, "text", issue.text);
}

// With the keys of every object in order.
std::string JsonOf(const Struct& object) {
  std::string bytes, json;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    object.SerializeToCodedStream(&coded);
  }
  const std::unique_ptr<google::protobuf::util::TypeResolver> resolver(
      google::protobuf::util::NewTypeResolverForDescriptorPool(
          "type.googleapis.com",
          google::protobuf::DescriptorPool::generated_pool()));
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  const auto status = google::protobuf::util::BinaryToJsonString(
      resolver.get(), "type.googleapis.com/google.protobuf.Struct", bytes,
      &json, options);
  if (!status.ok()) base::Fatal("a report has no JSON", {});
  if (json.empty() || json.back() != '\n') json.push_back('\n');
  return json;
}

}  // namespace

std::string ReportAsJson(const ImportReport& report) {
  Struct object;
  Put(object, "plan", report.options.plan);
  Put(object, "sheet", report.options.path);
  const bool is_utf8 = report.sheet.encoding == sheet::Encoding::kUtf8;
  Put(object, "encoding", is_utf8 ? "UTF-8" : "Windows-1252");
  PutNumber(object, "heading_row", report.sheet.headings.row);
  At(object, "committed").set_bool_value(report.result != nullptr);
  Struct& counts = *At(object, "counts").mutable_struct_value();
  for (const RowOutcome outcome :
       {RowOutcome::kNew, RowOutcome::kChanged, RowOutcome::kUnchanged,
        RowOutcome::kHasErrors}) {
    PutNumber(counts, std::string(OutcomeName(outcome)),
              report.plan.Count(outcome));
  }
  PutNumber(counts, "gone", static_cast<double>(report.plan.gone.size()));
  ListValue& columns = *At(object, "columns").mutable_list_value();
  for (const auto& column : report.sheet.headings.columns) {
    AddColumn(column, columns);
  }
  ListValue& rows = *At(object, "rows").mutable_list_value();
  for (const RowPlan& row : report.plan.rows) {
    AddRow(row, ResultOf(report, row), rows);
  }
  ListValue& gone = *At(object, "gone").mutable_list_value();
  for (const v1::Action* action : report.plan.gone) {
    gone.add_values()->set_string_value(action->name());
  }
  ListValue& issues = *At(object, "issues").mutable_list_value();
  for (const sheet::Issue& issue : report.plan.issues) AddIssue(issue, issues);
  return JsonOf(object);
}

}  // namespace actionplan::cli
