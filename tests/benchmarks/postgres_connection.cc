#include "tests/benchmarks/postgres_connection.h"

#include <vector>

#include "tests/benchmarks/measurement.h"

namespace actionplan::benchmarks {

PostgresConnection::PostgresConnection(const std::string& address)
    : connection_(PQconnectdb(address.c_str()), &PQfinish) {
  Require(PQstatus(connection_.get()) == CONNECTION_OK,
          PQerrorMessage(connection_.get()));
}

void PostgresConnection::Prepare(const std::string& statement,
                                 const std::string& sql) {
  const PostgresResult result(
      PQprepare(connection_.get(), statement.c_str(), sql.c_str(), 0, nullptr),
      &PQclear);
  Require(PQresultStatus(result.get()) == PGRES_COMMAND_OK,
          PQerrorMessage(connection_.get()));
}

void PostgresConnection::Send(const std::string& statement,
                              std::initializer_list<std::string> parameters) {
  std::vector<const char*> values;
  for (const std::string& parameter : parameters) {
    values.push_back(parameter.c_str());
  }
  Require(PQsendQueryPrepared(connection_.get(), statement.c_str(),
                              static_cast<int>(values.size()), values.data(),
                              nullptr, nullptr, 0) == 1,
          PQerrorMessage(connection_.get()));
}

PostgresResult PostgresConnection::Receive() {
  Require(PQconsumeInput(connection_.get()) == 1,
          PQerrorMessage(connection_.get()));
  if (PQisBusy(connection_.get()) == 1) return {nullptr, &PQclear};
  return TakeResult();
}

PostgresResult PostgresConnection::Run(
    const std::string& statement,
    std::initializer_list<std::string> parameters) {
  Send(statement, parameters);
  return TakeResult();
}

void PostgresConnection::CopyIn(
    const std::string& sql, absl::FunctionRef<bool(std::string& chunk)> next) {
  PGconn* const connection = connection_.get();
  const PostgresResult begun(PQexec(connection, sql.c_str()), &PQclear);
  Require(PQresultStatus(begun.get()) == PGRES_COPY_IN,
          PQerrorMessage(connection));
  std::string chunk;
  while (next(chunk)) {
    Require(PQputCopyData(connection, chunk.data(),
                          static_cast<int>(chunk.size())) == 1,
            PQerrorMessage(connection));
  }
  Require(PQputCopyEnd(connection, nullptr) == 1, PQerrorMessage(connection));
  TakeResult();
}

int64_t PostgresConnection::CopyOut(const std::string& sql) {
  PGconn* const connection = connection_.get();
  const PostgresResult begun(PQexec(connection, sql.c_str()), &PQclear);
  Require(PQresultStatus(begun.get()) == PGRES_COPY_OUT,
          PQerrorMessage(connection));
  int64_t chunks = 0;
  char* chunk = nullptr;
  while (PQgetCopyData(connection, &chunk, 0) > 0) {
    ++chunks;
    PQfreemem(chunk);
  }
  TakeResult();
  return chunks;
}

PostgresResult PostgresConnection::TakeResult() {
  PostgresResult result(PQgetResult(connection_.get()), &PQclear);
  const ExecStatusType status = PQresultStatus(result.get());
  Require(status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK,
          PQerrorMessage(connection_.get()));
  Require(PQgetResult(connection_.get()) == nullptr, "one result");
  return result;
}

}  // namespace actionplan::benchmarks
