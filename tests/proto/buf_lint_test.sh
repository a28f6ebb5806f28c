#!/bin/sh
# Plants an uncommented message and a badly named field in a copy of the protos
# and expects the lint to tell both. Arguments as buf_lint.sh.
set -eu
here=$(dirname "$0") protoc=$1 protos=$2 googleapis=$3 work=$4
rm -rf "$work/planted"
mkdir -p "$work"
cp -r "$protos" "$work/planted"
cat >> "$work/planted/actionplan/v1/board.proto" << 'PROTO'
message Planted {
  // A field whose name is not in lower_snake_case.
  string badName = 1;
}
PROTO
status=0
"$here/buf_lint.sh" "$protoc" "$work/planted" "$googleapis" "$work" \
  > "$work/found" || status=$?
cat "$work/found"
[ "$status" -ne 77 ] || exit 77
[ "$status" -ne 0 ] || { echo "the lint missed what was planted"; exit 1; }
grep -q 'Message "Planted" should have a non-empty comment' "$work/found"
grep -q 'Field name "badName" should be lower_snake_case' "$work/found"
