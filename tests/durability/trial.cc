#include "tests/durability/trial.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "actionplan/v1/agency_service.pb.h"
#include "eventstore/base/status.h"
#include "tests/durability/event_reading.h"

namespace actionplan::durability {
namespace {

constexpr size_t kRepeated = 32;  // Answered requests, after each crash.
constexpr size_t kKept = 1024;
constexpr size_t kReadAgain = 8;  // Events, after each crash.

std::vector<Request> RequestsOf(const std::vector<Sent>& sent) {
  std::vector<Request> requests;
  for (const Sent& one : sent) requests.push_back(one.told);
  return requests;
}

}  // namespace

unsigned NewSeed() {
  const char* const given = std::getenv("ACTIONPLAN_SEED");
  const auto seed = given == nullptr ? std::random_device{}()
                                     : static_cast<unsigned>(std::atol(given));
  std::printf("seed %u\n", seed);
  return seed;
}

Trial::Trial(ServerProcess::Options server, unsigned seed)
    : options_(std::move(server)), random_(seed) {}

absl::Status Trial::Start() {
  server_ = std::make_unique<ServerProcess>(options_);
  ASSIGN_OR_RETURN(const std::string address, server_->AwaitAddress());
  ASSIGN_OR_RETURN(
      connection_,
      client::Client::Connect(
          {.address = address,
           .identity = {.principal = "manager-1", .roles = {"board-manager"}},
           .retry = {.attempts = 1}}));
  return absl::OkStatus();
}

absl::Status Trial::CrashDuringStart(absl::Duration delay, Crash crash) {
  ServerProcess server(options_);
  absl::SleepFor(delay);
  return crash(server);
}

absl::Status Trial::OpenBoard() {
  for (Sent& sent : office_.OpenBoard()) {
    RETURN_IF_ERROR(Send(*connection_, sent));
    opened_.push_back(std::move(sent));
  }
  return absl::OkStatus();
}

absl::Status Trial::LoadUntil(absl::Duration delay, Crash crash) {
  load_.Start(*connection_);
  absl::SleepFor(delay);
  absl::Status status = crash(*server_);
  server_.reset();
  load_.Join();
  return status;
}

absl::Status Trial::Kill() { return server_->Kill(); }

void Trial::Check() {
  std::vector<Sent> sent = std::exchange(opened_, {});
  std::vector<Sent> by_clients = load_.TakeSent();
  std::move(by_clients.begin(), by_clients.end(), std::back_inserter(sent));
  for (const std::string& refusal : load_.refusals()) {
    log_.Report(absl::StrCat("a request was refused: ", refusal));
  }
  if (!ReadNewEvents()) return;
  log_.Judge(RequestsOf(sent));
  if (!log_.problems().empty()) return;

  RepeatSomeAnswered(sent);
  const std::vector<Request> repeated = RepeatUnanswered(sent);
  if (!ReadNewEvents()) return;
  log_.Judge(repeated);
  CheckSomeEvents();
  CheckView();
  Keep(std::move(sent));
}

bool Trial::ReadNewEvents() {
  const absl::Status status =
      ReadEvents(*connection_, log_.head(),
                 [this](const RecordedEvent& event) { log_.Read(event); });
  if (!status.ok()) {
    log_.Report(absl::StrCat("the events after ", log_.head(),
                             " cannot be read: ", status.ToString()));
  }
  return status.ok();
}

// An answer that is already known must be given again. All at once: that is
// what clients do when their server is back.
void Trial::Repeat(absl::Span<Sent* const> requests) {
  std::vector<Repetition> repetitions(requests.size());
  for (size_t i = 0; i < requests.size(); ++i) {
    Repetition& repetition = repetitions[i];
    repetition.first_answer = requests[i]->answer;
    repetition.thread = std::thread([this, &repetition, sent = requests[i]] {
      repetition.outcome = Send(*connection_, *sent);
    });
  }
  for (size_t i = 0; i < requests.size(); ++i) {
    repetitions[i].thread.join();
    CheckRepetition(repetitions[i], *requests[i]);
  }
}

void Trial::CheckRepetition(const Repetition& repetition, const Sent& sent) {
  if (!repetition.outcome.ok()) {
    log_.Report(absl::StrCat(
        "request ", sent.told.id,
        " is refused when repeated: ", repetition.outcome.ToString()));
  } else if (!repetition.first_answer.empty() &&
             sent.answer != repetition.first_answer) {
    log_.Report(absl::StrCat("request ", sent.told.id,
                             " gets another answer when repeated"));
  }
}

std::vector<Request> Trial::RepeatUnanswered(std::vector<Sent>& sent) {
  std::vector<Sent*> unanswered;
  for (Sent& one : sent) {
    if (!one.told.answer) unanswered.push_back(&one);
  }
  Repeat(unanswered);
  std::vector<Request> repeated;
  for (const Sent* one : unanswered) {
    if (!one->told.answer) continue;
    office_.Learn(*one);
    repeated.push_back(one->told);
  }
  return repeated;
}

void Trial::RepeatSomeAnswered(std::vector<Sent>& sent) {
  if (sent.empty()) return;
  std::set<Sent*> answered;
  for (size_t i = 0; i < kRepeated; ++i) {
    std::vector<Sent>& from = i % 2 == 0 || kept_.empty() ? sent : kept_;
    Sent& one = from[Below(from.size())];
    if (one.told.answer) answered.insert(&one);
  }
  Repeat(std::vector<Sent*>(answered.begin(), answered.end()));
}

void Trial::Keep(std::vector<Sent> sent) {
  for (Sent& one : sent) {
    if (kept_.size() < kKept) {
      kept_.push_back(std::move(one));
    } else if (Below(kKept) == 0) {
      kept_[Below(kKept)] = std::move(one);
    }
  }
}

void Trial::CheckSomeEvents() {
  for (size_t i = 0; i < kReadAgain && log_.head() > 0; ++i) {
    const auto position =
        1 + static_cast<int64_t>(Below(static_cast<size_t>(log_.head())));
    const auto event = ReadEvent(*connection_, position);
    if (!event.ok() || !log_.WasRead(*event)) {
      log_.Report(absl::StrCat("position ", position, " is not what it was: ",
                               event.status().ToString()));
    }
  }
}

// Views are not synced: they have to catch up with the log by themselves.
void Trial::CheckView() {
  v1::ListAgenciesRequest request;
  request.set_parent(office_.board());
  request.set_page_size(1000);
  const auto page = connection_->Call<v1::ListAgenciesResponse>(
      "AgencyService.ListAgencies", request);
  if (!page.ok()) {
    log_.Report(absl::StrCat("no view: ", page.status().ToString()));
    return;
  }
  std::map<std::string, std::string> etags;
  for (const v1::Agency& agency : page->agencies()) {
    etags[agency.name()] = agency.etag();
  }
  for (size_t i = 0; i < kClients; ++i) {
    const std::string& told = office_.Etag(i);
    const std::string name = office_.AgencyName(i);
    if (etags[name] != (told.empty() ? "\"1\"" : told)) {
      log_.Report(absl::StrCat("the view has ", name, " at ", etags[name],
                               ", not at ", told));
    }
  }
}

void Trial::CheckWholeLog() {
  int64_t events = 0;
  const absl::Status status =
      ReadEvents(*connection_, 0, [&](const RecordedEvent& event) {
        ++events;
        if (!log_.WasRead(event)) {
          log_.Report(
              absl::StrCat("position ", event.position, " is not what it was"));
        }
      });
  if (!status.ok() || events != log_.head()) {
    log_.Report(absl::StrCat("read again are ", events, " events of ",
                             log_.head(), ": ", status.ToString()));
  }
}

size_t Trial::Below(size_t bound) {
  return std::uniform_int_distribution<size_t>(0, bound - 1)(random_);
}

absl::Duration Trial::Between(absl::Duration least, absl::Duration most) {
  return std::uniform_real_distribution<double>(0, 1)(random_) *
             (most - least) +
         least;
}

}  // namespace actionplan::durability
