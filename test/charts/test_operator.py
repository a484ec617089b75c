"""What the chart of the operator promises."""

import unittest

from .charts import KUBE_VERSION, OPERATOR, HelmError, Rendered, helm

IMAGE = {"image": {"repository": "registry.example.com/operator"}}
WRITES = {"create", "update", "patch", "delete", "deletecollection", "*"}


def render(**values):
    return Rendered(OPERATOR, {**IMAGE, **values}, release="orderapp-operator", namespace="orderapp-system")


def rules(rendered):
    return [rule for kind in ("ClusterRole", "Role") for role in rendered.all(kind) for rule in role["rules"]]


class Rights(unittest.TestCase):
    def everywhere(self):
        for rendered in (render(), render(watchNamespaces=["shop"])):
            yield from rules(rendered)

    def test_no_rule_touches_secrets(self):
        for rule in self.everywhere():
            self.assertNotIn("secrets", rule["resources"])

    def test_no_rule_uses_wildcards(self):
        for rule in self.everywhere():
            self.assertNotIn("*", rule["resources"] + rule["verbs"] + rule["apiGroups"])

    def test_a_release_can_be_read_and_only_its_status_written(self):
        for rule in self.everywhere():
            if "orderappreleases" in rule["resources"]:
                self.assertEqual(set(), WRITES & set(rule["verbs"]))
        status = [rule for rule in rules(render()) if "orderappreleases/status" in rule["resources"]]
        self.assertEqual([{"update"}], [set(rule["verbs"]) for rule in status])

    def test_only_ingresses_may_be_deleted_as_a_collection(self):
        for rule in self.everywhere():
            if "deletecollection" in rule["verbs"]:
                self.assertEqual(["ingresses"], rule["resources"])

    def test_pods_and_endpoints_are_only_read(self):
        for rule in self.everywhere():
            if {"pods", "endpointslices"} & set(rule["resources"]):
                self.assertEqual({"list", "watch"}, set(rule["verbs"]))

    def test_by_default_a_cluster_role_serves_all_namespaces(self):
        rendered = render()
        self.assertEqual(["orderapp-system-orderapp-operator"], rendered.names("ClusterRole"))
        self.assertEqual(["orderapp-system-orderapp-operator"], rendered.names("ClusterRoleBinding"))
        self.assertEqual(["orderapp-operator-leader-election"], rendered.names("Role"))

    def test_named_namespaces_get_roles_and_the_cluster_none(self):
        rendered = render(watchNamespaces=["shop", "shop-staging"])
        self.assertEqual([], rendered.all("ClusterRole") + rendered.all("ClusterRoleBinding"))
        for kind in ("Role", "RoleBinding"):
            places = {(one["metadata"]["namespace"], one["metadata"]["name"]) for one in rendered.all(kind)}
            self.assertEqual(
                {
                    ("shop", "orderapp-operator"),
                    ("shop-staging", "orderapp-operator"),
                    ("orderapp-system", "orderapp-operator-leader-election"),
                },
                places,
            )

    def test_the_lease_is_reached_in_the_own_namespace_alone(self):
        for rendered in (render(), render(watchNamespaces=["shop"])):
            holders = [role for kind in ("ClusterRole", "Role") for role in rendered.all(kind)
                       if any("leases" in rule["resources"] for rule in role["rules"])]
            self.assertEqual(["orderapp-system"], [role["metadata"]["namespace"] for role in holders])

    def test_rights_can_be_left_to_somebody_else(self):
        rendered = render(rbac={"create": False})
        self.assertEqual([], [one for one in rendered.objects if one["apiVersion"].startswith("rbac.")])


class TheDashboard(unittest.TestCase):
    NAME = "orderapp-operator-dashboard"

    def render(self, watchNamespaces=(), **values):
        dashboard = {"enabled": True, "host": "releases.example.com", "image": {"repository": "registry.example.com/dashboard"}, **values}
        return render(dashboard=dashboard, watchNamespaces=list(watchNamespaces))

    def rules(self, rendered):
        return [rule for kind in ("ClusterRole", "Role") for role in rendered.all(kind) if role["metadata"]["name"].endswith(self.NAME)
                for rule in role["rules"]]

    def named(self, rendered, kind):
        return next(one for one in rendered.all(kind) if one["metadata"]["name"] == self.NAME)

    def test_is_not_there_unless_it_is_asked_for(self):
        self.assertEqual([], [one for one in render().objects if "dashboard" in one["metadata"]["name"]])

    def test_may_write_nothing_and_read_no_secret(self):
        for rendered in (self.render(podLogs=True), self.render(["shop"], podLogs=True)):
            rules = self.rules(rendered)
            self.assertTrue(rules)
            for rule in rules:
                self.assertEqual(set(), set(rule["verbs"]) - {"get", "list"})
                self.assertEqual(set(), {"secrets", "*"} & set(rule["resources"]))

    def test_reads_logs_only_where_the_values_say_so(self):
        for logs in (False, True):
            resources = [resource for rule in self.rules(self.render(podLogs=logs)) for resource in rule["resources"]]
            self.assertEqual(logs, "pods/log" in resources)

    def test_of_some_namespaces_has_rights_in_these_alone(self):
        rendered = self.render(["shop", "shop-staging"])
        self.assertEqual([], rendered.all("ClusterRole") + rendered.all("ClusterRoleBinding"))
        for kind in ("Role", "RoleBinding"):
            places = {one["metadata"]["namespace"] for one in rendered.all(kind) if one["metadata"]["name"] == self.NAME}
            self.assertEqual({"shop", "shop-staging"}, places)
        args = self.named(rendered, "Deployment")["spec"]["template"]["spec"]["containers"][0]["args"]
        self.assertIn("--namespaces=shop,shop-staging", args)

    def test_is_reached_by_nobody_but_those_that_the_values_name(self):
        self.assertEqual([], self.named(self.render(), "NetworkPolicy")["spec"]["ingress"])
        proxy = {"podSelector": {"matchLabels": {"app": "oauth2-proxy"}}}
        policy = self.named(self.render(**{"from": [proxy]}), "NetworkPolicy")
        self.assertEqual([proxy], policy["spec"]["ingress"][0]["from"])
        pod = self.named(self.render(), "Deployment")["spec"]["template"]["metadata"]["labels"]
        self.assertLessEqual(policy["spec"]["podSelector"]["matchLabels"].items(), pod.items())

    def test_is_none_of_the_operators_pods(self):
        rendered = self.render()
        pod = self.named(rendered, "Deployment")["spec"]["template"]["metadata"]["labels"]
        operator = next(one for one in rendered.all("Deployment") if one["metadata"]["name"] == "orderapp-operator")
        self.assertFalse(operator["spec"]["selector"]["matchLabels"].items() <= pod.items())

    def test_runs_as_the_restricted_pod_security_standard_asks(self):
        pod = self.named(self.render(), "Deployment")["spec"]["template"]["spec"]
        container = pod["containers"][0]["securityContext"]
        self.assertIs(True, pod["securityContext"]["runAsNonRoot"])
        self.assertIs(False, container["allowPrivilegeEscalation"])
        self.assertIs(True, container["readOnlyRootFilesystem"])
        self.assertEqual(["ALL"], container["capabilities"]["drop"])

    def test_is_probed_under_the_host_that_it_answers_for(self):
        container = self.named(self.render(), "Deployment")["spec"]["template"]["spec"]["containers"][0]
        self.assertIn("--host=releases.example.com", container["args"])
        for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
            self.assertEqual([{"name": "Host", "value": "releases.example.com"}], container[probe]["httpGet"]["httpHeaders"])

    def test_needs_a_host_and_an_image(self):
        for missing, words in (({"host": ""}, "dashboard.host: name the host"), ({"image": {}}, "dashboard.image.repository: name")):
            with self.assertRaises(HelmError) as refused:
                self.render(**missing).objects
            self.assertIn(words, str(refused.exception))


class TheDeployment(unittest.TestCase):
    def test_runs_as_the_restricted_pod_security_standard_asks(self):
        pod = render().pod("Deployment")
        context, container = pod["securityContext"], pod["containers"][0]["securityContext"]
        self.assertIs(True, context["runAsNonRoot"])
        self.assertEqual(10001, context["runAsUser"])
        self.assertEqual("RuntimeDefault", context["seccompProfile"]["type"])
        self.assertIs(False, container["allowPrivilegeEscalation"])
        self.assertIs(True, container["readOnlyRootFilesystem"])
        self.assertEqual(["ALL"], container["capabilities"]["drop"])

    def test_tells_the_operator_where_to_look(self):
        def namespaces(rendered):
            env = rendered.pod("Deployment")["containers"][0]["env"]
            return next(one["value"] for one in env if one["name"] == "ORDERAPP_NAMESPACES")

        self.assertEqual("", namespaces(render()))
        self.assertEqual("shop,shop-staging", namespaces(render(watchNamespaces=["shop", "shop-staging"])))

    def test_a_changed_health_port_reaches_operator_probes_and_service_alike(self):
        rendered = render(healthPort=9000)
        container = rendered.pod("Deployment")["containers"][0]
        self.assertIn({"name": "ORDERAPP_HEALTH_PORT", "value": "9000"}, container["env"])
        self.assertEqual([9000], [port["containerPort"] for port in container["ports"] if port["name"] == "http"])
        for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
            self.assertEqual("http", container[probe]["httpGet"]["port"])
        self.assertEqual("http", rendered.one("Service")["spec"]["ports"][0]["targetPort"])

    def test_the_successor_stands_ready_before_the_operator_ends(self):
        self.assertEqual({"maxSurge": 1, "maxUnavailable": 0}, render().one("Deployment")["spec"]["strategy"]["rollingUpdate"])

    def test_a_digest_wins_over_a_tag(self):
        digest = "sha256:" + "a" * 64
        image = {"repository": "r.example.com/operator", "tag": "1.0.0", "digest": digest}
        self.assertEqual(f"r.example.com/operator@{digest}", render(image=image).pod("Deployment")["containers"][0]["image"])

    def test_selectors_hold_nothing_that_an_upgrade_changes(self):
        deployment = render().one("Deployment")
        selector = deployment["spec"]["selector"]["matchLabels"]
        self.assertEqual({"app.kubernetes.io/name", "app.kubernetes.io/instance"}, set(selector))
        self.assertLessEqual(selector.items(), deployment["spec"]["template"]["metadata"]["labels"].items())


class Sources(unittest.TestCase):
    def operator(self, rendered):
        container = rendered.pod("Deployment")["containers"][0]
        return {one["name"]: one.get("value") for one in container["env"]}, container["volumeMounts"]

    def test_unasked_only_pods_are_read(self):
        env, mounts = self.operator(render())
        self.assertFalse({name for name in env if "PROMETHEUS" in name or "INGRESS" in name})
        self.assertEqual(["/tmp"], [one["mountPath"] for one in mounts])

    def test_addresses_reach_the_operator(self):
        env, _ = self.operator(render(sources={
            "ingress": {"pages": ["http://nginx.ingress:10254/metrics", "http://10.0.0.1:9100/metrics"]},
            "prometheus": {"url": "https://prometheus.monitoring:9090/base"}}))
        self.assertEqual("http://nginx.ingress:10254/metrics,http://10.0.0.1:9100/metrics", env["ORDERAPP_INGRESS_METRICS"])
        self.assertEqual("https://prometheus.monitoring:9090/base", env["ORDERAPP_PROMETHEUS_URL"])
        self.assertNotIn("ORDERAPP_PROMETHEUS_TOKEN_FILE", env)

    def test_the_token_is_a_mounted_secret_that_may_be_renewed(self):
        rendered = render(sources={"prometheus": {
            "url": "http://prometheus:9090", "tokenSecret": {"name": "prometheus-token", "key": "bearer"}}})
        env, mounts = self.operator(rendered)
        mount = next(one for one in mounts if one["name"] == "prometheus-token")
        volume = next(one for one in rendered.pod("Deployment")["volumes"] if one["name"] == "prometheus-token")
        self.assertEqual(env["ORDERAPP_PROMETHEUS_TOKEN_FILE"], mount["mountPath"] + "/token")
        self.assertNotIn("subPath", mount)
        self.assertEqual("prometheus-token", volume["secret"]["secretName"])
        self.assertEqual([{"key": "bearer", "path": "token"}], volume["secret"]["items"])


class Notifications(unittest.TestCase):
    def test_unasked_nobody_is_told(self):
        self.assertNotIn("ORDERAPP_NOTIFICATIONS_FILE", str(render().pod("Deployment")))

    def test_the_receivers_are_a_mounted_secret(self):
        pod = render(notifications={"existingSecret": "receivers", "key": "list"}).pod("Deployment")
        variables = {one["name"]: one.get("value") for one in pod["containers"][0]["env"]}
        folders = {mount["name"]: mount["mountPath"] for mount in pod["containers"][0]["volumeMounts"]}
        secret = next(volume["secret"] for volume in pod["volumes"] if volume["name"] == "notifications")
        self.assertEqual({"secretName": "receivers", "items": [{"key": "list", "path": "receivers.yaml"}]}, secret)
        self.assertEqual(folders["notifications"] + "/receivers.yaml", variables["ORDERAPP_NOTIFICATIONS_FILE"])


class ItsOwnTest(unittest.TestCase):
    """The Pod of `helm test`."""

    def test_runs_the_operators_image_as_restricted_as_the_operator(self):
        rendered = render(imagePullSecrets=[{"name": "login"}])
        test, = rendered.tests
        operator, own = rendered.pod("Deployment"), test["spec"]
        self.assertEqual(operator["containers"][0]["image"], own["containers"][0]["image"])
        self.assertEqual(operator["imagePullSecrets"], own["imagePullSecrets"])
        self.assertEqual(operator["securityContext"], own["securityContext"])
        self.assertEqual(operator["containers"][0]["securityContext"], own["containers"][0]["securityContext"])
        self.assertIs(False, own["automountServiceAccountToken"])

    def test_asks_the_metrics_service_and_is_not_made_without_it(self):
        rendered = render()
        self.assertIn(f"/dev/tcp/{rendered.names('Service')[0]}/8080", rendered.tests[0]["spec"]["containers"][0]["args"][0])
        self.assertEqual([], render(metrics={"service": {"enabled": False}}).tests)

    def test_is_taken_for_no_operator(self):
        rendered = render()
        labels = rendered.tests[0]["metadata"]["labels"].items()
        for selector in (rendered.one("Service")["spec"]["selector"], rendered.one("Deployment")["spec"]["selector"]["matchLabels"]):
            self.assertFalse(selector.items() <= labels)

    def test_is_let_in_by_a_network_policy_that_names_others(self):
        rendered = render(networkPolicy={"enabled": True, "from": [{"namespaceSelector": {}}]})
        rule, = rendered.one("NetworkPolicy")["spec"]["ingress"]
        self.assertEqual({"namespaceSelector": {}}, rule["from"][0])
        self.assertEqual(rendered.tests[0]["metadata"]["labels"], rule["from"][1]["podSelector"]["matchLabels"])


class Extras(unittest.TestCase):
    def test_a_disruption_budget_exists_only_where_there_is_more_than_one(self):
        self.assertEqual([], render().all("PodDisruptionBudget"))
        self.assertEqual(1, render(replicas=2).one("PodDisruptionBudget")["spec"]["maxUnavailable"])

    def test_nothing_of_the_prometheus_operator_is_needed_unasked(self):
        self.assertEqual([], render().all("ServiceMonitor"))
        monitor = render(metrics={"serviceMonitor": {"enabled": True}}).one("ServiceMonitor")
        service = render().one("Service")
        self.assertLessEqual(monitor["spec"]["selector"]["matchLabels"].items(), service["metadata"]["labels"].items())

    def test_a_network_policy_opens_the_health_port_alone(self):
        self.assertEqual([], render().all("NetworkPolicy"))
        policy = render(networkPolicy={"enabled": True}).one("NetworkPolicy")
        self.assertEqual(["Ingress"], policy["spec"]["policyTypes"])
        self.assertEqual(["http"], [port["port"] for rule in policy["spec"]["ingress"] for port in rule["ports"]])


    def test_releases_are_limited_when_asked_alone(self):
        def limits(**values):
            return {one["name"]: one["value"] for one in render(**values).pod("Deployment")["containers"][0]["env"]
                    if one["name"].startswith("ORDERAPP_RELEASES_")}

        self.assertEqual({}, limits())
        self.assertEqual(
            {"ORDERAPP_RELEASES_PER_NAMESPACE": "1", "ORDERAPP_RELEASES_PER_OPERATOR": "100000"},
            limits(releases={"atOnce": {"perNamespace": 1, "perOperator": 100000}}))

    def test_httproutes_are_written_when_asked_alone(self):
        def found(kind, **values):
            rendered = render(**values)
            groups = {group for role in rendered.all(kind) for rule in role["rules"] for group in rule["apiGroups"]}
            env = {one["name"] for one in rendered.pod("Deployment")["containers"][0]["env"]}
            return "gateway.networking.k8s.io" in groups, "ORDERAPP_GATEWAY_API" in env

        for kind, values in (("ClusterRole", {}), ("Role", {"watchNamespaces": ["shop"]})):
            with self.subTest(kind):
                self.assertEqual((False, False), found(kind, **values))
                self.assertEqual((True, True), found(kind, gateway={"enabled": True}, **values))


class BadValues(unittest.TestCase):
    def refuses(self, words, **values):
        with self.assertRaises(HelmError) as refused:
            render(**values)
        self.assertIn(words, str(refused.exception))

    def test_a_misspelt_value_is_named(self):
        self.refuses("additional properties 'replica' not allowed", replica=2)

    def test_a_number_as_text_is_named(self):
        self.refuses("at '/replicas': got string, want integer", replicas="two")

    def test_a_namespace_in_capitals_is_named(self):
        self.refuses("at '/watchNamespaces/0': 'Shop' does not match pattern", watchNamespaces=["Shop"])

    def test_a_privileged_port_is_named(self):
        self.refuses("at '/healthPort': minimum: got 80, want 1,024", healthPort=80)

    def test_addresses_that_are_none_are_named(self):
        self.refuses("at '/sources/ingress/pages/0'", sources={"ingress": {"pages": ["https://nginx/metrics"]}})
        self.refuses("at '/sources/ingress/pages/0'", sources={"ingress": {"pages": ["http://me:secret@nginx/metrics"]}})
        self.refuses("at '/sources/prometheus/url'", sources={"prometheus": {"url": "prometheus:9090"}})

    def test_a_token_for_nobody_says_what_to_do(self):
        self.refuses("say whom the token", sources={"prometheus": {"tokenSecret": {"name": "token"}}})

    def test_a_missing_image_says_what_to_do(self):
        self.refuses("image.repository: name the operator's image", image={"repository": ""})

    def test_a_monitor_without_its_service_says_what_to_do(self):
        self.refuses("set metrics.service.enabled to true",
                     metrics={"service": {"enabled": False}, "serviceMonitor": {"enabled": True}})


class Lint(unittest.TestCase):
    def test_every_set_of_values_in_ci_is_clean(self):
        for values in sorted(OPERATOR.glob("ci/*-values.yaml")):
            with self.subTest(values=values.name):
                helm("lint", "--strict", "--kube-version", KUBE_VERSION, OPERATOR, "--values", values)


class TheCustomResourceDefinition(unittest.TestCase):
    def test_comes_with_the_chart(self):
        self.assertIn("name: orderappreleases.orderapp.dev", helm("show", "crds", OPERATOR).replace('"', ""))
