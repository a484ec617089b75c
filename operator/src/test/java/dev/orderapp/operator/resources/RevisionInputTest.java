package dev.orderapp.operator.resources;

import static dev.orderapp.operator.resources.ReleaseFixtures.backend;
import static dev.orderapp.operator.resources.ReleaseFixtures.configMap;
import static dev.orderapp.operator.resources.ReleaseFixtures.input;
import static dev.orderapp.operator.resources.ReleaseFixtures.shop;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.operator.rollout.Revision;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RevisionInputTest {
    private static final String FULL = """
        backend:
          image: acme/order-backend:1.0.0
          replicas: 2
          port: 8081
          path: /api
          metrics: {port: 9464, path: /metrics, scheme: HTTP}
          service: {annotations: {tier: api}, appProtocol: http}
          podDisruptionBudget: {maxUnavailable: 2}
          env:
            - {name: GREETING, value: hello}
            - {name: LEVEL, valueFrom: {configMapKeyRef: {name: settings, key: level}}}
          envFrom: [{secretRef: {name: database}}]
          resources: {requests: {cpu: 500m, memory: 1Gi}}
          probes: {startup: {path: /started, failureThreshold: 9}}
          podTemplate:
            metadata: {labels: {team: orders}}
            spec: {nodeSelector: {"example.com/worker": ""}, containers: [{name: app, workingDir: /app}]}
          migration: {args: [migrate]}
        frontend: {image: "acme/order-frontend:1.0.0", replicas: 2, path: /}
        ingress: {className: nginx, hosts: [shop.test]}
        commonMetadata: {labels: {cost: low}, annotations: {contact: us}}
        canary: {steps: [{weight: 50}, {weight: 100}]}
        analysis: {interval: 5s}
        paused: false
        """;

    private static final ConfigMap SETTINGS = configMap("settings", "level", "info");

    @ParameterizedTest(name = "{0} → {1} is another revision")
    @CsvSource(delimiter = '|', textBlock = """
        order-backend:1.0.0     | order-backend:1.0.1
        order-frontend:1.0.0    | order-frontend:1.0.1
        port: 8081              | port: 8082
        value: hello            | value: hi
        name: GREETING          | name: GRUSS
        name: database          | name: other-database
        cpu: 500m               | cpu: 501m
        memory: 1Gi             | memory: 1G
        path: /started          | path: /begun
        failureThreshold: 9     | failureThreshold: 10
        team: orders            | team: carts
        worker": ""             | other": ""
        workingDir: /app        | workingDir: /
        args: [migrate]         | args: [migrate, all]
        migration: {args: [migrate]} |
        """)
    void whatPodsAreMadeOfIsPartOfTheRevision(String part, String other) {
        OrderAppRelease changed =
                shop(change(FULL, part, Optional.ofNullable(other).orElse("")));
        assertNotEquals(
                input(shop(FULL), SETTINGS).id(), input(changed, SETTINGS).id());
    }

    @ParameterizedTest(name = "{0} → {1} is the same revision")
    @CsvSource(delimiter = '|', textBlock = """
        replicas: 2             | replicas: 3
        path: /api              | path: /v1/api
        path: /}                | path: /shop}
        path: /metrics          | path: /prometheus
        port: 9464              | port: telemetry
        scheme: HTTP            | scheme: HTTPS
        tier: api               | tier: all
        appProtocol: http       | appProtocol: grpc
        maxUnavailable: 2       | maxUnavailable: 50%
        cost: low               | cost: high
        contact: us             | contact: them
        metrics: {port: 9464, path: /metrics, scheme: HTTP} |
        className: nginx        | className: public
        hosts: [shop.test]      | hosts: []
        {weight: 50}            | {weight: 20}
        interval: 5s            | interval: 10s
        paused: false           | paused: true
        cpu: 500m               | cpu: 0.5
        memory: 1Gi             | memory: 1024Mi
        cpu: 500m, memory: 1Gi  | memory: 1Gi, cpu: 500m
        requests:               | limits: {}, claims: [], requests:
        workingDir: /app        | workingDir: /app, resources: {}, command: [], terminationMessagePath: ""
        """)
    void whatPodsAreNotMadeOfOrWhatSaysTheSameIsNot(String part, String other) {
        OrderAppRelease changed =
                shop(change(FULL, part, Optional.ofNullable(other).orElse("")));
        assertEquals(input(shop(FULL), SETTINGS).id(), input(changed, SETTINGS).id());
    }

    private static String change(String spec, String part, String other) {
        assertTrue(spec.contains(part), "the spec of this test has no " + part);
        return spec.replace(part, other);
    }

    @Test
    void theContentOfANamedConfigMapIsPartOfTheRevision() {
        assertNotEquals(
                input(shop(FULL), SETTINGS).id(),
                input(shop(FULL), configMap("settings", "level", "debug")).id());
    }

    @Test
    void metadataOfAConfigMapAndConfigMapsThatNothingNamesAreNot() {
        ConfigMap labelled = new ConfigMapBuilder(SETTINGS)
                .editMetadata()
                .addToLabels("a", "b")
                .endMetadata()
                .build();
        assertEquals(
                input(shop(FULL), SETTINGS).id(),
                input(shop(FULL), labelled, configMap("unrelated", "a", "b")).id());
    }

    @Test
    void anEmptyValueInAConfigMapIsAValue() {
        assertNotEquals(
                input(shop(FULL), configMap("settings", "level", "")).id(),
                input(
                                shop(FULL),
                                new ConfigMapBuilder(configMap("settings", "level", ""))
                                        .addToData("more", "")
                                        .build())
                        .id());
    }

    @Test
    void theNameOfARevisionStaysTheSameForEver() {
        assertEquals(
                "szgd2zxccn",
                input(shop(FULL), SETTINGS).id(),
                "The hash of a revision has changed: every running shop would start a canary on the upgrade of its"
                        + " operator. Undo that, whatever else changes.");
    }

    @Test
    void aRevisionKnowsItsImagesAndWhetherItMigrates() {
        Revision revision = input(shop(FULL), SETTINGS).revision();
        assertEquals(
                Map.of(
                        ComponentName.backend, "acme/order-backend:1.0.0",
                        ComponentName.frontend, "acme/order-frontend:1.0.0"),
                revision.images());
        assertTrue(revision.migrates());
        assertTrue(revision.id().matches("[a-z0-9]{10}"), revision.id());
        assertEquals(false, input(shop()).revision().migrates());
    }

    private static final String NAMING = """
        env: [{name: A, valueFrom: {configMapKeyRef: {name: one, key: a}}}]
        envFrom: [{configMapRef: {name: two}}, {configMapRef: {name: maybe, optional: true}}]
        podTemplate:
          spec:
            initContainers: [{name: i, envFrom: [{configMapRef: {name: three}}]}]
            volumes:
              - {name: v, configMap: {name: four, items: [{key: f, path: f}]}}
              - {name: p, projected: {sources: [{configMap: {name: five}}, {secret: {name: s}}]}}
        """;

    @Test
    void configMapsAreFoundWhereverPodsMayNameThem() {
        assertEquals(
                Set.of("one", "two", "maybe", "three", "four", "five"),
                RevisionInput.configMapNames(backend(NAMING).getSpec()));
    }

    @ParameterizedTest(name = "without {0}")
    @CsvSource(delimiter = '|', textBlock = """
        one   | spec.backend.env[0].valueFrom.configMapKeyRef names the ConfigMap one, which does not exist: create it, or say optional: true there
        four  | spec.backend.podTemplate.spec.volumes[0].configMap names the ConfigMap four, which does not exist: create it, or say optional: true there
        five  | spec.backend.podTemplate.spec.volumes[1].projected.sources[0].configMap names the ConfigMap five, which does not exist: create it, or say optional: true there
        maybe |
        """)
    void aMissingConfigMapIsAProblemUnlessItIsOptional(String missing, String problem) {
        Map<String, ConfigMap> found = allNamed();
        found.remove(missing);
        assertEquals(
                Optional.ofNullable(problem),
                RevisionInput.of(backend(NAMING).getSpec(), found).problem());
    }

    @Test
    void aMissingKeyIsAProblemToo() {
        Map<String, ConfigMap> found = allNamed();
        found.put("four", configMap("four", "g", ""));
        assertEquals(
                Optional.of(
                        "spec.backend.podTemplate.spec.volumes[0].configMap names the ConfigMap four, which has no key"
                                + " f: add it, or say optional: true there"),
                RevisionInput.of(backend(NAMING).getSpec(), found).problem());
    }

    @Test
    void anOptionalConfigMapThatAppearsIsAnotherRevision() {
        Map<String, ConfigMap> without = allNamed();
        without.remove("maybe");
        assertNotEquals(
                RevisionInput.of(backend(NAMING).getSpec(), without)
                        .input()
                        .orElseThrow()
                        .id(),
                RevisionInput.of(backend(NAMING).getSpec(), allNamed())
                        .input()
                        .orElseThrow()
                        .id());
    }

    @Test
    void moreConfigThanFitsIntoOneObjectIsRefusedInWords() {
        Map<String, ConfigMap> found = allNamed();
        found.put("two", configMap("two", "big", "x".repeat(600 * 1024)));
        assertEquals(
                Optional.of(
                        "the ConfigMaps five, four, maybe, one, three, two hold 600 KiB together, and at most 512 KiB"
                                + " can be part of a revision: put what is bigger into the image or a Secret"),
                RevisionInput.of(backend(NAMING).getSpec(), found).problem());
    }

    private static Map<String, ConfigMap> allNamed() {
        Map<String, ConfigMap> found = new HashMap<>();
        found.put("one", configMap("one", "a", "1"));
        found.put("two", configMap("two", "b", "2"));
        found.put("maybe", configMap("maybe", "c", "3"));
        found.put("three", configMap("three", "d", "4"));
        found.put("four", configMap("four", "f", "5"));
        found.put("five", configMap("five", "e", "6"));
        return found;
    }
}
