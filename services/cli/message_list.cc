#include "services/cli/message_list.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "services/cli/api_comments.h"
#include "services/cli/field_value.h"
#include "services/cli/kebab_case.h"
#include "services/cli/terminal_text.h"

namespace actionplan::cli {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

struct Item {
  std::string key;
  std::string value;
};

// Whether a part of the list begins with something that looks like a key.
bool BeginsWithKey(absl::string_view part) {
  const std::size_t equals = part.find('=');
  if (equals == absl::string_view::npos || equals == 0) return false;
  return std::all_of(part.begin(), part.begin() + equals, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

const FieldDescriptor* FieldOf(const Descriptor& type, absl::string_view key) {
  return type.FindFieldByName(absl::StrReplaceAll(key, {{"-", "_"}}));
}

// A comma inside a text is followed by a space, not by a key.
std::vector<Item> Split(absl::string_view text, const Descriptor& type) {
  std::vector<Item> items;
  for (absl::string_view part : absl::StrSplit(text, ',')) {
    if (BeginsWithKey(part)) {
      const std::size_t equals = part.find('=');
      items.push_back({.key = std::string(part.substr(0, equals)),
                       .value = std::string(part.substr(equals + 1))});
    } else if (items.empty()) {
      items.push_back(
          {.key = KeysOf(type).front(), .value = std::string(part)});
    } else {
      absl::StrAppend(&items.back().value, ",", part);
    }
  }
  return items;
}

// What is wrong with giving `field` after those in `seen`; "" when nothing is.
std::string Clash(const FieldDescriptor& field,
                  const std::vector<const FieldDescriptor*>& seen) {
  for (const FieldDescriptor* earlier : seen) {
    if (earlier == &field && !field.is_repeated()) {
      return absl::StrCat(KebabCase(field.name()), " is given twice");
    }
    if (earlier != &field && field.real_containing_oneof() != nullptr &&
        earlier->real_containing_oneof() == field.real_containing_oneof()) {
      return absl::StrCat(KebabCase(field.name()), " and ",
                          KebabCase(earlier->name()), " exclude each other");
    }
  }
  return "";
}

}  // namespace

absl::Status SetFromList(absl::string_view text, const Moment& moment,
                         google::protobuf::Message& message) {
  const Descriptor& type = *message.GetDescriptor();
  std::vector<std::string> problems;
  std::vector<const FieldDescriptor*> seen;
  for (const Item& item : Split(text, type)) {
    const FieldDescriptor* field = FieldOf(type, item.key);
    if (field == nullptr) {
      problems.push_back(absl::StrCat("\"", Printable(item.key),
                                      "\" is not one of ",
                                      absl::StrJoin(KeysOf(type), ", ")));
      continue;
    }
    if (const std::string clash = Clash(*field, seen); !clash.empty()) {
      problems.push_back(clash);
      continue;
    }
    seen.push_back(field);
    const absl::Status status = SetField(*field, item.value, moment, message);
    if (!status.ok()) {
      problems.push_back(absl::StrCat(item.key, ": ", status.message()));
    }
  }
  if (problems.empty()) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrJoin(problems, "; "));
}

std::vector<std::string> KeysOf(const Descriptor& type) {
  static const ApiComments& comments = *new ApiComments();
  std::vector<std::string> keys;
  for (int i = 0; i < type.field_count(); ++i) {
    if (comments.IsOutputOnly(*type.field(i))) continue;
    keys.push_back(KebabCase(type.field(i)->name()));
  }
  return keys;
}

}  // namespace actionplan::cli
