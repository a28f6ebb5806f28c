#!/usr/bin/env bash
# Proves the two commands on a Debian 12 that has nothing but git: makes one with
# debootstrap in a temporary folder, clones the commit that is checked out here
# into it, runs test.sh, then run.sh twice. Needs root and debootstrap; takes
# about 15 minutes and 4 GB, which it gives back.
#
# Usage: prove_bare.sh [--mirror URL] [--keep]
#   --mirror  of Debian packages; http://deb.debian.org/debian when not given
#   --keep    leaves the folder, and says where it is
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$here/console.sh"

mirror=http://deb.debian.org/debian
keep=
while (($#)); do
  case $1 in
    --mirror)
      (($# >= 2)) || fail $EXIT_USAGE "--mirror needs a URL"
      mirror=$2
      shift
      ;;
    --keep) keep=yes ;;
    --help)
      sed -n '2,9s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
      exit 0
      ;;
    *) fail $EXIT_USAGE "unknown argument $1; --help tells" ;;
  esac
  shift
done
((EUID == 0)) || fail $EXIT_USAGE "debootstrap and chroot need root"
command -v debootstrap > /dev/null ||
  fail $EXIT_PACKAGES "debootstrap is not installed"

bare=$(mktemp -d)
mounted=
clean_up() {
  [[ -z $mounted ]] || umount "$bare/proc"
  if [[ -n $keep ]]; then
    printf 'The bare root is in %s\n' "$bare"
  else
    rm -rf --one-file-system "$bare"
  fi
}
trap clean_up EXIT

step "Making a bare Debian 12 in $bare"
debootstrap --variant=minbase --include=git,ca-certificates bookworm \
  "$bare" "$mirror" > "$bare.log" 2>&1 ||
  fail $EXIT_PACKAGES "debootstrap: $(tail -n 1 "$bare.log")"
rm -f "$bare.log"
mount -t proc proc "$bare/proc"
mounted=yes
# Certificate authorities that this machine trusts beside Debian's.
cp /usr/local/share/ca-certificates/*.crt \
  "$bare/usr/local/share/ca-certificates/" 2> /dev/null || true
chroot "$bare" update-ca-certificates > /dev/null 2>&1
git clone --quiet --no-hardlinks "$here/.." "$bare/actionplan"

inside() {
  # Whoever starts this in the background leaves it no Ctrl-C.
  chroot "$bare" env -i --default-signal=INT,QUIT HOME=/root \
    PATH=/usr/sbin:/usr/bin:/sbin:/bin \
    LANG=C.UTF-8 bash -c "cd /actionplan && $1"
}

# Starts run.sh, waits until it has said all, and ends it as Ctrl-C does.
bounded_run() {
  inside 'set -m
    deploy/run.sh > run.log 2>&1 &
    for ((waited = 0; waited < 900; ++waited)); do
      kill -0 $! 2> /dev/null || break
      grep -q "Ctrl-C" run.log && break
      sleep 1
    done
    kill -INT -$! 2> /dev/null
    status=0
    wait $! || status=$?
    cat run.log
    exit $status'
}

step "test.sh, from nothing"
inside 'time deploy/test.sh'
step ".ci/run, which adds the lint of the protos"
inside '.ci/run -- -L proto'
step "run.sh, with an empty data folder"
bounded_run
step "run.sh again, which adds nothing"
bounded_run
heads=$(grep -o 'server stopped head=[0-9]*' "$bare/actionplan/data/server.log")
(($(wc -l <<< "$heads") == 2 && $(sort -u <<< "$heads" | wc -l) == 1)) ||
  fail $EXIT_DEMONSTRATION "the second run changed the log: $heads"
step "Proved: both commands work on a bare Debian 12"
