#include "services/cli/answer_view.h"

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "actionplan/v1/action.pb.h"
#include "actionplan/v1/action_plan_service.pb.h"
#include "actionplan/v1/audit_trail_service.pb.h"
#include "actionplan/v1/board.pb.h"
#include "eventstore/base/logging.h"
#include "google/protobuf/util/json_util.h"
#include "services/cli/agencies_view.h"
#include "services/cli/changes_view.h"
#include "services/cli/csv.h"
#include "services/cli/data_quality_view.h"
#include "services/cli/decisions_view.h"
#include "services/cli/details_view.h"
#include "services/cli/due_view.h"
#include "services/cli/effect_view.h"
#include "services/cli/escalation_preview_view.h"
#include "services/cli/field_value.h"
#include "services/cli/history_view.h"
#include "services/cli/my_actions_view.h"
#include "services/cli/rows.h"
#include "services/cli/status_view.h"
#include "services/cli/table.h"
#include "services/cli/trail_view.h"

namespace actionplan::cli {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// What a narrow terminal still shows of a list.
constexpr std::size_t kFirstColumns = 3;

const FieldDescriptor* FieldAt(const Descriptor& type,
                               const std::string& path) {
  const std::size_t dot = path.find('.');
  const auto* field = type.FindFieldByName(path.substr(0, dot));
  if (field == nullptr || dot == std::string::npos) return field;
  return FieldAt(*field->message_type(), path.substr(dot + 1));
}

// "due_date" is headed "DUE DATE", "due.date" too.
TableColumn ColumnFor(const Descriptor& type, const std::string& path) {
  const FieldDescriptor* field = FieldAt(type, path);
  TableColumn column = {.heading = absl::AsciiStrToUpper(
                            absl::StrReplaceAll(path, {{"_", " "},
                                                       {".", " "},
                                                       {"counts.", ""},
                                                       {"context.", ""},
                                                       {"escalation.", ""}}))};
  if (field == nullptr || IsDate(*field) || IsTimestamp(*field)) return column;
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
    case FieldDescriptor::CPPTYPE_INT64:
    case FieldDescriptor::CPPTYPE_DOUBLE:
      column.align = Align::kRight;
      break;
    case FieldDescriptor::CPPTYPE_STRING:
    case FieldDescriptor::CPPTYPE_MESSAGE:
      // A name that was cut could not be used in the next command.
      column.fit = absl::EndsWith(path, "name") ? Fit::kWhole : Fit::kWrap;
      break;
    default:
      break;
  }
  return column;
}

// Other resources by their last word: their names are those of the row.
std::string CellText(const Message& message, const std::string& path,
                     const TextStyle& style) {
  std::string text = PathText(message, path, style);
  const bool is_name = path == "name" || absl::EndsWith(path, ".name");
  if (is_name || !absl::StartsWith(text, "boards/") ||
      absl::StrContains(text, ' ')) {
    return text;
  }
  return LastSegment(text);
}

// What was retracted is struck through; a column of its own says so too.
Tone ToneOf(const Message& message, const std::string& path) {
  const auto* comment = dynamic_cast<const v1::Comment*>(&message);
  return comment != nullptr && comment->retracted() && path == "text"
             ? Tone::kStruck
             : Tone::kPlain;
}

std::string GenericTable(const Message& answer,
                         const Presentation& presentation) {
  const Rows rows = RowsOf(answer);
  if (rows.messages.empty()) return "Nothing to show.\n";
  const Descriptor& type = *rows.messages[0]->GetDescriptor();
  std::vector<TableColumn> columns;
  for (const std::string& path : rows.columns) {
    columns.push_back(ColumnFor(type, path));
    if (columns.size() > kFirstColumns) columns.back().need = Need::kIfRoom;
  }
  Table table(std::move(columns));
  for (const Message* message : rows.messages) {
    std::vector<Cell> cells;
    for (const std::string& path : rows.columns) {
      cells.push_back({CellText(*message, path, presentation.Style()),
                       ToneOf(*message, path)});
    }
    table.AddRow(std::move(cells));
  }
  return table.Render(presentation.width, presentation.palette);
}

// What the view says, if the answer is of its type.
template <typename Answer>
std::optional<std::string> ShownBy(std::string (*view)(const Answer&,
                                                       const Presentation&),
                                   const Message& answer,
                                   const Presentation& presentation) {
  const auto* const known = dynamic_cast<const Answer*>(&answer);
  if (known == nullptr) return std::nullopt;
  return view(*known, presentation);
}

// What the one of the views says that is for answers of this type.
template <typename... Views>
std::optional<std::string> ShownByOneOf(const Message& answer,
                                        const Presentation& presentation,
                                        Views... views) {
  std::optional<std::string> text;
  static_cast<void>(
      ((text = ShownBy(views, answer, presentation)).has_value() || ...));
  return text;
}

}  // namespace

std::string AnswerAsJson(const Message& answer, JsonLayout layout) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = layout == JsonLayout::kPretty;
  options.preserve_proto_field_names = true;
  options.always_print_primitive_fields = true;
  std::string json;
  const auto status =
      google::protobuf::util::MessageToJsonString(answer, &json, options);
  if (!status.ok()) {
    base::Fatal("an answer has no JSON", {{"type", answer.GetTypeName()}});
  }
  if (json.empty() || json.back() != '\n') json.push_back('\n');
  return json;
}

std::string CsvHeader(const Message& answer) {
  return CsvRecord(RowsOf(answer).columns);
}

std::string CsvRows(const Message& answer) {
  const Rows rows = RowsOf(answer);
  const TextStyle style = {.reader = TextStyle::Reader::kProgram};
  std::string csv;
  for (const Message* message : rows.messages) {
    std::vector<std::string> fields;
    for (const std::string& path : rows.columns) {
      fields.push_back(PathText(*message, path, style));
    }
    csv += CsvRecord(fields);
  }
  return csv;
}

std::string AnswerAsText(const Message& answer,
                         const Presentation& presentation) {
  if (const auto* board = dynamic_cast<const v1::Board*>(&answer)) {
    if (board->has_effect()) return EffectView(board->effect(), presentation);
    if (board->has_escalation_preview()) {
      return EscalationPreviewView(board->escalation_preview(), presentation);
    }
  }
  std::optional<std::string> designed =
      ShownByOneOf(answer, presentation, StatusView, OverdueView, DueSoonView,
                   HistoryView, TrailView, AgenciesView, MyActionsView,
                   ChangesView, DecisionsView, DataQualityView);
  if (designed) return *std::move(designed);
  if (IsList(answer)) return GenericTable(answer, presentation);
  return DetailsView(answer, presentation);
}

}  // namespace actionplan::cli
