#!/usr/bin/env bash
# Configures and builds a preset of CMakePresets.json into build/PRESET: all of
# it, or the targets named. Shows how far it is; the whole output is in
# build/PRESET/build.log.
#
# Usage: build.sh PRESET [TARGET…]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$here/console.sh"
(($# >= 1)) || fail $EXIT_USAGE "usage: build.sh PRESET [TARGET…]"
preset=$1
shift

cd "$here/.."
build=build/$preset
mkdir -p "$build" 2> /dev/null && [[ -w $build ]] ||
  fail $EXIT_FOLDER "the folder $PWD/$build cannot be written"
log=$build/build.log

step "Configuring the preset $preset"
cmake --preset "$preset" > "$log" 2>&1 || {
  tail -n 20 "$log" >&2
  fail $EXIT_BUILD "cmake --preset $preset failed; all of it is in $log"
}

step "Building ${*:-everything} in $build"
NINJA_STATUS='[%f/%t] ' ninja -C "$build" "$@" 2>&1 |
  tee -a "$log" | show_progress || {
  grep -A 30 '^FAILED: ' "$log" | head -n 60 >&2 || tail -n 20 "$log" >&2
  fail $EXIT_BUILD "the build failed; all of it is in $log"
}
