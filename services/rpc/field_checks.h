// Checks the shape of a request and collects every wrong field, so that a
// caller hears of all of them at once.
//
// Paths are those of the API: "action.sources[2].resource". Rules about state
// and other resources are the deciders'.
#ifndef ACTIONPLAN_SERVICES_RPC_FIELD_CHECKS_H_
#define ACTIONPLAN_SERVICES_RPC_FIELD_CHECKS_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/generated_enum_reflection.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/rpc/error_details.pb.h"
#include "google/type/date.pb.h"
#include "projections/resources/names.h"

namespace actionplan::rpc {

enum class Presence { kRequired, kOptional };

// Used by one thread for one request.
class FieldChecks {
 public:
  // Says that a field is wrong. The reason is for programs: stable,
  // UPPER_SNAKE_CASE. The description is for people: it completes "the field:
  // …" and says what would be right.
  void Violation(absl::string_view field, absl::string_view reason,
                 absl::string_view description);

  // Words of at most `limit` characters (code points), without control
  // characters other than line ends and tabs.
  void Text(absl::string_view field, absl::string_view value, size_t limit,
            Presence presence);

  // The name of a resource of this kind.
  void Name(absl::string_view field, absl::string_view value,
            resources::Kind kind, Presence presence);

  // Names as above, each at most once, at most `limit`.
  void Names(absl::string_view field,
             const google::protobuf::RepeatedPtrField<std::string>& values,
             resources::Kind kind, size_t limit);

  // The name of a resource that can hold one of this kind.
  void Parent(absl::string_view field, absl::string_view value,
              resources::Kind kind);

  // The parent in a list of this kind, where ids may be `-`.
  void ListParent(absl::string_view field, absl::string_view value,
                  resources::Kind kind);

  // The id for a new resource; may be empty.
  void NewId(absl::string_view field, absl::string_view value);

  // A UUID, 8-4-4-4-12 hexadecimal digits.
  void RequestId(absl::string_view value);

  // A revision in quotes; may be empty.
  void Etag(absl::string_view field, absl::string_view value);

  // A day of the calendar from 1900 to 2199, no 30 February.
  void Date(absl::string_view field, bool given,
            const google::type::Date& value, Presence presence);

  // An instant that a Timestamp may say: years 1 to 9999, nanos in range.
  void Time(absl::string_view field, const google::protobuf::Timestamp& value);

  // Tags such as `voice_of_child`: at most 20, each once.
  void Themes(absl::string_view field,
              const google::protobuf::RepeatedPtrField<std::string>& values);

  // min <= value <= max.
  void Range(absl::string_view field, int64_t value, int64_t min, int64_t max);

  // At most `limit` items.
  void Count(absl::string_view field, size_t items, size_t limit);

  // At least one path, and only such as are allowed.
  void Mask(absl::string_view field, const google::protobuf::FieldMask& mask,
            const std::vector<absl::string_view>& allowed);

  // A value that the enum knows; zero, "not said", only when optional.
  template <typename EnumType>
  void Enum(absl::string_view field, EnumType value, Presence presence) {
    EnumValue(field, value, *google::protobuf::GetEnumDescriptor<EnumType>(),
              presence);
  }

  // OK, or INVALID_ARGUMENT with every violation in a BadRequest: its field,
  // its description and, as field 3, its reason. The reason of the whole is
  // that of the only violation, or FIELDS_INVALID.
  absl::Status Result() const;

 private:
  void EnumValue(absl::string_view field, int value,
                 const google::protobuf::EnumDescriptor& type,
                 Presence presence);
  void Missing(absl::string_view field);

  google::rpc::BadRequest wrong_;
  std::string first_reason_;
};

// "sources[2]", for the paths above.
inline std::string At(absl::string_view field, int index) {
  return absl::StrCat(field, "[", index, "]");
}

}  // namespace actionplan::rpc

#endif  // ACTIONPLAN_SERVICES_RPC_FIELD_CHECKS_H_
