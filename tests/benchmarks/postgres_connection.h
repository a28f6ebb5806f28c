// A connection to the PostgreSQL that a script has started, with prepared
// statements that go over the wire one at a time.
#ifndef ACTIONPLAN_TESTS_BENCHMARKS_POSTGRES_CONNECTION_H_
#define ACTIONPLAN_TESTS_BENCHMARKS_POSTGRES_CONNECTION_H_

#include <libpq-fe.h>

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>

#include "absl/functional/function_ref.h"

namespace actionplan::benchmarks {

using PostgresResult = std::unique_ptr<PGresult, decltype(&PQclear)>;

// Ends the program when the server refuses anything. Used by one thread.
class PostgresConnection {
 public:
  // `address` as libpq takes it: "host=127.0.0.1 port=5433 …".
  explicit PostgresConnection(const std::string& address);

  void Prepare(const std::string& statement, const std::string& sql);

  // Sends without waiting. Parameters are text.
  void Send(const std::string& statement,
            std::initializer_list<std::string> parameters);

  // Reads what has arrived; null while the result is not there as a whole.
  PostgresResult Receive();

  // Send(), then waits for the result.
  PostgresResult Run(const std::string& statement,
                     std::initializer_list<std::string> parameters);

  // COPY … FROM STDIN: takes chunks of its data until there are no more.
  // `next` makes one and returns whether it did.
  void CopyIn(const std::string& sql,
              absl::FunctionRef<bool(std::string& chunk)> next);

  // COPY … TO STDOUT: reads every chunk the server sends, a row each and a few
  // more, and returns how many.
  int64_t CopyOut(const std::string& sql);

  // What poll() is asked about.
  int socket() const { return PQsocket(connection_.get()); }

 private:
  // Takes the only result off the connection, or ends the program.
  PostgresResult TakeResult();

  std::unique_ptr<PGconn, decltype(&PQfinish)> connection_;
};

}  // namespace actionplan::benchmarks

#endif  // ACTIONPLAN_TESTS_BENCHMARKS_POSTGRES_CONNECTION_H_
