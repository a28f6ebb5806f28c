#!/usr/bin/env bash
# All views of the product built anew from a log of realistic events, beside
# reading the same log: prints a table in Markdown. See README.md.
. "$(dirname "$0")/contenders.sh"

ACTIONS=${ACTIONS:-100000}
LATER_EVENTS=12  # Of each action, after the three that every one has.

measure_reading() {
  mkdir "$FOLDER/views"
  measure "$PROGRAMS/rebuild_load" --data="$FOLDER/plan" \
    --views="$FOLDER/views" --kind="$1" --contender="$2, 1"
  rm -rf "$FOLDER/views"
}

build benchmarks
mkdir "$FOLDER/plan"
say "writing the log of $ACTIONS actions"
events=$("$PROGRAMS/write_log" --data="$FOLDER/plan" --actions="$ACTIONS" \
  --overdue=1000 --later_events=$LATER_EVENTS)
say "$events events, $(du -sm "$FOLDER/plan" | cut -f1) MiB"
wait_for_quiet
describe_machine
for ((repetition = 1; repetition <= REPETITIONS; ++repetition)); do
  measure_reading scan "raw scan with parse"
  measure_reading replay "replay (ReadLog)"
  measure_reading decode "replay with the facts"
  measure_reading rebuild "rebuild of all views"
done
echo
echo "A log of $events events of $ACTIONS actions, read once; p50 is the whole."
echo
python3 "$TABLE" "$RESULTS" --ratio "raw scan with parse"
