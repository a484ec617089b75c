# The node's network: a namespace joined to the host by one pair of links, with no way out.
# shellcheck shell=bash

in_node() { nsenter --net="/run/netns/$NETNS" "$@"; }

network_is_up() { [[ -e /run/netns/$NETNS && $(link_owner) == "$STATE" ]]; }

# The link's alias is the state folder whose sandbox it serves; nothing when there is no link.
link_owner() { { ip -o link show "$LINK_HOST" 2>/dev/null || true; } | sed -n 's/.*\balias //p'; }

# Before anything is changed: can this machine have the network at all?
check_network() {
  network_is_up && return 0
  local taken owner
  owner=$(link_owner)
  [[ -z $owner || $owner == "$STATE" ]] || die "another sandbox, with its state in $owner, runs already: stop that one first"
  unshare --net true 2>/dev/null ||
    die "this machine does not allow network namespaces (a container without privileges?): use a cluster of your own instead"
  taken=$(ip -o -4 address show to 198.18.0.0/15 | awk '$2 != "'"$LINK_HOST"'" { print $4 " on " $2; exit }')
  [[ -z $taken ]] || die "needs the addresses 198.18.0.0/15 for itself, but $taken is in use: remove that address first"
  taken=$(ip -o -4 route show root 198.18.0.0/15 | grep -v "dev $LINK_HOST" | head -n 1) || true
  [[ -z $taken ]] || die "needs the addresses 198.18.0.0/15 for itself, but there is a route \"$taken\": remove it first"
}

network_up() {
  network_is_up && return 0
  network_down # half of it may be left from a start that was interrupted
  ip netns add "$NETNS"
  ip link add "$LINK_HOST" type veth peer name "$LINK_NODE" netns "$NETNS"
  ip link set "$LINK_HOST" alias "$STATE"
  ip address add "$HOST_IP/30" dev "$LINK_HOST"
  ip link set "$LINK_HOST" up
  in_node ip link set lo up
  in_node ip address add "$NODE_IP/30" dev "$LINK_NODE"
  in_node ip link set "$LINK_NODE" up
  # The API server takes its address from the default route.
  in_node ip route add default via "$HOST_IP"
  in_node sh -c 'echo 1 >/proc/sys/net/ipv4/ip_forward'
  # Tests read Pods and Services directly.
  ip route add "$SERVICE_CIDR" via "$NODE_IP"
  ip route add "$POD_CIDR" via "$NODE_IP"
}

network_down() {
  if [[ $(link_owner) == "$STATE" ]]; then ip link delete "$LINK_HOST"; fi
  if [[ -e /run/netns/$NETNS ]]; then ip netns delete "$NETNS"; fi
}
