#!/usr/bin/env bash
# The long form of a fuzz target of this folder, or of all of them: builds them
# with clang and libFuzzer, runs each for 60 seconds, and says of each how many
# inputs were tried and how much of the code they reached. Ends with 1 when one
# crashed, hung or broke a promise, and names the input that does it.
#
# Usage: long_form.sh [NAME…], such as: long_form.sh record request
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
cd "$here"
names=("$@")
if ((${#names[@]} == 0)); then
  for file in *_fuzz.cc; do names+=("${file%_fuzz.cc}"); done
fi
if ! command -v clang++ > /dev/null; then
  echo "SKIPPED: there is no clang++, which libFuzzer comes with"
  exit 77
fi

"$root/deploy/build.sh" fuzz "${names[@]/#/fuzz_}"
failed=()
for name in "${names[@]}"; do
  # What is found stays there, and the next run goes on from it.
  found=$root/build/fuzz/found/$name
  mkdir -p "$found/corpus"
  log=$found/log
  limits=(-max_total_time="${ACTIONPLAN_FUZZ_SECONDS:-60}" -rss_limit_mb=2048
    -malloc_limit_mb=1024 -timeout=30)
  # The office of this one has threads, whose memory is no input's.
  [[ $name == request ]] && leaks=0 || leaks=1
  if ASAN_OPTIONS=detect_leaks=$leaks \
    "$root/build/fuzz/tests/fuzz/fuzz_$name" "${limits[@]}" \
    -artifact_prefix="$found/" "$found/corpus" "corpus/$name" > "$log" 2>&1; then
    result=$(sed -n 's/^#\([0-9]*\)\tDONE *cov: \([0-9]*\) .*/\1 inputs, coverage \2/p' "$log")
    echo "$name: ${result:-no input}, no crash"
  else
    failed+=("$name")
    why=$(grep -m 1 -e '^broken promise' -e '^SUMMARY' -e '^==.*ERROR' "$log" || true)
    input=$(sed -n 's/.*Test unit written to //p' "$log" | head -n 1)
    echo "$name: ${why:-ended early}; input: ${input:-none}; log: $log"
  fi
done
if ((${#failed[@]})); then
  echo "failed: ${failed[*]}" >&2
  exit 1
fi
echo "held: ${names[*]}"
