#include "services/cli/reassign_command.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "actionplan/v1/action.pb.h"
#include "actionplan/v1/action_record.pb.h"
#include "actionplan/v1/action_service.pb.h"
#include "actionplan/v1/agency.pb.h"
#include "actionplan/v1/agency_service.pb.h"
#include "eventstore/base/status.h"
#include "services/cli/error_view.h"
#include "services/cli/options.h"
#include "services/cli/terminal_text.h"
#include "services/client/client.h"
#include "services/client/request_id.h"

namespace actionplan::cli {
namespace {

constexpr char kAgencies[] = "/agencies/";

// One run of `reassign`.
class Handover {
 public:
  Handover(const Arguments& arguments, const Environment& environment)
      : arguments_(arguments), environment_(environment) {}

  ExitCode Run() {
    problems_ = arguments_.problems;
    options_ = ReadOptions(arguments_.flags, environment_, problems_);
    ReadWishes();
    const auto client = client::Client::Connect({.address = options_.server,
                                                 .identity = options_.identity,
                                                 .timeout = options_.timeout,
                                                 .sleep = environment_.sleep});
    if (!client.ok()) problems_.emplace_back(client.status().message());
    if (!problems_.empty()) {
      environment_.err << UsageText("reassign", problems_);
      return ExitCode::kUsage;
    }
    // A misspelt agency leads nothing either.
    v1::GetAgencyRequest agency;
    agency.set_name(agency_);
    const auto known =
        client->Call<v1::Agency>("AgencyService.GetAgency", agency);
    if (!known.ok()) return Refused(known.status());
    const auto actions = ActionsOf(*client);
    if (!actions.ok()) return Refused(actions.status());
    return Carry(*client, *actions);
  }

 private:
  void ReadWishes() {
    if (arguments_.words.size() == 1) agency_ = arguments_.words[0];
    if (agency_.find(kAgencies) == std::string::npos) {
      problems_.push_back(
          "name one AGENCY, such as boards/ncc/agencies/police");
    }
    for (const auto& [flag, wish] :
         {std::pair<absl::string_view, std::string*>{"from-owner-role", &from_},
          {"owner-role", &to_},
          {"handover-note", &note_}}) {
      for (const FlagUse& use : arguments_.flags) {
        if (use.name == flag) *wish = use.value;
      }
      if (wish->empty()) {
        problems_.push_back(absl::StrCat("--", flag, " TEXT is missing"));
      }
    }
    for (const FlagUse& use : arguments_.flags) {
      dry_run_ = dry_run_ || use.name == "dry-run";
    }
  }

  // The open actions that the agency leads and the owner has.
  absl::StatusOr<std::vector<v1::Action>> ActionsOf(
      const client::Client& client) {
    v1::ListActionsRequest request;
    request.set_parent(agency_.substr(0, agency_.find(kAgencies)));
    request.set_lead_agency(agency_);
    for (const auto state :
         {v1::Action::ASSIGNED, v1::Action::ACCEPTED, v1::Action::IN_PROGRESS,
          v1::Action::BLOCKED, v1::Action::SUBMITTED, v1::Action::DECLINED}) {
      request.add_states(state);
    }
    std::vector<v1::Action> actions;
    do {
      ASSIGN_OR_RETURN(const auto page,
                       client.Call<v1::ListActionsResponse>(
                           "ActionService.ListActions", request));
      for (const v1::Action& action : page.actions()) {
        if (action.owner_role() == from_) {
          actions.push_back(action);
        } else {
          others_.insert(action.owner_role());
        }
      }
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return actions;
  }

  ExitCode Carry(const client::Client& client,
                 const std::vector<v1::Action>& actions) {
    ExitCode code = ExitCode::kDone;
    int done = 0;
    for (const v1::Action& action : actions) {
      const absl::Status status =
          dry_run_ ? absl::OkStatus() : Reassign(client, action);
      environment_.out << Printable(action.name()) << "  "
                       << Printable(action.title()) << "\n";
      if (status.ok()) {
        ++done;
        continue;
      }
      const ExitCode refused = Refused(status);
      if (code == ExitCode::kDone) code = refused;
    }
    environment_.out << done << " of " << actions.size() << " open actions of "
                     << Printable(from_)
                     << (dry_run_ ? " would go to " : " went to ")
                     << Printable(to_) << ".\n";
    if (actions.empty() && !others_.empty()) {
      environment_.out << "Owners of its open actions: "
                       << Printable(absl::StrJoin(others_, "; ")) << ".\n";
    }
    return code;
  }

  absl::Status Reassign(const client::Client& client,
                        const v1::Action& action) const {
    v1::ReassignActionRequest request;
    request.set_name(action.name());
    request.set_etag(action.etag());
    // The same handover again is the same request.
    ASSIGN_OR_RETURN(
        *request.mutable_request_id(),
        client::NamedRequestId(
            client::kUrlNamespace,
            absl::StrJoin({std::string("actionplan:reassign"), action.name(),
                           action.etag(), to_, note_},
                          "\n")));
    request.set_owner_role(to_);
    request.set_handover_note(note_);
    return client.Call<v1::Action>("ActionService.ReassignAction", request)
        .status();
  }

  ExitCode Refused(const absl::Status& status) const {
    environment_.err << RefusalText(
        status, {.command = "reassign", .server = options_.server});
    return ExitCodeOf(status);
  }

  const Arguments& arguments_;
  const Environment& environment_;
  std::vector<std::string> problems_;
  Options options_;
  std::string agency_;
  std::string from_;
  std::string to_;
  std::string note_;
  std::set<std::string> others_;  // Owners of the agency's other open actions.
  bool dry_run_ = false;
};

}  // namespace

ExitCode RunReassignCommand(const Arguments& arguments,
                            const Environment& environment) {
  return Handover(arguments, environment).Run();
}

}  // namespace actionplan::cli
