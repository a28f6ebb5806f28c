#!/usr/bin/env bash
# Installs the Debian packages of packages.txt that are missing, and those named
# as arguments; calls apt only when something is missing. Needs root or sudo.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$here/console.sh"

missing_packages() {
  local package
  for package in "$@"; do
    [[ $(dpkg-query -W -f='${db:Status-Status}' "$package" 2> /dev/null) \
      == installed ]] || printf '%s\n' "$package"
  done
}

# Turns apt's own words into "[n/m]" lines: each package is unpacked, then set
# up.
count_packages() {
  local line count=0 total=0
  while IFS= read -r line; do
    case $line in
      *" newly installed, "*)
        [[ $line =~ ([0-9]+)\ newly ]] && total=$((2 * BASH_REMATCH[1]))
        ;;
      "Unpacking "* | "Setting up "*)
        ((++count <= total)) && printf '[%d/%d]\n' "$count" "$total"
        ;;
    esac
  done
}

mapfile -t packages < <(grep -v '^#' "$here/packages.txt")
packages+=("$@")
command -v dpkg-query > /dev/null ||
  fail $EXIT_PACKAGES "this is not Debian: install ${packages[*]} by hand"
mapfile -t missing < <(missing_packages "${packages[@]}")
((${#missing[@]})) || exit 0

step "Installing ${#missing[@]} Debian packages: ${missing[*]}"
if ((EUID == 0)); then
  as_root=(env)
elif command -v sudo > /dev/null && { [[ -t 0 ]] || sudo -n true 2> /dev/null; }
then
  as_root=(sudo env)
else
  fail $EXIT_PACKAGES "missing packages: ${missing[*]} - run this as root or" \
    "where sudo works, or have them installed"
fi
apt=("${as_root[@]}" DEBIAN_FRONTEND=noninteractive LC_ALL=C apt-get -y)
log=$(mktemp)
trap 'rm -f "$log"' EXIT
"${apt[@]}" -q update > "$log" 2>&1 ||
  fail $EXIT_PACKAGES "apt-get update failed: $(tail -n 1 "$log")"
"${apt[@]}" install --no-install-recommends "${missing[@]}" 2>&1 |
  tee "$log" | count_packages | show_progress ||
  fail $EXIT_PACKAGES "cannot install ${missing[*]}:" \
    "$(grep '^E: ' "$log" | tail -n 1 || tail -n 1 "$log")"
