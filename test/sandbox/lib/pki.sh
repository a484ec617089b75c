# Certificates and kubeconfigs: one authority for everything, made anew with every new cluster.
# shellcheck shell=bash

PKI=$STATE/pki

new_key() { (umask 077 && openssl ecparam -name prime256v1 -genkey -noout -out "$PKI/$1.key"); }

# sign NAME SUBJECT [SUBJECT-ALTERNATIVE-NAMES]
sign() {
  local extensions="keyUsage=digitalSignature,keyEncipherment
extendedKeyUsage=clientAuth,serverAuth"
  [[ -z ${3:-} ]] || extensions+="
subjectAltName=$3"
  new_key "$1"
  printf '%s\n' "$extensions" >"$PKI/$1.extensions"
  openssl req -new -key "$PKI/$1.key" -subj "$2" |
    openssl x509 -req -days 365 -CA "$PKI/ca.crt" -CAkey "$PKI/ca.key" -CAcreateserial -out "$PKI/$1.crt" \
      -extfile "$PKI/$1.extensions" 2>/dev/null
}

# kubeconfig FILE NAME: a client certificate is part of the file, so that it works from anywhere.
kubeconfig() {
  (umask 077 && cat >"$1" <<EOF
apiVersion: v1
kind: Config
clusters: [{name: orderapp-sandbox, cluster: {server: "https://$CONTROL_PLANE_IP:6443", certificate-authority-data: "$(base64 -w0 "$PKI/ca.crt")"}}]
users: [{name: $2, user: {client-certificate-data: "$(base64 -w0 "$PKI/$2.crt")", client-key-data: "$(base64 -w0 "$PKI/$2.key")"}}]
contexts: [{name: orderapp-sandbox, context: {cluster: orderapp-sandbox, user: $2}}]
current-context: orderapp-sandbox
EOF
  )
}

sign_kubelet() {
  sign "kubelet-$NODE_NAME" "/O=system:nodes/CN=system:node:$NODE_NAME" "IP:$NODE_IP,DNS:$NODE_NAME"
  kubeconfig "$PKI/kubelet-$NODE_NAME.kubeconfig" "kubelet-$NODE_NAME"
}

# Written last, kubeconfig of the administrator tells that all is there.
make_pki() {
  [[ -s $KUBECONFIG_ADMIN ]] && return 0
  mkdir -p "$PKI"
  chmod 700 "$PKI"
  new_key ca
  openssl req -x509 -new -key "$PKI/ca.key" -days 365 -subj /CN=orderapp-sandbox -out "$PKI/ca.crt" \
    -addext keyUsage=critical,keyCertSign,cRLSign
  new_key service-accounts
  sign apiserver /CN=kube-apiserver "IP:$NODE_IP,IP:198.19.0.1,IP:127.0.0.1,DNS:localhost,DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,DNS:kubernetes.default.svc.cluster.local"
  sign apiserver-kubelet /O=system:masters/CN=kube-apiserver-kubelet
  sign front-proxy /CN=front-proxy
  local number
  for number in $(all_nodes); do on_node "$number" sign_kubelet; done
  sign kube-controller-manager /CN=system:kube-controller-manager
  sign kube-scheduler /CN=system:kube-scheduler
  sign kube-proxy /CN=system:kube-proxy
  sign coredns /CN=system:coredns
  sign volume-provisioner /CN=system:volume-provisioner
  sign admin /O=system:masters/CN=admin
  local name
  for name in kube-controller-manager kube-scheduler kube-proxy coredns volume-provisioner; do
    kubeconfig "$PKI/$name.kubeconfig" "$name"
  done
  kubeconfig "$KUBECONFIG_ADMIN.new" admin
  mv "$KUBECONFIG_ADMIN.new" "$KUBECONFIG_ADMIN"
}
