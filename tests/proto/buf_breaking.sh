#!/bin/sh
# Compares the protos with those of the first release, which first_release.binpb.gz
# holds: what was stored or called then can be read and called for ever. Rows of
# views are not compared: they are built anew.
#
# Usage: buf_breaking.sh PROTOC PROTO_DIR GOOGLEAPIS_DIR WORK_DIR
set -eu
protoc=$1 protos=$2 googleapis=$3 work=$4
. "$(dirname "$0")/descriptors.sh"
buf breaking "$image" --against "$(dirname "$0")/first_release.binpb.gz" \
  --config "$protos/buf.yaml" --path actionplan/v1 \
  --path actionplan/events --path actionplan/eventstore
echo "buf $(cat "$work/version") finds nothing broken"
