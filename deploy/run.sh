#!/usr/bin/env bash
# Installs what is missing, builds, starts the server, loads the demonstration
# through the public API, prints what a board manager would ask for, and leaves
# the server running until Ctrl-C. A second run finds everything as it was.
#
# Usage: run.sh [--address HOST:PORT] [--data FOLDER]
#   --address  where the server listens; 127.0.0.1:50051 when not given
#   --data     where the log and the views are kept; the environment's
#              ACTIONPLAN_DATA when not given, else data/ in this repository
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$here/console.sh"

address=127.0.0.1:50051
data=${ACTIONPLAN_DATA:-$here/../data}
while (($#)); do
  case $1 in
    --address=*) address=${1#*=} ;;
    --data=*) data=${1#*=} ;;
    --address | --data)
      (($# >= 2)) || fail $EXIT_USAGE "$1 needs a value"
      [[ $1 == --address ]] && address=$2 || data=$2
      shift
      ;;
    --help)
      sed -n '2,10s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
      exit 0
      ;;
    *) fail $EXIT_USAGE "unknown argument $1; --help tells" ;;
  esac
  shift
done
[[ $address =~ ^[^:]+:[0-9]+$ ]] ||
  fail $EXIT_USAGE "--address has to be HOST:PORT, not '$address'"

programs=$here/../build/release/services
server=$programs/server/actionplan-server
server_pid=

# Asks as the Northamptonshire board's manager would, by that board's clock.
ask() {
  TZ=Europe/London "$programs/cli/actionplan" --server "$address" \
    --as nscb-manager,role=board-manager "$@"
}

# What would make the server refuse to start is said before the long build.
check_folder_and_address() {
  mkdir -p "$data" 2> /dev/null && [[ -w $data ]] ||
    fail $EXIT_FOLDER "the data folder $data cannot be written"
  data=$(cd "$data" && pwd)
  exec {lock}> "$data/run.lock"
  flock --nonblock "$lock" ||
    fail $EXIT_FOLDER_IN_USE "another run.sh is using the data folder $data"
  if (exec 3<> "/dev/tcp/${address%:*}/${address##*:}") 2> /dev/null; then
    fail $EXIT_ADDRESS_IN_USE "something listens on $address already; choose" \
      "another with --address"
  fi
}

stop_server() {
  local pid=$server_pid
  server_pid=
  [[ -n $pid ]] || return 0
  kill -TERM "$pid" 2> /dev/null || true
  wait "$pid"
}

stop_and_leave() {
  trap '' INT TERM
  step "Stopping"
  stop_server || fail $EXIT_SERVER "the server ended with exit code $?"
  printf 'Stopped. Everything is kept in %s\n' "$data"
  exit 0
}

# Waits until the server ends. Ctrl-C reaches the server as well as this script,
# and the server may be the first of them; any other end is an error, told in the
# server's own words.
await_end() {
  local status=0 words
  wait "$server_pid" || status=$?
  server_pid=
  words=$(tail -n 1 "$data/server.log")
  case $status in
    0) stop_and_leave ;;
    3) fail $EXIT_FOLDER "$words" ;;
    4) fail $EXIT_ADDRESS_IN_USE "$words" ;;
    *) fail $EXIT_SERVER "the server ended with exit code $status: $words" ;;
  esac
}

start_server() {
  local tries
  "$server" --address="$address" --data="$data" --insecure-identity \
    {lock}>&- >> "$data/server.log" 2>&1 &
  server_pid=$!
  trap stop_and_leave INT TERM
  trap 'stop_server || true' EXIT
  for ((tries = 0; tries < 300; ++tries)); do
    ask server info > /dev/null 2>&1 && return
    kill -0 "$server_pid" 2> /dev/null || await_end
    sleep 0.1
  done
  fail $EXIT_SERVER "the server does not answer: $(tail -n 1 "$data/server.log")"
}

# A moving bar on a terminal, and one line elsewhere.
apply_file() {
  local said
  if [[ -t 2 ]]; then
    ask apply "$1"
  else
    said=$(ask apply "$1" 2>&1) || { printf '%s\n' "$said" && return 1; }
    tail -n 1 <<< "$said"
  fi
}

load_demonstration() {
  local board part
  for board in nscb redbridge cheshire-east; do
    for part in audits actions; do
      apply_file "$here/demonstration/$board-$part.jsonl" ||
        fail $EXIT_DEMONSTRATION "$board-$part.jsonl was not loaded whole"
    done
  done
}

show_board() {
  local actions=boards/nscb/actions
  step "Where the plan of the Northamptonshire board stands"
  ask status boards/nscb
  step "What is overdue today"
  ask overdue boards/nscb
  step "How each agency keeps its dates"
  ask agencies boards/nscb
  step "What waits for a decision"
  ask decisions boards/nscb
  step "Who was told about one of these"
  ask history "$actions/adults-and-children-protocol"
  step "Everything that happened to another"
  ask trail "$actions/pre-birth-dip-sample" --order-by position
}

check_folder_and_address
"$here/install.sh"
"$here/build.sh" release actionplan-server actionplan
step "Starting the server on $address, with its data in $data"
start_server
step "Loading the eight audits and their action plans"
load_demonstration
show_board
step "The server is running on $address"
elsewhere=
[[ $address == 127.0.0.1:50051 ]] ||
  elsewhere=$'\n'"  export ACTIONPLAN_SERVER=$address"
cat << END
In another terminal, from this folder:

  export PATH="\$PATH:$(cd "$programs/cli" && pwd)"$elsewhere
  actionplan overdue boards/redbridge --as me,role=board-manager
  actionplan --help

Ctrl-C stops it; everything is kept, and the next run finds it.
END
await_end
