package dev.orderapp.operator.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read off a Pod's status, as the kubelet writes it. */
class PodReportTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:05:00Z");

    @Test
    void aReadyPodIsReadyUntilItGoesAway() {
        assertTrue(pod("", "conditions: [{type: Ready, status: 'True'}]").ready());
        assertFalse(pod("", "conditions: [{type: Ready, status: 'False'}]").ready());
        assertFalse(pod("deletionTimestamp: '2026-11-24T10:04:00Z'", "conditions: [{type: Ready, status: 'True'}]")
                .ready());
        assertFalse(pod("", "{}").ready());
    }

    @Test
    void aContainerThatBacksOffIsACrashLoop() {
        PodReport pod = pod("", """
                containerStatuses:
                  - {name: app, restartCount: 2, state: {waiting: {reason: CrashLoopBackOff}},
                     lastState: {terminated: {exitCode: 137, reason: OOMKilled}}}
                """);

        assertEquals(
                Optional.of("container app of Pod p restarts again and again (2 restarts; last exit code 137,"
                        + " OOMKilled)"),
                pod.crash(NOW));
        assertEquals(Optional.empty(), pod.waiting());
    }

    @ParameterizedTest
    @CsvSource({
        "2, 2026-11-24T10:04:50Z, false", // twice may be an accident
        "3, 2026-11-24T10:04:50Z, true",
        "3, 2026-11-24T09:50:00Z, false", // it has run on since: recovered
    })
    void restartsCountWhileTheyAreRecent(int restarts, String lastExit, boolean crashes) {
        PodReport pod = pod("", """
                containerStatuses:
                  - {name: app, restartCount: %d, state: {running: {}},
                     lastState: {terminated: {exitCode: 1, finishedAt: '%s'}}}
                """.formatted(restarts, lastExit));

        assertEquals(crashes, pod.crash(NOW).isPresent());
    }

    @Test
    void aPodThatWaitsSaysWhy() {
        assertEquals(
                Optional.of("Pod p waits: CreateContainerConfigError, secret \"database\" not found"),
                pod("", """
                        containerStatuses:
                          - {name: app, restartCount: 0, state: {waiting: {reason: CreateContainerConfigError,
                             message: 'secret "database" not found'}}}
                        """).waiting());
        assertEquals(
                Optional.of("Pod p waits: Unschedulable, 0/1 nodes are available"),
                pod("", """
                        conditions: [{type: PodScheduled, status: 'False', reason: Unschedulable,
                                      message: 0/1 nodes are available}]
                        """).waiting());
        assertEquals(
                Optional.empty(),
                pod(
                                "",
                                "containerStatuses: [{name: app, restartCount: 0, state: {waiting: {reason: PodInitializing}}}]")
                        .waiting());
    }

    private static PodReport pod(String metadata, String status) {
        String yaml = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\n" + metadata.indent(2) + "status:\n"
                + status.indent(2);
        return new PodReport(Serialization.unmarshal(yaml, Pod.class));
    }
}
