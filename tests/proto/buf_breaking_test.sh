#!/bin/sh
# Takes a field away and gives another a new type, in a copy of the protos, and
# expects both to be told. Arguments as buf_breaking.sh.
set -eu
here=$(dirname "$0") protoc=$1 protos=$2 googleapis=$3 work=$4
rm -rf "$work/broken"
mkdir -p "$work"
cp -r "$protos" "$work/broken"
facts=$work/broken/actionplan/events/v1/agency_facts.proto
sed -i -e '/^  string organization = 4;/d' \
  -e 's/^  string contact_role = 3;/  int32 contact_role = 3;/' "$facts"
status=0
"$here/buf_breaking.sh" "$protoc" "$work/broken" "$googleapis" "$work" \
  > "$work/found" || status=$?
cat "$work/found"
[ "$status" -ne 77 ] || exit 77
[ "$status" -ne 0 ] || { echo "what was broken was missed"; exit 1; }
grep -q 'field "4" with name "organization".*was deleted' "$work/found"
grep -q 'Field "3" with name "contact_role".*changed type' "$work/found"
