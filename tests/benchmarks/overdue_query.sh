#!/usr/bin/env bash
# The overdue list, a page of a thousand rows, from a small and from a large
# plan, and PostgreSQL beside it: prints a table in Markdown. See README.md.
. "$(dirname "$0")/contenders.sh"

PLANS=(10000 1000000)
ROWS=1000

# One server at a time: each has the memory to itself.
measure_server() {
  start_server "$BUILD/services/server/actionplan-server" \
    --data="$FOLDER/plan-$1" --insecure-identity --address=127.0.0.1:0
  measure "$PROGRAMS/overdue_load" --address="$ADDRESS" \
    --server_pid="$SERVER_PID" --rows=$ROWS \
    --contender="overdue list over gRPC, of $1" --seconds="$SECONDS_EACH"
  stop_server
}

measure_postgres() {
  measure "$PROGRAMS/postgres_overdue_load" --address="$POSTGRES_ADDRESS" \
    --server_pid="$POSTGRES_PID" --actions="$1" --rows=$ROWS \
    --contender="PostgreSQL, of $1" --seconds="$SECONDS_EACH"
}

build benchmarks actionplan-server
for actions in "${PLANS[@]}"; do
  say "writing the log of $actions actions"
  mkdir "$FOLDER/plan-$actions"
  say "$("$PROGRAMS/write_log" --data="$FOLDER/plan-$actions" \
    --actions="$actions" --overdue=$ROWS) events"
done
wait_for_quiet
describe_machine
peer=
if has_postgres; then peer=yes; start_postgres; fi
for ((repetition = 1; repetition <= REPETITIONS; ++repetition)); do
  for actions in "${PLANS[@]}"; do
    measure_server "$actions"
    [[ -z $peer ]] || measure_postgres "$actions"
  done
done
echo
python3 "$TABLE" "$RESULTS" --of p50 --ratio PostgreSQL
