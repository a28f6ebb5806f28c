#include "tests/durability/acknowledged_load.h"

#include <iterator>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "google/protobuf/message.h"

namespace actionplan::durability {
namespace {

// What a caller is told when the server goes away: whether the request was
// recorded is not known then.
bool LeavesOutcomeOpen(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsCancelled(status) ||
         absl::IsDeadlineExceeded(status);
}

}  // namespace

absl::Status Send(const client::Client& connection, Sent& sent) {
  const auto as_caller = connection.As(*sent.identity);
  if (!as_caller.ok()) return as_caller.status();
  const std::unique_ptr<google::protobuf::Message> response(
      google::protobuf::MessageFactory::generated_factory()
          ->GetPrototype(sent.method->output_type())
          ->New());
  absl::Status status = as_caller->Call(*sent.method, *sent.request, *response);
  if (status.ok()) Answer(*response, sent);
  return status;
}

void AcknowledgedLoad::Start(const client::Client& connection) {
  work_ = std::vector<Work>(kClients);
  for (size_t i = 0; i < kClients; ++i) {
    work_[i].thread =
        std::thread([this, connection, i] { Run(connection, i, work_[i]); });
  }
}

void AcknowledgedLoad::Run(const client::Client& connection, size_t client,
                           Work& work) {
  while (work.end.ok()) {
    Sent& sent = work.sent.emplace_back(office_.Next(client));
    work.end = Send(connection, sent);
    if (work.end.ok()) office_.Learn(sent);
  }
}

void AcknowledgedLoad::Join() {
  for (Work& work : work_) {
    if (work.thread.joinable()) work.thread.join();
  }
}

std::vector<Sent> AcknowledgedLoad::TakeSent() {
  std::vector<Sent> all;
  for (Work& work : work_) {
    if (!LeavesOutcomeOpen(work.end)) {
      refusals_.push_back(absl::StrCat(work.sent.back().method->name(), ": ",
                                       work.end.ToString()));
    }
    all.insert(all.end(), std::make_move_iterator(work.sent.begin()),
               std::make_move_iterator(work.sent.end()));
  }
  work_.clear();
  return all;
}

}  // namespace actionplan::durability
