#!/usr/bin/env bash
# How long the product takes to build: everything from nothing without ccache,
# and from a changed decider to its tests having run. Works on a copy of the
# checkout and prints a table in Markdown. See README.md.
. "$(dirname "$0")/contenders.sh"

export CCACHE_DISABLE=1
CORES=2
COPY=$FOLDER/source
DECIDER=services/domain/action_progress.cc
DECIDER_TEST=services_domain_action_progress_test

seconds() {
  local begin=$EPOCHREALTIME
  "$@" >"$FOLDER/log" 2>&1 || {
    tail -30 "$FOLDER/log" >&2
    return 1
  }
  awk -v begin="$begin" -v end="$EPOCHREALTIME" \
    'BEGIN { printf "%.1f", end - begin }'
}

in_copy() { (cd "$COPY" && "$@"); }
build_copy() { in_copy ninja -C build/release -j $CORES "$@"; }

build_and_test_decider() {
  build_copy "$DECIDER_TEST" &&
    in_copy ctest --test-dir build/release -R '^services/domain/RecordProgressTest' \
      --no-tests=error
}

row() { echo "| $1 | $2 |"; }

mkdir "$COPY"
git -C "$ROOT" ls-files -z --cached --others --exclude-standard |
  tar -C "$ROOT" --ignore-failed-read --null -T - -c | tar -C "$COPY" -x
wait_for_quiet
describe_machine | sed "s/, [0-9]* repetitions.*/, once, $CORES jobs./"
echo
echo "| what | seconds |"
echo "|---|--:|"
row "configure, release preset" "$(seconds in_copy cmake --preset release)"
row "everything, tests included, from nothing, no ccache" \
  "$(seconds build_copy)"
echo "// Touched." >>"$COPY/$DECIDER"
row "a changed decider: build and run its tests" \
  "$(seconds build_and_test_decider)"
echo "// Touched again." >>"$COPY/$DECIDER"
row "a changed decider: build everything" "$(seconds build_copy)"
