#!/usr/bin/env bash
# Installs what is missing, builds, and runs every test through ctest, whose
# summary is the last thing to be said.
#
# Usage: test.sh [--preset NAME] [-- CTEST-ARGUMENT…]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$here/console.sh"

preset=release
while (($#)); do
  case $1 in
    --preset)
      (($# >= 2)) || fail $EXIT_USAGE "--preset needs a name"
      preset=$2
      shift
      ;;
    --)
      shift
      break
      ;;
    --help)
      sed -n '2,5s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
      exit 0
      ;;
    *) fail $EXIT_USAGE "unknown argument $1; --help tells" ;;
  esac
  shift
done

"$here/install.sh"
"$here/build.sh" "$preset"

step "Running the tests of the preset $preset"
# What Debian's libraries do is left out, and what they call of ours as well.
export TSAN_OPTIONS=${TSAN_OPTIONS:-ignore_noninstrumented_modules=1:suppressions=$here/../tests/tsan.supp}
exec ctest --test-dir "$here/../build/$preset" --output-on-failure \
  --parallel "$(nproc)" --timeout 300 "$@"
