"""What only a real API server can tell: rights as it grants them, objects as it accepts them, and what an upgrade keeps."""

import json
import unittest

import yaml

from .api_server import SERVER, start_server
from .charts import OPERATOR, ORDER_APP, HelmError, helm

BACKEND = "registry.example.com/order-backend:1.0.0"
FRONTEND = "registry.example.com/order-frontend:1.0.0"
OPERATOR_VALUES = {"image": {"repository": "registry.example.com/operator"}}
SHOP_VALUES = {"backend": {"image": BACKEND}, "frontend": {"image": FRONTEND}, "sampleData": {"enabled": True}}


def setUpModule():
    start_server()


def get(kind, name, namespace):
    return json.loads(SERVER.kubectl("-n", namespace, "get", kind, name, "-o", "json").stdout)


class TheOperatorsRights(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        SERVER.kubectl("create", "namespace", "team-a")
        helm("install", "wide", OPERATOR, "-n", "wide", "--create-namespace", "--skip-crds", values=OPERATOR_VALUES, env=SERVER.env)
        helm("install", "narrow", OPERATOR, "-n", "narrow", "--create-namespace", "--skip-crds",
             values={**OPERATOR_VALUES, "watchNamespaces": ["team-a"]}, env=SERVER.env)

    def may(self, operator, verb, resource, namespace, subresource=""):
        answer = SERVER.kubectl(
            "auth", "can-i", verb, resource, f"--subresource={subresource}", "-n", namespace,
            f"--as=system:serviceaccount:{operator}:{operator}", "--as-group=system:serviceaccounts",
            "--as-group=system:authenticated", check=False)
        return answer.stdout.strip() == "yes"

    def test_secrets_are_out_of_its_reach(self):
        for operator in ("wide", "narrow"):
            for namespace in ("team-a", operator, "kube-system"):
                for verb in ("get", "list", "watch", "create", "patch"):
                    self.assertFalse(self.may(operator, verb, "secrets", namespace), (operator, verb, namespace))

    def test_it_writes_the_status_of_a_release_and_never_the_release(self):
        self.assertTrue(self.may("wide", "update", "orderappreleases.orderapp.dev", "team-a", "status"))
        for verb in ("create", "update", "patch", "delete"):
            self.assertFalse(self.may("wide", verb, "orderappreleases.orderapp.dev", "team-a"), verb)

    def test_it_can_take_all_canary_ingresses_away_in_one_call(self):
        self.assertTrue(self.may("wide", "deletecollection", "ingresses.networking.k8s.io", "team-a"))

    def test_it_renews_its_own_lease_and_no_other(self):
        for verb in ("get", "patch", "update"):
            self.assertTrue(self.may("wide", verb, "leases.coordination.k8s.io/orderapp-operator", "wide"), verb)
            self.assertFalse(self.may("wide", verb, "leases.coordination.k8s.io/another", "wide"), verb)
            self.assertFalse(self.may("wide", verb, "leases.coordination.k8s.io/orderapp-operator", "team-a"), verb)

    def test_named_namespaces_are_all_that_it_sees(self):
        self.assertTrue(self.may("narrow", "patch", "deployments.apps", "team-a"))
        for namespace in ("default", "kube-system", "narrow"):
            self.assertFalse(self.may("narrow", "get", "deployments.apps", namespace), namespace)


class TheDashboardsRights(unittest.TestCase):
    WRITES = ("create", "update", "patch", "delete", "deletecollection")
    RESOURCES = ("orderappreleases.orderapp.dev", "deployments.apps", "pods", "services", "configmaps", "events", "ingresses.networking.k8s.io")

    @classmethod
    def setUpClass(cls):
        SERVER.kubectl("create", "namespace", "team-b")
        dashboard = {"enabled": True, "host": "releases.example.com", "image": {"repository": "registry.example.com/dashboard"}, "podLogs": True}
        helm("install", "board", OPERATOR, "-n", "board", "--create-namespace", "--skip-crds",
             values={**OPERATOR_VALUES, "watchNamespaces": ["team-b"], "dashboard": dashboard}, env=SERVER.env)

    def may(self, verb, resource, namespace="team-b", subresource=""):
        answer = SERVER.kubectl(
            "auth", "can-i", verb, resource, f"--subresource={subresource}", "-n", namespace,
            "--as=system:serviceaccount:board:board-dashboard", "--as-group=system:serviceaccounts",
            "--as-group=system:authenticated", check=False)
        return answer.stdout.strip() == "yes"

    def test_are_to_read_in_its_namespaces(self):
        self.assertTrue(self.may("list", "orderappreleases.orderapp.dev"))
        self.assertTrue(self.may("get", "pods", subresource="log"))
        self.assertTrue(self.may("get", "configmaps"))
        for verb, resource in (("list", "configmaps"), ("get", "secrets"), ("list", "secrets")):
            self.assertFalse(self.may(verb, resource), f"{verb} {resource}")
        self.assertFalse(self.may("list", "orderappreleases.orderapp.dev", "default"))

    def test_are_none_to_write(self):
        for resource in self.RESOURCES:
            for verb in self.WRITES:
                self.assertFalse(self.may(verb, resource), f"{verb} {resource}")
        self.assertFalse(self.may("create", "pods", subresource="exec"))


class TheDefinitionGrewStricter(unittest.TestCase):
    """An upgrade by the documented way, from a definition that knew no rule on `affinity`."""

    DEFINITIONS = OPERATOR / "crds"
    AFFINE = {"apiVersion": "orderapp.dev/v1", "kind": "OrderAppRelease", "metadata": {"name": "affine", "namespace": "default"},
              "spec": {"backend": {"image": BACKEND}, "ingress": {"annotations": {"nginx.ingress.kubernetes.io/affinity": "cookie"}}}}

    def create(self):
        return SERVER.kubectl("create", "-f", "-", stdin=json.dumps(self.AFFINE), check=False)

    def patch(self, spec, *flags):
        return SERVER.kubectl("patch", "oar/affine", "--type=merge", "-p", json.dumps({"spec": spec}), *flags, check=False)

    def upgrade(self):
        SERVER.kubectl("apply", "--server-side", "--force-conflicts", "--filename", str(self.DEFINITIONS))

    def test_and_what_is_stored_already_can_be_released_on(self):
        definition, = [yaml.safe_load(one.read_text()) for one in self.DEFINITIONS.iterdir()]
        ingress = definition["spec"]["versions"][0]["schema"]["openAPIV3Schema"]["properties"]["spec"]["properties"]["ingress"]
        rules = ingress["x-kubernetes-validations"]
        ingress["x-kubernetes-validations"] = [one for one in rules if "affinity" not in one["message"]]
        self.addCleanup(self.upgrade)
        SERVER.kubectl("replace", "-f", "-", stdin=yaml.safe_dump(definition))
        SERVER.await_true(lambda: self.create().returncode == 0, "the definition without the rule does not hold")
        self.addCleanup(SERVER.kubectl, "delete", "oar/affine")

        self.upgrade()
        hosts = {"ingress": {"hosts": ["shop.example.com"]}}
        SERVER.await_true(lambda: "affinity" in self.patch(hosts, "--dry-run=server").stderr, "the rule does not hold")

        self.assertEqual(0, self.patch({"backend": {"image": "registry.example.com/order-backend:2.0.0"}}).returncode)
        self.assertEqual(0, self.patch({"ingress": {"annotations": None}}).returncode)


class ANumberWithAFraction(unittest.TestCase):
    """As people write it in a Deployment: `cpu: 0.5`."""

    def release(self, **resources):
        return {"apiVersion": "orderapp.dev/v1", "kind": "OrderAppRelease", "metadata": {"name": "half", "namespace": "default"},
                "spec": {"backend": {"image": BACKEND, "resources": resources}, "frontend": {"image": FRONTEND, "resources": resources}}}

    def apply(self, *flags, **resources):
        return SERVER.kubectl("apply", *flags, "-f", "-", stdin=json.dumps(self.release(**resources)), check=False)

    def test_is_an_amount_of_processor_as_in_a_deployment(self):
        helm("install", "fractions", OPERATOR, "-n", "fractions", "--create-namespace", "--skip-crds", values=OPERATOR_VALUES, env=SERVER.env)
        self.addCleanup(helm, "uninstall", "fractions", "-n", "fractions", env=SERVER.env)
        self.addCleanup(SERVER.kubectl, "delete", "oar/half", "--ignore-not-found")
        half = {"requests": {"cpu": 0.5, "memory": "128Mi"}, "limits": {"cpu": 1.25, "memory": "256Mi"}}
        SERVER.await_true(lambda: self.apply("--dry-run=server", **half).returncode == 0, "the policy does not hold")

        for flags in ([], ["--server-side", "--field-manager=git"]):
            applied = self.apply(*flags, **half)
            self.assertEqual(0, applied.returncode, applied.stderr)
            stored = get("oar", "half", "default")["spec"]
            for component in ("backend", "frontend"):
                self.assertEqual({"requests": {"cpu": "0.5", "memory": "128Mi"}, "limits": {"cpu": "1.25", "memory": "256Mi"}},
                                 stored[component]["resources"])
            SERVER.kubectl("delete", "oar/half")

        refused = self.apply(requests={"cpu": 2.5}, limits={"cpu": 1.25})
        self.assertIn("spec.backend.resources", refused.stderr)


class AnUninstallOfTheOperator(unittest.TestCase):
    KINDS = "orderappreleases,deployments,statefulsets,services,ingresses,secrets,configmaps"

    def left(self):
        items = json.loads(SERVER.kubectl("-n", "kept", "get", self.KINDS, "-o", "json").stdout)["items"]
        return {(one["kind"], one["metadata"]["name"], one["metadata"]["uid"]) for one in items
                if "deletionTimestamp" not in one["metadata"]}

    def test_leaves_every_shop_running_and_free_to_go(self):
        helm("install", "leaving", OPERATOR, "-n", "leaving", "--create-namespace", values=OPERATOR_VALUES, env=SERVER.env)
        helm("install", "shop", ORDER_APP, "-n", "kept", "--create-namespace", values=SHOP_VALUES, env=SERVER.env)
        release = get("oar", "shop", "kept")
        SERVER.kubectl("-n", "kept", "create", "-f", "-", stdin=json.dumps({
            "apiVersion": "apps/v1", "kind": "Deployment",
            "metadata": {"name": "shop-backend-1", "ownerReferences": [
                {"apiVersion": release["apiVersion"], "kind": release["kind"], "name": "shop",
                 "uid": release["metadata"]["uid"], "controller": True, "blockOwnerDeletion": False}]},
            "spec": {"selector": {"matchLabels": {"app": "shop"}}, "template": {
                "metadata": {"labels": {"app": "shop"}}, "spec": {"containers": [{"name": "app", "image": BACKEND}]}}}}))
        before = self.left()

        helm("uninstall", "leaving", "-n", "leaving", env=SERVER.env)

        self.assertEqual(before, self.left())
        self.assertIn("Deployment", {kind for kind, _, _ in before})
        # Nothing waits for an operator that is gone.
        self.assertNotIn("finalizers", get("oar", "shop", "kept")["metadata"])
        SERVER.kubectl("-n", "kept", "delete", "oar", "shop", "--wait=true", "--timeout=10s")


class EverySetOfValues(unittest.TestCase):
    def test_of_the_order_app_is_accepted_by_the_api(self):
        for values in sorted(ORDER_APP.glob("ci/*-values.yaml")):
            with self.subTest(values=values.name):
                rendered = helm("template", "shop", ORDER_APP, "-n", "default", "--kube-version", "1.36.1", "--values", values)
                # The Prometheus operator's kinds are not defined here.
                known = [one for one in yaml.safe_load_all(rendered) if one and not one["apiVersion"].startswith("monitoring.coreos.com")]
                SERVER.kubectl("create", "-n", "default", "--dry-run=server", "--validate=strict", "-f", "-", stdin=yaml.safe_dump_all(known))

    def test_of_the_order_app_meets_the_restricted_pod_security_standard(self):
        SERVER.kubectl("create", "namespace", "restricted")
        SERVER.kubectl("label", "namespace", "restricted", "pod-security.kubernetes.io/warn=restricted")
        for release, chart, values in (("shop", ORDER_APP, SHOP_VALUES), ("op", OPERATOR, OPERATOR_VALUES)):
            manifest = helm("template", release, chart, "-n", "restricted", "--kube-version", "1.36.1", values=values)
            done = SERVER.kubectl("create", "-n", "restricted", "--dry-run=server", "-f", "-", stdin=manifest)
            self.assertNotIn("would violate PodSecurity", done.stderr)

    def test_that_the_api_refuses_stops_the_install_with_its_sentence(self):
        steps = [{"weight": 50, "hold": "1m"}, {"weight": 30, "hold": "1m"}, {"weight": 100, "hold": "1m"}]
        with self.assertRaises(HelmError) as refused:
            helm("install", "falling", ORDER_APP, "-n", "falling", "--create-namespace",
                 values={**SHOP_VALUES, "canary": {"steps": steps}}, env=SERVER.env)
        self.assertRegex(str(refused.exception), "spec.canary.steps: .* weights .*rise")


class AnUpgrade(unittest.TestCase):
    SECRETS = ("shop-database", "shop-session", "shop-sample-data")

    def setUp(self):
        self.namespace = self.id().rsplit(".", 1)[1].replace("_", "-")[:60].rstrip("-")
        helm("install", "shop", ORDER_APP, "-n", self.namespace, "--create-namespace", values=SHOP_VALUES, env=SERVER.env)

    def upgrade(self, *flags, **changed):
        helm("upgrade", "shop", ORDER_APP, "-n", self.namespace, *flags, values={**SHOP_VALUES, **changed}, env=SERVER.env)

    def secrets(self):
        return {name: get("secret", name, self.namespace)["data"] for name in self.SECRETS}

    def image(self):
        return get("orderapprelease", "shop", self.namespace)["spec"]["backend"]["image"]

    def pipeline_sets(self, image):
        patch = json.dumps({"spec": {"backend": {"image": image}}})
        SERVER.kubectl("-n", self.namespace, "patch", "oar", "shop", "--type=merge", "-p", patch)

    def test_changes_no_password_and_no_key(self):
        before = self.secrets()
        self.upgrade(paused=True)
        self.assertIs(True, get("oar", "shop", self.namespace)["spec"]["paused"])
        self.assertEqual(before, self.secrets())

    def test_keeps_the_image_that_a_pipeline_has_set(self):
        self.pipeline_sets("registry.example.com/order-backend:1.1.0")
        self.upgrade(paused=True)
        self.assertEqual("registry.example.com/order-backend:1.1.0", self.image())
        self.pipeline_sets("registry.example.com/order-backend:1.2.0")
        self.upgrade(paused=False)
        self.assertEqual("registry.example.com/order-backend:1.2.0", self.image())

    def test_by_force_keeps_the_image_that_a_pipeline_has_set(self):
        self.pipeline_sets("registry.example.com/order-backend:1.1.0")
        self.upgrade("--force", paused=True)
        self.assertEqual("registry.example.com/order-backend:1.1.0", self.image())

    def test_sets_the_image_when_the_values_name_another(self):
        self.pipeline_sets("registry.example.com/order-backend:1.1.0")
        self.upgrade(backend={"image": "registry.example.com/order-backend:2.0.0"})
        self.assertEqual("registry.example.com/order-backend:2.0.0", self.image())

    def test_that_takes_the_page_away_leaves_the_api(self):
        self.upgrade(frontend={"image": ""})
        self.assertNotIn("frontend", get("oar", "shop", self.namespace)["spec"])

    def test_after_an_uninstall_finds_the_passwords_of_the_volume_that_stayed(self):
        before = self.secrets()["shop-database"]
        helm("uninstall", "shop", "-n", self.namespace, env=SERVER.env)
        helm("install", "shop", ORDER_APP, "-n", self.namespace, values=SHOP_VALUES, env=SERVER.env)
        self.assertEqual(before, self.secrets()["shop-database"])
