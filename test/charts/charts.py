"""Renders the charts with the real Helm and hands out what came of it."""

import functools
import os
import subprocess
import tempfile
from pathlib import Path

import yaml

FOLDER = Path(__file__).resolve().parents[2] / "helm"
OPERATOR = FOLDER / "operator"
ORDER_APP = FOLDER / "order-app"
HELM = os.environ.get("HELM", "helm")
# A Helm that was built without release flags takes the cluster for one of version 1.20.
KUBE_VERSION = "1.36.1"
# The one in C reads ten times as fast.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class HelmError(Exception):
    """Helm refused; the text is its standard error."""


def helm(*arguments, values=None, env=None):
    """Standard output of Helm, with a dictionary as its values."""
    with tempfile.NamedTemporaryFile("w", suffix=".yaml") as file:
        yaml.safe_dump(values or {}, file)
        file.flush()
        chosen = ["--values", file.name] if values is not None else []
        done = subprocess.run([HELM, *map(str, arguments), *chosen], env=env, capture_output=True, text=True, timeout=120)
    if done.returncode != 0:
        raise HelmError(done.stderr)
    return done.stdout


@functools.cache
def _template(chart, release, namespace, values):
    """What Helm makes of the same chart and values is the same: many tests look at the same rendering."""
    return helm("template", release, chart, "--namespace", namespace, "--kube-version", KUBE_VERSION, values=yaml.safe_load(values))


def render_anew():
    """Lets Helm draw other passwords from here on."""
    _template.cache_clear()


class Rendered:
    """The objects of one rendering, and apart from them the Pods that `helm test` would run."""

    def __init__(self, chart, values, release="shop", namespace="shops"):
        text = _template(chart, release, namespace, yaml.safe_dump(values))
        objects = [one for one in yaml.load_all(text, Loader=LOADER) if one]
        self.tests = [one for one in objects if one["metadata"].get("annotations", {}).get("helm.sh/hook") == "test"]
        self.objects = [one for one in objects if one not in self.tests]

    def all(self, kind):
        return [one for one in self.objects if one["kind"] == kind]

    def one(self, kind):
        found = self.all(kind)
        if len(found) != 1:
            raise AssertionError(f"wanted one {kind}, rendered {len(found)}")
        return found[0]

    def names(self, kind):
        return sorted(one["metadata"]["name"] for one in self.all(kind))

    def pod(self, kind):
        return self.one(kind)["spec"]["template"]["spec"]
