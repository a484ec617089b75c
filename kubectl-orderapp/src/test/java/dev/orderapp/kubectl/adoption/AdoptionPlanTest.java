package dev.orderapp.kubectl.adoption;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orderapp.kubectl.lint.ReleaseLinter;
import dev.orderapp.v1.ComponentName;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of an app's objects, and what is said of those that can't become the same. */
class AdoptionPlanTest {
    @Test
    void anAppBecomesAReleaseThatMakesPodsLikeItsOwn() {
        AdoptionPlan plan = new SampleApp().plan();

        assertEquals(List.of(), plan.findings(Finding.Kind.OBSTACLE));
        assertEquals(List.of(), plan.findings(Finding.Kind.LOSS));
        assertEquals(SampleApp.yaml("""
                image: registry.example.com/shop-api:1.4.2
                replicas: 3
                port: 9000
                path: /api
                env: [{name: DB_HOST, value: db}]
                envFrom: [{secretRef: {name: shop-db}}]
                resources: {requests: {cpu: 100m, memory: 256Mi}}
                probes: {readiness: {path: /ready, failureThreshold: 3, periodSeconds: 5, timeoutSeconds: 1}}
                podTemplate:
                  metadata:
                    labels: {app: shop-api, team: shop}
                    annotations: {example.com/owner: shop}
                  spec:
                    securityContext: {runAsNonRoot: false}
                    imagePullSecrets: [{name: registry}]
                    enableServiceLinks: true
                    volumes: [{name: cache, emptyDir: {}}]
                    containers:
                      - name: app
                        volumeMounts: [{name: cache, mountPath: /cache}]
                        securityContext:
                          allowPrivilegeEscalation: true
                          readOnlyRootFilesystem: false
                          capabilities: {drop: [SYS_BOOT]}
                        startupProbe: {tcpSocket: {port: http}}
                        livenessProbe:
                          exec: {command: [/bin/alive]}
                          periodSeconds: 10
                          timeoutSeconds: 1
                          successThreshold: 1
                          failureThreshold: 3
                      - name: proxy
                        image: registry.example.com/proxy:2
                """), plan.release().at("/spec/backend"));
        assertEquals(SampleApp.yaml("""
                className: nginx
                hosts: [shop.example.com]
                tls: {secretName: shop-tls}
                annotations: {nginx.ingress.kubernetes.io/proxy-body-size: 8m}
                """), plan.release().at("/spec/ingress"));
        assertEquals(80, plan.release().at("/spec/frontend/port").asInt());
        assertEquals("/", plan.release().at("/spec/frontend/path").asText());
    }

    @Test
    void theApiServerTakesTheReleaseAsItBeginsAndAsItEnds() {
        AdoptionPlan plan = new SampleApp().plan();

        assertEquals(List.of(), new ReleaseLinter().violations(plan.release()));
        assertEquals(List.of(), new ReleaseLinter().violations(plan.beginning()));
    }

    @Test
    void aReleaseThatBeginsLeadsNoVisitorAndKnowsWhatItTakesOver() {
        ObjectNode beginning = new SampleApp().plan().beginning();

        assertEquals(
                SampleApp.yaml("{className: nginx, hosts: [shop.team.adopt.invalid]}"), beginning.at("/spec/ingress"));
        AdoptionRecord record = AdoptionRecord.of(beginning).orElseThrow();
        assertEquals("web", record.ingressName());
        assertEquals(3, record.deployments().get(ComponentName.backend).replicas());
        assertFalse(
                record.ingress().at("/metadata/annotations").has("kubectl.kubernetes.io/last-applied-configuration"));
    }

    @Test
    void anAutoscalersLeastComesBackOnlyWhenTheReleaseHasItsVisitors() {
        AdoptionPlan plan = new SampleApp().autoscaler("""
                metadata: {name: api}
                spec:
                  scaleTargetRef: {kind: Deployment, name: shop-api}
                  minReplicas: 1
                  maxReplicas: 8
                  metrics:
                    - type: ContainerResource
                      containerResource: {name: cpu, container: api, target: {type: Utilization, averageUtilization: 70}}
                """).plan();

        JsonNode end = plan.release().at("/spec/backend");
        assertFalse(end.has("replicas"));
        assertEquals(1, end.at("/autoscaling/min").asInt());
        assertEquals(
                "app",
                end.at("/autoscaling/metrics/0/containerResource/container").asText());
        assertEquals(3, plan.beginning().at("/spec/backend/autoscaling/min").asInt());
        assertEquals(
                1,
                new Adoption("shop", "team", plan.record(), false)
                        .enter()
                        .at("/spec/backend/autoscaling/min")
                        .asInt());
    }

    @Test
    void aStricterAppStaysAsStrict() {
        JsonNode container =
                new SampleApp().container("""
                        securityContext:
                          allowPrivilegeEscalation: false
                          readOnlyRootFilesystem: true
                          capabilities: {drop: [ALL]}
                        """).plan().release().at("/spec/backend/podTemplate/spec/containers/0");

        assertEquals(
                SampleApp.yaml(
                        "{allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}"),
                container.path("securityContext"));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("different")
    void whatCannotBeTheSameIsSaid(UnaryOperator<SampleApp> change, Finding.Kind kind, String sentence) {
        List<String> said = change.apply(new SampleApp()).plan().findings(kind);

        assertTrue(said.stream().anyMatch(s -> s.contains(sentence)), said::toString);
    }

    private static Arguments row(UnaryOperator<SampleApp> change, Finding.Kind kind, String sentence) {
        return Arguments.of(change, kind, sentence);
    }

    private static UnaryOperator<SampleApp> api(String yaml) {
        return app -> app.merge("Deployment", "shop-api", yaml);
    }

    private static UnaryOperator<SampleApp> web(String yaml) {
        return app -> app.merge("Ingress", "web", yaml);
    }

    private static UnaryOperator<SampleApp> path(String yaml) {
        return app -> app.with(
                "Ingress", "web", i -> ((ObjectNode) i.at("/spec/rules/0/http/paths/0")).setAll(SampleApp.yaml(yaml)));
    }

    static Stream<Arguments> different() {
        Finding.Kind obstacle = Finding.Kind.OBSTACLE;
        Finding.Kind loss = Finding.Kind.LOSS;
        Finding.Kind note = Finding.Kind.NOTE;
        return Stream.of(
                row(api("spec: {paused: true}"), obstacle, "Deployment shop-api: is paused"),
                row(api("spec: {replicas: 0}"), obstacle, "Deployment shop-api: has no Pods"),
                row(api("status: {readyReplicas: 1}"), obstacle, "Deployment shop-api: has Pods that are not ready"),
                row(api("spec: {strategy: {type: Recreate}}"), loss, "Recreate never runs two versions at once"),
                row(api("spec: {minReadySeconds: 5}"), loss, "spec.minReadySeconds has no place in a release"),
                row(
                        api(
                                "spec: {template: {spec: {volumes: [{name: d, persistentVolumeClaim: {claimName: data}}]}}}"),
                        loss,
                        "PersistentVolumeClaim data is used by the Pods of both at once"),
                row(api("spec: {template: {spec: {hostNetwork: true}}}"), loss, "hostNetwork"),
                row(
                        app -> app.container("env: [{name: ORDER_APP_REVISION, value: x}]"),
                        loss,
                        "variable ORDER_APP_REVISION is set by the operator"),
                row(
                        app -> app.container("ports: [{containerPort: 9000, name: web, hostPort: 9000}]"),
                        loss,
                        "hostPort 9000"),
                row(
                        app -> app.container(
                                "ports: [{containerPort: 9000, name: web}, {containerPort: 9001, name: http}]"),
                        obstacle,
                        "names port 9001 http, but visitors come by port 9000"),
                row(
                        app -> app.with(
                                "Deployment", "shop-api", d -> ((ObjectNode) d.at("/spec/template/spec/containers/1"))
                                        .put("name", "app")),
                        obstacle,
                        "its container app is not the one that visitors come to"),
                row(app -> app.container("{readinessProbe: {exec: {command: [x]}}}"), note, "seccompProfile"),
                row(
                        app -> app.with(
                                "Deployment", "shop-api", d -> ((ObjectNode) d.at("/spec/template/spec/containers/0"))
                                        .remove("readinessProbe")),
                        note,
                        "has no readiness probe"),
                row(
                        app -> app.merge(
                                "Service", "api", "spec: {ports: [{name: http, port: 80, targetPort: other}]}"),
                        obstacle,
                        "Service api: its port leads to none that a container of Deployment shop-api lists"),
                row(app -> app.merge("Service", "api", "spec: {type: LoadBalancer}"), loss, "is of type LoadBalancer"),
                row(
                        app -> app.merge("Service", "api", "spec: {selector: {app.kubernetes.io/instance: s}}")
                                .merge(
                                        "Deployment",
                                        "shop-api",
                                        "spec: {template: {metadata: {labels: {app.kubernetes.io/instance: s}}}}"),
                        loss,
                        "Service api has no Pods once Deployment shop-api has none"),
                row(app -> app, note, "Service api stays, and selects the Pods of the release"),
                row(
                        app -> app.budget("{metadata: {name: b}, spec: {selector: {matchLabels: {app: shop-api}}}}"),
                        note,
                        "PodDisruptionBudget b selects the release's Pods beside the operator's own"),
                row(web("metadata: {name: shop}"), obstacle, "give the release another name"),
                row(
                        web("metadata: {annotations: {nginx.ingress.kubernetes.io/server-snippet: x}}"),
                        loss,
                        "annotation nginx.ingress.kubernetes.io/server-snippet is not permitted"),
                row(
                        web("metadata: {annotations: {nginx.ingress.kubernetes.io/affinity: cookie}}"),
                        loss,
                        "annotation nginx.ingress.kubernetes.io/affinity is not permitted"),
                row(
                        web("metadata: {annotations: {nginx.ingress.kubernetes.io/canary: 'true'}}"),
                        obstacle,
                        "is the canary of another Ingress"),
                row(
                        web("metadata: {annotations: {argocd.argoproj.io/tracking-id: x}}"),
                        note,
                        "says that a tool keeps it as it is"),
                row(
                        app -> app.with(
                                "Ingress", "web", i -> i.withObject("/metadata").remove("annotations")),
                        note,
                        "Traefik refuses bodies of more than 1 MiB"),
                row(web("spec: {ingressClassName: ''}"), obstacle, "names no IngressClass"),
                row(web("spec: {defaultBackend: {service: {name: page}}}"), loss, "spec.defaultBackend"),
                row(
                        web(
                                "spec: {tls: [{hosts: [shop.example.com], secretName: a}, {hosts: [b.test], secretName: b}]}"),
                        obstacle,
                        "has certificates in the Secrets a, b"),
                row(
                        web("spec: {tls: [{hosts: [b.test], secretName: a}]}"),
                        loss,
                        "has no certificate for shop.example.com"),
                row(path("{path: '/api(/|$)(.*)'}"), obstacle, "is a regular expression"),
                row(path("{pathType: Exact}"), loss, "path /api is for this path alone"),
                row(
                        path("backend: {service: {name: blog, port: {number: 80}}}"),
                        obstacle,
                        "path /api leads to Service blog, which has Pods of none of the named Deployments"),
                row(
                        path("backend: {service: {name: page, port: {number: 8080}}}"),
                        obstacle,
                        "paths / and /api lead to the same Deployment"));
    }
}
