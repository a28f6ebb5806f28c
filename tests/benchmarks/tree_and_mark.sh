#!/usr/bin/env bash
# What the Merkle tree and the mark beside the log cost: the same appends with
# both, with a mark that is never synced, and with neither, by the sequencer
# alone and over gRPC: prints tables in Markdown. See README.md.
. "$(dirname "$0")/contenders.sh"

SIZE=${SIZE:-10000}  # Actions of the server's board.
STORES=(log mark-in-memory unproven)
declare -A NAMES=([log]="tree and mark" [mark-in-memory]="tree alone"
  [unproven]="neither")

measure_sequencer() {
  mkdir "$FOLDER/run"
  attempt_sequencer() {
    rm -rf "$FOLDER/run/log" "$FOLDER/run/log.mark"
    "$PROGRAMS/sequencer_load" --folder="$FOLDER/run" "$@"
  }
  measure attempt_sequencer --store="$1" --outstanding="$2" \
    --contender="sequencer, ${NAMES[$1]}, $2" --seconds="$SECONDS_EACH"
  rm -rf "$FOLDER/run"
}

# measure_server STORE CONNECTIONS IN_FLIGHT
measure_server() {
  mkdir "$FOLDER/run"
  start_server "$PROGRAMS/server_without_views" --data="$FOLDER/run" \
    --store="$1"
  "$PROGRAMS/prepare_board" --address="$ADDRESS" --actions="$SIZE" >/dev/null
  measure "$PROGRAMS/command_load" --address="$ADDRESS" \
    --server_pid="$SERVER_PID" --connections="$2" --in_flight="$3" \
    --contender="gRPC, ${NAMES[$1]}, $3 on $2" --actions="$SIZE" \
    --seconds="$SECONDS_EACH"
  stop_server
  rm -rf "$FOLDER/run"
}

build benchmarks
wait_for_quiet
describe_machine
for ((repetition = 1; repetition <= REPETITIONS; ++repetition)); do
  for outstanding in 1 64 256; do
    for store in "${STORES[@]}"; do measure_sequencer "$store" $outstanding; done
  done
  for store in "${STORES[@]}"; do measure_server "$store" 16 64; done
done
echo
echo "Over gRPC, no view follows the log. p50 and p99 are of one event."
echo
python3 "$TABLE" "$RESULTS"
echo
for shape in "sequencer 64" "sequencer 256" "gRPC 64 on 16"; do
  how=${shape%% *} many=${shape#* }
  for kept in "tree and mark" "tree alone"; do
    echo "$kept ≤ 10 % of throughput, $how, $many | rate" \
      "| $how, $kept, $many | $how, neither, $many | ≥ 0.9"
  done
done | python3 "$GOALS" "$RESULTS"
