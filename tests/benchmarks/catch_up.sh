#!/usr/bin/env bash
# A long log read from its first event to its last: in process, by a client that
# watches it over gRPC, and out of PostgreSQL: prints tables in Markdown. See
# README.md.
. "$(dirname "$0")/contenders.sh"

SIZE=${SIZE:-1000000}  # Events.
EVENTS_EACH=20
ACTIONS=$((SIZE / EVENTS_EACH))

measure_reading() {
  measure "$PROGRAMS/rebuild_load" --data="$FOLDER/plan" --kind="$1" \
    --contender="$2, 1"
}

# The log belongs to one process at a time.
measure_watching() {
  start_server "$BUILD/services/server/actionplan-server" \
    --data="$FOLDER/plan" --insecure-identity --address=127.0.0.1:0
  local batch
  for batch in 1 256; do
    measure "$PROGRAMS/watch_load" --address="$ADDRESS" --batch=$batch \
      --server_pid="$SERVER_PID" --contender="watch over gRPC by $batch, 1"
  done
  stop_server
}

measure_copying() {
  measure "$PROGRAMS/postgres_log_load" --address="$POSTGRES_ADDRESS" \
    --server_pid="$POSTGRES_PID" --kind=copy --contender="PostgreSQL COPY, 1"
}

build benchmarks actionplan-server
wait_for_quiet
describe_machine
mkdir "$FOLDER/plan"
say "writing the log of $ACTIONS actions"
events=$("$PROGRAMS/write_log" --data="$FOLDER/plan" --actions="$ACTIONS" \
  --overdue=1000 --later_events=$((EVENTS_EACH - 3)))
peer=
if has_postgres; then
  peer=yes
  start_postgres
  "$PROGRAMS/postgres_log_load" --address="$POSTGRES_ADDRESS" \
    --data="$FOLDER/plan" --kind=fill
fi
sync  # What was prepared is not written out while others are measured.
for ((repetition = 1; repetition <= REPETITIONS; ++repetition)); do
  measure_reading scan "raw scan with parse"
  measure_reading replay "replay (ReadLog)"
  measure_watching
  [[ -z $peer ]] || measure_copying
done
echo
echo "A log of $events events, read once each time; p50 is the whole. The" \
  "client that watches parses every event into one message that it uses again;" \
  "PostgreSQL's rows are counted as libpq hands them over."
echo
python3 "$TABLE" "$RESULTS" --ratio "raw scan with parse" \
  --ratio "PostgreSQL COPY"
echo
python3 "$GOALS" "$RESULTS" <<'END'
watch catch-up ≥ 500,000 events/s to one reader | rate | watch over gRPC by 256, 1 | ≥ 500000
replay ≥ 0.8 of a raw scan with parse | rate | replay (ReadLog), 1 | raw scan with parse, 1 | ≥ 0.8
END
