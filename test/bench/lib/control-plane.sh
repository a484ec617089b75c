# A control plane without nodes: real etcd, API server, controller manager and scheduler, and kwok for nodes and Pods that exist in
# the API alone. Meant for a network and process namespace of its own, with which it ends.
# shellcheck shell=bash

# What the sandbox says of itself; every address of 198.18.0.0/15 is this machine's own here, see own_all_addresses.
ADDRESS=198.18.0.2
NODES=10
OPERATOR_NAMESPACE=orderapp-system
OPERATOR_USER=system:serviceaccount:$OPERATOR_NAMESPACE:orderapp-operator

# Pods have addresses out of this range, and a server that listens on a port answers on all of them: so one server can stand in
# for the metrics pages of all Pods.
own_all_addresses() {
  ip link set lo up
  ip address add "$ADDRESS/32" dev lo
  ip route add local 198.18.0.0/15 dev lo
  ip route add default dev lo # the API server looks for one when it chooses its address
}

# start_program NAME PROGRAM ARGUMENT…: in the background, with its output in a log.
start_program() {
  local name=$1
  shift
  "$@" >"$DIR/$name.log" 2>&1 </dev/null &
}

token() { printf 'token-of-%s' "$1"; }

# user_config FILE USER: tokens are no secrets here, as nothing outside can reach the server.
user_config() {
  cat >"$1" <<EOF
apiVersion: v1
kind: Config
clusters: [{name: scale, cluster: {server: "https://$ADDRESS:6443", certificate-authority: "$DIR/apiserver.crt"}}]
users: [{name: "$2", user: {token: "$(token "$2")"}}]
contexts: [{name: scale, context: {cluster: scale, user: "$2"}}]
current-context: scale
EOF
}

users() {
  local user
  : >"$DIR/tokens.csv"
  for user in admin controllers kwok; do
    printf '%s,%s,%s,system:masters\n' "$(token $user)" $user $user >>"$DIR/tokens.csv"
    user_config "$DIR/$user.kubeconfig" $user
  done
  printf '%s,%s,operator,"system:serviceaccounts,system:authenticated"\n' "$(token "$OPERATOR_USER")" "$OPERATOR_USER" >>"$DIR/tokens.csv"
  user_config "$DIR/operator.kubeconfig" "$OPERATOR_USER"
}

# Of the operator's requests each is recorded, of others none.
audit_policy() {
  cat >"$DIR/audit-policy.yaml" <<EOF
apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived, ResponseStarted]
rules:
  - {level: Metadata, users: ["$OPERATOR_USER"]}
  - {level: None}
EOF
}

# It is not these that are measured: limits of controllers are far above their defaults, and memory spares their collectors work.
control_plane() {
  export GOGC=400
  openssl ecparam -name prime256v1 -genkey -noout -out "$DIR/service-accounts.key"
  users
  audit_policy
  start_program etcd "$BIN/etcd" --data-dir="$DIR/etcd" --unsafe-no-fsync --log-level=warn --quota-backend-bytes=4294967296
  # Names its own certificate apiserver.crt, which is its authority, too.
  start_program kube-apiserver "$BIN/kube-apiserver" --etcd-servers=http://127.0.0.1:2379 --cert-dir="$DIR" \
    --bind-address="$ADDRESS" --advertise-address="$ADDRESS" --service-cluster-ip-range=198.19.0.0/18 \
    --authorization-mode=RBAC --token-auth-file="$DIR/tokens.csv" --profiling=false \
    --service-account-issuer=https://kubernetes.default.svc --service-account-key-file="$DIR/service-accounts.key" \
    --service-account-signing-key-file="$DIR/service-accounts.key" --disable-admission-plugins=ServiceAccount \
    --audit-policy-file="$DIR/audit-policy.yaml" --audit-log-path="$DIR/audit.log" --audit-log-maxsize=2000
  wait_until 120 "the API server" "$BIN/kubectl" get --raw=/readyz
  start_program kube-controller-manager "$BIN/kube-controller-manager" --kubeconfig="$DIR/controllers.kubeconfig" \
    --leader-elect=false --profiling=false --kube-api-qps=1000 --kube-api-burst=2000 --concurrent-deployment-syncs=20 \
    --concurrent-replicaset-syncs=20 --concurrent-service-endpoint-syncs=20 --concurrent-gc-syncs=20
  start_program kube-scheduler "$BIN/kube-scheduler" --kubeconfig="$DIR/controllers.kubeconfig" --leader-elect=false \
    --profiling=false --kube-api-qps=1000 --kube-api-burst=2000
  start_program kwok "$KWOK/kwok" --kubeconfig="$DIR/kwok.kubeconfig" --config="$KWOK/stages.yaml" --manage-all-nodes \
    --node-lease-duration-seconds=40
  nodes | "$BIN/kubectl" apply --filename=- >/dev/null
  wait_until 60 "the nodes" "$BIN/kubectl" wait --for=condition=Ready node --all --timeout=30s
}

nodes() {
  local number
  for ((number = 0; number < NODES; number++)); do
    printf -- '---\n{apiVersion: v1, kind: Node, metadata: {name: node-%d}, spec: {podCIDR: 198.19.%d.0/22}}\n' $number $((128 + 4 * number))
  done
}

# The chart's own rights, and nothing more, so that the operator's requests are those that it makes in the field.
operator_rights() {
  "$BIN/kubectl" create namespace "$OPERATOR_NAMESPACE" >/dev/null
  "$BIN/kubectl" apply --server-side --filename=../../helm/operator/crds >/dev/null
  "$BIN/helm" template orderapp-operator ../../helm/operator --namespace "$OPERATOR_NAMESPACE" --set image.repository=none --kube-version 1.36.1 \
    --show-only templates/clusterrole.yaml --show-only templates/clusterrolebinding.yaml \
    --show-only templates/leaderelection-role.yaml --show-only templates/leaderelection-rolebinding.yaml |
    "$BIN/kubectl" apply --filename=- >/dev/null
  # Fails at once for a definition that has no conditions yet.
  wait_until 30 "the custom resource" "$BIN/kubectl" wait --for=condition=Established --timeout=30s crd/orderappreleases.orderapp.dev
}

# wait_until SECONDS WHAT COMMAND…
wait_until() {
  local deadline=$((SECONDS + $1)) what=$2 last
  shift 2
  until last=$("$@" 2>&1); do
    if ((SECONDS >= deadline)); then
      say "$what did not come about; seen last: ${last:-nothing}"
      tail -n 5 "$DIR"/*.log >&2
      exit 1
    fi
    sleep 0.2
  done
}
