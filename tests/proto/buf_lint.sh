#!/bin/sh
# Lints the protos with buf.
#
# Usage: buf_lint.sh PROTOC PROTO_DIR GOOGLEAPIS_DIR WORK_DIR
set -eu
protoc=$1 protos=$2 googleapis=$3 work=$4
. "$(dirname "$0")/descriptors.sh"
buf lint "$image" --config "$protos/buf.yaml" --path actionplan
echo "buf $(cat "$work/version") finds nothing to say"
