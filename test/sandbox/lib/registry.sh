# An image registry on the node (Debian's docker-registry), for pipelines that push images and Pods that pull them.
# shellcheck shell=bash
# shellcheck disable=SC2034  # the user's name is for the scripts that source this file

REGISTRY=$CONTROL_PLANE_IP:5000
REGISTRY_USER=pipeline
REGISTRY_DATA=$STATE/registry
REGISTRY_PASSWORD_FILE=$REGISTRY_DATA/password

registry_up() {
  mkdir -p "$REGISTRY_DATA/images"
  [[ -s $REGISTRY_DATA/htpasswd ]] || registry_password
  local number
  for number in $(all_nodes); do on_node "$number" tell_of_registry; done
  render "$SANDBOX_DIR/config/registry.yaml" >"$RUN/registry.yaml"
  launch registry docker-registry serve "$RUN/registry.yaml"
}

# Read at every pull: containerd need not be told.
tell_of_registry() {
  mkdir -p "$RUN/registries/$REGISTRY"
  render "$SANDBOX_DIR/config/registry-hosts.toml" >"$RUN/registries/$REGISTRY/hosts.toml"
}

# Drawn anew with every new cluster. The registry knows bcrypt alone, which perl has from the C library and reads from standard input.
registry_password() {
  local salt
  (umask 077 && openssl rand -hex 24 >"$REGISTRY_PASSWORD_FILE")
  salt=$(openssl rand -base64 18 | tr + . | cut -c1-22)
  (umask 077 && perl -e 'chomp(my $password = <STDIN>); print "$ARGV[0]:", crypt($password, "\$2b\$08\$$ARGV[1]"), "\n"' \
    "$REGISTRY_USER" "$salt" <"$REGISTRY_PASSWORD_FILE" >"$REGISTRY_DATA/htpasswd")
}

# Without a password it says 401, which is an answer.
registry_answers() { curl --silent --show-error --max-time 2 --output /dev/null "http://$REGISTRY/v2/"; }

# What was built for the registry and pulled from it goes with it, or the cache would grow by every push. On the node two names lead to an
# image: its own, and that of its contents, under which the kubelet finds it.
registry_images_down() {
  [[ -d $REGISTRY_DATA ]] || return 0
  local name
  for name in $(buildah_here images --format '{{.Name}}:{{.Tag}}'); do
    [[ $name != "$REGISTRY"/* ]] || buildah_here rmi "$name" >/dev/null
  done
  is_running containerd || return 0
  for name in $(ctr_node images list | awk -v registry="$REGISTRY/" '
    index($1, registry) == 1 { print $1; pulled[$3] }
    $1 ~ /^sha256:/ { contents[$1] = $3 }
    END { for (name in contents) if (contents[name] in pulled) print name }'); do
    ctr_node images remove "$name" >/dev/null 2>&1 || true # it may be gone already
  done
}
