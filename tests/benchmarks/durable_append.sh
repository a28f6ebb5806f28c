#!/usr/bin/env bash
# Durable appends, from the disk up to the whole product, and PostgreSQL beside
# it: prints a table in Markdown. See README.md.
. "$(dirname "$0")/contenders.sh"

ACTIONS=10000
SHAPES=("1 1" "1 64" "16 64" "64 64")  # Connections, calls in flight.

shape_name() {
  if [[ $2 -eq 1 ]]; then echo 1; else echo "$2 on $1"; fi
}

measure_disk() {
  measure "$PROGRAMS/disk_load" --folder="$FOLDER/run" --kind="$1" \
    --contender="$2" --seconds="$SECONDS_EACH"
}

# measure_commands NAME COMMAND CONNECTIONS IN_FLIGHT
measure_commands() {
  measure "$PROGRAMS/command_load" --address="$ADDRESS" \
    --server_pid="$SERVER_PID" --contender="$1, $(shape_name "$3" "$4")" \
    --command="$2" --connections="$3" --in_flight="$4" --actions=$ACTIONS \
    --seconds="$SECONDS_EACH"
}

measure_shapes() {
  local shape
  for shape in "${SHAPES[@]}"; do
    # Two words each.
    measure_commands "$1" mixture $shape
  done
}

without_grpc() {
  measure_disk fdatasync-overwriting "fdatasync overwriting, 1"
  measure_disk fdatasync-extending "fdatasync extending, 1"
  measure_disk rocksdb-1-writer "RocksDB synced, 1"
  measure_disk rocksdb-64-threads "RocksDB synced, 64 threads"
  measure_disk rocksdb-batches-of-64 "RocksDB synced, batches of 64"
  local outstanding
  for outstanding in 1 64; do
    mkdir "$FOLDER/run/$outstanding"
    measure "$PROGRAMS/sequencer_load" --folder="$FOLDER/run/$outstanding" \
      --contender="sequencer without gRPC, $outstanding" \
      --outstanding=$outstanding --seconds="$SECONDS_EACH"
  done
}

real_server() {
  start_server "$BUILD/services/server/actionplan-server" \
    --data="$FOLDER/run/data" --insecure-identity --address=127.0.0.1:0
  ANSWER_BYTES=$("$PROGRAMS/prepare_board" --address="$ADDRESS" \
    --actions=$ACTIONS)
  measure_shapes "server"
  measure_commands "server, RecordProgress alone" progress 16 64
  measure_commands "server, AddComment alone" comment 16 64
  local others
  for others in 0 63; do
    measure "$PROGRAMS/visibility_load" --address="$ADDRESS" \
      --server_pid="$SERVER_PID" --in_flight=$others --actions=$ACTIONS \
      --contender="read that sees its append, $((others + 1)) in flight" \
      --seconds="$SECONDS_EACH"
  done
  stop_server
}

server_without_views() {
  mkdir "$FOLDER/run/no-views"
  start_server "$PROGRAMS/server_without_views" --data="$FOLDER/run/no-views"
  "$PROGRAMS/prepare_board" --address="$ADDRESS" --actions=$ACTIONS >/dev/null
  measure_shapes "server without views"
  stop_server
}

echo_server() {
  start_server "$PROGRAMS/echo_server" --answer_bytes="$ANSWER_BYTES"
  measure_shapes "gRPC echo"
  stop_server
}

postgres() {
  start_postgres
  local connections
  for connections in 1 64; do
    measure "$PROGRAMS/postgres_append_load" --address="$POSTGRES_ADDRESS" \
      --server_pid="$POSTGRES_PID" --connections=$connections \
      --contender="PostgreSQL, $(shape_name $connections $connections)" \
      --seconds="$SECONDS_EACH"
  done
  stop_postgres
}

build benchmarks actionplan-server
wait_for_quiet
describe_machine
for ((repetition = 1; repetition <= REPETITIONS; ++repetition)); do
  mkdir "$FOLDER/run"
  without_grpc
  real_server
  server_without_views
  echo_server
  if has_postgres; then postgres; fi
  rm -rf "$FOLDER/run"
done
echo
python3 "$TABLE" "$RESULTS" --ratio "gRPC echo" --ratio PostgreSQL
echo
python3 "$ROOT/tests/benchmarks/append_goals.py" "$RESULTS"
