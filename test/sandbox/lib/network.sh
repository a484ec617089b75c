# The network: a bridge that joins the host and the nodes, each of which is a namespace, with routes to each other's Pods and no way out.
# shellcheck shell=bash

in_node() { nsenter --net="/run/netns/$NETNS" "$@"; }

network_is_up() { [[ -e /run/netns/$NETNS && $(bridge_owner) == "$STATE" ]]; }

# The bridge's alias is the state folder whose sandbox it serves; nothing when there is no bridge.
bridge_owner() { { ip -o link show "$BRIDGE" 2>/dev/null || true; } | sed -n 's/.*\balias //p'; }

# Before anything is changed: can this machine have the network at all?
check_network() {
  network_is_up && return 0
  local taken owner
  owner=$(bridge_owner)
  [[ -z $owner || $owner == "$STATE" ]] || die "another sandbox, with its state in $owner, runs already: stop that one first"
  unshare --net true 2>/dev/null ||
    die "this machine does not allow network namespaces (a container without privileges?): use a cluster of your own instead"
  taken=$(ip -o -4 address show to 198.18.0.0/15 | awk '$2 != "'"$BRIDGE"'" { print $4 " on " $2; exit }')
  [[ -z $taken ]] || die "needs the addresses 198.18.0.0/15 for itself, but $taken is in use: remove that address first"
  taken=$(ip -o -4 route show root 198.18.0.0/15 | grep -v "dev $BRIDGE" | head -n 1) || true
  [[ -z $taken ]] || die "needs the addresses 198.18.0.0/15 for itself, but there is a route \"$taken\": remove it first"
}

network_up() {
  local number
  if [[ $(bridge_owner) != "$STATE" ]]; then
    network_down # half of it may be left from a start that was interrupted
    ip link add "$BRIDGE" type bridge
    ip link set "$BRIDGE" alias "$STATE"
    ip address add "$HOST_IP/28" dev "$BRIDGE"
    ip link set "$BRIDGE" up
  fi
  for number in $(all_nodes); do on_node "$number" node_network_up; done
  if (($(size) > 1)); then routes_port_up; fi
  # Tests read Pods and Services directly.
  ip route replace "$SERVICE_CIDR" via "$CONTROL_PLANE_IP"
  # Visitors come from many networks: each of these addresses is the host's own.
  ip route replace local "$VISITOR_RANGE" dev lo
}

node_network_up() {
  local other
  [[ ! -e /run/netns/$NETNS ]] || return 0
  ip netns add "$NETNS"
  ip link add "$LINK" type veth peer name eth0 netns "$NETNS"
  ip link set "$LINK" master "$BRIDGE" up
  in_node ip link set lo up
  in_node ip address add "$NODE_IP/28" dev eth0
  in_node ip link set eth0 up
  # The API server takes its address from the default route.
  in_node ip route add default via "$HOST_IP"
  in_node sh -c 'echo 1 >/proc/sys/net/ipv4/ip_forward'
  for other in $(all_nodes); do
    [[ $other == "$NODE_NUMBER" ]] || in_node ip route add "$(variable_of "$other" POD_RANGE)" via "$(variable_of "$other" NODE_IP)"
  done
  ip route replace "$POD_RANGE" via "$NODE_IP"
}

# The API server by a second port.
routes_port_up() {
  in_node nft -f - <<EOF
add table ip routes
delete table ip routes
table ip routes {
  chain port { type nat hook prerouting priority dstnat; tcp dport 6444 redirect to :6443; }
}
EOF
}

network_down() {
  local namespace
  ip route delete local "$VISITOR_RANGE" dev lo 2>/dev/null || true
  for namespace in "/run/netns/$CGROUP_ROOT" "/run/netns/$CGROUP_ROOT"-worker-*; do
    if [[ -e $namespace ]]; then ip netns delete "${namespace##*/}"; fi
  done
  if [[ $(bridge_owner) == "$STATE" ]]; then ip link delete "$BRIDGE"; fi
}
