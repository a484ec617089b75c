package dev.orderapp.operator.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.operator.cache.CacheTrimmer;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read off a Pod's status, as the kubelet writes it. */
class PodHealthTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:05:00Z");
    private static final Instant RECENTLY = NOW.minus(PodHealth.RECENT);

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
        PodHealth pod = pod("", """
                containerStatuses:
                  - {name: app, restartCount: 2, state: {waiting: {reason: CrashLoopBackOff}},
                     lastState: {terminated: {exitCode: 137, reason: OOMKilled}}}
                """);

        assertEquals(
                Optional.of("container app of Pod p restarts again and again (2 restarts; last exit code 137,"
                        + " OOMKilled)"),
                pod.crash(RECENTLY));
        assertEquals(Optional.empty(), pod.waiting());
    }

    @ParameterizedTest
    @CsvSource({
        "2, 2026-11-24T10:04:50Z, false", // twice may be an accident
        "3, 2026-11-24T10:04:50Z, true",
        "3, 2026-11-24T09:50:00Z, false", // it has run on since: recovered
    })
    void restartsCountWhileTheyAreRecent(int restarts, String lastExit, boolean crashes) {
        PodHealth pod = pod("", """
                containerStatuses:
                  - {name: app, restartCount: %d, state: {running: {}},
                     lastState: {terminated: {exitCode: 1, finishedAt: '%s'}}}
                """.formatted(restarts, lastExit));

        assertEquals(crashes, pod.crash(RECENTLY).isPresent());
    }

    @Test
    void restartsThatWereNeededToStartAreNoCrashLoopOnceItRuns() {
        PodHealth pod = pod("", """
                containerStatuses:
                  - {name: app, restartCount: 4, state: {running: {}},
                     lastState: {terminated: {exitCode: 1, finishedAt: '2026-11-24T10:04:50Z'}}}
                """);

        assertEquals(Optional.empty(), pod.crash(Instant.parse("2026-11-24T10:04:55Z")));
    }

    @Test
    void aServerThatEndsWellAgainAndAgainIsACrashLoop() {
        PodHealth pod = pod("", """
                containerStatuses:
                  - {name: app, restartCount: 3, state: {running: {}},
                     lastState: {terminated: {exitCode: 0, reason: Completed, finishedAt: '2026-11-24T10:04:50Z'}}}
                """);

        assertTrue(pod.crash(RECENTLY).isPresent());
        assertEquals(Optional.empty(), pod.crash(NOW));
    }

    private static final String APP_FINE = "{name: app, restartCount: 0, state: {running: {}}}";

    /** A container of the Pod in each way in which one may end, and whether that speaks against the version. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            exits with 1                  | exitCode: 1, reason: Error                    | true
            needs too much memory         | exitCode: 137, reason: OOMKilled              | true
            fails its liveness probe      | exitCode: 143, reason: Error                  | true
            hangs at its liveness probe   | exitCode: 137, reason: Error                  | true
            can't be started              | exitCode: 128, reason: StartError             | true
            says no reason                | exitCode: 1                                   | true
            ends with its node            | exitCode: 255, reason: Unknown                | false
            is not found any more         | exitCode: 137, reason: ContainerStatusUnknown | false
            """)
    void onlyARunThatFailedIsACrash(String how, String exit, boolean crashes) {
        String last = "lastState: {terminated: {" + exit + ", finishedAt: '2026-11-24T10:04:50Z'}}}";
        String running = "{name: app, restartCount: 4, state: {running: {}}, " + last;
        String waiting = "{name: app, restartCount: 2, state: {waiting: {reason: CrashLoopBackOff}}, " + last;

        for (String container : List.of(running, waiting)) {
            assertEquals(
                    crashes,
                    pod("", "containerStatuses: [" + container + "]")
                            .crash(RECENTLY)
                            .isPresent(),
                    container);
            assertEquals(
                    crashes,
                    sidecar("initContainerStatuses: [" + container + "]\ncontainerStatuses: [" + APP_FINE + "]")
                            .crash(RECENTLY)
                            .isPresent(),
                    "sidecar " + container);
        }
    }

    /** It waits for a database, say, and fails until that is there. */
    @ParameterizedTest
    @CsvSource({"'waiting: {reason: CrashLoopBackOff}'", "'running: {}'"})
    void anInitContainerThatFailsIsWaitedFor(String state) {
        PodHealth pod = pod("", """
                initContainerStatuses:
                  - {name: wait-for-database, restartCount: 5, state: {%s},
                     lastState: {terminated: {exitCode: 1, reason: Error, finishedAt: '2026-11-24T10:04:50Z'}}}
                containerStatuses:
                  - {name: app, restartCount: 0, state: {waiting: {reason: PodInitializing}}}
                """.formatted(state));

        assertEquals(Optional.empty(), pod.crash(RECENTLY));
        assertEquals(
                Optional.of("Pod p waits: init container wait-for-database fails and is tried again"
                        + " (5 restarts; last exit code 1, Error)"),
                pod.waiting());
    }

    @Test
    void anInitContainerThatSucceededInTheEndIsNoMatter() {
        PodHealth pod = pod("", """
                initContainerStatuses:
                  - {name: wait-for-database, restartCount: 5, state: {terminated: {exitCode: 0, reason: Completed}},
                     lastState: {terminated: {exitCode: 1, reason: Error, finishedAt: '2026-11-24T10:04:50Z'}}}
                containerStatuses: [%s]
                """.formatted(APP_FINE));

        assertEquals(Optional.empty(), pod.crash(RECENTLY));
        assertEquals(Optional.empty(), pod.waiting());
    }

    @Test
    void aServerThatEndsWellEachTimeSaysSo() {
        PodHealth pod = pod("", """
                containerStatuses:
                  - {name: app, restartCount: 2, state: {waiting: {reason: CrashLoopBackOff}},
                     lastState: {terminated: {exitCode: 0, reason: Completed, finishedAt: '2026-11-24T10:04:50Z'}}}
                """);

        assertEquals(
                Optional.of("Pod p waits: container app ends by itself and is started again"
                        + " (2 restarts; last exit code 0, Completed)"),
                pod.waiting());
    }

    /** It stays listed as it was when its node was drained. */
    @ParameterizedTest
    @CsvSource({"Failed, Evicted", "Failed, NodeShutdown", "Succeeded, Completed"})
    void aPodThatEndedCrashesNoMore(String phase, String reason) {
        PodHealth pod = pod("", """
                phase: %s
                reason: %s
                containerStatuses:
                  - {name: app, restartCount: 3, state: {terminated: {exitCode: 137}},
                     lastState: {terminated: {exitCode: 1, finishedAt: '2026-11-24T10:04:50Z'}}}
                """.formatted(phase, reason));

        assertEquals(Optional.empty(), pod.crash(RECENTLY));
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

    /** As the cache has it. */
    private static PodHealth sidecar(String status) {
        String yaml = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: app}],"
                + " initContainers: [{name: app, image: proxy, restartPolicy: Always}]}\nstatus:\n" + status.indent(2);
        return new PodHealth(CacheTrimmer.trim(Serialization.unmarshal(yaml, Pod.class)));
    }

    private static PodHealth pod(String metadata, String status) {
        String yaml = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\n" + metadata.indent(2) + "status:\n"
                + status.indent(2);
        return new PodHealth(Serialization.unmarshal(yaml, Pod.class));
    }
}
