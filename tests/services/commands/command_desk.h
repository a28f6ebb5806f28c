// A command processor over a log in memory, and wishes in few words: agencies
// are created and renamed by decisions that record what they are told to.
#ifndef ACTIONPLAN_TESTS_SERVICES_COMMANDS_COMMAND_DESK_H_
#define ACTIONPLAN_TESTS_SERVICES_COMMANDS_COMMAND_DESK_H_

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "eventstore/base/thread_pool.h"
#include "eventstore/memory/memory_store.h"
#include "eventstore/position_signal.h"
#include "eventstore/sequencer.h"
#include "gtest/gtest.h"
#include "services/commands/command_processor.h"
#include "tests/support/fake_clock.h"
#include "tests/support/status_matchers.h"
#include "tests/support/text_proto.h"

namespace actionplan::commands {

inline constexpr char kPolice[] = "boards/ncc/agencies/police";

using Answered = absl::StatusOr<std::shared_ptr<const resources::Resource>>;

// What one command was answered.
class Reply {
 public:
  Answer Taker() {
    return [this](Answered answer) {
      answer_ = std::move(answer);
      done_.Publish(1);
    };
  }
  const Answered& Await() const {
    EXPECT_OK(done_.Wait(1, absl::Minutes(1)));
    return answer_;
  }

 private:
  eventstore::PositionSignal done_;
  Answered answer_;
};

// Decides to record these events, given as text, whatever the state is.
inline Decision Records(const std::vector<std::string>& events) {
  return [events](const resources::Resource&, const domain::Circumstances&)
             -> absl::StatusOr<std::vector<events::v1::Event>> {
    std::vector<events::v1::Event> decided;
    for (const std::string& event : events) {
      decided.push_back(support::FromText<events::v1::Event>(event));
    }
    return decided;
  };
}

inline std::string Creation(const std::string& title) {
  return "agency { agency_created { title: '" + title + "' } }";
}
inline std::string Renaming(const std::string& title) {
  return "agency { agency_renamed { title: '" + title + "' } }";
}

class CommandDesk : public testing::Test {
 protected:
  // A wish of the manager about the police, with a request id of its own.
  Command Wish(Decision decide, Target target = Target::kExisting) {
    const std::string id = absl::StrCat("request-", ++requests_);
    return {.name = kPolice,
            .target = target,
            .caller = {.principal = "manager-1"},
            .request_id = id,
            .content = id,
            .decide = std::move(decide)};
  }
  Command Create(const std::string& title) {
    return Wish(Records({Creation(title)}), Target::kNew);
  }
  Command Rename(const std::string& title) {
    return Wish(Records({Renaming(title)}));
  }

  Answered Do(Command command) {
    Reply reply;
    processor_.Submit(std::move(command), reply.Taker());
    return reply.Await();
  }

  static const v1::Agency& AgencyIn(const Answered& answer) {
    return std::get<v1::Agency>(**answer);
  }

  // "Police at "2"": what the command was answered, in short.
  static std::string Summary(const Answered& answer) {
    if (!answer.ok()) return base::ReasonOf(answer.status());
    const v1::Agency& agency = AgencyIn(answer);
    return absl::StrCat(agency.title(), " at ", agency.etag());
  }

  // What the log makes of the police.
  resources::Resource Folded() {
    return **FoldStream(log_, kPolice, eventstore::Range{}.last);
  }

  eventstore::MemoryStore log_;
  support::FakeClock clock_;
  base::ThreadPool readers_{1, 1};
  eventstore::Sequencer sequencer_{log_, clock_, {}};
  CommandProcessor processor_{log_, sequencer_, readers_};
  uint64_t requests_ = 0;
};

}  // namespace actionplan::commands

#endif  // ACTIONPLAN_TESTS_SERVICES_COMMANDS_COMMAND_DESK_H_
