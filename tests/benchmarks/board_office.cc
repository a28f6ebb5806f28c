#include "tests/benchmarks/board_office.h"

#include <memory>
#include <random>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "actionplan/v1/action_lifecycle.pb.h"
#include "actionplan/v1/action_record.pb.h"
#include "actionplan/v1/agency_service.pb.h"
#include "actionplan/v1/board_service.pb.h"
#include "services/client/method.h"

namespace actionplan::benchmarks {
namespace {

constexpr char kNarrative[] =
    "Two teams have been trained; the third follows after half-term. Dip "
    "sampling shows the voice of the child in 9 of 12 plans.";

const google::protobuf::MethodDescriptor* Method(absl::string_view name) {
  const auto* method = client::FindMethod(name);
  Require(method != nullptr, name);
  return method;
}

std::string ActionId(size_t number) {
  return absl::StrFormat("a-%07d", number);
}

}  // namespace

std::string ActionName(size_t number) {
  return absl::StrCat(kBoard, "/actions/", ActionId(number));
}

BoardOffice::BoardOffice()
    : manager_{.principal = "bench-manager", .roles = {"board-manager"}},
      owner_{.principal = "police-owner-01",
             .agency = kAgency,
             .roles = {"agency-lead", "action-owner"}},
      propose_(Method("ActionService.ProposeAction")),
      assign_(Method("ActionService.AssignAction")),
      accept_(Method("ActionService.AcceptAction")),
      record_progress_(Method("ActionService.RecordProgress")),
      add_comment_(Method("ActionService.AddComment")),
      run_(std::random_device{}()) {}

template <typename Request>
Call BoardOffice::Ask(const google::protobuf::MethodDescriptor* method,
                      const client::Identity& identity, Request request) {
  request.set_request_id(NewRequestId());
  return {.method = method,
          .request = std::make_unique<Request>(std::move(request)),
          .identity = &identity};
}

std::string BoardOffice::NewRequestId() {
  return absl::StrFormat("%08x-0000-4000-8000-%012x", run_, ++requests_);
}

Call BoardOffice::CreateBoard() {
  v1::CreateBoardRequest request;
  request.set_board_id("bench");
  request.mutable_board()->set_title("Benchmark Safeguarding Board");
  request.mutable_board()->set_division(v1::Board::ENGLAND_AND_WALES);
  return Ask(Method("BoardService.CreateBoard"), manager_, std::move(request));
}

Call BoardOffice::CreateAgency() {
  v1::CreateAgencyRequest request;
  request.set_parent(kBoard);
  request.set_agency_id("police");
  request.mutable_agency()->set_title("County Police");
  request.mutable_agency()->set_type(v1::Agency::POLICE);
  request.mutable_agency()->set_contact_role("Head of Public Protection");
  return Ask(Method("AgencyService.CreateAgency"), manager_,
             std::move(request));
}

Call BoardOffice::Propose(size_t action) {
  v1::ProposeActionRequest request;
  request.set_parent(kBoard);
  request.set_action_id(ActionId(action));
  v1::Action& proposed = *request.mutable_action();
  proposed.set_title(
      "Train every frontline team in recording what children "
      "say about their own plan");
  proposed.set_description(
      "The audit found that plans seldom quote the child. Train the teams, "
      "change the form, and sample the plans once a quarter.");
  proposed.set_intended_outcome(
      "Plans say in the child's own words what should change.");
  proposed.set_success_measure(
      "Four in five sampled plans quote the child by the end of the year.");
  proposed.add_sources()->set_external_reference(
      "Multi-agency audit of neglect, recommendation 3");
  return Ask(propose_, manager_, std::move(request));
}

Call BoardOffice::Assign(size_t action) {
  constexpr int kYear = 2031;
  v1::AssignActionRequest request;
  request.set_name(ActionName(action));
  request.set_lead_agency(kAgency);
  request.set_owner_role("Head of Public Protection");
  request.set_priority(v1::Action::MEDIUM);
  google::type::Date& date = *request.mutable_due()->mutable_date();
  date.set_year(kYear);
  date.set_month(1 + static_cast<int>(action % 12));
  date.set_day(1 + static_cast<int>(action % 28));
  return Ask(assign_, manager_, std::move(request));
}

Call BoardOffice::Accept(size_t action) {
  v1::AcceptActionRequest request;
  request.set_name(ActionName(action));
  return Ask(accept_, owner_, std::move(request));
}

Call BoardOffice::RecordProgress(size_t action) {
  v1::RecordProgressRequest request;
  request.set_name(ActionName(action));
  request.set_narrative(kNarrative);
  request.set_own_view(v1::Action::ON_TRACK);
  return Ask(record_progress_, owner_, std::move(request));
}

Call BoardOffice::AddComment(size_t action) {
  v1::AddCommentRequest request;
  request.set_name(ActionName(action));
  request.set_text(kNarrative);
  return Ask(add_comment_, owner_, std::move(request));
}

}  // namespace actionplan::benchmarks
