# Sourced by the scripts of this folder: what they say, and the exit codes with
# which they give up. deploy/README.md lists the codes.
readonly EXIT_USAGE=2 EXIT_PACKAGES=3 EXIT_BUILD=4 EXIT_FOLDER=5
readonly EXIT_FOLDER_IN_USE=6 EXIT_ADDRESS_IN_USE=7 EXIT_SERVER=9
readonly EXIT_DEMONSTRATION=10

step() { printf '\n==> %s\n' "$*"; }

# fail CODE WORDS…: one clear line, then the end.
fail() {
  local code=$1
  shift
  printf 'error: %s\n' "$*" >&2
  exit "$code"
}

# Passes lines such as "[12/345] …" on as a single moving line on a terminal and
# as one line every tenth of the way elsewhere; keeps the rest to itself.
show_progress() {
  local line percent shown=-10 began=$SECONDS
  while IFS= read -r line; do
    [[ $line =~ ^\[([0-9]+)/([0-9]+)\] ]] || continue
    percent=$((100 * BASH_REMATCH[1] / BASH_REMATCH[2]))
    line="    ${BASH_REMATCH[1]} of ${BASH_REMATCH[2]}, $percent %"
    line+=", $((SECONDS - began)) s"
    if [[ -t 1 ]]; then
      printf '\r%s' "$line"
    elif ((percent >= shown + 10 && percent > shown)); then
      printf '%s\n' "$line"
      shown=$((percent - percent % 10))
    fi
  done
  [[ ! -t 1 ]] || printf '\n'
}
