#include "tests/durability/office.h"

#include <random>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"
#include "actionplan/v1/action_lifecycle.pb.h"
#include "actionplan/v1/action_record.pb.h"
#include "actionplan/v1/action_service.pb.h"
#include "actionplan/v1/agency_service.pb.h"
#include "actionplan/v1/board_service.pb.h"
#include "eventstore/base/logging.h"
#include "services/client/method.h"

namespace actionplan::durability {
namespace {

using google::protobuf::Message;

constexpr size_t kActions = 8;  // That all clients report on.
constexpr size_t kTypes = 8;    // Of agencies; every number from 1 is one.

constexpr char kNarrative[] =
    "Two teams have been trained; the third follows after half-term. Dip "
    "sampling shows the voice of the child in 9 of 12 plans.";

std::string TextOf(const Message& message, const char* field) {
  return message.GetReflection()->GetString(
      message, message.GetDescriptor()->FindFieldByName(field));
}

int64_t NumberOf(const Message& message, const char* field) {
  return message.GetReflection()->GetInt64(
      message, message.GetDescriptor()->FindFieldByName(field));
}

std::string ActionId(size_t number) { return absl::StrCat("shared-", number); }

v1::Agency::Type TypeOf(size_t number) {
  return static_cast<v1::Agency::Type>(1 + number % kTypes);
}

}  // namespace

void Answer(const Message& response, Sent& sent) {
  // The etag is the revision in quotes.
  const std::string etag = TextOf(response, "etag");
  absl::string_view digits = etag;
  absl::ConsumePrefix(&digits, "\"");
  absl::ConsumeSuffix(&digits, "\"");
  Place place{.stream = TextOf(response, "name"),
              .position = NumberOf(response, "last_position")};
  if (!absl::SimpleAtoi(digits, &place.revision)) place.revision = 0;
  sent.told.answer = std::move(place);
  sent.answer = response.SerializeAsString();
}

Office::Office()
    : run_(std::random_device{}()),
      manager_{.principal = "manager-1", .roles = {"board-manager"}},
      clients_(kClients) {}

template <typename Message>
Sent Office::Ask(const std::string& method, const client::Identity& identity,
                 Message request) {
  request.set_request_id(
      absl::StrFormat("%08x-0000-4000-8000-%012x", run_, ++requests_));
  Sent sent{.method = client::FindMethod(method), .identity = &identity};
  if (sent.method == nullptr) base::Fatal("no such method", {{"name", method}});
  sent.told.id = request.request_id();
  sent.request = std::make_shared<Message>(std::move(request));
  return sent;
}

std::vector<Sent> Office::OpenBoard() {
  const std::string id = absl::StrCat("b", ++boards_);
  board_ = absl::StrCat("boards/", id);
  clients_.assign(kClients, {});
  owners_.push_back(std::make_unique<client::Identity>(
      client::Identity{.principal = "owner-1",
                       .agency = AgencyName(0),
                       .roles = {"agency-lead", "action-owner"}}));

  v1::CreateBoardRequest board;
  board.set_board_id(id);
  board.mutable_board()->set_title("Northshire");
  board.mutable_board()->set_division(v1::Board::ENGLAND_AND_WALES);
  std::vector<Sent> requests;
  requests.push_back(
      Ask("BoardService.CreateBoard", manager_, std::move(board)));
  for (size_t i = 0; i < kClients; ++i) requests.push_back(CreateAgency(i));
  for (size_t i = 0; i < kActions; ++i) {
    requests.push_back(ProposeAction(ActionId(i)));
    requests.push_back(AssignAction(ActionId(i)));
    requests.push_back(AcceptAction(ActionId(i)));
  }
  return requests;
}

Sent Office::Next(size_t client) {
  const size_t number = ++clients_[client].requests;
  Sent next;
  switch (number % 4) {
    case 0:
      next = AddComment(client + number);
      break;
    case 1:
      next = UpdateAgency(client, number);
      break;
    case 2:
      next = ProposeAction("");
      break;
    default:
      next = RecordProgress(client + number);
  }
  next.client = client;
  return next;
}

void Office::Learn(const Sent& answered) {
  if (answered.told.answer->stream != AgencyName(answered.client)) return;
  clients_[answered.client].etag =
      absl::StrCat("\"", answered.told.answer->revision, "\"");
}

std::string Office::AgencyName(size_t client) const {
  return absl::StrCat(board_, "/agencies/c", client);
}

std::string Office::ActionName(const std::string& id) const {
  return absl::StrCat(board_, "/actions/", id);
}

Sent Office::CreateAgency(size_t client) {
  v1::CreateAgencyRequest request;
  request.set_parent(board_);
  request.set_agency_id(absl::StrCat("c", client));
  request.mutable_agency()->set_title("An agency");
  request.mutable_agency()->set_type(TypeOf(0));
  return Ask("AgencyService.CreateAgency", manager_, std::move(request));
}

Sent Office::UpdateAgency(size_t client, size_t number) {
  v1::UpdateAgencyRequest request;
  v1::Agency& agency = *request.mutable_agency();
  agency.set_name(AgencyName(client));
  agency.set_etag(clients_[client].etag);
  agency.set_title(absl::StrCat("Agency ", number));
  // Another one each time: every fourth request comes here.
  agency.set_type(TypeOf(1 + number / 4));
  agency.set_contact_role(absl::StrCat("Head of team ", number));
  for (const char* field : {"title", "type", "contact_role"}) {
    request.mutable_update_mask()->add_paths(field);
  }
  Sent sent = Ask("AgencyService.UpdateAgency", manager_, std::move(request));
  sent.told.events = 3;
  return sent;
}

Sent Office::AddComment(size_t number) {
  v1::AddCommentRequest request;
  request.set_name(ActionName(ActionId(number % kActions)));
  request.set_text(kNarrative);
  return Ask("ActionService.AddComment", *owners_.back(), std::move(request));
}

Sent Office::ProposeAction(const std::string& id) {
  v1::ProposeActionRequest request;
  request.set_parent(board_);
  request.set_action_id(id);  // Empty: the server makes one.
  v1::Action& action = *request.mutable_action();
  action.set_title("Date every plan");
  action.set_intended_outcome("Children are seen in time");
  action.set_success_measure("Nine plans of ten have dates");
  action.add_sources()->set_external_reference("Audit of neglect, 3");
  return Ask("ActionService.ProposeAction", manager_, std::move(request));
}

Sent Office::AssignAction(const std::string& id) {
  constexpr int kYear = 2099;  // Nothing is overdue while a test runs.
  v1::AssignActionRequest request;
  request.set_name(ActionName(id));
  request.set_lead_agency(AgencyName(0));
  request.set_owner_role("Head of safeguarding");
  request.set_priority(v1::Action::MEDIUM);
  google::type::Date& date = *request.mutable_due()->mutable_date();
  date.set_year(kYear);
  date.set_month(3);
  date.set_day(2);
  return Ask("ActionService.AssignAction", manager_, std::move(request));
}

Sent Office::AcceptAction(const std::string& id) {
  v1::AcceptActionRequest request;
  request.set_name(ActionName(id));
  return Ask("ActionService.AcceptAction", *owners_.back(), std::move(request));
}

Sent Office::RecordProgress(size_t number) {
  v1::RecordProgressRequest request;
  request.set_name(ActionName(ActionId(number % kActions)));
  request.set_narrative(kNarrative);
  request.set_own_view(v1::Action::ON_TRACK);
  return Ask("ActionService.RecordProgress", *owners_.back(),
             std::move(request));
}

}  // namespace actionplan::durability
