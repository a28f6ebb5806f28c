#include "services/cli/details_view.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "actionplan/v1/retracted_entry.pb.h"
#include "services/cli/field_value.h"
#include "services/cli/terminal_text.h"

namespace actionplan::cli {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr int kStep = 2;
constexpr int kNarrowestText = 20;

std::string LabelOf(const FieldDescriptor& field) {
  return absl::StrReplaceAll(field.name(), {{"_", " "}});
}

std::vector<const FieldDescriptor*> SetFields(const Message& message) {
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  return fields;
}

bool IsBlock(const FieldDescriptor& field) {
  return field.message_type() != nullptr && !IsDate(field) &&
         !IsTimestamp(field);
}

// What an entry said that was retracted is struck through.
Tone ToneOf(const Message& message, const FieldDescriptor& field) {
  const bool struck =
      message.GetDescriptor() == v1::RetractedEntry::descriptor() &&
      field.number() == v1::RetractedEntry::kWordsFieldNumber;
  return struck ? Tone::kStruck : Tone::kPlain;
}

// Prints messages of any depth, each with its labels in a column.
class Printer {
 public:
  explicit Printer(const Presentation& presentation)
      : presentation_(presentation) {}

  void Print(const Message& message, int indent) {
    int labels = 0;
    for (const FieldDescriptor* field : SetFields(message)) {
      if (IsBlock(*field)) continue;
      labels = std::max(labels, DisplayWidth(LabelOf(*field)));
    }
    for (const FieldDescriptor* field : SetFields(message)) {
      if (IsBlock(*field)) {
        PrintBlock(message, *field, indent);
      } else {
        PrintLine(LabelOf(*field),
                  FieldText(message, *field, presentation_.Style()),
                  {.indent = indent,
                   .labels = labels,
                   .tone = ToneOf(message, *field)});
      }
    }
  }

  std::string Take() { return std::move(text_); }

 private:
  struct Place {
    int indent;
    int labels;
    Tone tone;
  };

  void PrintLine(const std::string& label, const std::string& value,
                 Place place) {
    const int before = place.indent + place.labels + kStep;
    std::string lead = absl::StrCat(
        std::string(place.indent, ' '),
        presentation_.palette.Paint(Tone::kFaint, label),
        std::string(place.labels + kStep - DisplayWidth(label), ' '));
    const std::vector<std::string> lines =
        absl::StrSplit(PrintableLines(value), '\n');
    for (const std::string& line : lines) {
      for (const std::string& part : Parts(line, before)) {
        absl::StrAppend(&text_, lead,
                        presentation_.palette.Paint(place.tone, part), "\n");
        lead = std::string(before, ' ');
      }
    }
  }

  std::vector<std::string> Parts(const std::string& line, int before) const {
    if (presentation_.width == 0) return {line};
    return Wrap(line, std::max(kNarrowestText, presentation_.width - before));
  }

  void PrintBlock(const Message& message, const FieldDescriptor& field,
                  int indent) {
    const auto& reflection = *message.GetReflection();
    const int count =
        field.is_repeated() ? reflection.FieldSize(message, &field) : 1;
    for (int i = 0; i < count; ++i) {
      const std::string label = field.is_repeated()
                                    ? absl::StrCat(LabelOf(field), " ", i + 1)
                                    : LabelOf(field);
      absl::StrAppend(&text_, std::string(indent, ' '),
                      presentation_.palette.Paint(Tone::kFaint, label), "\n");
      Print(field.is_repeated()
                ? reflection.GetRepeatedMessage(message, &field, i)
                : reflection.GetMessage(message, &field),
            indent + kStep);
    }
  }

  const Presentation& presentation_;
  std::string text_;
};

}  // namespace

std::string DetailsView(const Message& message,
                        const Presentation& presentation) {
  Printer printer(presentation);
  printer.Print(message, 0);
  std::string text = printer.Take();
  return text.empty() ? "Nothing to show.\n" : text;
}

}  // namespace actionplan::cli
