package dev.orderapp.e2e.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orderapp.v1.OrderAppReleaseSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a change sends to the API server. */
class ChangeTest {
    private static final OrderAppReleaseSpec NOW = Serialization.unmarshal("""
            backend:
              image: registry.example:5000/api:1.0.0
              env:
                - {name: KEY, valueFrom: {secretKeyRef: {name: shop, key: key}}}
                - {name: TRY, value: "1"}
            frontend: {image: "registry.example:5000/page:1.0.0"}
            """, OrderAppReleaseSpec.class);

    private static void assertPatch(String expected, Change change) {
        assertEquals(
                Serialization.unmarshal(expected, Object.class),
                Serialization.unmarshal(change.mergePatch(NOW), Object.class));
    }

    @Test
    void tagsChangeAndTheRegistryStays() {
        assertPatch("""
                spec:
                  backend: {image: "registry.example:5000/api:1.1.0"}
                  frontend: {image: "registry.example:5000/page:1.2.0"}
                """, Change.tags("1.1.0", "1.2.0"));
    }

    @Test
    void aVariableIsReplacedAndTheOthersStay() {
        assertPatch("""
                spec:
                  backend:
                    env:
                      - {name: KEY, valueFrom: {secretKeyRef: {name: shop, key: key}}}
                      - {name: TRY, value: "2"}
                """, Change.variable("TRY", "2"));
    }

    @Test
    void twoVariablesOfOneChangeAreBothThere() {
        assertPatch("""
                spec:
                  backend:
                    env:
                      - {name: KEY, valueFrom: {secretKeyRef: {name: shop, key: key}}}
                      - {name: TRY, value: "2"}
                      - {name: MORE, value: "3"}
                """, Change.variable("TRY", "2").and(Change.variable("MORE", "3")));
    }

    @Test
    void replicasAndPauseLeaveTheImagesAlone() {
        assertPatch(
                "spec: {backend: {replicas: 3}, paused: true}",
                Change.replicas(3).and(Change.paused(true)));
    }

    @Test
    void laterChangesWin() {
        assertPatch(
                """
                spec:
                  canary: {steps: [{weight: 50, hold: 5s}, {weight: 100, hold: 1m}]}
                  analysis: {metrics: [{name: a}]}
                """,
                Change.steps("30/5s")
                        .and(Change.defaultMetrics())
                        .and(Change.steps("50/5s", "100/1m"))
                        .and(Change.metrics("- {name: a}")));
    }

    @Test
    void aFreezeLastsForWholeMinutes() {
        Instant now = Instant.parse("2026-11-24T23:58:40Z");
        assertPatch("spec: {freezeWindows: [{from: '23:58', to: '00:00'}]}", Change.freeze(now, now.plusSeconds(30)));
    }

    @Test
    void whatIsNotNamedIsRemoved() {
        assertPatch("spec: {analysis: {metrics: null}}", Change.defaultMetrics());
    }
}
