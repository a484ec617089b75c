# What the steps of a build share. Sourced.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

die() {
  echo "pipeline/${0##*/}: $1" >&2
  exit "${2:-64}"
}

# need VARIABLE…: ends with a sentence if one is not set.
need() {
  local name
  for name in "$@"; do
    [[ -n ${!name:-} ]] || die "$name is not set; docs/jenkins.md lists what a build sets"
  done
}

# The tag of everything that this commit brings.
tag() {
  git -C "$root" rev-parse --short=12 HEAD
}

# image_name COMPONENT: where its image goes.
image_name() {
  need IMAGES
  local tag
  tag=$(tag) || die "git does not tell the commit (see above)" 69
  case $1 in
    backend | frontend) echo "$IMAGES/order-$1:$tag" ;;
    operator) echo "$IMAGES/orderapp-operator:$tag" ;;
    *) die "there is no component $1; take backend, frontend or operator" ;;
  esac
}

# The program that builds and pushes images on this agent. A docker without its daemon, as some agents have it for other purposes, does neither;
# and docker's daemon, not its user, says which registries may do without TLS.
builder() {
  if [[ ${INSECURE_REGISTRY:-} != 1 ]] && docker version >/dev/null 2>&1; then
    echo docker
  elif command -v buildah >/dev/null; then
    echo buildah
  else
    die "needs docker, with its daemon, or buildah on the agent" 69
  fi
}
