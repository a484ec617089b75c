# By what visitors come in: Ingresses, which the ingress controller always reads; with ROUTER=gateway HTTPRoutes as well, which it reads, too; with
# ROUTER=envoy HTTPRoutes that Envoy Gateway reads.
# shellcheck shell=bash

ROUTER_FILE=$STATE/router

# By what visitors come in, or are to.
router() { cat "$ROUTER_FILE" 2>/dev/null || printf '%s\n' "${ROUTER:-ingress}"; }

# A cluster keeps the way in that it began with.
choose_router() {
  [[ ${ROUTER:-ingress} == @(ingress|gateway|envoy) ]] || die "ROUTER=$ROUTER: a sandbox has ingress, gateway or envoy"
  if [[ -d $STATE/etcd ]]; then
    [[ -z ${ROUTER:-} || $ROUTER == "$(router)" ]] ||
      die "the sandbox that is there has ROUTER=$(router), not $ROUTER: remove it with test/sandbox/down first"
  else
    printf '%s\n' "${ROUTER:-ingress}" >"$ROUTER_FILE"
  fi
}

gateway_parts() {
  [[ $(router) != ingress ]] || return 0
  "$SANDBOX_DIR/gateway-api"
  [[ $(router) != envoy ]] || "$SANDBOX_DIR/binaries" envoy-gateway envoy
}

# The version of the Gateway API that the sandbox has: the second that is pinned.
gateway_version() { grep -v '^#' "$SANDBOX_DIR/config/gateway-api.txt" | sed -n '2s/ .*//p'; }

gateway_up() {
  [[ $(router) != ingress ]] || return 0
  "$BIN/kubectl" apply --server-side -f "$CACHE/gateway-api/$(gateway_version).yaml" >/dev/null
  wait_for 30 "the Gateway API" "$BIN/kubectl" wait --for=condition=Established --timeout=1s \
    crd/gatewayclasses.gateway.networking.k8s.io crd/gateways.gateway.networking.k8s.io crd/httproutes.gateway.networking.k8s.io
  # shellcheck disable=SC2034  # rendered into the next
  GATEWAY_CONTROLLER=$(gateway_controller)
  render "$SANDBOX_DIR/config/gateway.yaml" | "$BIN/kubectl" apply --server-side -f - >/dev/null
  [[ $(router) != envoy ]] || launch envoy-gateway "$SANDBOX_DIR/envoy-gateway" "$STATE/envoy-gateway" "$KUBECONFIG_ADMIN" "$NODE_IP"
}

gateway_controller() {
  case $(router) in
    gateway) echo traefik.io/gateway-controller ;;
    envoy) echo gateway.envoyproxy.io/gatewayclass-controller ;;
  esac
}

# Whether what the router needs beside the ingress controller runs.
gateway_runs() { [[ $(router) != envoy ]] || is_running envoy-gateway; }

gateway_is_ready() {
  [[ $(router) != envoy ]] || curl --silent --show-error --fail --max-time 2 --output /dev/null "http://$CONTROL_PLANE_IP:19004/stats/prometheus"
}

# Envoy takes the port of visitors where it is, in all addresses of its node.
traefik_port() {
  if ((NODE_NUMBER == 0)) && [[ $(router) == envoy ]]; then echo 8000; else echo 80; fi
}

# The part of Traefik's settings that makes it a Gateway: on the control plane's node alone, as two would overrule each other's status.
traefik_gateway() {
  ((NODE_NUMBER == 0)) || return 0
  [[ $(router) != gateway ]] || render "$SANDBOX_DIR/config/traefik-gateway.yaml"
}
