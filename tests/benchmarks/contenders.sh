# What the scripts of the tables do alike: build, start and stop contenders,
# measure them in turn, and leave nothing behind. Sourced, never run.
#
#   REPETITIONS=3    how often each contender is measured
#   SECONDS_EACH=5   how long each time
#   ATTEMPTS=3       how often again when others used the machine meanwhile
#   BUILD=FOLDER     a Release build; made when it is not there
#   NO_BUILD=1       take what is built, as it is
#   TMPDIR=FOLDER    on the disk to be measured
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
BUILD=${BUILD:-$ROOT/build/benchmarks}
REPETITIONS=${REPETITIONS:-3}
SECONDS_EACH=${SECONDS_EACH:-5}
PROGRAMS=$BUILD/tests/benchmarks
TABLE=$ROOT/tests/benchmarks/table.py
GOALS=$ROOT/tests/benchmarks/goals.py
FOLDER=$(mktemp -d "${TMPDIR:-/tmp}/actionplan-benchmark-XXXXXX")
RESULTS=$FOLDER/results.tsv
POSTGRES_BIN=${POSTGRES_BIN:-/usr/lib/postgresql/15/bin}
SERVER_PID=
ADDRESS=
POSTGRES_PID=
POSTGRES_ADDRESS=
POSTGRES_USER=

clean_up() {
  local failed=$?
  [[ -z $SERVER_PID ]] || stop_server
  [[ -z $POSTGRES_USER ]] || stop_postgres
  rm -rf "$FOLDER"
  return $failed
}
trap clean_up EXIT
trap 'exit 130' INT TERM

say() { echo "$*" >&2; }

build() {
  [[ -z ${NO_BUILD:-} ]] || return 0
  say "building in $BUILD"
  cmake -S "$ROOT" -B "$BUILD" -G Ninja -DACTIONPLAN_BENCHMARKS=ON \
    -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_FLAGS_RELEASE="-O2 -g1" >/dev/null
  ninja -C "$BUILD" "$@" >&2
}

# Neighbours make every figure worse: waits a while for them, then says that
# they were there.
wait_for_quiet() {
  local waited
  for ((waited = 0; waited < ${QUIET_WAIT:-120}; waited += 5)); do
    awk '{ exit !($1 < 0.5) }' /proc/loadavg && return
    sleep 5
  done
  say "the machine is not quiet: load average $(cut -d' ' -f1 /proc/loadavg)"
}

describe_machine() {
  echo "$(nproc) cores ($(sed -n 's/^model name.*: //p' /proc/cpuinfo |
    head -1)), $(awk '/MemTotal/ { printf "%d GiB", $2 / 1048576 }' \
    /proc/meminfo), $(df --output=fstype "$FOLDER" | tail -1)," \
    "load average $(cut -d' ' -f1 /proc/loadavg) at the start," \
    "$REPETITIONS repetitions of $SECONDS_EACH s in turn, medians."
}

# Runs the command until the machine was quiet meanwhile, at most three times,
# and prints the line of the quietest run: the last column is what others used.
quietest() {
  local attempt line best= others least=
  for ((attempt = 1; attempt <= ${ATTEMPTS:-3}; ++attempt)); do
    line=$("$@")
    others=${line##*$'\t'}
    if [[ -z $best ]] || awk "BEGIN { exit !($others < $least) }"; then
      best=$line least=$others
    fi
    awk "BEGIN { exit !($least < 0.2) }" && break
  done
  echo "$best"
}

# measure COMMAND…: its line, after the number of the repetition and the
# fdatasync latency of this moment in microseconds.
measure() {
  local sync line
  sync=$("$PROGRAMS/disk_load" --folder="$FOLDER" --seconds=0.3 | cut -f3)
  rm -f "$FOLDER/fdatasync-extending"
  line=$(quietest "$@")
  say "$repetition  $(tr '\t' ' ' <<<"$line")"
  printf '%s\t%s\t%s\n' "$repetition" "$sync" "$line" >>"$RESULTS"
}

# start_server COMMAND…: sets SERVER_PID, and ADDRESS when it listens.
start_server() {
  : >"$FOLDER/server.log"
  "$@" 2>>"$FOLDER/server.log" &
  SERVER_PID=$!
  local tenths
  for ((tenths = 0; tenths < 600; ++tenths)); do
    ADDRESS=$(sed -n 's/.*server listening.*address=\([^ ]*\).*/\1/p' \
      "$FOLDER/server.log")
    [[ -z $ADDRESS ]] || return 0
    kill -0 "$SERVER_PID" 2>/dev/null || break
    sleep 0.1
  done
  cat "$FOLDER/server.log" >&2
  say "the server did not start: $*"
  return 1
}

stop_server() {
  kill -TERM "$SERVER_PID" 2>/dev/null || true
  wait "$SERVER_PID" || true
  SERVER_PID=
}

# Tells whether the peer can be measured, and why not.
has_postgres() {
  if [[ -x $POSTGRES_BIN/postgres && -x $PROGRAMS/postgres_append_load ]]; then
    return 0
  fi
  say "PostgreSQL is left out: apt-get install postgresql-15 libpq-dev"
  return 1
}

as_postgres() {
  if [[ $EUID -eq 0 ]]; then
    runuser -u "$POSTGRES_USER" -- "$@"
  else
    "$@"
  fi
}

# A cluster of its own, on the same disk, under a user made for it, with
# Debian's settings but for memory and checkpoints, which would disturb.
start_postgres() {
  local data=$FOLDER/postgres
  mkdir "$data"
  chmod 755 "$FOLDER"
  if [[ $EUID -eq 0 ]]; then
    POSTGRES_USER=actionplan-bench-$$
    useradd --system --no-create-home --home-dir "$data" \
      --shell /usr/sbin/nologin "$POSTGRES_USER"
    chown "$POSTGRES_USER" "$data"
  else
    POSTGRES_USER=$(id -un)
  fi
  as_postgres "$POSTGRES_BIN/initdb" -D "$data" -U postgres -A trust \
    --no-instructions >/dev/null
  local port
  port=$(python3 -c 'import socket
s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  as_postgres "$POSTGRES_BIN/pg_ctl" -D "$data" -w -s -l "$data/log" start -o \
    "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories= \
     -c fsync=on -c synchronous_commit=on -c full_page_writes=on \
     -c shared_buffers=1GB -c max_wal_size=8GB -c checkpoint_timeout=1h"
  POSTGRES_PID=$(head -1 "$data/postmaster.pid")
  POSTGRES_ADDRESS="host=127.0.0.1 port=$port user=postgres dbname=postgres"
}

stop_postgres() {
  as_postgres "$POSTGRES_BIN/pg_ctl" -D "$FOLDER/postgres" -w -s -m fast stop \
    || true
  [[ $EUID -ne 0 ]] || userdel "$POSTGRES_USER"
  rm -rf "$FOLDER/postgres"
  POSTGRES_USER=
}
