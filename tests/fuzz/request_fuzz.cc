// Any bytes as a request of any method, through everything that stands behind
// the method: its checks, and when they let it through the decision or the
// read, with the log in memory. A refusal says what is wrong, and a request
// that is sent again gets the same answer.
//
// A page token that is none is also made the last key of one that is good: no
// fuzzer guesses a checksum. An input that changed the office is followed by a
// new office, so that no input depends on another.
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/message.h"
#include "services/rpc/page_token.h"
#include "tests/fuzz/called_office.h"
#include "tests/fuzz/fuzz_entry.h"
#include "tests/fuzz/quiet_protobuf.h"
#include "tests/fuzz/request_input.h"
#include "tests/support/bad_request.h"

namespace actionplan::fuzz {
namespace {

using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

// In this order, until somebody may do what is asked for.
std::vector<client::Identity> Callers() {
  return {{.principal = "manager-1", .roles = {"board-manager"}},
          {.principal = "lead-1",
           .agency = "boards/ncc/agencies/health",
           .roles = {"agency-lead"}},
          {.principal = "independent-1", .roles = {"independent-chair"}}};
}

// The last one is left as it is when the process ends: its threads need what
// the libraries take down by then.
std::unique_ptr<CalledOffice>& Office() {
  static auto& office = *new std::unique_ptr<CalledOffice>();
  if (office == nullptr) office = std::make_unique<CalledOffice>();
  return office;
}

// "sources[2].resource" begins with a field of the request. Bytes that are no
// message at all are wrong in no field.
void RequireField(const std::string& path, const std::string& reason,
                  const MethodDescriptor& method) {
  const std::vector<std::string> first =
      absl::StrSplit(path, absl::ByAnyChar(".["));
  const bool named =
      method.input_type()->FindFieldByName(first.front()) != nullptr;
  Require(named || (path.empty() && reason == "MESSAGE_MALFORMED"),
          "a violation names a field of the request");
  Require(!reason.empty(), "a violation has a reason");
}

void RequireRefusal(const absl::Status& status,
                    const MethodDescriptor& method) {
  switch (status.code()) {
    case absl::StatusCode::kInternal:
    case absl::StatusCode::kUnknown:
    case absl::StatusCode::kUnimplemented:
    case absl::StatusCode::kDataLoss:
    case absl::StatusCode::kCancelled:
    case absl::StatusCode::kDeadlineExceeded:
      std::fprintf(stderr, "%s\n", status.ToString().c_str());
      Require(false, "no request is the server's fault");
      break;
    default:
      break;
  }
  Require(!base::ReasonOf(status).empty(), "a refusal has a reason");
  Require(!status.message().empty(), "a refusal says what is wrong");
  for (const auto& [path, reason] : support::WrongFields(status)) {
    RequireField(path, reason, method);
  }
}

// The details of a status have a map, which has no order.
bool SameAnswer(const CalledOffice::Answer& one,
                const CalledOffice::Answer& other) {
  return one.status.code() == other.status.code() &&
         one.status.message() == other.status.message() &&
         base::ReasonOf(one.status) == base::ReasonOf(other.status) &&
         support::WrongFields(one.status) ==
             support::WrongFields(other.status) &&
         one.bytes == other.bytes;
}

CalledOffice::Answer CallAs(const client::Identity& caller,
                            const MethodDescriptor& method,
                            absl::string_view bytes) {
  CalledOffice& office = *Office();
  const uint64_t head = office.Head();
  const CalledOffice::Answer answer = office.Call(method, bytes, caller);
  if (!answer.status.ok()) RequireRefusal(answer.status, method);
  // What is not a command may find another log the second time.
  const bool is_command =
      method.input_type()->FindFieldByName("request_id") != nullptr;
  const bool by_its_fields = !support::WrongFields(answer.status).empty();
  if (is_command || by_its_fields) {
    const CalledOffice::Answer again = office.Call(method, bytes, caller);
    Require(SameAnswer(again, answer),
            "a request that is sent again gets the same answer");
  }
  Require(answer.status.ok() || office.Head() == head,
          "a request that is refused writes nothing");
  return answer;
}

void Send(const MethodDescriptor& method, absl::string_view bytes) {
  const uint64_t head = Office()->Head();
  for (const client::Identity& caller : Callers()) {
    const CalledOffice::Answer answer = CallAs(caller, method, bytes);
    if (!absl::IsPermissionDenied(answer.status)) break;
  }
  if (Office()->Head() != head) Office() = nullptr;
}

std::unique_ptr<Message> Parse(const MethodDescriptor& method,
                               absl::string_view bytes) {
  std::unique_ptr<Message> request(
      google::protobuf::MessageFactory::generated_factory()
          ->GetPrototype(method.input_type())
          ->New());
  const bool parsed =
      request->ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
  return parsed ? std::move(request) : nullptr;
}

struct TokenNumbers {
  uint64_t position;
  int32_t due_day;
};

constexpr TokenNumbers kTokenNumbers[] = {
    {0, 0}, {5, 20'000}, {INT64_MAX, INT32_MAX}, {UINT64_MAX, INT32_MIN}};

// The request of a later page, when it is the request of a page at all. What
// stands in place of the token says all that a token can say.
std::unique_ptr<Message> WithGoodToken(std::unique_ptr<Message> request) {
  if (request == nullptr) return nullptr;
  const auto& reflection = *request->GetReflection();
  const auto* field = request->GetDescriptor()->FindFieldByName("page_token");
  if (field == nullptr) return nullptr;
  const std::string text = reflection.GetString(*request, field);
  if (text.empty()) return nullptr;
  projections::v1::PageToken token;
  token.set_query_digest(rpc::QueryDigest(*request));
  token.set_last_key(text);
  const auto [position, due_day] =
      kTokenNumbers[static_cast<uint8_t>(text.back()) % 4];
  token.set_position(position);
  token.set_due_day(due_day);
  reflection.SetString(request.get(), field, rpc::EncodePageToken(token));
  return request;
}

}  // namespace
}  // namespace actionplan::fuzz

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using actionplan::fuzz::Methods;
  actionplan::fuzz::QuietProtobuf();
  static const Methods methods = actionplan::fuzz::AllMethods();
  const auto [method, bytes] = actionplan::fuzz::ParseInput(
      actionplan::fuzz::Bytes(data, size), methods);
  actionplan::fuzz::Send(*method, bytes);
  const auto later =
      actionplan::fuzz::WithGoodToken(actionplan::fuzz::Parse(*method, bytes));
  if (later != nullptr) {
    actionplan::fuzz::Send(*method, later->SerializeAsString());
  }
  return 0;
}
