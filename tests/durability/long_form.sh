#!/usr/bin/env bash
# The long form of a harness of this folder, or of all of them: builds in
# release mode and runs the same tests with many more cycles. README.md says what
# each one shows and how long it takes.
#
# Usage: long_form.sh [NAME…], such as: long_form.sh kill power_cut
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$here/../..
cd "$here"
names=("$@")
if ((${#names[@]} == 0)); then
  for file in *_test.cc; do names+=("${file%_test.cc}"); done
fi

"$root/deploy/build.sh" release
export ACTIONPLAN_LONG_FORM=1
failed=()
for name in "${names[@]}"; do
  echo "== $name"
  "$root/build/release/tests/durability/durability_${name}_test" ||
    failed+=("$name")
done
if ((${#failed[@]})); then
  echo "failed: ${failed[*]}" >&2
  exit 1
fi
echo "held: ${names[*]}"
