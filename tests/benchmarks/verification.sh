#!/usr/bin/env bash
# A million events verified without a server, beside reading and hashing the
# same file: prints tables in Markdown. See README.md.
. "$(dirname "$0")/contenders.sh"

SIZE=${SIZE:-1000000}  # Events.
FILE=$FOLDER/export

# measure_whole NAME COMMAND…
measure_whole() {
  measure "$ROOT/tests/benchmarks/whole_run.py" --events="$SIZE" \
    --memory="$FOLDER/memory" "$1, 1" "${@:2}"
}

build benchmarks actionplan-verify
wait_for_quiet
describe_machine
say "writing the export of $SIZE events"
key=$("$PROGRAMS/verify_load" --file="$FILE" --events="$SIZE")
sync  # What was prepared is not written out while others are measured.
for ((repetition = 1; repetition <= REPETITIONS; ++repetition)); do
  measure_whole "actionplan-verify" \
    "$BUILD/services/verify/actionplan-verify" "$FILE" --key="$key"
  measure_whole "SHA-256 of the file" openssl dgst -sha256 "$FILE"
  measure_whole "reading the file" cat "$FILE"
done
memory=$(awk -F'\t' '/^actionplan-verify/ && $2 > most { most = $2 }
  END { print most }' "$FOLDER/memory")
echo
echo "A file of $(($(stat -c %s "$FILE") >> 20)) MiB; p50 is the whole." \
  "Peak of memory of actionplan-verify: $memory MiB."
echo
python3 "$TABLE" "$RESULTS" --ratio "SHA-256 of the file"
echo
python3 "$GOALS" "$RESULTS" <<END
$SIZE events verified in 10 s (µs) | p50 | actionplan-verify, 1 | ≤ 10000000
END
