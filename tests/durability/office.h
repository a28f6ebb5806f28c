// The people of one board at work: what each of 64 clients asks for next. Every
// request has an id of its own, and it is known how many events it leads to.
#ifndef ACTIONPLAN_TESTS_DURABILITY_OFFICE_H_
#define ACTIONPLAN_TESTS_DURABILITY_OFFICE_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "services/client/client.h"
#include "tests/durability/log_check.h"

namespace actionplan::durability {

inline constexpr size_t kClients = 64;

// A request as it was sent, and what became of it.
struct Sent {
  const google::protobuf::MethodDescriptor* method = nullptr;
  std::shared_ptr<const google::protobuf::Message> request;
  const client::Identity* identity = nullptr;
  size_t client = 0;
  Request told;        // As the log is judged by.
  std::string answer;  // Its bytes, empty while there is none.
};

// Fills in what an answer of the server says.
void Answer(const google::protobuf::Message& response, Sent& sent);

// Thread-safe, but for one client at a time.
class Office {
 public:
  Office();

  // The requests that make a board with an agency for each client and the
  // actions that all clients report on; to be sent in this order. The board is
  // where they work from now on. No client may be at work.
  std::vector<Sent> OpenBoard();

  // The client's next request: in turn, a change of its agency that leads to
  // three events or none, a comment, a new action, a report of progress. Every
  // request before it has been answered.
  Sent Next(size_t client);

  // To be told of each answer to a request of Next().
  void Learn(const Sent& answered);

  const std::string& board() const { return board_; }

  // What the client was last told of its agency; empty if nothing yet.
  const std::string& Etag(size_t client) const { return clients_[client].etag; }

  std::string AgencyName(size_t client) const;

 private:
  struct Client {
    size_t requests = 0;
    std::string etag;
  };

  template <typename Message>
  Sent Ask(const std::string& method, const client::Identity& identity,
           Message request);

  Sent CreateAgency(size_t client);
  Sent UpdateAgency(size_t client, size_t number);
  Sent AddComment(size_t number);
  Sent ProposeAction(const std::string& id);
  Sent AssignAction(const std::string& id);
  Sent AcceptAction(const std::string& id);
  Sent RecordProgress(size_t number);
  std::string ActionName(const std::string& id) const;

  const uint32_t run_;  // Tells the request ids of two runs apart.
  std::atomic<uint64_t> requests_ = 0;
  size_t boards_ = 0;
  std::string board_;  // Its resource name.
  client::Identity manager_;
  std::vector<std::unique_ptr<client::Identity>> owners_;  // Of each board.
  std::vector<Client> clients_;
};

}  // namespace actionplan::durability

#endif  // ACTIONPLAN_TESTS_DURABILITY_OFFICE_H_
