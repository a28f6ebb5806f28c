#!/usr/bin/env bash
# A log of ten million events: how it starts, what memory and disk it takes, how
# it is appended to and read beside an empty one and beside PostgreSQL: prints
# tables in Markdown. See README.md.
SECONDS_EACH=${SECONDS_EACH:-3}
. "$(dirname "$0")/contenders.sh"

SIZE=${SIZE:-10000000}  # Events.
EVENTS_EACH=20
ACTIONS=$((SIZE / EVENTS_EACH))
DATA=$FOLDER/plan
SIZES=$FOLDER/sizes.tsv
MEMORY=$FOLDER/memory.tsv
RUN=$ROOT/tests/benchmarks/whole_run.py

seconds_since() {
  awk -v begin="$1" -v end="$EPOCHREALTIME" \
    'BEGIN { printf "%.1f", end - begin }'
}

# Of all actions at once: the events of each lie through the whole log.
write_log() {
  mkdir "$DATA"
  say "writing the log of $ACTIONS actions"
  local begin=$EPOCHREALTIME
  "$PROGRAMS/write_log" --data="$DATA" --actions="$ACTIONS" --overdue=1000 \
    --later_events=$((EVENTS_EACH - 3)) --at_once="$ACTIONS" >/dev/null
  say "written in $(seconds_since "$begin") s"
  "$PROGRAMS/log_bytes" --data="$DATA" --contender="log, settled" >>"$SIZES"
}

start_on_log() {
  start_server "$BUILD/services/server/actionplan-server" --data="$DATA" \
    --insecure-identity --address=127.0.0.1:0
}

# memory_of_server NAME FIELD
memory_of_server() {
  awk -v name="$1" -v field="$2:" \
    '$1 == field { printf "%s\t%d\n", name, $2 / 1024 }' \
    "/proc/$SERVER_PID/status" >>"$MEMORY"
}

# Reads of one kind until the views are there: the first start builds them.
build_views() {
  local begin=$EPOCHREALTIME
  start_on_log
  "$PROGRAMS/server_read_load" --address="$ADDRESS" --kind=trail \
    --actions="$ACTIONS" --events_each=$EVENTS_EACH --seconds=0.1 >/dev/null
  VIEWS_SECONDS=$(seconds_since "$begin")
  memory_of_server "server that built the views, peak" VmHWM
  stop_server
}

# The line of a server's start, as a load program would print it.
timed_start() {
  local busy
  busy=$(awk '/^cpu / { print $2 + $3 + $4 + $7 + $8 + $9 }' /proc/stat)
  local begin=$EPOCHREALTIME
  start_on_log
  awk -v name="start of the server, 1" -v begin="$begin" \
    -v end="$EPOCHREALTIME" -v busy="$busy" -v pid="$SERVER_PID" 'BEGIN {
      getline line < ("/proc/" pid "/stat"); split(line, own, " ")
      getline line < "/proc/stat"; split(line, all, " ")
      wall = end - begin; cpu = (own[14] + own[15]) / 100
      others = (all[2] + all[3] + all[4] + all[7] + all[8] + all[9] - busy) / 100
      printf "%s\t%f\t%f\t%f\t%f\t%f\t%f\n", name, 1 / wall, wall * 1e6,
        wall * 1e6, wall * 1e6, cpu * 1e6, (others - cpu) / wall }' \
    >"$FOLDER/start"
}

measure_server() {
  timed_start
  ATTEMPTS=1 measure cat "$FOLDER/start"
  memory_of_server "server after its start, resident" VmRSS
  local kind
  for kind in trail proof; do
    measure "$PROGRAMS/server_read_load" --address="$ADDRESS" \
      --server_pid="$SERVER_PID" --kind=$kind --actions="$ACTIONS" \
      --events_each=$EVENTS_EACH --contender="$kind over gRPC, 1" \
      --seconds="$SECONDS_EACH"
  done
  memory_of_server "server after its reads, peak" VmHWM
  stop_server
}

measure_store() {
  measure "$PROGRAMS/open_load" --data="$DATA" --contender="opening the log, 1"
  local kind
  for kind in stream proof; do
    measure "$PROGRAMS/store_read_load" --data="$DATA" --kind=$kind \
      --actions="$ACTIONS" --events_each=$EVENTS_EACH \
      --contender="$kind in process, 1" --seconds="$SECONDS_EACH"
  done
}

# append_to FOLDER NAME OUTSTANDING: names of its own each time, as the log may
# have been appended to before.
append_to() {
  "$RUN" --memory="$MEMORY" "sequencer, $2, peak" \
    "$PROGRAMS/sequencer_load" --folder="$1" --outstanding="$3" \
    --contender="appends, $2, $3" --run="${EPOCHREALTIME//[.,]/}" \
    --seconds="$SECONDS_EACH"
}

measure_appends() {
  local outstanding
  for outstanding in 64 256; do
    mkdir "$FOLDER/empty"
    measure append_to "$FOLDER/empty" "empty log" $outstanding
    rm -rf "$FOLDER/empty"
    measure append_to "$DATA" "large log" $outstanding
  done
  # With a write-ahead log that is not empty.
  ATTEMPTS=1 measure "$PROGRAMS/open_load" --data="$DATA" \
    --contender="opening after appends, 1"
}

fill_postgres() {
  start_postgres
  local begin=$EPOCHREALTIME
  "$PROGRAMS/postgres_log_load" --address="$POSTGRES_ADDRESS" \
    --data="$DATA" --kind=fill
  say "PostgreSQL was filled in $(seconds_since "$begin") s"
  "$PROGRAMS/postgres_log_load" --address="$POSTGRES_ADDRESS" --kind=bytes \
    >>"$SIZES"
}

measure_postgres() {
  measure "$PROGRAMS/postgres_log_load" --address="$POSTGRES_ADDRESS" \
    --server_pid="$POSTGRES_PID" --kind=stream --actions="$ACTIONS" \
    --events_each=$EVENTS_EACH --contender="stream from PostgreSQL, 1" \
    --seconds="$SECONDS_EACH"
}

print_memory() {
  echo "| memory | MiB, most |"
  echo "|---|--:|"
  awk -F'\t' '!($1 in most) { order[++count] = $1 }
    $2 > most[$1] { most[$1] = $2 }
    END { for (i = 1; i <= count; ++i)
      printf "| %s | %d |\n", order[i], most[order[i]] }' "$MEMORY"
}

# The most that a server or a sequencer took while the log was there.
most_memory() {
  awk -F'\t' '$1 !~ /empty|built/ && $2 > most { most = $2 }
    END { print most }' "$MEMORY"
}

print_goals() {
  python3 "$GOALS" "$RESULTS" <<END
opening the log ≤ 10 s (µs) | p50 | opening the log, 1 | ≤ 10000000
opening the log after appends ≤ 10 s (µs) | p50 | opening after appends, 1 | ≤ 10000000
start of the server ≤ 10 s (µs) | p50 | start of the server, 1 | ≤ 10000000
memory ≤ 1.5 GiB (MiB) | value | $(most_memory) | ≤ 1536
appends ≥ 0.9 of an empty log's, 64 | rate | appends, large log, 64 | appends, empty log, 64 | ≥ 0.9
appends ≥ 0.9 of an empty log's, 256 | rate | appends, large log, 256 | appends, empty log, 256 | ≥ 0.9
log, index, requests and tiles ≤ 0.9 of the serialised bytes, settled | value | $(disk_ratio "log, settled") | ≤ 0.9
the same, compacted | value | $(disk_ratio "log, compacted") | ≤ 0.9
inclusion proof over gRPC, p99 under 2 ms (µs) | p99 | proof over gRPC, 1 | ≤ 2000
inclusion proof in process, p99 under 2 ms (µs) | p99 | proof in process, 1 | ≤ 2000
stream of $EVENTS_EACH in process, p99 under 1 ms (µs) | p99 | stream in process, 1 | ≤ 1000
trail of $EVENTS_EACH over gRPC, p99 under 1 ms (µs) | p99 | trail over gRPC, 1 | ≤ 1000
stream in process, p99, of PostgreSQL's | p99 | stream in process, 1 | stream from PostgreSQL, 1 | ≤ 1
END
}

disk_ratio() {
  python3 "$ROOT/tests/benchmarks/disk_table.py" "$SIZES" --ratio "$1"
}

build benchmarks actionplan-server
wait_for_quiet
describe_machine
write_log
peer=
if has_postgres; then
  peer=yes
  fill_postgres
fi
build_views
sync  # What was prepared is not written out while others are measured.
for ((repetition = 1; repetition <= REPETITIONS; ++repetition)); do
  measure_store
  measure_server
  [[ -z $peer ]] || measure_postgres
done
# What follows changes the log.
[[ -z $peer ]] || stop_postgres
for ((repetition = 1; repetition <= REPETITIONS; ++repetition)); do
  measure_appends
done
"$PROGRAMS/log_bytes" --data="$DATA" --contender="log, compacted" --compact \
  >>"$SIZES"
echo
echo "A log of $SIZE events; those of each action, $EVENTS_EACH, lie through" \
  "the whole of it. The first start took $VIEWS_SECONDS s until the views" \
  "were built; the others found them. p50 of a start is the whole."
echo
python3 "$TABLE" "$RESULTS" --ratio "appends, empty log"
echo
print_memory
echo
python3 "$ROOT/tests/benchmarks/disk_table.py" "$SIZES"
echo
print_goals
