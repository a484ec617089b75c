# What every script of the sandbox shares: where things are, how progress and failure are told, locks, processes.
# shellcheck shell=bash
# shellcheck disable=SC2034  # the paths are for the scripts that source this file

# A failure inside $(…) is a failure, too.
shopt -s inherit_errexit

SANDBOX_DIR=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
CACHE=${ORDERAPP_CACHE:-${HOME:-/root}/.cache/orderapp}
STATE=${ORDERAPP_SANDBOX_STATE:-/var/lib/orderapp-sandbox}
BIN=$CACHE/bin
LOGS=$STATE/log
RUN=$STATE/run
KUBECONFIG_ADMIN=$STATE/kubeconfig

# The network is fixed: 198.18.0.0/15 is reserved for benchmarks, so no office network can clash with it.
BRIDGE=orderapp-host
HOST_IP=198.18.0.1
CONTROL_PLANE_IP=198.18.0.2
SERVICE_CIDR=198.19.0.0/20
POD_CIDR=198.19.128.0/20
VISITOR_RANGE=198.18.64.0/18
# What is seen from outside carries the name of the state folder.
CGROUP_ROOT=${STATE##*/}

[[ -z ${TRACE:-} ]] || set -x

say() { printf '%s\n' "$*" >&2; }

die() {
  say "${0##*/}: $*"
  exit 1
}

# bash ignores `set -e` in all that a function does when it is called as `f || …`, `f && …`, `if f` or `! f`, in subshells too: a builder would
# go on after its first error, and half a build pass for whole. What runs builders refuses to be called so.
need_errors_to_end() {
  local status
  set +e
  (
    set -e
    false
    exit 9
  )
  status=$?
  set -e
  ((status != 9)) || die "${FUNCNAME[1]} was called where bash ignores errors (||, &&, if, !): call it plainly"
}

# stage TITLE COMMAND…: runs one numbered step and says how long it took. The first error ends it, and the script.
STAGE=0
stage() {
  local title=$1 started=$EPOCHREALTIME
  need_errors_to_end
  shift
  STAGE=$((STAGE + 1))
  say "[$STAGE] $title …"
  "$@"
  say "[$STAGE] $title: $(seconds_since "$started") s"
}

# quietly NAME COMMAND…: what the command says goes to a log in the cache; a failure shows its last words, and names it. The first error ends the
# command, and the script.
quietly() {
  local log=$CACHE/log/$1.log status
  need_errors_to_end
  shift
  mkdir -p "$CACHE/log"
  set +e
  (
    set -e
    "$@"
  ) >"$log" 2>&1
  status=$?
  set -e
  ((status == 0)) || { tail -n 15 "$log" >&2; die "that failed; all that it said: $log"; }
}

seconds_since() {
  local millis=$(((${EPOCHREALTIME/[.,]/} - ${1/[.,]/}) / 1000))
  printf '%d.%d' $((millis / 1000)) $((millis % 1000 / 100))
}

# wait_for SECONDS WHAT COMMAND…: until the command succeeds; when it does not in time, says what it printed last.
wait_for() {
  local limit=$1 what=$2 last
  local deadline=$((SECONDS + limit))
  shift 2
  until last=$("$@" 2>&1); do
    ((SECONDS < deadline)) || die "$what did not come about within $limit s; seen last: ${last:-nothing}; logs are in $LOGS"
    sleep 0.2
  done
}

# render FILE: a template with @NAME@ replaced by the variable of that name.
render() {
  local name text
  text=$(<"$1")
  for name in STATE LOGS RUN PKI SANDBOX_DIR NODE_IP NODE_NAME SERVICE_CIDR POD_CIDR POD_RANGE CGROUP NETNS CONTAINERD_ROOT REGISTRY DISK_RESERVE \
    CONTROL_PLANE_IP ROUTES_PORT ROUTES_TOKEN TRAEFIK_GATEWAY TRAEFIK_PORT GATEWAY_CONTROLLER STATS_ADDRESS ENVOY_VERSION CA_BUNDLE; do
    text=${text//"@$name@"/"${!name:-}"}
  done
  printf '%s\n' "$text"
}

# with_lock NAME COMMAND…: one at a time on this machine; two builds of the same thing would only slow each other. The first error ends it, and
# the script.
with_lock() {
  local lock=$CACHE/lock/$1
  need_errors_to_end
  shift
  mkdir -p "$CACHE/lock"
  (
    if ! flock --nonblock 9; then
      say "waiting for another run that holds $lock"
      flock 9
    fi
    "$@" 9>&-
  ) 9>"$lock"
}

# key FILE-OR-FOLDER…: a short hash of what they hold, for names in the cache.
key() {
  local path
  for path; do
    find "$path" -type f -printf '%P %m\0' | LC_ALL=C sort -z
    find "$path" -type f -print0 | LC_ALL=C sort -z | xargs -0 cat
  done | sha256sum | cut -c1-16
}

need_root() {
  [[ $EUID -eq 0 ]] || die "needs root (for network namespaces, containers and Debian packages): run it with sudo"
}

need_linux_amd64() {
  [[ $(uname -sm) == "Linux x86_64" ]] || die "needs Linux on x86_64; this is $(uname -sm): use a cluster of your own instead"
}

need_debian_amd64() {
  local ID='' VERSION_ID=''
  [[ -r /etc/os-release ]] && . /etc/os-release
  [[ $ID == debian && ${VERSION_ID%%.*} -ge 12 && $(uname -m) == x86_64 ]] ||
    die "needs Debian 12 or newer on x86_64; this is ${ID:-an unknown system} ${VERSION_ID:-} on $(uname -m): use a cluster of your own instead"
}

# need_packages PROGRAM=PACKAGE…: installs the Debian packages whose program is missing.
need_packages() {
  local pair missing=()
  for pair; do
    PATH=$PATH:/usr/sbin:/sbin command -v "${pair%%=*}" >/dev/null || [[ -e ${pair%%=*} ]] || missing+=("${pair#*=}")
  done
  ((${#missing[@]})) || return 0
  [[ $EUID -eq 0 ]] || die "needs the Debian packages ${missing[*]}: install them, or run this with sudo"
  with_lock apt install_packages "${missing[@]}"
}

install_packages() {
  say "installing Debian packages: $*"
  local policy=/usr/sbin/policy-rc.d log status=0
  log=$(mktemp)
  # A policy of ours, only while apt runs: else Debian would start a containerd of its own as a service.
  if [[ ! -e $policy ]]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
  else
    policy=
  fi
  {
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" ||
      { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"; }
  } >"$log" 2>&1 </dev/null || status=$?
  [[ -z $policy ]] || rm -f "$policy"
  ((status == 0)) || { tail -n 5 "$log" >&2; rm -f "$log"; die "apt-get could not install $*"; }
  rm -f "$log"
}
