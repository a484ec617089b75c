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

# import_image NAME: into the node, unless it has exactly this one.
import_image() {
  local name=$1 id record archive former
  id=$(image_id "$name") || die "there is no image $name: run test/sandbox/base-images, or test/sandbox/image for it, first"
  record=$CACHE/containerd/imported/${name//[\/:]/_}
  if [[ -e $record && $(<"$record") == "$id" ]] && [[ -n $(ctr_node images list -q "name==$name") ]]; then return 0; fi
  mkdir -p "${record%/*}" "$CACHE/buildah/archive"
  archive=$(mktemp -u "$CACHE/buildah/archive/XXXXXX.tar")
  buildah_here push --quiet "$name" "docker-archive:$archive:$name" >/dev/null || die "could not export the image $name"
  ctr_node images import "$archive" >/dev/null || die "containerd did not take the image $name"
  rm -f "$archive"
  former=$(cat "$record" 2>/dev/null) || former=
  printf '%s\n' "$id" >"$record"
  forget_image "$former"
}

# forget_image ID: an image that lost its last name would fill the disk; the kubelet is told never to remove any.
forget_image() {
  [[ -n $1 ]] || return 0
  if ! grep --quiet --no-messages --line-regexp "$1" "$CACHE"/containerd/imported/*; then
    ctr_node images remove "sha256:$1" >/dev/null 2>&1 || true # it may be gone already
  fi
}
