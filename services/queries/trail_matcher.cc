#include "services/queries/trail_matcher.h"

#include <algorithm>
#include <string>
#include <vector>

#include "actionplan/events/v1/personal_text.pb.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "projections/resources/fold.h"
#include "projections/resources/instant.h"
#include "projections/resources/names.h"
#include "services/queries/trail_entry.h"

namespace actionplan::queries {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

RE2::Options AnyCase() {
  RE2::Options options;
  options.set_literal(true);
  options.set_case_sensitive(false);
  options.set_log_errors(false);
  return options;
}

bool HasText(const std::string& words, const RE2& text) {
  return RE2::PartialMatch(words, text) && !resources::KindOf(words);
}

bool HasText(const Message& message, const RE2& text);

bool HasText(const Message& message, const FieldDescriptor& field,
             const RE2& text) {
  const Reflection& reflection = *message.GetReflection();
  const bool is_text = field.cpp_type() == FieldDescriptor::CPPTYPE_STRING;
  if (!is_text && field.message_type() == nullptr) return false;
  if (!field.is_repeated()) {
    return is_text ? HasText(reflection.GetString(message, &field), text)
                   : HasText(reflection.GetMessage(message, &field), text);
  }
  for (int i = 0; i < reflection.FieldSize(message, &field); ++i) {
    if (is_text
            ? HasText(reflection.GetRepeatedString(message, &field, i), text)
            : HasText(reflection.GetRepeatedMessage(message, &field, i),
                      text)) {
      return true;
    }
  }
  return false;
}

// Whether a text of the message has it. Whose words they are is no part of
// them.
bool HasText(const Message& message, const RE2& text) {
  if (message.GetDescriptor() == events::v1::PersonalText::descriptor()) {
    return HasText(resources::ClearText(
                       static_cast<const events::v1::PersonalText&>(message)),
                   text);
  }
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (HasText(message, *field, text)) return true;
  }
  return false;
}

}  // namespace

TrailMatcher::TrailMatcher(const v1::ListTrailEntriesRequest& request,
                           const projections::Past& past) {
  if (!request.text().empty()) {
    text_ = std::make_unique<const RE2>(request.text(), AnyCase());
  }
  if (request.has_occur_start_time()) {
    first_ = resources::ToTime(request.occur_start_time());
  }
  if (request.has_occur_end_time()) {
    end_ = resources::ToTime(request.occur_end_time());
  }
  // What was recorded by an instant had happened by then.
  if (past.order == projections::Past::Order::kOccurred) {
    end_ = std::min(end_, past.occurred_by + absl::Nanoseconds(1));
  }
}

bool TrailMatcher::PassesAll() const {
  return text_ == nullptr && first_ == absl::InfinitePast() &&
         end_ == absl::InfiniteFuture();
}

bool TrailMatcher::Passes(const events::v1::Event& event) const {
  const absl::Time occurred =
      resources::ToTime(resources::OccurTime(event.context()));
  if (occurred < first_ || occurred >= end_) return false;
  if (text_ == nullptr) return true;
  const Message* fact = FactOf(event);
  return fact != nullptr && HasText(*fact, *text_);
}

}  // namespace actionplan::queries
