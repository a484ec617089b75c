# Container images: built by buildah in a store of the sandbox's own, and handed to the node's containerd.
# shellcheck shell=bash

PREFIX=${IMAGES:-orderapp.local}

need_image_tools() {
  need_root
  need_packages buildah=buildah runc=runc
}

# The user's own images and buildah's settings stay out of it. Isolation "chroot" needs no more than root.
buildah_here() {
  buildah --root "$CACHE/buildah/images" --runroot "$CACHE/buildah/run" --storage-driver overlay "$@"
}

full_name() {
  case $1 in
    "$PREFIX"/*) printf '%s\n' "$1" ;;
    *) printf '%s/%s\n' "$PREFIX" "$1" ;;
  esac
}

image_id() { buildah_here inspect --type image --format '{{.FromImageID}}' "$1" 2>/dev/null; }

# build_image NAME DOCKERFILE CONTEXT OPTION…: layers that did not change are taken from the last build.
build_image() {
  local name=$1 dockerfile=$2 context=$3 log
  shift 3
  log=$(mktemp)
  if ! buildah_here bud --isolation chroot --layers --tag "$name" --file "$dockerfile" "$@" "$context" >"$log" 2>&1 </dev/null; then
    cat "$log" >&2
    rm -f "$log"
    die "could not build the image $name from $dockerfile (see above)"
  fi
  rm -f "$log"
}

# import_image NAME: into the nodes that run, unless they have exactly this one.
import_image() {
  local name=$1 id number archive lacking=()
  id=$(image_id "$name") || die "there is no image $name: run test/sandbox/base-images, or test/sandbox/image for it, first"
  for number in $(all_nodes); do
    [[ $(on_node "$number" image_state "$name" "$id") != lacking ]] || lacking+=("$number")
  done
  ((${#lacking[@]})) || return 0
  mkdir -p "$CACHE/buildah/archive"
  archive=$(mktemp -u "$CACHE/buildah/archive/XXXXXX.tar")
  buildah_here push --quiet "$name" "docker-archive:$archive:$name" >/dev/null || die "could not export the image $name"
  for number in "${lacking[@]}"; do on_node "$number" import_archive "$name" "$id" "$archive"; done
  rm -f "$archive"
}

# What was built while no node ran; a worker that starts afterwards has it by links, which an import into each would not be.
import_built_images() {
  local name
  while IFS= read -r name; do import_image "$name"; done < <(buildah_here images --format '{{.Name}}:{{.Tag}}' | grep "^orderapp\.local/" || true)
}

import_record() { printf '%s\n' "$CONTAINERD_ROOT/imported/${1//[\/:]/_}"; }

# image_state NAME ID: whether this node has, or lacks, just this image; nothing of one that does not run.
image_state() {
  local record
  record=$(import_record "$1")
  if ! is_running containerd; then
    return 0
  elif [[ -e $record && $(<"$record") == "$2" && -n $(ctr_node images list -q "name==$1") ]]; then
    echo present
  else
    echo lacking
  fi
}

# import_archive NAME ID FILE
import_archive() {
  local record former
  record=$(import_record "$1")
  mkdir -p "${record%/*}"
  ctr_node images import "$3" >/dev/null || die "containerd did not take the image $1"
  former=$(cat "$record" 2>/dev/null) || former=
  printf '%s\n' "$2" >"$record"
  forget_image "$former"
}

# forget_image ID: an image that lost its last name would fill the disk; the kubelet is told never to remove any.
forget_image() {
  [[ -n $1 ]] || return 0
  if ! grep --quiet --no-messages --line-regexp "$1" "$CONTAINERD_ROOT"/imported/*; then
    ctr_node images remove "sha256:$1" >/dev/null 2>&1 || true # it may be gone already
  fi
}
