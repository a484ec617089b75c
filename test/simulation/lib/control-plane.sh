# A control plane without nodes: real etcd, API server, controller manager and scheduler, and kwok for nodes and Pods that exist in
# the API alone, all as ordinary processes. Who sources this sets DIR, a folder for their files that nobody else may read; KWOK and STAGES;
# ADDRESS and API_PORT, where the API server listens; ETCD_PORT and ETCD_PEER_PORT, on loopback.
# shellcheck shell=bash

# What the API server says is its address, as the sandbox does: it may not be on loopback, and nobody calls it.
ADVERTISED=198.18.0.2
# However many a sandbox would have: they are no more than objects.
SIMULATED_NODES=10
OPERATOR_NAMESPACE=orderapp-system
OPERATOR_USER=system:serviceaccount:$OPERATOR_NAMESPACE:orderapp-operator

# start_program NAME PROGRAM ARGUMENT…: in the background, with its output in a log.
PROGRAMS=()
start_program() {
  local name=$1
  shift
  "$@" >"$DIR/$name.log" 2>&1 </dev/null &
  PROGRAMS+=($!)
}

# end_programs: what was started last goes first.
end_programs() {
  local index
  for ((index = ${#PROGRAMS[@]} - 1; index >= 0; index--)); do
    kill "${PROGRAMS[index]}" 2>/dev/null || true
    wait "${PROGRAMS[index]}" 2>/dev/null || true
  done
}

# token USER: drawn once.
declare -A TOKENS=()
token() {
  [[ -n ${TOKENS[$1]:-} ]] || TOKENS[$1]=$(openssl rand -hex 20)
  TOKEN=${TOKENS[$1]}
}

# user_config FILE USER
user_config() {
  token "$2"
  cat >"$1" <<EOF
apiVersion: v1
kind: Config
clusters: [{name: scale, cluster: {server: "https://$ADDRESS:$API_PORT", certificate-authority: "$DIR/apiserver.crt"}}]
users: [{name: "$2", user: {token: "$TOKEN"}}]
contexts: [{name: scale, context: {cluster: scale, user: "$2"}}]
current-context: scale
EOF
}

users() {
  local user
  : >"$DIR/tokens.csv"
  for user in admin controllers kwok; do
    token $user
    printf '%s,%s,%s,system:masters\n' "$TOKEN" $user $user >>"$DIR/tokens.csv"
    user_config "$DIR/$user.kubeconfig" $user
  done
  token "$OPERATOR_USER"
  printf '%s,%s,operator,"system:serviceaccounts,system:authenticated"\n' "$TOKEN" "$OPERATOR_USER" >>"$DIR/tokens.csv"
  user_config "$DIR/operator.kubeconfig" "$OPERATOR_USER"
}

# control_plane [OPTION OF THE API SERVER]…: limits of controllers are far above their defaults, and memory spares their collectors work.
control_plane() {
  export GOGC=400
  openssl ecparam -name prime256v1 -genkey -noout -out "$DIR/service-accounts.key"
  users
  start_program etcd "$BIN/etcd" --data-dir="$DIR/etcd" --unsafe-no-fsync --log-level=warn --quota-backend-bytes=4294967296 \
    --listen-client-urls="http://127.0.0.1:$ETCD_PORT" --advertise-client-urls="http://127.0.0.1:$ETCD_PORT" \
    --listen-peer-urls="http://127.0.0.1:$ETCD_PEER_PORT" --initial-advertise-peer-urls="http://127.0.0.1:$ETCD_PEER_PORT" \
    --initial-cluster="default=http://127.0.0.1:$ETCD_PEER_PORT"
  # Names its own certificate apiserver.crt, which is its authority, too.
  start_program kube-apiserver "$BIN/kube-apiserver" --etcd-servers="http://127.0.0.1:$ETCD_PORT" --cert-dir="$DIR" \
    --bind-address="$ADDRESS" --secure-port="$API_PORT" --advertise-address="$ADVERTISED" --service-cluster-ip-range=198.19.0.0/18 \
    --authorization-mode=RBAC --token-auth-file="$DIR/tokens.csv" --profiling=false \
    --service-account-issuer=https://kubernetes.default.svc --service-account-key-file="$DIR/service-accounts.key" \
    --service-account-signing-key-file="$DIR/service-accounts.key" --disable-admission-plugins=ServiceAccount "$@"
  wait_until 120 "the API server" "$BIN/kubectl" get --raw=/readyz
  start_program kube-controller-manager "$BIN/kube-controller-manager" --kubeconfig="$DIR/controllers.kubeconfig" \
    --secure-port=0 --leader-elect=false --profiling=false --kube-api-qps=1000 --kube-api-burst=2000 --concurrent-deployment-syncs=20 \
    --concurrent-replicaset-syncs=20 --concurrent-service-endpoint-syncs=20 --concurrent-gc-syncs=20
  start_program kube-scheduler "$BIN/kube-scheduler" --kubeconfig="$DIR/controllers.kubeconfig" --secure-port=0 \
    --leader-elect=false --profiling=false --kube-api-qps=1000 --kube-api-burst=2000
  start_program kwok "$KWOK/kwok" --kubeconfig="$DIR/kwok.kubeconfig" --config="$STAGES" --manage-all-nodes \
    --node-lease-duration-seconds=40
  nodes | "$BIN/kubectl" apply --filename=- >/dev/null
  wait_until 60 "the nodes" "$BIN/kubectl" wait --for=condition=Ready node --all --timeout=30s
}

nodes() {
  local number
  for ((number = 0; number < SIMULATED_NODES; number++)); do
    printf -- '---\n{apiVersion: v1, kind: Node, metadata: {name: node-%d}, spec: {podCIDR: 198.19.%d.0/22}}\n' $number $((128 + 4 * number))
  done
}

# operator_rights CHARTS: the chart's own, and nothing more, so that the operator's requests are those that it makes in the field.
operator_rights() {
  "$BIN/kubectl" create namespace "$OPERATOR_NAMESPACE" >/dev/null
  "$BIN/kubectl" apply --server-side --filename="$1/operator/crds" >/dev/null
  "$BIN/helm" template orderapp-operator "$1/operator" --namespace "$OPERATOR_NAMESPACE" --set image.repository=none --kube-version 1.36.1 \
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
