# What makes bare Kubernetes a usable cluster: names (CoreDNS), volumes, and the way in (Traefik).
# All three run on the node itself rather than in Pods: they start with it, need no image, and never compete with a test.
# shellcheck shell=bash

addons_up() {
  mkdir -p "$STATE/volumes"
  "$BIN/kubectl" apply --server-side -f "$SANDBOX_DIR/config/addons.yaml" >/dev/null
  render "$SANDBOX_DIR/config/Corefile" >"$RUN/Corefile"
  # The token lives as long as the cluster's certificates.
  (umask 077 && "$BIN/kubectl" --namespace kube-system create token traefik --duration 8760h >"$RUN/traefik.token")
  render "$SANDBOX_DIR/config/traefik.yaml" >"$RUN/traefik.yaml"
  launch coredns "$BIN/coredns" -conf "$RUN/Corefile"
  launch volume-provisioner "$BIN/volume-provisioner" -kubeconfig "$PKI/volume-provisioner.kubeconfig" -root "$STATE/volumes"
  launch traefik "$BIN/traefik" --configFile="$RUN/traefik.yaml"
}
