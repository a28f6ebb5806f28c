#include "tests/services/handlers/request_shape.h"

#include <functional>
#include <set>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "eventstore/base/logging.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "projections/resources/names.h"
#include "services/client/method.h"
#include "tests/support/bad_request.h"
#include "tests/support/status_matchers.h"

namespace actionplan::handlers {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;
using support::WrongFields;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

using Change = std::function<void(Message& request)>;

// One of every kind.
constexpr const char* kNames[] = {
    "boards/ncc",
    "boards/ncc/meetings/march",
    "boards/ncc/agencies/health",
    "boards/ncc/audits/neglect",
    "boards/ncc/audits/neglect/findings/f1",
    "boards/ncc/audits/neglect/recommendations/r1",
    "boards/ncc/plans/p1",
    "boards/ncc/actions/a1",
    "boards/ncc/escalations/a1-timeliness-1",
};

// A field somewhere in a message.
struct Place {
  Message& message;
  const FieldDescriptor* field;
  int item = -1;  // Of a list; -1 for all of the field.

  const google::protobuf::Reflection& reflection() const {
    return *message.GetReflection();
  }
};

// Ends the program when there is no such field.
Place PlaceOf(Message& message, absl::string_view path) {
  const std::pair<absl::string_view, absl::string_view> steps =
      absl::StrSplit(path, absl::MaxSplits('.', 1));
  const std::pair<absl::string_view, absl::string_view> step =
      absl::StrSplit(steps.first, absl::MaxSplits('[', 1));
  Place place{message, message.GetDescriptor()->FindFieldByName(
                           std::string(step.first))};
  if (place.field == nullptr ||
      (!step.second.empty() &&
       !absl::SimpleAtoi(absl::StripSuffix(step.second, "]"), &place.item))) {
    base::Fatal("no such field", {{"path", path}});
  }
  if (steps.second.empty()) return place;
  const auto& reflection = place.reflection();
  return PlaceOf(place.item < 0
                     ? *reflection.MutableMessage(&message, place.field)
                     : *reflection.MutableRepeatedMessage(&message, place.field,
                                                          place.item),
                 steps.second);
}

void PutText(Message& request, absl::string_view path,
             const std::string& value) {
  const Place at = PlaceOf(request, path);
  at.item < 0 ? at.reflection().SetString(&at.message, at.field, value)
              : at.reflection().SetRepeatedString(&at.message, at.field,
                                                  at.item, value);
}

std::string TextAt(Message& request, absl::string_view path) {
  const Place at = PlaceOf(request, path);
  return at.item < 0
             ? at.reflection().GetString(at.message, at.field)
             : at.reflection().GetRepeatedString(at.message, at.field, at.item);
}

void PutEnum(Message& request, absl::string_view path, int value) {
  const Place at = PlaceOf(request, path);
  at.item < 0 ? at.reflection().SetEnumValue(&at.message, at.field, value)
              : at.reflection().SetRepeatedEnumValue(&at.message, at.field,
                                                     at.item, value);
}

void PutNumber(Message& request, absl::string_view path, int64_t value) {
  const Place at = PlaceOf(request, path);
  at.field->cpp_type() == FieldDescriptor::CPPTYPE_INT64
      ? at.reflection().SetInt64(&at.message, at.field, value)
      : at.reflection().SetInt32(&at.message, at.field,
                                 static_cast<int32_t>(value));
}

void PutMessage(Message& request, absl::string_view path,
                const std::string& text) {
  const Place at = PlaceOf(request, path);
  google::protobuf::TextFormat::ParseFromString(
      text, at.reflection().MutableMessage(&at.message, at.field));
}

// An item of a list cannot be left out, but it can say nothing.
void LeaveOut(Message& request, absl::string_view path) {
  const Place at = PlaceOf(request, path);
  if (at.item < 0) {
    at.reflection().ClearField(&at.message, at.field);
  } else if (at.field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
    PutEnum(request, path, 0);
  } else {
    PutText(request, path, "");
  }
}

// Repeats the list's first item, each time with another ending to its first
// text, so that no two are the same.
void Grow(Message& request, absl::string_view path, int items) {
  const Place at = PlaceOf(request, path);
  const auto& reflection = at.reflection();
  for (int i = reflection.FieldSize(at.message, at.field); i < items; ++i) {
    if (at.field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
      reflection.AddString(
          &at.message, at.field,
          absl::StrCat(reflection.GetRepeatedString(at.message, at.field, 0),
                       i));
      continue;
    }
    Message& item = *reflection.AddMessage(&at.message, at.field);
    item.CopyFrom(reflection.GetRepeatedMessage(at.message, at.field, 0));
    std::vector<const FieldDescriptor*> said;
    item.GetReflection()->ListFields(item, &said);
    const std::string first = said[0]->name();
    PutText(item, first, absl::StrCat(TextAt(item, first), i));
  }
}

// The requests of one shape, and what the server says to them.
class Examiner {
 public:
  Examiner(const support::Person& person, const MethodDescriptor& method,
           const Shape& shape)
      : person_(person), method_(method), shape_(shape) {}

  void Examine() {
    ExpectUsable("the example", [](Message&) {});
    ExamineWords();
    ExamineValues();
    ExamineSizes();
    ExamineWhatManyRequestsHave();
    for (const WrongChange& wrong : shape_.wrong) {
      ExpectRefused(wrong.field, wrong.reason, [&](Message& request) {
        google::protobuf::TextFormat::MergeFromString(wrong.change, &request);
      });
    }
  }

 private:
  std::unique_ptr<Message> Good() const {
    return support::RequestFor(client::MethodName(method_), shape_.good);
  }

  bool Has(const std::string& field) const {
    return method_.input_type()->FindFieldByName(field) != nullptr;
  }

  // Every request is a new one, with its own request_id.
  absl::Status Send(const Change& change) {
    const std::unique_ptr<Message> request = Good();
    change(*request);
    const std::unique_ptr<Message> response(
        google::protobuf::MessageFactory::generated_factory()
            ->GetPrototype(method_.output_type())
            ->New());
    return person_.client().Call(method_, *request, *response);
  }

  // What it is about is not there; that is all that is wrong.
  void ExpectUsable(const std::string& what, const Change& change) {
    SCOPED_TRACE(absl::StrCat(what, " is fine"));
    const absl::Status status = Send(change);
    EXPECT_TRUE(status.ok() || absl::IsNotFound(status) ||
                absl::IsOutOfRange(status))
        << status;
    EXPECT_THAT(WrongFields(status), IsEmpty());
  }

  void ExpectRefused(const std::string& field, const std::string& reason,
                     const Change& change) {
    std::string sent;
    const absl::Status status = Send([&](Message& request) {
      change(request);
      sent = request.ShortDebugString().substr(0, 1000);
    });
    EXPECT_THAT(status, support::StatusIs(absl::StatusCode::kInvalidArgument));
    EXPECT_THAT(WrongFields(status), ElementsAre(Pair(field, reason))) << sent;
  }

  void ExamineWords() {
    for (const std::string& field : shape_.must) {
      ExpectRefused(field, "FIELD_MISSING",
                    [&](Message& request) { LeaveOut(request, field); });
    }
    for (const std::string& field : shape_.names) {
      const auto kind = resources::KindOf(TextAt(*Good(), field));
      for (const char* name : kNames) {
        if (resources::KindOf(name) == kind) continue;
        ExpectRefused(field, "NAME_MALFORMED",
                      [&](Message& request) { PutText(request, field, name); });
      }
    }
    for (const auto& [field, most] : shape_.texts) {
      ExpectUsable(field, [&, limit = most](Message& request) {
        PutText(request, field, std::string(limit, 'x'));
      });
      ExpectRefused(field, "TEXT_TOO_LONG",
                    [&, limit = most](Message& request) {
                      PutText(request, field, std::string(limit + 1, 'x'));
                    });
    }
  }

  void ExamineValues() {
    for (const std::string& field : shape_.enums) {
      ExpectRefused(field, "VALUE_UNKNOWN",
                    [&](Message& request) { PutEnum(request, field, 77); });
    }
    for (const std::string& field : shape_.dates) {
      ExpectRefused(field, "DATE_INVALID", [&](Message& request) {
        PutMessage(request, field, "year: 2026 month: 2 day: 30");
      });
    }
    for (const std::string& field : shape_.times) {
      ExpectRefused(field, "TIME_INVALID", [&](Message& request) {
        PutMessage(request, field, "seconds: 7 nanos: -1");
      });
    }
  }

  void ExamineSizes() {
    for (const NumberField& number : shape_.numbers) {
      for (const int64_t value : {number.least, number.most}) {
        ExpectUsable(
            absl::StrCat(number.field, " ", value),
            [&](Message& request) { PutNumber(request, number.field, value); });
      }
      for (const int64_t value : {number.least - 1, number.most + 1}) {
        ExpectRefused(
            number.field, "NUMBER_OUT_OF_RANGE",
            [&](Message& request) { PutNumber(request, number.field, value); });
      }
    }
    for (const ListField& list : shape_.lists) {
      ExpectUsable(list.field, [&](Message& request) {
        Grow(request, list.field, list.most);
      });
      ExpectRefused(list.field, "TOO_MANY_ITEMS", [&](Message& request) {
        Grow(request, list.field, list.most + 1);
      });
    }
  }

  void ExamineWhatManyRequestsHave() {
    const std::vector<std::pair<std::string, std::string>> texts = {
        {"request_id", "REQUEST_ID_MALFORMED"},
        {"etag", "ETAG_MALFORMED"},
        {"page_token", "PAGE_TOKEN_MALFORMED"},
    };
    for (const auto& [field, reason] : texts) {
      if (!Has(field)) continue;
      ExpectRefused(field, reason, [&field = field](Message& request) {
        PutText(request, field, "7");
      });
    }
    const std::vector<std::pair<std::string, int64_t>> numbers = {
        {"page_size", -1}, {"page_size", 1001}, {"min_position", -1}};
    for (const auto& [field, value] : numbers) {
      if (!Has(field)) continue;
      ExpectRefused(field, "NUMBER_OUT_OF_RANGE",
                    [&field = field, value = value](Message& request) {
                      PutNumber(request, field, value);
                    });
    }
    if (Has("request_id")) ExamineCommand();
  }

  void ExamineCommand() {
    ExpectRefused("request_id", "FIELD_MISSING",
                  [](Message& request) { LeaveOut(request, "request_id"); });
    ExpectRefused("occur_time", "TIME_INVALID", [](Message& request) {
      PutMessage(request, "occur_time", "seconds: -99999999999999");
    });
    const FieldDescriptor* const second =
        method_.input_type()->FindFieldByNumber(2);
    if (second == nullptr || !absl::EndsWith(second->name(), "_id")) return;
    ExpectRefused(second->name(), "ID_MALFORMED", [&](Message& request) {
      PutText(request, second->name(), "-x");
    });
  }

  const support::Person& person_;
  const MethodDescriptor& method_;
  const Shape& shape_;
};

}  // namespace

std::unique_ptr<RequestShapeTest::World> RequestShapeTest::world_;

void RequestShapeTest::SetUpTestSuite() { world_ = std::make_unique<World>(); }

void RequestShapeTest::TearDownTestSuite() { world_ = nullptr; }

void RequestShapeTest::ExpectShapes(const std::string& service,
                                    const std::vector<Shape>& shapes) {
  const support::Person manager = world_->server.Manager();
  std::set<std::string> examined;
  const google::protobuf::ServiceDescriptor* descriptor = nullptr;
  for (const Shape& shape : shapes) {
    SCOPED_TRACE(shape.method);
    const MethodDescriptor* const method =
        client::FindMethod(absl::StrCat(service, ".", shape.method));
    ASSERT_NE(method, nullptr);
    descriptor = method->service();
    examined.insert(shape.method);
    Examiner(manager, *method, shape).Examine();
  }
  ASSERT_NE(descriptor, nullptr);
  for (int i = 0; i < descriptor->method_count(); ++i) {
    if (descriptor->method(i)->server_streaming()) continue;
    EXPECT_TRUE(examined.contains(descriptor->method(i)->name()))
        << descriptor->method(i)->name() << " has no shape";
  }
}

}  // namespace actionplan::handlers
