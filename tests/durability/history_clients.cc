#include "tests/durability/history_clients.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <thread>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "actionplan/v1/action_service.pb.h"
#include "actionplan/v1/agency_service.pb.h"
#include "actionplan/v1/event_service.pb.h"
#include "eventstore/base/clock.h"
#include "eventstore/base/logging.h"
#include "eventstore/base/mutex.h"
#include "eventstore/base/status.h"
#include "services/client/method.h"
#include "tests/durability/logged_streams.h"
#include "tests/durability/reachable.h"

namespace actionplan::durability {
namespace {

constexpr int kShared = 3;  // Actions, and as many agencies.
constexpr int kActors = 4;
constexpr absl::Duration kPatience = absl::Seconds(30);

// A command that may be sent any number of times.
struct Wish {
  std::string method;
  std::string text;  // Of the request, with its id.
  std::string name;
  std::string actor;
  std::string request_id;
  std::optional<uint64_t> expected;
};

// What clients know from each other. Thread-safe.
class Office {
 public:
  // Others may send it too, from now on.
  void Publish(const Wish& wish) {
    base::MutexLock lock(mutex_);
    wishes_[wish.actor] = wish;
  }
  std::optional<Wish> PublishedBy(const std::string& actor) const {
    base::MutexLock lock(mutex_);
    const auto found = wishes_.find(actor);
    if (found == wishes_.end()) return std::nullopt;
    return found->second;
  }

  void Saw(const resources::Resource& resource) {
    base::MutexLock lock(mutex_);
    uint64_t& revision = revisions_[NameOf(resource)];
    revision = std::max(revision, RevisionOf(resource));
    head_ = std::max(head_, LastPositionOf(resource));
  }
  uint64_t RevisionOfShared(const std::string& name) const {
    base::MutexLock lock(mutex_);
    const auto found = revisions_.find(name);
    return found == revisions_.end() ? 1 : found->second;
  }
  int64_t head() const {
    base::MutexLock lock(mutex_);
    return head_;
  }

 private:
  mutable base::Mutex mutex_;
  std::map<std::string, Wish> wishes_ ABSL_GUARDED_BY(mutex_);
  std::map<std::string, uint64_t> revisions_ ABSL_GUARDED_BY(mutex_);
  int64_t head_ ABSL_GUARDED_BY(mutex_) = 0;
};

std::string ActionName(const std::string& id) {
  return absl::StrCat("boards/ncc/actions/", id);
}
std::string AgencyName(const std::string& id) {
  return absl::StrCat("boards/ncc/agencies/", id);
}

std::string Proposal(const std::string& id) {
  return absl::StrCat(
      "parent: 'boards/ncc' action_id: '", id,
      "' action { title: 'Do it' sources { external_reference: 'letter' } }");
}
std::string NewAgency(const std::string& id) {
  return absl::StrCat("parent: 'boards/ncc' agency_id: '", id,
                      "' agency { title: 'Agency' type: POLICE }");
}

template <typename T>
T OrDie(absl::StatusOr<T> result) {
  if (!result.ok()) base::Fatal(result.status().ToString());
  return *std::move(result);
}

class HistoryClient {
 public:
  HistoryClient(const std::string& address, Office& office, unsigned seed,
                int number)
      : office_(office),
        random_(seed * 1000 + number),
        id_(absl::StrCat("client-", number)),
        prefix_(absl::StrCat("00000000-0000-4000-8000-", 100000 + number)),
        actor_(absl::StrCat("manager-", number % kActors)),
        patient_(Connect(address, kPatience)),
        hasty_(Connect(address, absl::Milliseconds(3))),
        hastier_(Connect(address, absl::Microseconds(700))) {}

  void Run(int steps) {
    for (step_ = 0; step_ < steps; ++step_) {
      if (OneIn(3)) absl::SleepFor(absl::Microseconds(random_() % 3000));
      const unsigned chance = random_() % 100;
      if (chance < 60) {
        Command(NewWish(chance));
      } else if (chance < 70) {
        if (const auto wish = office_.PublishedBy(actor_)) Send(*wish);
      } else if (chance < 85) {
        Get();
      } else if (chance < 95) {
        List();
      } else {
        Watch();
      }
    }
  }

  Witnessed& witnessed() { return witnessed_; }

 private:
  client::Client Connect(const std::string& address, absl::Duration timeout) {
    return OrDie(client::Client::Connect(
        {.address = address,
         .identity = {.principal = actor_, .roles = {"board-manager"}},
         .timeout = timeout,
         .retry = {.attempts = 1}}));
  }

  bool OneIn(unsigned count) { return random_() % count == 0; }

  // One call in seven gives up before it can be answered, or nearly.
  const client::Client& Who() {
    if (!OneIn(7)) return patient_;
    return OneIn(2) ? hasty_ : hastier_;
  }

  std::string Shared() { return absl::StrCat("shared-", random_() % kShared); }

  Wish NewWish(unsigned chance) {
    Wish wish{.actor = actor_,
              .request_id = absl::StrCat(prefix_, 100000 + step_)};
    if (chance < 30) {
      Remark(ActionName(Shared()), wish);
    } else if (chance < 40) {
      Rename(AgencyName(Shared()), wish);
    } else if (chance < 48) {
      // All clients come to the same names at about the same time.
      Propose(absl::StrCat("contested-", step_), wish);
    } else if (chance < 55) {
      Propose(absl::StrCat("own-", id_, "-", step_), wish);
    } else {
      Cancel(ActionName(absl::StrCat("contested-", step_ / 2)), wish);
    }
    absl::StrAppend(&wish.text, " request_id: '", wish.request_id, "'");
    return wish;
  }

  // Half of the changes are made to a revision that others are after too.
  std::string Etag(Wish& wish) {
    if (OneIn(2)) return "";
    wish.expected = office_.RevisionOfShared(wish.name);
    return absl::StrCat(" etag: '\"", *wish.expected, "\"'");
  }

  void Remark(const std::string& name, Wish& wish) {
    wish.method = "ActionService.AddComment";
    wish.name = name;
    wish.text = absl::StrCat("name: '", name, "' text: 'At ", step_, "'");
    wish.text += Etag(wish);
  }
  void Rename(const std::string& name, Wish& wish) {
    wish.method = "AgencyService.UpdateAgency";
    wish.name = name;
    wish.text =
        absl::StrCat("update_mask { paths: 'title' } agency { name: '", name,
                     "' title: '", id_, " ", step_, "'", Etag(wish), "}");
  }
  void Propose(const std::string& id, Wish& wish) {
    wish.method = "ActionService.ProposeAction";
    wish.name = ActionName(id);
    wish.expected = 0;
    wish.text = Proposal(id);
  }
  void Cancel(const std::string& name, Wish& wish) {
    wish.method = "ActionService.CancelAction";
    wish.name = name;
    wish.text = absl::StrCat("name: '", name, "' reason: 'Enough'");
  }

  // Sends it, perhaps again, and perhaps others send it at the same time.
  void Command(const Wish& wish) {
    if (OneIn(3)) office_.Publish(wish);
    while (Send(wish) == Call::Outcome::kUnknown && OneIn(2)) {
    }
    if (OneIn(5)) Send(wish);
  }

  Call::Outcome Send(const Wish& wish) {
    Call& call = Begin(Call::Kind::kCommand, wish.name);
    call.actor = wish.actor;
    call.request_id = wish.request_id;
    call.expected = wish.expected;
    const auto request = support::RequestFor(wish.method, wish.text);
    if (wish.method == "AgencyService.UpdateAgency") {
      return See(Ask<v1::Agency>(call, wish.method, *request), call);
    }
    return See(Ask<v1::Action>(call, wish.method, *request), call);
  }

  void Get() {
    if (OneIn(3)) {
      GetOne<v1::Agency>("AgencyService.GetAgency", AgencyName(Shared()));
    } else {
      GetOne<v1::Action>(
          "ActionService.GetAction",
          ActionName(OneIn(2) ? Shared() : absl::StrCat("contested-", step_)));
    }
  }
  template <typename State>
  void GetOne(const char* method, const std::string& name) {
    Call& call = Begin(Call::Kind::kGet, name);
    const auto request =
        support::RequestFor(method, absl::StrCat("name: '", name, "'"));
    See(Ask<State>(call, method, *request), call);
  }

  void List() {
    constexpr char kWhole[] = "parent: 'boards/ncc' page_size: 1000";
    Call& call = Begin(Call::Kind::kList, "boards/ncc");
    if (OneIn(3)) {
      const auto request =
          support::RequestFor("AgencyService.ListAgencies", kWhole);
      const auto listed = Ask<v1::ListAgenciesResponse>(
          call, "AgencyService.ListAgencies", *request);
      if (!Settle(listed.status(), call)) return;
      for (const v1::Agency& agency : listed->agencies()) Keep(agency, call);
    } else {
      const auto request =
          support::RequestFor("ActionService.ListActions", kWhole);
      const auto listed = Ask<v1::ListActionsResponse>(
          call, "ActionService.ListActions", *request);
      if (!Settle(listed.status(), call)) return;
      for (const v1::Action& action : listed->actions()) Keep(action, call);
    }
  }

  // Reads the log up to where it is now.
  void Watch() {
    v1::WatchEventsRequest request;
    request.set_after_position(random_() % (office_.head() + 1));
    v1::WatchEventsResponse message;
    Call& call = Begin(Call::Kind::kWatch, "the log");
    call.after = request.after_position();
    const absl::Status end = patient_.Watch(
        *client::FindMethod("EventService.WatchEvents"), request, message, [&] {
          if (message.has_caught_up()) {
            call.caught_up = message.caught_up().position();
            return absl::CancelledError("enough");
          }
          call.watched.push_back(message.event());
          return absl::OkStatus();
        });
    call.answered = clock_.Monotonic();
    Settle(absl::IsCancelled(end) ? absl::OkStatus() : end, call);
  }

  Call& Begin(Call::Kind kind, const std::string& name) {
    return witnessed_.calls.emplace_back(Call{
        .kind = kind, .client = absl::StrCat(id_, "/", step_), .name = name});
  }

  template <typename Response>
  absl::StatusOr<Response> Ask(Call& call, const std::string& method,
                               const google::protobuf::Message& request) {
    const client::Client& who = Who();
    call.asked = clock_.Monotonic();
    auto response = who.Call<Response>(method, request);
    call.answered = clock_.Monotonic();
    return response;
  }

  template <typename State>
  Call::Outcome See(const absl::StatusOr<State>& answer, Call& call) {
    if (Settle(answer.status(), call) && answer.ok()) Keep(*answer, call);
    return call.outcome;
  }

  template <typename State>
  void Keep(const State& state, Call& call) {
    call.seen.emplace_back(state);
    office_.Saw(call.seen.back());
  }

  // Whether it was answered.
  bool Settle(const absl::Status& status, Call& call) {
    using Code = absl::StatusCode;
    const Code code = status.code();
    if (code == Code::kOk ||
        (code == Code::kNotFound && call.kind == Call::Kind::kGet)) {
      call.outcome = Call::Outcome::kAnswered;
    } else if (code == Code::kDeadlineExceeded || code == Code::kCancelled ||
               code == Code::kUnavailable) {
      call.outcome = Call::Outcome::kUnknown;
    } else if (call.kind == Call::Kind::kCommand &&
               base::ReasonOf(status) != "REQUEST_ID_REUSED" &&
               (code == Code::kAborted || code == Code::kAlreadyExists ||
                code == Code::kFailedPrecondition || code == Code::kNotFound)) {
      call.outcome = Call::Outcome::kRefused;
    } else {
      witnessed_.surprises.push_back(absl::StrCat(
          call.client, " about ", call.name, ": ", status.ToString()));
    }
    return call.outcome == Call::Outcome::kAnswered;
  }

  const base::SystemClock clock_;
  Office& office_;
  std::mt19937 random_;
  const std::string id_;
  const std::string prefix_;  // Of its request ids, which are UUIDs.
  const std::string actor_;
  const client::Client patient_;
  const client::Client hasty_;
  const client::Client hastier_;
  int step_ = 0;
  Witnessed witnessed_;
};

}  // namespace

void PrepareBoard(const support::RunningServer& server) {
  AwaitReachable(server);
  const support::Person manager = server.Manager();
  std::vector<absl::Status> made = {manager.Try(
      "BoardService.CreateBoard",
      "board_id: 'ncc' board { title: 'Northshire' division: SCOTLAND }")};
  for (int i = 0; i < kShared; ++i) {
    const std::string id = absl::StrCat("shared-", i);
    made.push_back(manager.Try("ActionService.ProposeAction", Proposal(id)));
    made.push_back(manager.Try("AgencyService.CreateAgency", NewAgency(id)));
  }
  for (const absl::Status& status : made) {
    if (!status.ok()) base::Fatal(status.ToString());
  }
}

Witnessed RunClients(const support::RunningServer& server,
                     const Workload& workload) {
  Office office;
  std::vector<std::unique_ptr<HistoryClient>> clients;
  std::vector<std::thread> threads;
  for (int i = 0; i < workload.clients; ++i) {
    clients.push_back(std::make_unique<HistoryClient>(server.address(), office,
                                                      workload.seed, i));
  }
  for (const auto& client : clients) {
    threads.emplace_back(
        [&workload, &client = *client] { client.Run(workload.steps); });
  }
  for (std::thread& thread : threads) thread.join();
  Witnessed all;
  for (const auto& client : clients) {
    Witnessed& one = client->witnessed();
    std::move(one.calls.begin(), one.calls.end(),
              std::back_inserter(all.calls));
    std::move(one.surprises.begin(), one.surprises.end(),
              std::back_inserter(all.surprises));
  }
  return all;
}

}  // namespace actionplan::durability
