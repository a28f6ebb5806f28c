#!/usr/bin/env bash
# Where a plan of 10,000 actions with 20 events each stood at a past instant,
# beside a plain scan of the rows that know it: prints a table in Markdown. See
# README.md.
. "$(dirname "$0")/contenders.sh"

ACTIONS=${ACTIONS:-10000}
LATER_EVENTS=${LATER_EVENTS:-17}  # After the three that every action has.
YEARS=5

ask() {
  measure "$PROGRAMS/as_at_load" --data="$FOLDER/plan" --contender="$1, 1" \
    --seconds="$SECONDS_EACH" "${@:2}"
}

build benchmarks
mkdir "$FOLDER/plan"
say "writing the log of $ACTIONS actions"
events=$("$PROGRAMS/write_log" --data="$FOLDER/plan" --actions="$ACTIONS" \
  --overdue=1000 --later_events="$LATER_EVENTS" --years=$YEARS)
wait_for_quiet
describe_machine
for ((repetition = 1; repetition <= REPETITIONS; ++repetition)); do
  ask "plain scan of the rows" --kind=scan
  ask "status now" --kind=now
  ask "status as known halfway" --kind=status --axis=record --back=0.5
  ask "status as it was halfway" --kind=status --axis=occur --back=0.5
  ask "status as known a month before the end" --kind=status --axis=record \
    --back=0.017
  ask "status as known near the beginning" --kind=status --axis=record \
    --back=0.9
  ask "overdue list as known halfway" --kind=overdue --axis=record --back=0.5
done
echo
echo "$ACTIONS actions, $events events over $YEARS years;" \
  "$(du -sm "$FOLDER/plan/views" | cut -f1) MiB of views."
echo
python3 "$TABLE" "$RESULTS" --of p50 --ratio "plain scan of the rows"
