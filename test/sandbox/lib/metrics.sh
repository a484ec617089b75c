# What autoscalers look at: with METRICS=1 metrics-server runs on the control plane's node, and the API server hands on to it what is asked of
# metrics.k8s.io. A cluster that runs already gets it, too.
# shellcheck shell=bash

metrics_are_wanted() { [[ -n ${METRICS:-} ]]; }

metrics_parts() {
  metrics_are_wanted || return 0
  "$SANDBOX_DIR/binaries" metrics-server
}

metrics_up() {
  metrics_are_wanted || return 0
  # One certificate, by which kubelets and the API server know it, and the API server its answers.
  [[ -s $PKI/metrics-server.kubeconfig ]] || {
    sign metrics-server /CN=system:metrics-server DNS:metrics-server.kube-system.svc
    kubeconfig "$PKI/metrics-server.kubeconfig" metrics-server
  }
  # shellcheck disable=SC2034  # rendered into the next
  CA_BUNDLE=$(base64 -w0 "$PKI/ca.crt")
  render "$SANDBOX_DIR/config/metrics.yaml" | "$BIN/kubectl" apply --server-side -f - >/dev/null
  # It measures as often as it may. An autoscaler looks every 15 s.
  launch metrics-server "$BIN/metrics-server" --bind-address="$NODE_IP" --secure-port=4443 --metric-resolution=10s --kubelet-request-timeout=5s \
    --tls-cert-file="$PKI/metrics-server.crt" --tls-private-key-file="$PKI/metrics-server.key" \
    --kubeconfig="$PKI/metrics-server.kubeconfig" --authentication-kubeconfig="$PKI/metrics-server.kubeconfig" \
    --authorization-kubeconfig="$PKI/metrics-server.kubeconfig" \
    --kubelet-certificate-authority="$PKI/ca.crt" --kubelet-preferred-address-types=InternalIP
}

metrics_run() { ! metrics_are_wanted || is_running metrics-server; }

# Measured twice, each node has a figure.
metrics_are_ready() {
  metrics_are_wanted || return 0
  [[ $("$BIN/kubectl" top node --no-headers | wc -l) == "$(size)" ]]
}
