#!/usr/bin/env bash
# A log that is opened, appended to and left as by a kill, several hundred
# times: its files, the time to open it, and its reads before and after: prints
# tables in Markdown. See README.md.
REPETITIONS=${REPETITIONS:-1}
. "$(dirname "$0")/contenders.sh"

SIZE=${SIZE:-300}  # Restarts.
EVENTS=5           # Recorded between two of them.
ACTIONS=10000
EVENTS_EACH=20
DATA=$FOLDER/plan
FILES=$FOLDER/files.tsv

count_files() {
  printf '%s\t%s\t%s\n' "$1" "$(find "$DATA/log" -name '*.sst' | wc -l)" \
    "$(du -sm "$DATA/log" | cut -f1)" >>"$FILES"
}

# measure_log NAME: opens it and closes it, thrice, then reads.
measure_log() {
  for ((repetition = 1; repetition <= 3; ++repetition)); do
    ATTEMPTS=1 measure "$PROGRAMS/open_load" --data="$DATA" \
      --contender="opening, $1, 1"
  done
  for ((repetition = 1; repetition <= REPETITIONS; ++repetition)); do
    local kind
    for kind in stream proof; do
      measure "$PROGRAMS/store_read_load" --data="$DATA" --kind=$kind \
        --actions=$ACTIONS --events_each=$EVENTS_EACH \
        --contender="$kind, $1, 1" --seconds="$SECONDS_EACH"
    done
  done
}

# leave_unclean FIRST LAST: restarts of these numbers.
leave_unclean() {
  local number
  for ((number = $1; number <= $2; ++number)); do
    "$PROGRAMS/open_load" --data="$DATA" --append=$EVENTS \
      --contender="opening after a kill, ${3}" |
      sed "s/^/$number\t0\t/" >>"$RESULTS"
  done
}

build benchmarks
wait_for_quiet
describe_machine
mkdir "$DATA"
"$PROGRAMS/write_log" --data="$DATA" --actions=$ACTIONS --overdue=1000 \
  --later_events=$((EVENTS_EACH - 3)) >/dev/null
sync  # What was prepared is not written out while others are measured.
measure_log "before"
count_files "before"
for ((part = 0; part < 3; ++part)); do
  first=$((part * SIZE / 3 + 1)) last=$(((part + 1) * SIZE / 3))
  say "restarts $first to $last"
  leave_unclean $first $last "restarts $first to $last"
  count_files "after $last unclean restarts"
done
measure_log "after"
count_files "opened and closed since"
echo
echo "A log of $((ACTIONS * EVENTS_EACH)) events, $EVENTS more with each" \
  "restart."
echo
echo "| log | SST files | MiB |"
echo "|---|--:|--:|"
awk -F'\t' '{ printf "| %s | %s | %s |\n", $1, $2, $3 }' "$FILES"
echo
python3 "$TABLE" "$RESULTS" --of p50
