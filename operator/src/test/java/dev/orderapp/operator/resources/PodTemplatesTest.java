package dev.orderapp.operator.resources;

import static dev.orderapp.operator.resources.ReleaseFixtures.backend;
import static dev.orderapp.operator.resources.ReleaseFixtures.configMap;
import static dev.orderapp.operator.resources.ReleaseFixtures.snapshot;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PodTemplatesTest {
    @Test
    void theTemplatesOfASmallReleaseAreTheseToTheLetter() throws IOException {
        OrderAppRelease release = ReleaseFixtures.shop("""
                backend: {image: "acme/order-backend:1.0.0", migration: {args: [migrate]}}
                frontend: {image: "acme/order-frontend:1.0.0"}
                """);
        RevisionSnapshot snapshot = snapshot(release);
        assertEquals(golden("backend.yaml", snapshot), yaml(snapshot.templates().get(ComponentName.backend)));
        assertEquals(
                golden("frontend.yaml", snapshot), yaml(snapshot.templates().get(ComponentName.frontend)));
        assertEquals(
                golden("migration.yaml", snapshot), yaml(snapshot.migration().orElseThrow()));
    }

    private static String golden(String file, RevisionSnapshot snapshot) throws IOException {
        try (InputStream in = PodTemplatesTest.class.getResourceAsStream(file)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("<revision>", snapshot.revision().id());
            return sortedYaml(Serialization.unmarshal(text, JsonNode.class));
        }
    }

    private static String yaml(PodTemplateSpec template) {
        return sortedYaml(CanonicalJson.tree(template));
    }

    private static String sortedYaml(JsonNode tree) {
        return Serialization.asYaml(CanonicalJson.parse(CanonicalJson.text(tree)));
    }

    /** A backend's fields, a pointer into its rendered template, and what must be there. */
    static Stream<Arguments> merges() {
        return Stream.of(
                merge("a field of the app's container is added", app("workingDir: /w"), APP + "/workingDir", "/w"),
                merge("… beside ours", app("workingDir: /w"), APP + "/imagePullPolicy", "IfNotPresent"),
                merge("the user's scalar wins", app("imagePullPolicy: Always"), APP + "/imagePullPolicy", "Always"),
                merge(
                        "… deep inside too",
                        app("securityContext: {readOnlyRootFilesystem: false}"),
                        APP + "/securityContext",
                        "{allowPrivilegeEscalation: false, readOnlyRootFilesystem: false, capabilities: {drop: [ALL]}}"),
                merge(
                        "a sidecar comes after the app",
                        spec("containers: [{name: proxy, image: p}]"),
                        "/spec/containers/1",
                        "{name: proxy, image: p}"),
                merge(
                        "init containers are the user's",
                        spec("initContainers: [{name: i, image: p}]"),
                        "/spec/initContainers",
                        "[{name: i, image: p}]"),
                merge(
                        "a volume is added",
                        spec("volumes: [{name: v, secret: {secretName: s}}]"),
                        "/spec/volumes",
                        "[{name: tmp, emptyDir: {}}, {name: v, secret: {secretName: s}}]"),
                merge(
                        "a volume of ours takes the user's source",
                        spec("volumes: [{name: tmp, hostPath: {path: /t}}]"),
                        "/spec/volumes",
                        "[{name: tmp, hostPath: {path: /t}}]"),
                merge(
                        "a mount is added",
                        app("volumeMounts: [{name: v, mountPath: /v}]"),
                        APP + "/volumeMounts",
                        "[{name: tmp, mountPath: /tmp}, {name: v, mountPath: /v}]"),
                merge(
                        "an empty value under a key of the user's own is a value",
                        spec(
                                "nodeSelector: {worker: ''}, volumes: [{name: v, csi: {driver: d, volumeAttributes: {a: ''}}}]"),
                        "/spec/volumes/1/csi",
                        "{driver: d, volumeAttributes: {a: ''}}"),
                merge(
                        "a port is added, with the protocol that the API server would write",
                        app("ports: [{name: jmx, containerPort: 9010}]"),
                        APP + "/ports",
                        "[{name: http, containerPort: 8080, protocol: TCP}, {name: jmx, containerPort: 9010, protocol: TCP}]"),
                merge(
                        "probes go to the port that the template has for them",
                        app("ports: [{name: management, containerPort: 8081}]"),
                        APP + "/readinessProbe/httpGet",
                        "{path: /actuator/health/readiness, port: management}"),
                merge(
                        "… by the paths of the spec",
                        "probes: {liveness: {path: /alive}}\n"
                                + app("ports: [{name: management, containerPort: 8081}]"),
                        APP + "/livenessProbe/httpGet",
                        "{path: /alive, port: management}"),
                merge(
                        "… unless the template says otherwise",
                        app("ports: [{name: management, containerPort: 8081}],"
                                + " startupProbe: {httpGet: {path: /started, port: http}}"),
                        APP + "/startupProbe/httpGet",
                        "{path: /started, port: http}"),
                merge(
                        "… not if it is a sidecar's",
                        spec("containers: [{name: proxy, image: p, ports: [{name: management, containerPort: 8081}]}]"),
                        APP + "/readinessProbe/httpGet",
                        "{path: /actuator/health/readiness, port: http}"),
                merge(
                        "… nor if it is the visitors' port by another name",
                        app("ports: [{name: management, containerPort: 8080}]"),
                        APP + "/readinessProbe/httpGet",
                        "{path: /actuator/health/readiness, port: http}"),
                merge(
                        "the app's port keeps its name, whatever else the template says of it",
                        app("ports: [{name: web, containerPort: 8080, hostPort: 80}]"),
                        APP + "/ports",
                        "[{name: http, containerPort: 8080, protocol: TCP, hostPort: 80}]"),
                merge(
                        "… also where the spec says its number",
                        "port: 9090\n" + app("ports: [{name: web, containerPort: 9090, protocol: TCP}]"),
                        APP + "/ports",
                        "[{name: http, containerPort: 9090, protocol: TCP}]"),
                merge(
                        "… and a probe or hook that uses the template's name finds it",
                        app("ports: [{name: web, containerPort: 8080}], readinessProbe: {tcpSocket: {port: web}}"),
                        APP + "/readinessProbe/tcpSocket",
                        "{port: http}"),
                merge(
                        "a port of another protocol is another port",
                        app("ports: [{name: quic, containerPort: 8080, protocol: UDP}]"),
                        APP + "/ports",
                        "[{name: http, containerPort: 8080, protocol: TCP}, {name: quic, containerPort: 8080, protocol: UDP}]"),
                merge(
                        "a probe keeps our rhythm and takes the user's action",
                        app("livenessProbe: {tcpSocket: {port: http}}"),
                        APP + "/livenessProbe",
                        "{tcpSocket: {port: http}, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6}"),
                merge(
                        "a hook is replaced as a whole",
                        app("lifecycle: {preStop: {exec: {command: [nap]}}}"),
                        APP + "/lifecycle",
                        "{preStop: {exec: {command: [nap]}}}"),
                merge("labels are added", metadata("labels: {team: orders}"), "/metadata/labels/team", "orders"),
                merge("annotations too", metadata("annotations: {a/b: c}"), "/metadata/annotations", "{a/b: c}"),
                merge(
                        "the user's spread replaces ours",
                        spec(
                                "topologySpreadConstraints: [{maxSkew: 2, topologyKey: z, whenUnsatisfiable: DoNotSchedule}]"),
                        "/spec/topologySpreadConstraints",
                        "[{maxSkew: 2, topologyKey: z, whenUnsatisfiable: DoNotSchedule}]"),
                merge(
                        "the grace period is the user's",
                        spec("terminationGracePeriodSeconds: 90"),
                        "/spec/terminationGracePeriodSeconds",
                        "90"),
                merge(
                        "environment sources are added",
                        "envFrom: [{secretRef: {name: a}}]\n" + app("envFrom: [{secretRef: {name: b}}]"),
                        APP + "/envFrom",
                        "[{secretRef: {name: a}}, {secretRef: {name: b}}]"),
                merge(
                        "a variable of the template replaces that of the spec as a whole",
                        "env: [{name: A, value: a}]\n"
                                + app("env: [{name: A, valueFrom: {secretKeyRef: {name: s, key: k}}}]"),
                        APP + "/env/2",
                        "{name: A, valueFrom: {secretKeyRef: {name: s, key: k}}}"),
                merge(
                        "of two variables with one name the later counts",
                        "env: [{name: A, value: a}, {name: A, value: b}]",
                        APP + "/env/2",
                        "{name: A, value: b}"),
                merge(
                        "an empty variable is sent as the API server stores it",
                        "env: [{name: A, value: ''}]",
                        APP + "/env/2",
                        "{name: A}"),
                merge(
                        "a field reference says its version",
                        "env: [{name: A, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}]",
                        APP + "/env/2/valueFrom",
                        "{fieldRef: {apiVersion: v1, fieldPath: spec.nodeName}}"),
                merge(
                        "a resource reference says its divisor",
                        "env: [{name: A, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}]",
                        APP + "/env/2/valueFrom",
                        "{resourceFieldRef: {divisor: '0', resource: limits.cpu}}"),
                merge(
                        "quantities are canonical",
                        "resources: {limits: {cpu: 0.5, memory: 1024Mi}}",
                        APP + "/resources",
                        "{limits: {cpu: 500m, memory: 1Gi}}"),
                merge(
                        "probes of the spec change what they name alone",
                        "probes: {readiness: {path: /r}}",
                        APP + "/readinessProbe",
                        "{httpGet: {path: /r, port: http}, periodSeconds: 2, timeoutSeconds: 2, failureThreshold: 3}"),
                merge(
                        "the operator's variables cannot be overridden",
                        app("env: [{name: ORDER_APP_STABLE_SERVICE, value: evil}, {name: POD_NAME, value: evil}]"),
                        APP + "/env/1",
                        "{name: POD_NAME, valueFrom: {fieldRef: {apiVersion: v1, fieldPath: metadata.name}}}"),
                merge(
                        "… nor can other names of theirs be added",
                        app("env: [{name: ORDER_APP_OTHER, value: evil}]"),
                        APP + "/env/2",
                        ""),
                merge(
                        "labels of selectors cannot be overridden",
                        metadata("labels: {app.kubernetes.io/component: frontend}"),
                        "/metadata/labels/app.kubernetes.io~1component",
                        "backend"),
                merge("the image is the spec's", app("image: other"), APP + "/image", "acme/order-backend:1.0.0"),
                merge(
                        "the restart policy is Kubernetes' own",
                        spec("restartPolicy: Never"),
                        "/spec/restartPolicy",
                        ""));
    }

    private static final String APP = "/spec/containers/0";

    private static String app(String field) {
        return spec("containers: [{name: app, " + field + "}]");
    }

    private static String spec(String field) {
        return "podTemplate: {spec: {" + field + "}}";
    }

    private static String metadata(String field) {
        return "podTemplate: {metadata: {" + field + "}}";
    }

    private static Arguments merge(String what, String fields, String pointer, String expected) {
        return Arguments.of(what, fields, pointer, expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("merges")
    void aPodTemplateIsLaidOverOurs(String what, String fields, String pointer, String expected) {
        JsonNode template = CanonicalJson.tree(template(backend(fields)));
        JsonNode wanted = Serialization.unmarshal("---\n" + (expected.isEmpty() ? "null" : expected), JsonNode.class);
        assertEquals(
                wanted == null || wanted.isNull() ? "" : CanonicalJson.text(wanted),
                template.at(pointer).isMissingNode() ? "" : CanonicalJson.text(template.at(pointer)));
    }

    @Test
    void configMapsAreReadFromTheRevisionsOwnCopies() {
        OrderAppRelease release = backend("""
                env: [{name: A, valueFrom: {configMapKeyRef: {name: one, key: a}}}]
                envFrom: [{configMapRef: {name: maybe, optional: true}}]
                podTemplate: {spec: {volumes: [{name: v, configMap: {name: one}}]}}
                """);
        ConfigMap one = configMap("one", "a", "1");
        String copy = "shop-one-" + ReleaseFixtures.input(release, one).id();
        JsonNode template = CanonicalJson.tree(template(release, one));
        assertEquals(
                copy, template.at(APP + "/env/2/valueFrom/configMapKeyRef/name").asText());
        assertEquals(copy, template.at("/spec/volumes/1/configMap/name").asText());
        assertEquals(
                copy.replace("-one-", "-maybe-"),
                template.at(APP + "/envFrom/0/configMapRef/name").asText(),
                "one that appears later must not change a running revision");
    }

    @Test
    void aMigrationRunsWithoutSidecarsAndProbesAndWithNoSelectorsLabels() {
        OrderAppRelease release = backend("""
                migration: {command: [sh], args: [-c, migrate]}
                podTemplate:
                  spec:
                    initContainers: [{name: wait, image: p}]
                    containers: [{name: proxy, image: p}, {name: app, command: [serve], args: [x]}]
                """);
        PodTemplateSpec migration = snapshot(release).migration().orElseThrow();
        JsonNode tree = CanonicalJson.tree(migration);
        assertEquals(1, migration.getSpec().getContainers().size());
        assertEquals("wait", migration.getSpec().getInitContainers().get(0).getName());
        assertEquals("[\"sh\"]", tree.at(APP + "/command").toString());
        assertEquals("[\"-c\",\"migrate\"]", tree.at(APP + "/args").toString());
        assertEquals("Never", migration.getSpec().getRestartPolicy());
        assertEquals("migration", migration.getMetadata().getLabels().get("app.kubernetes.io/component"));
    }

    private static PodTemplateSpec template(OrderAppRelease release, ConfigMap... configMaps) {
        return snapshot(release, configMaps).templates().get(ComponentName.backend);
    }
}
