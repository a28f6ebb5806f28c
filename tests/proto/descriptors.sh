# Sourced by the scripts of this folder: buf, and the descriptor set that protoc
# writes. buf cannot see imports outside its tree, and its registry may be out
# of reach. Needs $protoc, $protos, $googleapis and $work; exits 77 (skipped),
# with the reason, where buf cannot be had.
version=1.50.0
export npm_config_cache="$work/npm" npm_config_update_notifier=false

skip() {
  echo "SKIPPED: $1"
  exit 77
}

command -v npx > /dev/null || skip "there is no npx (Debian: apt install npm)"
mkdir -p "$work"
buf() { npx --yes "@bufbuild/buf@$version" "$@"; }
buf --version > "$work/version" 2> "$work/npx.log" ||
  skip "npx cannot fetch buf $version: $(tail -n 1 "$work/npx.log")"

image=$work/image.binpb
(cd "$protos" && find actionplan -name '*.proto' | sort |
  xargs "$protoc" -I . -I "$googleapis" --include_imports \
    --include_source_info --descriptor_set_out="$image")
