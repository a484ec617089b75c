package dev.orderapp.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.DefaultKubernetesResourceList;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API server has stored can be held, whatever it is; and says what of it can't be read. */
class StoredReleaseTest {
    private static final String GOOD = "backend: {image: 'a:1', replicas: 3, path: /shop}";

    @Test
    void aListHoldsTheOthersBesideOneThatCanNotBeRead() {
        DefaultKubernetesResourceList<OrderAppRelease> list = Serialization.unmarshal(
                "--- {apiVersion: v1, items: [" + release(GOOD, "") + ", "
                        + release("backend: {image: 'a:1', replicas: 5000000000}", "") + "]}",
                new TypeReference<>() {});

        assertEquals(List.of(), list.getItems().get(0).unreadable());
        assertEquals(
                List.of("spec.backend.replicas: 5000000000 is out of range: write a number from -2147483648 to"
                        + " 2147483647"),
                list.getItems().get(1).unreadable());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1GB", "512MB", "", "x", " 1", "1Kii", "1e99999", "99E", "0x10", "--1", "1.2.3", "٣"})
    void whatIsNoQuantityIsNamed(String text) {
        OrderAppRelease read = read(
                release("backend: {image: 'a:1', replicas: 1, resources: {limits: {memory: '" + text + "'}}}", ""));

        assertEquals(
                List.of("spec.backend.resources.limits.memory: \"" + text
                        + "\" is not a quantity: write one such as 250m or 2 for cpu, 512Mi or 1Gi for memory"),
                read.unreadable());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.5",
                "500m",
                "1Gi",
                "1.5Gi",
                "1e3",
                "'1E3'",
                "1e-3",
                "1e+3",
                "5000000000",
                ".5",
                "5.",
                "+1",
                "7E",
                "1n",
                "8Ki"
            })
    void whatIsAQuantityIsRead(String text) {
        OrderAppRelease read =
                read(release("backend: {image: 'a:1', replicas: 1, resources: {limits: {cpu: " + text + "}}}", ""));

        assertEquals(List.of(), read.unreadable());
        read.getSpec().backend().resources().getLimits().get("cpu").getNumericalAmount();
    }

    @Test
    void thePartThatCanNotBeReadIsThatOfTheLastSpecThatCould() {
        OrderAppRelease before = read(release(
                GOOD
                        + ", canary: {steps: [{weight: 40, hold: 7m, approval: false}, {weight: 100, hold: 1m,"
                        + " approval: false}], progressDeadline: 3m, drain: 2s, keepPrevious: 0s}, paused: false",
                ""));

        OrderAppRelease after = read(release(
                "backend: {image: 'a:1', replicas: 5, port: 99999999999}, canary: {drain: 1d}, paused: false",
                "settings: '" + before.settings() + "'"));

        assertEquals(before.getSpec().canary(), after.getSpec().canary());
        assertEquals(5, after.getSpec().backend().replicas());
        assertEquals("/shop", after.getSpec().backend().path());
        assertEquals(false, after.getSpec().paused());
        assertEquals(2, after.unreadable().size());
        assertEquals(before.settings(), after.settings());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{path: 'x'} | spec.backend.metrics.path: x must be a path such as /metrics, without a query",
                "{path: '/a b'} | spec.backend.metrics.path: /a b must be a path such as /metrics, without a query",
                "{port: 0} | spec.backend.metrics.port: 0 must be a port from 1 to 65535, or the name of a container's"
                        + " port",
                "{port: '1'} | spec.backend.metrics.port: 1 must be a port from 1 to 65535, or the name of a"
                        + " container's port"
            })
    void aPageThatCanNotBeAskedIsThatOfTheLastSpecThatCould(String page, String sentence) {
        OrderAppRelease before =
                read(release("backend: {image: 'a:1', metrics: {port: web, path: /m, scheme: HTTPS}}", ""));

        OrderAppRelease after = read(
                release("backend: {image: 'a:1', metrics: " + page + "}", "settings: '" + before.settings() + "'"));

        assertEquals(List.of(sentence), after.unreadable());
        assertEquals(
                before.getSpec().backend().metrics(), after.getSpec().backend().metrics());
    }

    @Test
    void whereNoOtherIsKnownNothingAdvances() {
        OrderAppRelease read = read(release(GOOD + ", analysis: {onNoData: Ask}, paused: false", ""));

        assertEquals(true, read.getSpec().paused());
        assertEquals(ServingSettings.ANALYSIS, read.getSpec().analysis());
        assertNull(read.settings());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "canary: {steps: []} | spec.canary.steps: [] must be one or more steps, such as 30, 50, 100",
                "canary: {steps: [{weight: 0, hold: 1s, approval: false}]} | spec.canary.steps[0].weight: 0 must be from 1 to 100, or 0 with approval: true and canary.preview",
                "analysis: {interval: 0s} | spec.analysis.interval: 0s must be a duration from 1s to 1m, such as 5s",
                "analysis: {interval: 1s, falseAlarm: 50%} | spec.analysis.falseAlarm: 50% must be a percentage above"
                        + " 0% and at most 20%, such as 1% or 0.5%",
                "freezeWindows: [{from: '00:00', to: '00:00', timeZone: Asia/Soul}] | spec.freezeWindows[0].timeZone: Asia/Soul is"
                        + " no time zone that the operator knows: write its name in the IANA database, such as Asia/Seoul or UTC",
                "freezeWindows: [{days: [], from: '00:00', to: '00:00', timeZone: UTC}] | spec.freezeWindows[0].days: [] must name a"
                        + " day at least, such as Sat, or be left out for every day",
                "freezeWindows: [{from: '9', to: '00:00', timeZone: UTC}] | spec.freezeWindows[0].from: 9 must be a time from 00:00 to"
                        + " 23:59",
                "ingress: {hosts: {}} | spec.ingress.hosts: {} is not what this operator reads there: write it as"
                        + " docs/reference.md says"
            })
    void whatTheOperatorTakesForGrantedIsAskedFor(String part, String sentence) {
        assertEquals(List.of(sentence), read(release(GOOD + ", " + part, "")).unreadable());
    }

    @Test
    void anEntryOfTheHistoryThatCanNotBeReadIsLeftOut() {
        OrderAppRelease read = read(release(
                GOOD, "phase: Stable, history: [{revision: a, outcome: Parked}, {revision: b, outcome: Promoted}]"));

        assertEquals(
                List.of("b"),
                read.getStatus().history().stream().map(HistoryEntry::revision).toList());
    }

    @Test
    void aStatusThatCanNotBeReadIsNoneAndSaysWhy() {
        OrderAppRelease read = read(release(GOOD, "phase: Warming"));

        assertNull(read.getStatus());
        assertEquals(
                "Warming", read.unreadableStatus().orElseThrow().path("phase").asText());
        assertTrue(
                read.statusProblem()
                        .orElseThrow()
                        .startsWith(
                                "status.phase: \"Warming\" is not known to this operator: write one of Initializing,"),
                read.statusProblem().orElseThrow());
    }

    @Test
    void aReaderThatLeavesOutFieldsStillDoes() {
        ObjectMapper lean = new ObjectMapper().addMixIn(ComponentSpec.class, WithoutPort.class);

        OrderAppRelease read = new KubernetesSerialization(lean, false)
                .unmarshal(
                        "--- " + release("backend: {image: 'a:1', port: 80, resources: {limits: {cpu: 1GB}}}", ""),
                        OrderAppRelease.class);

        assertEquals(1, read.unreadable().size());
        read = new KubernetesSerialization(lean, false)
                .unmarshal("--- " + release("backend: {image: 'a:1', port: 80}", ""), OrderAppRelease.class);
        assertNull(read.getSpec().backend().port());
    }

    @JsonIgnoreProperties("port")
    private interface WithoutPort {}

    @Test
    void whatDoesNotComeFromTheApiServerIsReadStrictly() {
        String file =
                release("backend: {image: 'a:1', replicas: 5000000000}", "").replace("uid: u, ", "");

        assertThrows(RuntimeException.class, () -> read(file));
    }

    private static String release(String spec, String status) {
        return "{apiVersion: orderapp.dev/v1, kind: OrderAppRelease, metadata: {uid: u, name: shop}, spec: {" + spec
                + "}, status: {" + status + "}}";
    }

    private static OrderAppRelease read(String yaml) {
        return Serialization.unmarshal("--- " + yaml, OrderAppRelease.class);
    }
}
