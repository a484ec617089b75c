# What makes bare Kubernetes a usable cluster: names (CoreDNS), volumes, and the way in (Traefik).
# All run on the node itself rather than in Pods: they start with it, need no image, and never compete with a test.
# shellcheck shell=bash

addons_up() {
  mkdir -p "$STATE/volumes"
  "$BIN/kubectl" apply --server-side -f "$SANDBOX_DIR/config/addons.yaml" >/dev/null
  gateway_up
  metrics_up
  render "$SANDBOX_DIR/config/Corefile" >"$RUN/Corefile"
  # The token lives as long as the cluster's certificates.
  (umask 077 && "$BIN/kubectl" --namespace kube-system create token traefik --duration 8760h >"$ROUTES_TOKEN")
  launch coredns "$BIN/coredns" -conf "$RUN/Corefile"
  launch volume-provisioner "$BIN/volume-provisioner" -kubeconfig "$PKI/volume-provisioner.kubeconfig" -root "$STATE/volumes"
  local number
  for number in $(all_nodes); do on_node "$number" entrance_up; done
}
