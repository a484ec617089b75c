"""What the chart of the order app promises."""

import base64
import unittest

from .charts import KUBE_VERSION, ORDER_APP, HelmError, Rendered, helm, render_anew

BACKEND = "registry.example.com/order-backend:1.0.0"
FRONTEND = "registry.example.com/order-frontend:1.0.0"


def render(backend=None, release="shop", **values):
    return Rendered(ORDER_APP, {"backend": {"image": BACKEND, **(backend or {})}, **values}, release=release)


def spec(rendered):
    return rendered.one("OrderAppRelease")["spec"]


def env(rendered):
    return {one["name"]: one for one in spec(rendered)["backend"]["env"]}


def reference(variable):
    chosen = variable["valueFrom"]["secretKeyRef"]
    return chosen["name"], chosen["key"]


OWN_DATABASE = {
    "enabled": False,
    "existingSecret": "db-login",
    "external": {"url": "jdbc:mariadb://db.example.com:3306/orders"},
}


class TheRelease(unittest.TestCase):
    def test_is_called_as_the_helm_release(self):
        self.assertEqual("shop", render().one("OrderAppRelease")["metadata"]["name"])

    def test_without_a_page_has_no_frontend(self):
        self.assertNotIn("frontend", spec(render()))
        self.assertEqual(FRONTEND, spec(render(frontend={"image": FRONTEND}))["frontend"]["image"])

    def test_without_hosts_is_open_to_any_host(self):
        self.assertEqual({"className": "nginx", "hosts": []}, spec(render())["ingress"])

    def test_leaves_steps_and_judging_to_the_defaults_of_the_api(self):
        self.assertEqual({"backend", "ingress"}, set(spec(render())))

    def test_visitors_come_in_by_a_gateway_instead(self):
        gateway = {"parentRefs": [{"name": "web", "namespace": "gateways"}], "hosts": ["shop.example.com"]}
        self.assertEqual(gateway, spec(render(gateway=gateway))["gateway"])
        self.assertEqual({"backend", "gateway"}, set(spec(render(gateway=gateway))))

    def test_passes_its_fields_on_as_they_are(self):
        steps = [{"weight": 10, "hold": "1m", "approval": True}, {"weight": 100, "hold": "2m"}]
        template = {"spec": {"priorityClassName": "high"}}
        rendered = spec(render(
            backend={"replicas": 4, "podTemplate": template, "migration": {"args": ["--migrate"]}},
            canary={"steps": steps, "drain": "20s"}, analysis={"maxHold": "2h"}, paused=True, management={"port": 0}))
        self.assertEqual(steps, rendered["canary"]["steps"])
        self.assertEqual("2h", rendered["analysis"]["maxHold"])
        self.assertEqual((4, template, ["--migrate"]),
                         (rendered["backend"]["replicas"], rendered["backend"]["podTemplate"], rendered["backend"]["migration"]["args"]))
        self.assertIs(True, rendered["paused"])


class TheBackendsVariables(unittest.TestCase):
    def test_lead_to_the_database_of_this_shop(self):
        found = env(render(release="north"))
        self.assertEqual("jdbc:mariadb://north-database:3306/orders", found["SPRING_DATASOURCE_URL"]["value"])
        self.assertEqual(("north-database", "username"), reference(found["SPRING_DATASOURCE_USERNAME"]))
        self.assertEqual(("north-database", "password"), reference(found["SPRING_DATASOURCE_PASSWORD"]))

    def test_name_only_keys_that_the_chart_makes(self):
        rendered = render(sampleData={"enabled": True})
        made = {(one["metadata"]["name"], key) for one in rendered.all("Secret") for key in one["data"]}
        named = {reference(one) for one in env(rendered).values() if "valueFrom" in one}
        self.assertEqual(4, len(named))
        self.assertLessEqual(named, made)

    def test_hold_no_secret_in_clear(self):
        clear = {name for name, one in env(render(sampleData={"enabled": True})).items() if "value" in one}
        self.assertEqual({"SPRING_DATASOURCE_URL", "SHOP_SAMPLE_DATA", "SHOP_SCHEMA", "MANAGEMENT_SERVER_PORT"}, clear)

    def test_that_the_user_sets_win_and_appear_once(self):
        own = [{"name": "SPRING_DATASOURCE_URL", "value": "jdbc:mariadb://proxy:3306/orders"}, {"name": "TZ", "value": "Asia/Seoul"}]
        variables = spec(render(backend={"env": own}))["backend"]["env"]
        names = [one["name"] for one in variables]
        self.assertEqual(len(set(names)), len(names))
        self.assertEqual(own, [one for one in variables if one["name"] in ("SPRING_DATASOURCE_URL", "TZ")])

    def test_leave_the_schema_to_the_migration_job_unless_there_is_none(self):
        self.assertEqual(["-jar", "/app/app.jar", "migrate"], spec(render())["backend"]["migration"]["args"])
        self.assertEqual("validate", env(render())["SHOP_SCHEMA"]["value"])
        without = render(backend={"migration": None})
        self.assertNotIn("migration", spec(without)["backend"])
        self.assertNotIn("SHOP_SCHEMA", env(without))

    def test_name_the_staff_account_only_when_there_is_one(self):
        self.assertEqual(set(), {"SHOP_STAFF_EMAIL", "SHOP_STAFF_PASSWORD"} & set(env(render())))
        found = env(render(staff={"email": "desk@example.test"}))
        self.assertEqual("desk@example.test", found["SHOP_STAFF_EMAIL"]["value"])
        self.assertEqual(("shop-staff", "password"), reference(found["SHOP_STAFF_PASSWORD"]))
        own = env(render(staff={"email": "desk@example.test", "existingSecret": "own-staff"}))
        self.assertEqual(("own-staff", "password"), reference(own["SHOP_STAFF_PASSWORD"]))

    def test_have_sample_goods_only_when_asked(self):
        self.assertEqual(set(), {"SHOP_SAMPLE_DATA", "SHOP_SAMPLE_PASSWORD"} & set(env(render())))
        self.assertEqual("true", env(render(sampleData={"enabled": True}))["SHOP_SAMPLE_DATA"]["value"])


class Prices(unittest.TestCase):
    def variables(self, **prices):
        return {name: one["value"] for name, one in env(render(prices=prices)).items() if "TAX" in name or "SHIPPING" in name}

    def test_say_nothing_where_nothing_is_set(self):
        self.assertEqual({}, self.variables())

    def test_are_told_to_the_backend(self):
        self.assertEqual({"SHOP_SHIPPING_BY": "weight", "SHOP_SHIPPING_RATES": "0=3, 1000=6.50"},
                         self.variables(shippingBy="weight", shippingRates="0=3, 1000=6.50"))
        self.assertEqual({"SHOP_TAX_PERCENT": "7.7", "SHOP_PRICES_INCLUDE_TAX": "false"},
                         self.variables(taxPercent=7.7, includeTax=False))


class Letters(unittest.TestCase):
    MAIL = {"host": "smtp.example.com", "sender": "shop@example.com"}

    def variables(self, mail=None, **values):
        found = env(render(mail={**self.MAIL, **(mail or {})}, **{"ingress": {"hosts": ["shop.example.com"]}, **values}))
        return {name: one.get("value") or reference(one) for name, one in found.items() if "MAIL" in name or name == "SHOP_ADDRESS"}

    def test_are_sent_nowhere_unless_a_server_is_named(self):
        self.assertEqual([], [name for name in env(render()) if "MAIL" in name or name == "SHOP_ADDRESS"])

    def test_go_encrypted_or_not_at_all_to_that_server_from_that_sender(self):
        self.assertEqual({
            "SPRING_MAIL_HOST": "smtp.example.com", "SPRING_MAIL_PORT": "587",
            "SPRING_MAIL_PROPERTIES_MAIL_SMTP_STARTTLS_REQUIRED": "true",
            "SPRING_MAIL_PROPERTIES_MAIL_SMTP_SSL_CHECKSERVERIDENTITY": "true",
            "SHOP_MAIL_SENDER": "shop@example.com", "SHOP_ADDRESS": "https://shop.example.com"}, self.variables())

    def test_may_be_encrypted_from_the_start_or_within_ones_own_walls_not_at_all(self):
        self.assertEqual("true", self.variables({"tls": True, "port": 465})["SPRING_MAIL_PROPERTIES_MAIL_SMTP_SSL_ENABLE"])
        self.assertEqual([], [name for name in self.variables({"startTls": False, "port": 25}) if "PROPERTIES" in name])

    def test_need_a_login_by_reference_alone(self):
        found = self.variables({"existingSecret": "smtp-login"})
        self.assertEqual((("smtp-login", "username"), ("smtp-login", "password")),
                         (found["SPRING_MAIL_USERNAME"], found["SPRING_MAIL_PASSWORD"]))

    def test_link_to_the_shop_by_the_address_that_is_set_or_its_first_host(self):
        self.assertEqual("https://orders.example.com/shop", self.variables({"shopAddress": "https://orders.example.com/shop"})["SHOP_ADDRESS"])
        self.assertEqual("https://orders.example.com", self.variables({"shopAddress": "https://orders.example.com"}, ingress={"hosts": []})["SHOP_ADDRESS"])
        gateway = {"parentRefs": [{"name": "web"}], "hosts": ["gate.example.com"]}
        self.assertEqual("https://gate.example.com", self.variables(gateway=gateway)["SHOP_ADDRESS"])


class Secrets(unittest.TestCase):
    def test_are_drawn_at_random(self):
        def drawn():
            render_anew()
            return {value for one in render(sampleData={"enabled": True}).all("Secret")
                    for key, value in one["data"].items() if key != "username"}

        first, second = drawn(), drawn()
        self.assertEqual(4, len(first))
        self.assertEqual(set(), first & second)

    def test_the_session_key_is_base64_of_32_bytes(self):
        secret = next(one for one in render().all("Secret") if one["metadata"]["name"] == "shop-session")
        self.assertEqual(32, len(base64.b64decode(base64.b64decode(secret["data"]["key"]), validate=True)))

    def test_that_exist_are_used_and_none_made(self):
        rendered = render(session={"existingSecret": "own-session"}, database={"existingSecret": "own-db"},
                          sampleData={"enabled": True, "existingSecret": "own-sample"})
        self.assertEqual([], rendered.all("Secret"))
        self.assertEqual(
            {("own-session", "key"), ("own-db", "username"), ("own-db", "password"), ("own-sample", "password")},
            {reference(one) for one in env(rendered).values() if "valueFrom" in one})

    def test_outlive_the_helm_release_exactly_when_the_volume_does(self):
        for retained in (True, False):
            rendered = render(database={"persistence": {"retainOnUninstall": retained}})
            secret = next(one for one in rendered.all("Secret") if one["metadata"]["name"] == "shop-database")
            kept = secret["metadata"].get("annotations", {}).get("helm.sh/resource-policy") == "keep"
            policy = rendered.one("StatefulSet")["spec"]["persistentVolumeClaimRetentionPolicy"]["whenDeleted"]
            self.assertEqual((retained, "Retain" if retained else "Delete"), (kept, policy))


class Pictures(unittest.TestCase):
    def test_are_kept_nowhere_unless_asked(self):
        self.assertEqual([], [name for name in env(render()) if name.startswith(("SHOP_PICTURES", "AWS"))])
        self.assertNotIn("podTemplate", spec(render(management={"port": 0}))["backend"])

    def test_on_a_volume_are_shared_by_all_pods_and_fit_through_the_ingress(self):
        rendered = render(pictures={"volume": {"existingClaim": "shop-pictures"}}, management={"port": 0})
        pod = spec(rendered)["backend"]["podTemplate"]["spec"]
        self.assertEqual("/pictures", env(rendered)["SHOP_PICTURES_FOLDER"]["value"])
        self.assertEqual([{"name": "pictures", "persistentVolumeClaim": {"claimName": "shop-pictures"}}], pod["volumes"])
        self.assertEqual([{"name": "app", "volumeMounts": [{"name": "pictures", "mountPath": "/pictures"}]}], pod["containers"])
        self.assertEqual(10001, pod["securityContext"]["fsGroup"])
        self.assertEqual({"nginx.ingress.kubernetes.io/proxy-body-size": "6m"}, spec(rendered)["ingress"]["annotations"])

    def test_on_a_volume_leave_the_users_own_pod_template_as_it_is(self):
        own = {"spec": {"priorityClassName": "high", "volumes": [{"name": "fonts", "emptyDir": {}}],
                        "containers": [{"name": "app", "volumeMounts": [{"name": "fonts", "mountPath": "/fonts"}]}, {"name": "helper"}]}}
        pod = spec(render(backend={"podTemplate": own}, pictures={"volume": {"existingClaim": "shop-pictures"}}))["backend"]["podTemplate"]["spec"]
        self.assertEqual("high", pod["priorityClassName"])
        self.assertEqual(["fonts", "pictures"], [one["name"] for one in pod["volumes"]])
        self.assertEqual(["fonts", "pictures"], [one["name"] for one in pod["containers"][0]["volumeMounts"]])
        self.assertEqual("helper", pod["containers"][1]["name"])

    def test_the_users_own_limit_of_the_ingress_wins(self):
        own = {"nginx.ingress.kubernetes.io/proxy-body-size": "20m"}
        rendered = render(ingress={"annotations": own}, pictures={"volume": {"existingClaim": "shop-pictures"}})
        self.assertEqual(own, spec(rendered)["ingress"]["annotations"])

    def test_in_a_bucket_need_no_volume_and_no_secret_in_clear(self):
        found = env(render(pictures={"s3": {"bucket": "shop-pictures", "endpoint": "https://s3.example.com", "existingSecret": "s3-login"}}))
        self.assertEqual(("shop-pictures", "us-east-1", "https://s3.example.com"),
                         tuple(found["SHOP_PICTURES_S3_" + one]["value"] for one in ("BUCKET", "REGION", "ENDPOINT")))
        self.assertEqual(("s3-login", "access-key-id"), reference(found["AWS_ACCESS_KEY_ID"]))
        self.assertEqual(("s3-login", "secret-access-key"), reference(found["AWS_SECRET_ACCESS_KEY"]))


    def test_in_a_bucket_the_page_may_send_them_there(self):
        def origin(env=None, **s3):
            page = {"image": FRONTEND, **({"env": env} if env else {})}
            found = spec(render(frontend=page, pictures={"s3": {"bucket": "shop-pictures", **s3}}))["frontend"]["env"]
            return [one["value"] for one in found if one["name"] == "ORDER_APP_UPLOAD_ORIGIN"]

        inside, outside = "http://minio.storage:9000", "https://s3.example.com"
        self.assertEqual(["https://shop-pictures.s3.amazonaws.com"], origin())
        self.assertEqual(["https://shop-pictures.s3.eu-central-1.amazonaws.com"], origin(region="eu-central-1"))
        self.assertEqual([outside], origin(endpoint=inside, uploadEndpoint=outside))
        self.assertEqual([inside], origin(endpoint=inside))
        self.assertEqual(["https://own"], origin(env=[{"name": "ORDER_APP_UPLOAD_ORIGIN", "value": "https://own"}]))


class TheDatabase(unittest.TestCase):
    def test_runs_as_the_restricted_pod_security_standard_asks(self):
        pod = render().pod("StatefulSet")
        context, container = pod["securityContext"], pod["containers"][0]
        self.assertIs(True, context["runAsNonRoot"])
        self.assertEqual((999, 999, 999), (context["runAsUser"], context["runAsGroup"], context["fsGroup"]))
        self.assertEqual("RuntimeDefault", context["seccompProfile"]["type"])
        self.assertIs(False, container["securityContext"]["allowPrivilegeEscalation"])
        self.assertEqual(["ALL"], container["securityContext"]["capabilities"]["drop"])
        self.assertIs(False, pod["automountServiceAccountToken"])

    def test_writes_only_to_its_volume_and_to_empty_folders(self):
        pod = render().pod("StatefulSet")
        container = pod["containers"][0]
        self.assertIs(True, container["securityContext"]["readOnlyRootFilesystem"])
        empty = {one["name"] for one in pod["volumes"] if "emptyDir" in one}
        writable = {one["mountPath"]: one["name"] for one in container["volumeMounts"] if not one.get("readOnly")}
        self.assertEqual({"/var/lib/mysql", "/run/mysqld", "/tmp"}, set(writable))
        self.assertLessEqual({writable["/run/mysqld"], writable["/tmp"]}, empty)

    def test_is_ready_when_the_backends_own_user_can_ask_it(self):
        container = render().pod("StatefulSet")["containers"][0]
        command = container["readinessProbe"]["exec"]["command"][-1]
        self.assertIn('--user="$MARIADB_USER"', command)
        self.assertNotIn("--password", command)

    def test_restarts_when_its_configuration_changes(self):
        def annotations(**database):
            return render(database=database).one("StatefulSet")["spec"]["template"]["metadata"]["annotations"]

        self.assertEqual(annotations(), annotations())
        self.assertNotEqual(annotations(), annotations(configuration="[mariadbd]\nmax-connections = 50\n"))

    def test_lets_nobody_in_but_backend_and_migration_of_its_shop(self):
        rule, = render(release="north").one("NetworkPolicy")["spec"]["ingress"]
        peer, = rule["from"]
        self.assertEqual(
            {"app.kubernetes.io/managed-by": "orderapp-operator", "app.kubernetes.io/instance": "north"},
            peer["podSelector"]["matchLabels"])
        self.assertEqual(
            [{"key": "app.kubernetes.io/component", "operator": "In", "values": ["backend", "migration"]}],
            peer["podSelector"]["matchExpressions"])

    def test_of_ones_own_replaces_all_of_it(self):
        rendered = render(database=OWN_DATABASE)
        self.assertEqual({"OrderAppRelease", "Secret"}, {one["kind"] for one in rendered.objects})
        self.assertEqual(["shop-session"], rendered.names("Secret"))
        self.assertEqual(OWN_DATABASE["external"]["url"], env(rendered)["SPRING_DATASOURCE_URL"]["value"])
        self.assertEqual(("db-login", "password"), reference(env(rendered)["SPRING_DATASOURCE_PASSWORD"]))

    def test_two_shops_in_a_namespace_share_no_name(self):
        def names(release):
            rendered = render(release=release, sampleData={"enabled": True}, staff={"email": "staff@example.com"},
                              pipeline={"enabled": True}, metrics={"podMonitor": {"enabled": True}})
            return {(one["kind"], one["metadata"]["name"]) for one in rendered.objects + rendered.tests}

        self.assertEqual(set(), names("north") & names("south"))


class PullSecrets(unittest.TestCase):
    LOGIN = [{"name": "login"}]

    def test_reach_every_pod_of_the_shop(self):
        rendered = render(frontend={"image": FRONTEND}, imagePullSecrets=self.LOGIN)
        for component in ("backend", "frontend"):
            self.assertEqual(self.LOGIN, spec(rendered)[component]["podTemplate"]["spec"]["imagePullSecrets"])
        self.assertEqual(self.LOGIN, rendered.pod("StatefulSet")["imagePullSecrets"])
        self.assertEqual(self.LOGIN, rendered.tests[0]["spec"]["imagePullSecrets"])

    def test_of_a_part_win(self):
        own = [{"name": "own"}]
        rendered = render(backend={"podTemplate": {"spec": {"imagePullSecrets": own, "priorityClassName": "high"}}},
                          database={"imagePullSecrets": own}, imagePullSecrets=self.LOGIN, management={"port": 0})
        self.assertEqual({"imagePullSecrets": own, "priorityClassName": "high"}, spec(rendered)["backend"]["podTemplate"]["spec"])
        self.assertEqual(own, rendered.pod("StatefulSet")["imagePullSecrets"])


class ProbesAndMetrics(unittest.TestCase):
    def containers(self, rendered):
        return spec(rendered)["backend"]["podTemplate"]["spec"]["containers"]

    def test_have_a_port_of_their_own(self):
        rendered = render()
        self.assertEqual([{"name": "app", "ports": [{"name": "management", "containerPort": 8081, "protocol": "TCP"}]}], self.containers(rendered))
        self.assertEqual("8081", env(rendered)["MANAGEMENT_SERVER_PORT"]["value"])
        self.assertNotIn("podTemplate", spec(render(frontend={"image": FRONTEND}))["frontend"])

    def test_leave_the_users_own_pod_template_as_it_is(self):
        own = {"spec": {"priorityClassName": "high", "containers": [
            {"name": "helper", "image": "helper:1"}, {"name": "app", "stdin": True, "ports": [{"name": "jmx", "containerPort": 9010}]}]}}
        rendered = render(backend={"podTemplate": own}, management={"port": 9081})
        helper, app = self.containers(rendered)
        self.assertEqual({"name": "helper", "image": "helper:1"}, helper)
        self.assertEqual((True, [9010, 9081]), (app["stdin"], [port["containerPort"] for port in app["ports"]]))
        self.assertEqual("high", spec(rendered)["backend"]["podTemplate"]["spec"]["priorityClassName"])

    def test_share_the_visitors_port_where_that_is_wanted(self):
        rendered = render(management={"port": 0}, metrics={"podMonitor": {"enabled": True}})
        self.assertNotIn("podTemplate", spec(rendered)["backend"])
        self.assertNotIn("MANAGEMENT_SERVER_PORT", env(rendered))
        endpoint, = rendered.one("PodMonitor")["spec"]["podMetricsEndpoints"]
        self.assertEqual("http", endpoint["port"])

    def test_are_for_those_alone_whom_a_policy_names(self):
        self.assertEqual(["shop-database"], render().names("NetworkPolicy"))
        peers = [{"namespaceSelector": {"matchLabels": {"team": "operators"}}}]
        rendered = render(management={"networkPolicy": {"enabled": True, "from": peers}}, database=OWN_DATABASE)
        policy = rendered.one("NetworkPolicy")["spec"]
        self.assertEqual("backend", policy["podSelector"]["matchLabels"]["app.kubernetes.io/component"])
        visitors, management = policy["ingress"]
        self.assertEqual(({"ports"}, "http"), (set(visitors), visitors["ports"][0]["port"]))
        self.assertEqual((peers, "management"), (management["from"], management["ports"][0]["port"]))

    def test_and_for_them_wherever_the_metrics_are(self):
        policy = render(management={"networkPolicy": {"enabled": True, "from": [{"podSelector": {}}]}},
                        backend={"metrics": {"port": 9464}}, database=OWN_DATABASE).one("NetworkPolicy")["spec"]
        self.assertEqual(["management", 9464], [port["port"] for port in policy["ingress"][1]["ports"]])


class ThePodMonitor(unittest.TestCase):
    def test_is_not_made_unasked(self):
        self.assertEqual([], render().all("PodMonitor"))

    def test_selects_the_apis_pods_of_this_shop_and_tells_revisions_apart(self):
        monitor = render(release="north", metrics={"podMonitor": {"enabled": True, "labels": {"team": "a"}}}).one("PodMonitor")
        self.assertEqual("a", monitor["metadata"]["labels"]["team"])
        self.assertEqual(
            {"app.kubernetes.io/managed-by": "orderapp-operator", "app.kubernetes.io/instance": "north", "app.kubernetes.io/component": "backend"},
            monitor["spec"]["selector"]["matchLabels"])
        endpoint, = monitor["spec"]["podMetricsEndpoints"]
        self.assertEqual(("management", "/actuator/prometheus", "30s"), (endpoint["port"], endpoint["path"], endpoint["interval"]))
        self.assertEqual({"release", "component", "revision"}, {one["targetLabel"] for one in endpoint["relabelings"]})

    def test_reads_where_the_operator_does(self):
        for page, expected in (
                ({"port": 9464, "path": "/metrics"}, {"portNumber": 9464, "path": "/metrics"}),
                ({"port": "metrics", "scheme": "HTTPS"},
                 {"port": "metrics", "path": "/actuator/prometheus", "scheme": "https", "tlsConfig": {"insecureSkipVerify": True}})):
            rendered = render(backend={"metrics": page}, metrics={"podMonitor": {"enabled": True}})
            endpoint, = rendered.one("PodMonitor")["spec"]["podMetricsEndpoints"]
            self.assertEqual(expected, {key: endpoint[key] for key in endpoint if key not in ("interval", "relabelings")})
            self.assertEqual(page, spec(rendered)["backend"]["metrics"])


class ItsOwnTest(unittest.TestCase):
    """The Pod of `helm test`."""

    def script(self, rendered):
        test, = rendered.tests
        return test["spec"]["containers"][0]["args"][0]

    def test_asks_for_api_and_page_where_the_operator_serves_them(self):
        self.assertIn("await north-backend-stable /api/categories\nawait north-frontend-stable /\n",
                      self.script(render(release="north", frontend={"image": FRONTEND})))
        self.assertNotIn("frontend", self.script(render()))
        self.assertIn("await shop-backend-stable /shop/api/categories\n", self.script(render(backend={"path": "/shop/api"})))

    def test_asks_as_a_probe_does_where_probes_come_by_the_same_port(self):
        self.assertIn("await shop-backend-stable /actuator/health/readiness\n", self.script(render(management={"port": 0})))
        self.assertIn("await shop-backend-stable /ready\n",
                      self.script(render(backend={"probes": {"readiness": {"path": "/ready"}}}, management={"port": 0})))

    def test_runs_the_apis_image_as_the_restricted_pod_security_standard_asks(self):
        pod = render().tests[0]["spec"]
        container = pod["containers"][0]
        self.assertEqual(BACKEND, container["image"])
        self.assertIs(True, pod["securityContext"]["runAsNonRoot"])
        self.assertEqual({"type": "RuntimeDefault"}, pod["securityContext"]["seccompProfile"])
        self.assertEqual({"allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]}},
                         container["securityContext"])
        self.assertIs(False, pod["automountServiceAccountToken"])


class BadValues(unittest.TestCase):
    def refuses(self, words, **values):
        with self.assertRaises(HelmError) as refused:
            render(**values)
        self.assertIn(words, str(refused.exception))

    def test_a_missing_image_says_what_to_do(self):
        self.refuses("backend.image: name the API's image", backend={"image": ""})

    def test_an_image_without_a_tag_is_named(self):
        self.refuses("at '/backend/image'", backend={"image": "registry.example.com/order-backend"})

    def test_a_port_of_probes_that_is_the_visitors_too_is_named(self):
        self.refuses("management.port is the port of the API itself", management={"port": 8080})
        self.refuses("management.port is the port of the API itself", backend={"port": 8081})

    def test_a_port_of_probes_that_is_there_twice_is_named(self):
        template = {"spec": {"containers": [{"name": "app", "ports": [{"name": "management", "containerPort": 9000}]}]}}
        self.refuses("backend.podTemplate has a port called management", backend={"podTemplate": template})
        render(backend={"podTemplate": template}, management={"port": 0})

    def test_a_policy_for_a_port_that_is_not_there_is_named(self):
        self.refuses("management.networkPolicy is for a port of its own", management={"port": 0, "networkPolicy": {"enabled": True}})

    def test_a_misspelt_field_is_named(self):
        self.refuses("at '/backend': additional properties 'replica' not allowed", backend={"replica": 2})

    def test_hosts_that_are_no_list_are_named(self):
        self.refuses("at '/ingress/hosts': got string, want array", ingress={"hosts": "shop.example.com"})

    def test_no_steps_are_named(self):
        self.refuses("at '/canary/steps': minItems: got 0, want 1", canary={"steps": []})

    def test_a_database_without_an_address_says_what_to_do(self):
        self.refuses("database.external.url: give your database's address", database={"enabled": False, "existingSecret": "login"})

    def test_a_database_without_a_login_says_what_to_do(self):
        self.refuses("database.existingSecret: name the Secret", database={"enabled": False})

    def test_letters_without_a_sender_or_an_address_for_their_links_are_refused(self):
        self.refuses("mail.sender", mail={"host": "smtp.example.com"}, ingress={"hosts": ["shop.example.com"]})
        for hosts in ([], ["*.example.com"]):
            self.refuses("mail.shopAddress", mail=Letters.MAIL, ingress={"hosts": hosts})

    def test_two_places_for_pictures_are_refused(self):
        self.refuses("keep one of them", pictures={"volume": {"existingClaim": "claim"}, "s3": {"bucket": "bucket"}})

    def test_a_name_too_long_for_services_is_refused_before_anything_is_made(self):
        self.refuses("can't be the shop's name", release="s" * 41)


class Lint(unittest.TestCase):
    def test_every_set_of_values_in_ci_is_clean(self):
        for values in sorted(ORDER_APP.glob("ci/*-values.yaml")):
            with self.subTest(values=values.name):
                helm("lint", "--strict", "--kube-version", KUBE_VERSION, ORDER_APP, "--values", values)
