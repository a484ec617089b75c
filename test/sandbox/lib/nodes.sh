# Which nodes there are, and what is different from one to the next. A node is a set of variables: what starts, stops or asks one works on the node
# that they describe, by itself on the control plane's.
# shellcheck shell=bash
# shellcheck disable=SC2034  # the variables are for the scripts that source this file

# A range of Pods has 512 addresses, and the network holds eight of them.
MOST_NODES=8
SIZE_FILE=$STATE/size
# The ingress controllers of all nodes read routes with it.
ROUTES_TOKEN=$RUN/traefik.token

# describe_node NUMBER: 0 is the control plane's node, the others are workers.
describe_node() {
  NODE_NUMBER=$1
  # With less than this left, the kubelet calls the disk full.
  DISK_RESERVE=1%
  # Where the ingress controller asks the API server. On a worker it is another port than the kubelet's, so that it can be cut off by itself.
  ROUTES_PORT=6444
  NODE_IP=198.18.0.$((2 + NODE_NUMBER))
  POD_RANGE=198.19.$((128 + 2 * NODE_NUMBER)).0/23
  LINK=orderapp-$NODE_NUMBER
  if ((NODE_NUMBER == 0)); then
    NODE_NAME=sandbox
    ROUTES_PORT=6443
    NETNS=$CGROUP_ROOT
    CGROUP=$CGROUP_ROOT
    # The images stay in the cache, so that a new cluster has them at once.
    CONTAINERD_ROOT=$CACHE/containerd
  else
    NODE_NAME=worker-$NODE_NUMBER
    NETNS=$CGROUP_ROOT-$NODE_NAME
    CGROUP=$CGROUP_ROOT/$NODE_NAME
    STATE=$STATE/nodes/$NODE_NAME
    RUN=$STATE/run
    LOGS=$LOGS/$NODE_NAME
    CONTAINERD_ROOT=$STATE/images
  fi
  CONTAINERD_SOCKET=$RUN/containerd.sock
}

# on_node NUMBER COMMAND…: the command with the variables of that node, in a shell of its own. The first error ends it.
on_node() {
  (
    describe_node "$1"
    "${@:2}"
  )
}

# variable_of NUMBER NAME: what a variable is on that node.
variable_of() { on_node "$1" print_variable "$2"; }

print_variable() { printf '%s\n' "${!1}"; }

# How many nodes the cluster has, or is to have.
size() { cat "$SIZE_FILE" 2>/dev/null || printf '%s\n' "${NODES:-1}"; }

workers() { seq 1 $(($(size) - 1)); }

# Whether visitors come in by this node, too: by one of each zone, and by the control plane's.
is_entrance() { ((NODE_NUMBER == 0 || NODE_NUMBER % 2)); }

all_nodes() { seq 0 $(($(size) - 1)); }

# node_number NAME
node_number() {
  local number names=()
  for number in $(all_nodes); do
    names+=("$(variable_of "$number" NODE_NAME)")
    if [[ ${names[-1]} == "$1" ]]; then
      printf '%s\n' "$number"
      return 0
    fi
  done
  die "there is no node $1; those there are: ${names[*]}"
}

describe_node 0
