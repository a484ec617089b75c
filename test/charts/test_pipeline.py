"""What a pipeline's ServiceAccount can do on a real API server, with its Role and the admission policy: images, and nothing else."""

import json
import unittest

from .api_server import SERVER, await_policies, start_server
from .charts import OPERATOR, ORDER_APP, Rendered, helm

IMAGE = {"image": {"repository": "registry.example.com/operator"}}
SHOP = {
    "backend": {"image": "registry.example.com/order-backend:1.0.0"},
    "frontend": {"image": "registry.example.com/order-frontend:1.0.0"},
    "pipeline": {"enabled": True},
}
PIPELINE = ("--as=system:serviceaccount:store:shop-pipeline", "--as-group=system:serviceaccounts",
            "--as-group=system:serviceaccounts:store", "--as-group=system:authenticated")


def setUpModule():
    start_server()
    helm("install", "orderapp-operator", OPERATOR, "-n", "system", "--create-namespace", "--skip-crds", values=IMAGE, env=SERVER.env)
    await_policies()
    for name in ("shop", "other"):
        helm("install", name, ORDER_APP, "-n", "store", "--create-namespace", values=SHOP, env=SERVER.env)
    SERVER.kubectl("-n", "store", "annotate", "oar/shop", "example.com/owner=team")


def patch(change, *options, name="shop", kind="merge"):
    return SERVER.kubectl("-n", "store", "patch", f"oar/{name}", f"--type={kind}", "-p", json.dumps(change), *options, check=False)


def image(component, version):
    return {"spec": {component: {"image": f"registry.example.com/order-{component}:{version}"}}}


class APipeline(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        # A policy works some moments after it was made.
        def refused():
            return patch({"spec": {"paused": True}}, *PIPELINE, "--dry-run=server").returncode != 0

        SERVER.await_true(refused, "the admission policy refuses nothing")

    def denied(self, change, sentence, kind="merge", name="shop"):
        done = patch(change, *PIPELINE, kind=kind, name=name)
        self.assertNotEqual(0, done.returncode, change)
        self.assertIn(sentence, done.stderr)

    def test_changes_both_images_or_one(self):
        for change in (image("backend", "2"), image("frontend", "2"), {"spec": {**image("backend", "3")["spec"], **image("frontend", "3")["spec"]}}):
            done = patch(change, *PIPELINE)
            self.assertEqual(0, done.returncode, done.stderr)

    def test_reads_its_release_and_waits_for_it(self):
        done = SERVER.kubectl("-n", "store", "get", "oar/shop", "-o", "name", *PIPELINE)
        self.assertIn("orderapprelease.orderapp.dev/shop", done.stdout)
        self.assertEqual("yes", SERVER.kubectl("-n", "store", "auth", "can-i", "watch", "oar/shop", *PIPELINE).stdout.strip())

    def test_changes_nothing_else_of_the_spec(self):
        sentence = "may change spec.backend.image and spec.frontend.image and nothing else of the spec"
        changes = [
            {"spec": {"paused": True}},
            {"spec": {"backend": {"image": "registry.example.com/evil:1", "replicas": 9}}},
            {"spec": {"backend": {"env": [{"name": "JDK_JAVA_OPTIONS", "value": "-javaagent:/tmp/x"}]}}},
            {"spec": {"frontend": {"port": 9}}},
            {"spec": {"frontend": None}},
            {"spec": {"canary": {"steps": [{"weight": 100, "hold": "1s"}]}}},
            {"spec": {"analysis": {"onNoData": "Promote"}}},
            {"spec": {"ingress": {"hosts": ["shop.evil.example.com"]}}},
            {"spec": {"ingress": None}},
        ]
        for change in changes:
            with self.subTest(change):
                self.denied(change, sentence)

    def test_sets_no_annotation_label_finalizer_or_owner(self):
        sentence = "may change images and no annotation, label, finalizer or owner"
        for change in (
            {"metadata": {"annotations": {"orderapp.dev/promote": "x"}}},
            {"metadata": {"annotations": {"example.com/owner": None}}},
            {"metadata": {"labels": {"a": "b"}}},
            {"metadata": {"finalizers": ["example.com/stay"]}},
        ):
            with self.subTest(change):
                self.denied(change, sentence)

    def test_a_json_patch_is_no_way_around(self):
        self.denied([{"op": "replace", "path": "/spec/backend/replicas", "value": 5}, ], "nothing else of the spec", kind="json")

    def test_touches_nothing_else_in_the_cluster(self):
        self.denied(image("backend", "2"), "forbidden", name="other")
        for verb, resource in (
            ("update", "oar/shop"), ("delete", "oar/shop"), ("create", "oar"), ("list", "oar"), ("patch", "oar/other"), ("get", "secrets"),
            ("get", "pods"), ("list", "deployments"), ("create", "pods"), ("create", "serviceaccounts/shop-pipeline/token"), ("impersonate", "users"),
            ("get", "configmaps"), ("bind", "roles"),
        ):
            with self.subTest((verb, resource)):
                done = SERVER.kubectl("-n", "store", "auth", "can-i", verb, resource, *PIPELINE, check=False)
                self.assertEqual("no", done.stdout.strip())
        done = SERVER.kubectl("-n", "store", "auth", "can-i", "patch", "oar/shop", "--subresource=status", *PIPELINE, check=False)
        self.assertEqual("no", done.stdout.strip())

    def test_is_bound_alone_people_who_may_update_are_not(self):
        done = patch({"spec": {"paused": True}, "metadata": {"annotations": {"example.com/owner": "other"}}}, name="other")
        self.assertEqual(0, done.returncode, done.stderr)


class TheCharts(unittest.TestCase):
    def test_make_no_account_unasked(self):
        rendered = Rendered(ORDER_APP, {**SHOP, "pipeline": {"enabled": False}})
        self.assertEqual([], [name for name in rendered.names("ServiceAccount") if name.endswith("-pipeline")])

    def test_bring_no_cluster_wide_policy_for_some_namespaces(self):
        self.assertEqual(1, len(Rendered(OPERATOR, IMAGE).all("ValidatingAdmissionPolicy")))
        for values in ({"watchNamespaces": ["store"]}, {"admissionPolicy": {"enabled": False}}):
            rendered = Rendered(OPERATOR, {**IMAGE, **values})
            self.assertEqual([], rendered.all("ValidatingAdmissionPolicy") + rendered.all("ValidatingAdmissionPolicyBinding"))

    def notes(self, name, chart, values):
        printed = helm("install", name, chart, "-n", "noted", "--create-namespace", "--skip-crds", "--dry-run=client", values=values, env=SERVER.env)
        return printed.partition("NOTES:")[2]

    def test_warn_where_nothing_keeps_a_pipeline_to_images(self):
        for values in ({"watchNamespaces": ["store"]}, {"admissionPolicy": {"enabled": False}}):
            self.assertIn("WARNING: the admission policy for pipelines is not part of this installation",
                          self.notes("noted", OPERATOR, {**IMAGE, **values}))
        self.assertNotIn("WARNING", self.notes("noted", OPERATOR, IMAGE))

    def test_tell_the_shops_address_passwords_and_the_plugin(self):
        notes = self.notes("noted", ORDER_APP, {**SHOP, "ingress": {"hosts": ["shop.test"]}, "staff": {"email": "staff@shop.test"}})
        for told in ("http://shop.test/", "kubectl orderapp release noted -n noted", "staff@shop.test", "get secret noted-staff"):
            self.assertIn(told, notes)
        self.assertIn("https://shop.test/", self.notes("noted", ORDER_APP, {**SHOP, "ingress": {"hosts": ["shop.test"], "tls": {"secretName": "shop-tls"}}}))
        self.assertNotIn("staff", self.notes("noted", ORDER_APP, {**SHOP, "ingress": {"hosts": ["shop.test"]}}))

    def test_tell_how_to_see_whether_a_pipeline_is_kept_to_images(self):
        self.assertIn("--dry-run=server --as=system:serviceaccount:noted:noted-pipeline", self.notes("noted", ORDER_APP, SHOP))
        self.assertNotIn("pipeline", self.notes("noted", ORDER_APP, {**SHOP, "pipeline": {"enabled": False}}))
