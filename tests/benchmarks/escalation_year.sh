#!/usr/bin/env bash
# A year of daily evaluations of a board of 10,000 actions, in memory, and the
# same year repeated from its log: prints a table in Markdown. See README.md.
. "$(dirname "$0")/contenders.sh"

build escalation_year_load
wait_for_quiet
describe_machine
"$PROGRAMS/escalation_year_load" --actions="${ACTIONS:-10000}" \
  --days="${DAYS:-365}"
