// The peer of overdue_load: the same question to PostgreSQL, over its own
// protocol, answered from a table of the same rows.
//
//   postgres_overdue_load --address='host=… port=…' --server_pid=PID
//                         --contender=NAME --actions=N --rows=N [--seconds=S]
//
// Makes the table anew, with as many actions, so many of them overdue.
#include <string>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "tests/benchmarks/measurement.h"
#include "tests/benchmarks/postgres_connection.h"

ABSL_FLAG(std::string, address, "", "as libpq takes it");
ABSL_FLAG(int, server_pid, 0, "the postmaster's process");
ABSL_FLAG(std::string, contender, "postgresql", "the name of the result");
ABSL_FLAG(int, actions, 10'000, "how many actions there are");
ABSL_FLAG(int, rows, 1000, "how many of them are overdue");
ABSL_FLAG(double, seconds, 5, "how long to measure");

namespace actionplan::benchmarks {
namespace {

constexpr char kDrop[] = "DROP TABLE IF EXISTS actions";

constexpr char kCreate[] = R"(
  CREATE TABLE actions (
    name text PRIMARY KEY,
    board text NOT NULL,
    title text NOT NULL,
    state int NOT NULL,
    priority int NOT NULL,
    lead_agency text NOT NULL,
    owner_role text NOT NULL,
    due_date date NOT NULL,
    original_due_date date NOT NULL,
    times_re_dated int NOT NULL,
    escalation_level int NOT NULL,
    extension_pending boolean NOT NULL,
    latest_progress_time timestamptz,
    open boolean NOT NULL))";

// Those that are overdue lie evenly among the others, as in plan_log.cc.
constexpr char kFill[] = R"(
  INSERT INTO actions
  SELECT 'boards/bench/actions/a-' || lpad(n::text, 7, '0'), 'boards/bench',
         'Train frontline team ' || n ||
             ' in recording what children say about their own plan',
         3, 1 + n % 3, 'boards/bench/agencies/agency-' || n % 12,
         'Head of Public Protection', day, day, 0, 0, false, NULL, true
    FROM (SELECT n, CASE WHEN n % ($1::int / $2::int) = 0
                          AND n / ($1::int / $2::int) < $2::int
                         THEN current_date - 1 - (n::bigint * 7919 % 300)::int
                         ELSE current_date + 30 +
                              (n::bigint * 7919 % 300)::int END AS day
            FROM generate_series(0, $1::int - 1) AS n) AS numbered)";

constexpr char kIndex[] =
    "CREATE INDEX ON actions (board, due_date) WHERE open";

constexpr char kOverdue[] = R"(
  SELECT name, title, state, priority, lead_agency, owner_role, due_date,
         original_due_date, times_re_dated, escalation_level,
         extension_pending, latest_progress_time, current_date - due_date
    FROM actions
   WHERE board = $1 AND due_date < current_date AND open
   ORDER BY due_date, name LIMIT $2::int)";

void Fill(PostgresConnection& connection, int actions, int rows) {
  connection.Prepare("drop", kDrop);
  connection.Run("drop", {});
  connection.Prepare("create", kCreate);
  connection.Run("create", {});
  connection.Prepare("fill", kFill);
  connection.Run("fill", {absl::StrCat(actions), absl::StrCat(rows)});
  connection.Prepare("index", kIndex);
  connection.Run("index", {});
  connection.Prepare("vacuum", "VACUUM ANALYZE actions");
  connection.Run("vacuum", {});
}

void Run() {
  const int rows = absl::GetFlag(FLAGS_rows);
  PostgresConnection connection(absl::GetFlag(FLAGS_address));
  Fill(connection, absl::GetFlag(FLAGS_actions), rows);
  connection.Prepare("overdue", kOverdue);
  const double seconds = absl::GetFlag(FLAGS_seconds);
  const Measurement measurement =
      MeasureThreads(1,
                     {.warm_up = absl::Seconds(seconds / 5),
                      .measured = absl::Seconds(seconds),
                      .server = absl::GetFlag(FLAGS_server_pid)},
                     [&](size_t) {
                       const PostgresResult result = connection.Run(
                           "overdue", {"boards/bench", absl::StrCat(rows)});
                       Require(PQntuples(result.get()) == rows, "rows");
                     });
  Print(absl::GetFlag(FLAGS_contender), measurement);
}

}  // namespace
}  // namespace actionplan::benchmarks

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  actionplan::benchmarks::Run();
}
