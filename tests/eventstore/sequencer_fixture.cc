#include "tests/eventstore/sequencer_fixture.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "eventstore/commit_group.h"
#include "tests/support/status_matchers.h"

namespace actionplan::eventstore {
namespace {

class PlannedTransaction final : public Transaction {
 public:
  PlannedTransaction(Plan plan, std::shared_ptr<Outcome> outcome)
      : plan_(std::move(plan)), outcome_(std::move(outcome)) {}

  const RequestIdentity& request() const override { return plan_.request; }
  absl::Time deadline() const override { return plan_.deadline; }

  absl::StatusOr<Append> Prepare(const Upcoming& upcoming) override {
    plan_.on_prepare();
    outcome_->upcoming = upcoming;
    ++outcome_->prepared;
    return plan_.append;
  }

  void Complete(absl::StatusOr<Committed> result) override {
    plan_.on_complete();
    outcome_->promise.set_value(std::move(result));
  }

 private:
  Plan plan_;
  const std::shared_ptr<Outcome> outcome_;
};

}  // namespace

absl::Status ObservedStore::Write(const CommitGroup& group) {
  on_write();
  groups_.push_back(group.events());
  if (fails) return absl::UnavailableError("the disk is gone");
  return MemoryStore::Write(group);
}

Plan PlanFor(const Wish& wish) {
  Append append = AppendFor(wish);
  RequestIdentity request = append.request;
  append.request = {};  // The sequencer fills it in.
  return {.append = std::move(append), .request = std::move(request)};
}

void SequencerTest::Start(Sequencer::Options options) {
  sequencer_.reset();
  sequencer_ = std::make_unique<Sequencer>(store_, clock_, std::move(options));
}

std::shared_ptr<Outcome> SequencerTest::Submit(Plan plan) {
  auto outcome = std::make_shared<Outcome>();
  sequencer_->Submit(
      std::make_unique<PlannedTransaction>(std::move(plan), outcome));
  return outcome;
}

std::shared_ptr<Outcome> SequencerTest::Submit(const Wish& wish) {
  return Submit(PlanFor(wish));
}

void SequencerTest::HoldUp() {
  Plan plan = PlanFor({.request_id = absl::StrCat("hold ", ++holds_),
                       .stream = absl::StrCat("holds/", holds_)});
  const auto is_held = std::make_shared<std::promise<void>>();
  release_ = std::promise<void>();
  plan.on_prepare = [is_held, released = release_.get_future().share()] {
    is_held->set_value();
    released.wait();
  };
  held_ = Submit(std::move(plan));
  is_held->get_future().wait();
}

void SequencerTest::Release() {
  release_.set_value();
  EXPECT_OK(held_->answer.get());
}

}  // namespace actionplan::eventstore
