#include "services/cli/watch_command.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/string_view.h"
#include "actionplan/v1/admin_service.pb.h"
#include "actionplan/v1/event_service.pb.h"
#include "eventstore/base/status.h"
#include "services/cli/answer_view.h"
#include "services/cli/csv.h"
#include "services/cli/dates.h"
#include "services/cli/presentation.h"
#include "services/cli/trail_view.h"
#include "services/client/retry.h"

namespace actionplan::cli {
namespace {

bool Has(absl::Span<const FlagUse> flags, absl::string_view name) {
  return absl::c_any_of(
      flags, [name](const FlagUse& use) { return use.name == name; });
}

std::string EventRecord(const events::v1::Event& event) {
  const events::v1::EventContext& context = event.context();
  return CsvRecord({context.name(), Rfc3339(TimeOf(context.record_time())),
                    KindOf(event), context.stream(), context.actor(),
                    context.affiliation()});
}

// The more, the less a long log costs; nothing waits for a message to fill.
constexpr int32_t kEventsInMessage = 256;

// One `watch`, over as many streams as it takes.
class Watcher {
 public:
  Watcher(const WatchParts& parts, v1::WatchEventsRequest request,
          const Environment& environment)
      : parts_(parts),
        request_(std::move(request)),
        environment_(environment),
        ends_(Has(parts.flags, "until-caught-up")) {
    if (request_.max_batch_size() == 0) {
      request_.set_max_batch_size(kEventsInMessage);
    }
  }

  absl::Status Run() {
    RETURN_IF_ERROR(FindStart());
    if (parts_.options.output == OutputFormat::kCsv) {
      environment_.out << CsvRecord(
          {"event", "record_time", "kind", "resource", "actor", "agency"});
    }
    for (int attempt = 1;; ++attempt) {
      const auto position = request_.after_position();
      const absl::Status status = parts_.client.Watch(
          parts_.method, request_, message_, [this] { return Receive(); });
      if (caught_up_ && ends_) return absl::OkStatus();
      if (request_.after_position() > position) attempt = 1;
      // A server that shuts down ends its streams well.
      const absl::Status ended =
          status.ok() ? absl::UnavailableError("the server ended the stream")
                      : status;
      const auto delay = client::RetryDelay({}, attempt, ended);
      if (!delay) return ended;
      environment_.sleep(*delay);
    }
  }

 private:
  // Without a position a person wants what happens from now on, and a reader
  // that ends wants everything so far.
  absl::Status FindStart() {
    if (ends_ || Has(parts_.flags, "after-position")) return absl::OkStatus();
    ASSIGN_OR_RETURN(
        const v1::ServerInfo info,
        parts_.client.Call<v1::ServerInfo>("AdminService.GetServerInfo",
                                           v1::GetServerInfoRequest()));
    request_.set_after_position(info.head_position());
    return absl::OkStatus();
  }

  absl::Status Receive() {
    for (const events::v1::Event& event : message_.events()) Take(event);
    switch (message_.message_case()) {
      case v1::WatchEventsResponse::kEvent:
        Take(message_.event());
        break;
      case v1::WatchEventsResponse::kCaughtUp:
        Reach(message_.caught_up().position());
        caught_up_ = true;
        if (ends_) return absl::CancelledError("everything was shown");
        break;
      case v1::WatchEventsResponse::kHeartbeat:
        Reach(message_.heartbeat().position());
        break;
      case v1::WatchEventsResponse::MESSAGE_NOT_SET:
        break;
    }
    return absl::OkStatus();
  }

  void Take(const events::v1::Event& event) {
    Show(event);
    request_.set_after_position(event.context().position());
  }

  void Reach(std::int64_t position) {
    request_.set_after_position(
        std::max<std::int64_t>(request_.after_position(), position));
  }

  void Show(const events::v1::Event& event) {
    switch (parts_.options.output) {
      case OutputFormat::kJson:
        environment_.out << AnswerAsJson(event, JsonLayout::kOneLine);
        break;
      case OutputFormat::kCsv:
        environment_.out << EventRecord(event);
        break;
      case OutputFormat::kTable:
      case OutputFormat::kIcs:  // Only days are shown so.
        environment_.out << EventLine(
            event, PresentationFor(parts_.options, environment_));
        break;
    }
    environment_.out.flush();
  }

  const WatchParts& parts_;
  v1::WatchEventsRequest request_;
  const Environment& environment_;
  const bool ends_;
  v1::WatchEventsResponse message_;
  bool caught_up_ = false;
};

}  // namespace

absl::Status RunWatch(const WatchParts& parts,
                      const google::protobuf::Message& request,
                      const Environment& environment) {
  return Watcher(parts, static_cast<const v1::WatchEventsRequest&>(request),
                 environment)
      .Run();
}

}  // namespace actionplan::cli
