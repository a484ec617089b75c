# A node: containerd, kubelet and kube-proxy, and the clearing away of all that containers leave on a machine. Which one, the variables of
# nodes.sh say.
# shellcheck shell=bash

ctr_node() { ctr --address "$CONTAINERD_SOCKET" --namespace k8s.io "$@"; }

check_node() {
  grep -q '\boverlay$' /proc/filesystems || modprobe overlay 2>/dev/null ||
    die "this kernel has no overlay file system, which containers need: use a cluster of your own instead"
}

node_up() {
  local registration=()
  mkdir -p "$RUN" "$LOGS" "$STATE/cni" "$STATE/kubelet" "$STATE/pod-logs"
  render "$SANDBOX_DIR/config/containerd.toml" >"$RUN/containerd.toml"
  render "$SANDBOX_DIR/config/cni.conflist" >"$STATE/cni/10-sandbox.conflist"
  render "$SANDBOX_DIR/config/kubelet.yaml" >"$RUN/kubelet.yaml"
  render "$SANDBOX_DIR/config/kube-proxy.yaml" >"$RUN/kube-proxy.yaml"
  printf 'nameserver %s\n' "$CONTROL_PLANE_IP" >"$RUN/resolv.conf"
  # What it said before it ended last would be taken for what it says now.
  if ! is_running containerd && [[ -e $LOGS/containerd.log ]]; then mv "$LOGS/containerd.log" "$LOGS/containerd.before.log"; fi
  launch containerd containerd --config "$RUN/containerd.toml"
  wait_for 30 containerd ctr_node version
  # It answers before its service for the kubelet does, and a kubelet that is refused there ends.
  wait_for 30 "containerd's service for the kubelet" grep -q 'Start streaming server' "$LOGS/containerd.log"
  # Where there are workers, the control plane's node takes no Pods but those that tolerate it; two workers each are a zone.
  if ((NODE_NUMBER > 0)); then
    registration=(--node-labels="topology.kubernetes.io/zone=zone-$(((NODE_NUMBER + 1) / 2))")
  elif (($(size) > 1)); then
    registration=(--register-with-taints=node-role.kubernetes.io/control-plane=:NoSchedule)
  fi
  launch kubelet "$BIN/kubelet" --config="$RUN/kubelet.yaml" --kubeconfig="$PKI/kubelet-$NODE_NAME.kubeconfig" \
    --root-dir="$STATE/kubelet" --hostname-override="$NODE_NAME" --node-ip="$NODE_IP" "${registration[@]}"
  launch kube-proxy "$BIN/kube-proxy" --config="$RUN/kube-proxy.yaml"
}

# The ingress controller, where the node has one.
entrance_up() {
  is_entrance || return 0
  # shellcheck disable=SC2034  # rendered into the next, as the port
  TRAEFIK_GATEWAY=$(traefik_gateway)
  # shellcheck disable=SC2034
  TRAEFIK_PORT=$(traefik_port)
  render "$SANDBOX_DIR/config/traefik.yaml" >"$RUN/traefik.yaml"
  launch traefik "$BIN/traefik" --configFile="$RUN/traefik.yaml"
}

# The images of the control plane's node as they are now. Their files never change once they are there, so that links do; what does
# change, the two databases, is copied. Only while that node runs no container.
copy_images() {
  local from=$1 database
  [[ ! -d $CONTAINERD_ROOT ]] || return 0
  rm -rf --one-file-system "$CONTAINERD_ROOT.new"
  mkdir -p "${CONTAINERD_ROOT%/*}"
  cp -a --link "$from" "$CONTAINERD_ROOT.new" 2>/dev/null || { # on another file system
    rm -rf --one-file-system "$CONTAINERD_ROOT.new"
    cp -a "$from" "$CONTAINERD_ROOT.new"
  }
  while IFS= read -r database; do
    cp -a --remove-destination "$from/$database" "$CONTAINERD_ROOT.new/$database"
  done < <(cd "$from" && find . -maxdepth 2 -name '*.db')
  mv "$CONTAINERD_ROOT.new" "$CONTAINERD_ROOT"
}

# The images stay, in the cache; the containers and their Pods' namespaces go.
containers_down() {
  is_running containerd || return 0
  local id
  for id in $(ctr_node tasks list -q); do ctr_node tasks kill --signal SIGKILL "$id" 2>/dev/null || true; done
  for id in $(ctr_node tasks list -q); do ctr_node tasks delete --force "$id" >/dev/null 2>&1 || true; done
  for id in $(ctr_node containers list -q); do
    ctr_node containers delete "$id" >/dev/null 2>&1 || true
    rm -f /var/lib/cni/results/*-"$id"-* # what the network plugins note of it, in a place of their own
  done
}

# Each container has a shim beside it, which outlives a containerd that died; it names our socket in its arguments.
shims() { { grep -lz -- "^$CONTAINERD_SOCKET\$" /proc/[0-9]*/cmdline 2>/dev/null || true; } | cut -d/ -f3; }

shims_down() {
  local pid
  for pid in $(shims); do kill -9 "$pid" 2>/dev/null || true; done
}

unmount_below() {
  local target
  # The latest mount goes first, for it may lie on an earlier one.
  for target in $(awk -v below="$1/" 'index($5, below) == 1 { print $5 }' /proc/self/mountinfo | tac); do
    umount --lazy "$(printf '%b' "$target")" 2>/dev/null || true # an outer one may have taken it along
  done
}

# The kubelet links the log of every container into a folder of the machine.
log_links_down() {
  local link
  for link in /var/log/containers/*; do
    if [[ -L $link && $(readlink "$link") == "$STATE"/* ]]; then rm -f "$link"; fi
  done
  rmdir /var/log/containers 2>/dev/null || true
}
