"""A real kube-apiserver on loopback, without controllers and nodes: what it accepts, a cluster accepts."""

import atexit
import os
import secrets
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import yaml

from .charts import OPERATOR

START_SECONDS = 120


def free_ports(count):
    """Loopback ports that nothing listens on: all held at once, so that they differ."""
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ports


class ApiServer:
    """Started by `start`, with the environment for kubectl and Helm in `env`; `stop` leaves nothing behind."""

    def __init__(self):
        self.programs = Path(os.environ["PROGRAMS"])
        self.folder = tempfile.TemporaryDirectory(prefix="charts-api-server-")
        self.path = Path(self.folder.name)
        self.processes = []
        # What kubectl and Helm remember of a server goes by its port, which another server may have had an hour ago.
        self.env = {**os.environ, "KUBECONFIG": str(self.path / "kubeconfig"), "HELM_CACHE_HOME": str(self.path / "helm"),
                    "KUBECACHEDIR": str(self.path / "discovery")}

    def start(self):
        try:
            store, peer, port = free_ports(3)
            self._start_etcd(store, peer)
            self._start_kube_apiserver(port, store)
            self.await_success("get", "--raw=/readyz")
        except BaseException:
            self.stop()
            raise
        return self

    def stop(self):
        for process in reversed(self.processes):
            process.terminate()
        for process in reversed(self.processes):
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.folder.cleanup()

    def kubectl(self, *arguments, stdin=None, check=True):
        """What kubectl did: `stdout`, `stderr`, `returncode`."""
        done = subprocess.run([self.programs / "kubectl", *arguments], env=self.env, input=stdin,
                              capture_output=True, text=True, timeout=60)
        if check and done.returncode != 0:
            raise RuntimeError(f"kubectl {' '.join(arguments)}: {done.stderr.strip()}")
        return done

    def await_success(self, *arguments):
        """Asks kubectl until it succeeds; `kubectl wait` can't be used for a definition that has no conditions yet."""
        deadline = time.monotonic() + START_SECONDS
        while True:
            seen = self.kubectl(*arguments, check=False)
            if seen.returncode == 0:
                return
            dead = [one.args[0].name for one in self.processes if one.poll() is not None]
            if dead or time.monotonic() > deadline:
                logs = "".join((self.path / f"{name}.log").read_text()[-2000:] for name in dead or ["kube-apiserver"])
                raise RuntimeError(f"kubectl {' '.join(arguments)}: {seen.stderr.strip()}\n{logs}")
            time.sleep(0.2)

    def await_true(self, holds, otherwise):
        """Asks until it holds, or fails with a sentence."""
        deadline = time.monotonic() + START_SECONDS
        while not holds():
            if time.monotonic() > deadline:
                raise RuntimeError(otherwise)
            time.sleep(0.2)

    def _run(self, name, *flags):
        log = open(self.path / f"{name}.log", "w")
        with log:
            self.processes.append(subprocess.Popen([self.programs / name, *flags], stdout=log, stderr=log))

    def _start_etcd(self, store, peer):
        self._run("etcd", f"--data-dir={self.path / 'etcd'}", "--unsafe-no-fsync",
                  f"--listen-client-urls=http://127.0.0.1:{store}", f"--advertise-client-urls=http://127.0.0.1:{store}",
                  f"--listen-peer-urls=http://127.0.0.1:{peer}")

    def _start_kube_apiserver(self, port, store):
        token = secrets.token_hex(16)
        (self.path / "tokens.csv").write_text(f'{token},tester,tester,"system:masters"\n')
        key = self.path / "accounts.key"
        subprocess.run(["openssl", "genrsa", "-out", key, "2048"], check=True, capture_output=True)
        self._run("kube-apiserver", f"--etcd-servers=http://127.0.0.1:{store}", f"--cert-dir={self.path / 'certificates'}",
                  "--bind-address=127.0.0.1", f"--secure-port={port}",
                  # It refuses a loopback address here, and looks for a default route when it is given none.
                  "--advertise-address=192.0.2.1", "--endpoint-reconciler-type=none",
                  f"--token-auth-file={self.path / 'tokens.csv'}", "--authorization-mode=RBAC",
                  # Nothing creates the accounts that it would ask for: no controllers run.
                  "--disable-admission-plugins=ServiceAccount",
                  "--service-account-issuer=https://charts.test", f"--service-account-signing-key-file={key}",
                  f"--service-account-key-file={key}", "--service-cluster-ip-range=198.18.0.0/24")
        (self.path / "kubeconfig").write_text(yaml.safe_dump({
            "apiVersion": "v1", "kind": "Config", "current-context": "test",
            "clusters": [{"name": "test", "cluster": {"server": f"https://127.0.0.1:{port}", "insecure-skip-tls-verify": True}}],
            "users": [{"name": "test", "user": {"token": token}}],
            "contexts": [{"name": "test", "context": {"cluster": "test", "user": "test"}}]}))


# One for all tests: each has namespaces of its own, and a start costs more than most of them.
SERVER = ApiServer()


def start_server():
    """Starts the server if no test has yet; it knows the OrderAppRelease, and ends with the tests."""
    if SERVER.processes:
        return
    atexit.register(SERVER.stop)
    SERVER.start()
    SERVER.kubectl("apply", "--server-side", "-f", str(OPERATOR / "crds"))
    SERVER.await_success("get", "orderappreleases.orderapp.dev", "--all-namespaces")


def await_policies():
    """
    Until what the operator's chart has just brought works. Its policy for fractions reads the definitions every five seconds, and until it knows that of
    the OrderAppRelease all releases are refused.
    """
    release = SERVER.path / "release.yaml"
    release.write_text("""
apiVersion: orderapp.dev/v1
kind: OrderAppRelease
metadata: {name: any, namespace: default}
spec: {backend: {image: "registry.example.com/order-backend:1.0.0", resources: {limits: {cpu: 0.5}}}}
""")
    SERVER.await_success("apply", "--server-side", "--dry-run=server", "-f", str(release))
