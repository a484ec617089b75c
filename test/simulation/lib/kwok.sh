# kwok, which plays nodes and Pods that exist in the API alone, and the stages by which it brings them up: upstream's own, at once ready.
# shellcheck shell=bash

KWOK_SOURCE=$(cd "$(dirname "${BASH_SOURCE[0]}")/../kwok" && pwd)

# kwok_folder: builds both, once until their pins or the way of building changes, and prints their folder.
kwok_folder() {
  local folder path
  folder=$CACHE/programs/kwok-$({ key "$KWOK_SOURCE" && declare -f build_kwok; } | sha256sum | cut -c1-16)
  if [[ ! -d $folder ]]; then
    path=$("$SANDBOX_DIR/toolchain" go)
    eval "$path"
    stage "build kwok, about a minute" with_lock programs quietly kwok build_kwok "$folder"
  fi
  printf '%s\n' "$folder"
}

# build_kwok FOLDER: a folder of that name is always whole.
build_kwok() {
  local folder=$1 module name
  [[ ! -d $folder ]] || return 0
  rm -rf "$folder.new"
  mkdir -p "$folder.new"
  cd "$KWOK_SOURCE"
  # `go list -m` knows no folder of a module that was never downloaded.
  module=$(go mod download -json sigs.k8s.io/kwok | sed -n 's/^[[:space:]]*"Dir": "\(.*\)",\{0,1\}$/\1/p')
  for name in node/fast/node-initialize node/heartbeat-with-lease/node-heartbeat-with-lease pod/fast/pod-ready pod/fast/pod-complete pod/fast/pod-delete; do
    echo ---
    cat "$module/kustomize/stage/$name.yaml"
  done >"$folder.new/stages.yaml"
  GOGC=400 CGO_ENABLED=0 GOFLAGS='-trimpath -buildvcs=false -mod=readonly' nice go build -gcflags=all=-dwarf=false \
    -ldflags '-s -w' -o "$folder.new/kwok" sigs.k8s.io/kwok/cmd/kwok
  mv -T "$folder.new" "$folder"
}
