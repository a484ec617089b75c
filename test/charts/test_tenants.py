"""What a release may ask for in a namespace, by the policy that the installer writes into the operator's values, on a real API server."""

import json
import unittest

from .api_server import ApiServer
from .charts import OPERATOR, HelmError, Rendered, helm

SERVER = ApiServer()
IMAGE = {"image": {"repository": "registry.example.com/operator"}}
PREFIX = "nginx.ingress.kubernetes.io"
TENANTS = {
    "enabled": True,
    "gateways": ["gateways/web"],
    "namespaces": {
        "shop": {"hosts": ["shop.example.com", "*.shop.example.com"], "prometheus": True},
        "bank": {"hosts": ["bank.example.com"]},
        "lab": {"hosts": ["*"]},
        "idle": {},
    },
}
VALUES = {**IMAGE, "tenants": TENANTS,
          "sources": {"prometheus": {"url": "http://prometheus.monitoring:9090", "namespaceLabel": "namespace"}}}
COUNTED = {"name": "errors", "source": "Prometheus", "bad": 'a{v="{{revision}}"}', "total": 'b{v="{{revision}}"}'}


def release(namespace, ingress=None, metrics=None, name="shop", gateway=None):
    spec = {"backend": {"image": "registry.example.com/order-backend:1.0.0"}}
    if ingress is not None:
        spec["ingress"] = ingress
    if gateway is not None:
        spec["gateway"] = gateway
    if metrics is not None:
        spec["analysis"] = {"metrics": metrics}
    return {"apiVersion": "orderapp.dev/v1", "kind": "OrderAppRelease", "metadata": {"name": name, "namespace": namespace}, "spec": spec}


def create(one, *flags):
    return SERVER.kubectl("create", "-f", "-", *(flags or ("--dry-run=server",)), stdin=json.dumps(one), check=False)


def setUpModule():
    SERVER.start()
    unittest.addModuleCleanup(SERVER.stop)
    SERVER.kubectl("apply", "--server-side", "-f", str(OPERATOR / "crds"))
    SERVER.await_success("get", "orderappreleases.orderapp.dev", "--all-namespaces")
    for namespace in ("shop", "bank", "lab", "idle", "stranger"):
        SERVER.kubectl("create", "namespace", namespace)
    # From before the policy.
    SERVER.await_true(lambda: create(release("bank", {"hosts": ["old.example.com"], "annotations": {f"{PREFIX}/proxy-buffering": "on"}},
                                             [COUNTED], name="old"), "--save-config=false").returncode == 0, "no release can be created")
    helm("install", "orderapp-operator", OPERATOR, "-n", "system", "--create-namespace", "--skip-crds", values=VALUES, env=SERVER.env)
    SERVER.await_true(lambda: create(release("stranger")).returncode != 0, "the admission policy refuses nothing")
    # The policy for fractions refuses all until it has read the definition, as it does every five seconds.
    fraction = release("shop", {"hosts": ["shop.example.com"]})
    fraction["spec"]["backend"]["resources"] = {"limits": {"cpu": 0.5}}
    SERVER.await_true(lambda: create(fraction).returncode == 0, "the admission policy for fractions does not work")


class ATenant(unittest.TestCase):
    def taken(self, *asked, **more):
        done = create(release(*asked, **more))
        self.assertEqual(0, done.returncode, done.stderr)

    def refused(self, sentence, *asked, **more):
        done = create(release(*asked, **more))
        self.assertNotEqual(0, done.returncode, asked)
        self.assertIn(sentence, done.stderr)

    def test_gets_its_own_hosts(self):
        for hosts in (["shop.example.com"], ["a.shop.example.com", "*.shop.example.com"], ["a.b.shop.example.com"]):
            self.taken("shop", {"hosts": hosts})
        self.taken("lab", {"hosts": ["any.example.org"]})
        self.taken("lab", {"hosts": []})
        self.taken("lab")

    def test_gets_no_host_of_another_one_and_no_place_for_all_hosts(self):
        sentence = "spec.ingress.hosts must be hosts of namespace shop, which are shop.example.com, *.shop.example.com"
        for host in ("bank.example.com", "*.example.com", "example.com", "evilshop.example.com", "shop.example.com.evil.org", "xshop.example.com"):
            with self.subTest(host):
                self.refused(sentence, "shop", {"hosts": ["shop.example.com", host]})
        for ingress in (None, {}, {"hosts": []}, {"className": "nginx"}):
            with self.subTest(ingress):
                self.refused("spec.ingress.hosts must name the hosts of this shop", "shop", ingress)
        self.refused("spec.ingress.hosts must be hosts of namespace idle", "idle", {"hosts": ["shop.example.com"]})

    def test_gets_its_own_hosts_and_the_gateways_for_all_tenants_alone(self):
        web = {"name": "web", "namespace": "gateways"}
        self.taken("shop", gateway={"parentRefs": [web], "hosts": ["shop.example.com"], "redirectToHttps": [web]})
        self.taken("lab", gateway={"parentRefs": [web]})
        for hosts in (["bank.example.com"], ["shop.example.com", "*.example.com"]):
            with self.subTest(hosts):
                self.refused("spec.gateway.hosts must be hosts of namespace shop", "shop", gateway={"parentRefs": [web], "hosts": hosts})
        self.refused("spec.gateway.hosts must name the hosts of this shop", "shop", gateway={"parentRefs": [web]})
        for other in ({"name": "web"}, {"name": "internal", "namespace": "gateways"}):
            for asked in ({"parentRefs": [web, other]}, {"parentRefs": [web], "redirectToHttps": [other]}):
                with self.subTest(asked):
                    self.refused(f"spec.gateway must not name Gateway {other.get('namespace', 'shop')}/{other['name']}: ", "shop",
                                 gateway={**asked, "hosts": ["shop.example.com"]})
        self.refused("namespace stranger may have no OrderAppRelease", "stranger", gateway={"parentRefs": [web], "hosts": ["shop.example.com"]})

    def test_is_named_by_the_installer(self):
        self.refused("namespace stranger may have no OrderAppRelease", "stranger", {"hosts": ["shop.example.com"]})

    def test_sets_annotations_of_the_list_alone(self):
        self.taken("shop", {"hosts": ["shop.example.com"], "annotations": {f"{PREFIX}/proxy-body-size": "8m"}})
        for name in (f"{PREFIX}/auth-signin", f"{PREFIX}/permanent-redirect", f"{PREFIX}/upstream-vhost", f"{PREFIX}/Proxy-Body-Size", "proxy-body-size",
                     "external-dns.alpha.kubernetes.io/hostname", "traefik.ingress.kubernetes.io/router.middlewares", "other.example/proxy-body-size"):
            with self.subTest(name):
                self.refused(f"spec.ingress.annotations must not hold {name}: ", "shop",
                             {"hosts": ["shop.example.com"], "annotations": {f"{PREFIX}/proxy-body-size": "8m", name: "x"}})

    def test_chooses_no_other_controller(self):
        self.refused("spec.ingress.className must be one of nginx", "shop", {"hosts": ["shop.example.com"], "className": "internal"})
        self.refused(f"spec.ingress.annotationPrefix must be one of {PREFIX}", "shop", {"hosts": ["shop.example.com"], "annotationPrefix": "other.example"})

    def test_asks_prometheus_where_it_may(self):
        self.taken("shop", {"hosts": ["shop.example.com"]}, [COUNTED])
        self.taken("bank", {"hosts": ["bank.example.com"]}, [{"name": "errors", "bad": "a", "total": "b"}])
        self.refused("spec.analysis.metrics must not use source Prometheus in namespace bank", "bank", {"hosts": ["bank.example.com"]}, [COUNTED])


class WhatWasThereBefore(unittest.TestCase):
    def patch(self, change):
        return SERVER.kubectl("-n", "bank", "patch", "oar/old", "--type=merge", "-p", json.dumps(change), "--dry-run=server", check=False)

    def test_can_be_released_on_and_stopped(self):
        for change in (
            {"spec": {"backend": {"image": "registry.example.com/order-backend:2.0.0"}}},
            {"spec": {"paused": True}},
            {"metadata": {"annotations": {"orderapp.dev/abort": "a/1"}}},
            {"spec": {"analysis": {"interval": "10s"}}},
            {"spec": {"ingress": {"hosts": ["bank.example.com"], "annotations": None}}},
        ):
            with self.subTest(change):
                done = self.patch(change)
                self.assertEqual(0, done.returncode, done.stderr)

    def test_gets_nothing_new_that_is_not_allowed(self):
        for change in (
            {"spec": {"ingress": {"hosts": ["old.example.com", "bank.example.com"]}}},
            {"spec": {"ingress": {"annotations": {f"{PREFIX}/auth-signin": "https://evil.example"}}}},
            {"spec": {"ingress": None}},
            {"spec": {"ingress": None, "gateway": {"parentRefs": [{"name": "web", "namespace": "gateways"}], "hosts": ["old.example.com"]}}},
            {"spec": {"analysis": {"metrics": [{**COUNTED, "bad": 'other{v="{{revision}}"}'}]}}},
        ):
            with self.subTest(change):
                self.assertNotEqual(0, self.patch(change).returncode, change)


class TheChart(unittest.TestCase):
    def test_brings_the_policy_when_asked_alone(self):
        def policies(values):
            return [one for one in Rendered(OPERATOR, values).names("ValidatingAdmissionPolicy") if one.endswith("-tenants")]

        self.assertEqual([], policies(IMAGE))
        self.assertEqual(1, len(policies(VALUES)))

    def test_lets_nobody_ask_prometheus_for_everything(self):
        with self.assertRaises(HelmError) as refused:
            Rendered(OPERATOR, {**VALUES, "sources": {"prometheus": {"url": "http://prometheus:9090"}}})
        self.assertIn("sources.prometheus.namespaceLabel: name the label", str(refused.exception))

    def test_refuses_hosts_and_namespaces_that_are_none(self):
        for namespaces in ({"Shop": {}}, {"shop": {"hosts": ["https://shop.example.com"]}}, {"shop": {"hosts": ["*shop.example.com"]}}, {"shop": {"host": []}}):
            with self.subTest(namespaces):
                with self.assertRaises(HelmError):
                    Rendered(OPERATOR, {**VALUES, "tenants": {"enabled": True, "namespaces": namespaces}})

    def test_hands_the_label_to_the_operator(self):
        env = {one["name"]: one.get("value") for one in Rendered(OPERATOR, VALUES).pod("Deployment")["containers"][0]["env"]}
        self.assertEqual("namespace", env["ORDERAPP_PROMETHEUS_NAMESPACE_LABEL"])
