package dev.orderapp.operator.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orderapp.operator.rollout.CheckJob;
import dev.orderapp.v1.CheckResult;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the core is told of checks. */
class CheckReaderTest {
    private static final String LABELS =
            "{orderapp.dev/check: smoke, orderapp.dev/attempt: '2', orderapp.dev/step: '1'}";
    private static final String FAILED =
            "{conditions: [{type: Failed, status: 'True', reason: BackoffLimitExceeded, message: Job has reached the limit}]}";

    private static CheckJob read(String jobStatus, String... podStatuses) {
        Job job = Serialization.unmarshal("""
                apiVersion: batch/v1
                kind: Job
                metadata: {name: shop-check-2-1-smoke, labels: %s}
                status: %s
                """.formatted(LABELS, jobStatus), Job.class);
        List<Pod> pods = List.of(podStatuses).stream()
                .map(status -> Serialization.unmarshal("""
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: p, labels: %s}
                        status: %s
                        """.formatted(LABELS, status), Pod.class))
                .toList();
        return new CheckReader(new Inventory(
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(job),
                        pods,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of()))
                .read()
                .get(0);
    }

    private static CheckJob found(CheckResult result, String message) {
        return new CheckJob("shop-check-2-1-smoke", 2, "smoke", 1, result, message);
    }

    private static String ended(String phase, int code, String log) {
        return "{phase: %s, containerStatuses: [{name: check, state: {terminated: {exitCode: %d, message: \"%s\"}}}]}"
                .formatted(phase, code, log);
    }

    @Test
    void oneThatRunsIsNotOver() {
        assertEquals(found(CheckResult.Running, ""), read("{active: 1}", "{phase: Running}"));
    }

    @Test
    void oneWhoseImageCannotBePulledSaysSo() {
        assertEquals(
                found(CheckResult.Running, "Pod p waits: ImagePullBackOff"),
                read("{}", "{containerStatuses: [{state: {waiting: {reason: ImagePullBackOff}}}]}"));
    }

    @Test
    void oneThatSucceededHasPassed() {
        assertEquals(
                found(CheckResult.Passed, ""),
                read("{conditions: [{type: Complete, status: 'True'}]}", ended("Succeeded", 0, "fine")));
    }

    @Test
    void oneThatIsAboutToSucceedIsWaitedFor() {
        assertEquals(
                CheckResult.Running,
                read("{conditions: [{type: SuccessCriteriaMet, status: 'True'}]}", ended("Succeeded", 0, ""))
                        .result());
    }

    @Test
    void oneThatFailedHasTheLastFiveLinesOfItsLog() {
        assertEquals(
                found(CheckResult.Failed, "exit code 3: 2 | 3 | 4 | 5 | 6"),
                read(FAILED, ended("Failed", 3, "1\\n2\\n3\\n\\n4\\n5\\n6\\n")));
    }

    @Test
    void aLongLineIsCut() {
        assertEquals(
                "exit code 1: " + "x".repeat(199) + "…",
                read(FAILED, ended("Failed", 1, "x".repeat(2_000))).message());
    }

    @Test
    void oneThatFailedIsNotJudgedBeforeItsPodIsKnownToHaveEnded() {
        assertEquals(found(CheckResult.Running, ""), read(FAILED, "{phase: Running}"));
    }

    @Test
    void oneWhosePodIsGoneHasTheWordsOfItsJob() {
        assertEquals(found(CheckResult.Failed, "Job has reached the limit"), read(FAILED));
    }

    @Test
    void oneThatTheKubeletEndedMissedItsDeadline() {
        assertEquals(
                found(CheckResult.Failed, "it was not done by its deadline: ordering"),
                read(FAILED, ended("Failed, reason: DeadlineExceeded", 137, "ordering\\n")));
    }

    @Test
    void oneThatNoNodeTookMissedItsDeadlineThoughItsPodNeverEnds() {
        assertEquals(
                found(CheckResult.Failed, "it was not done by its deadline; Pod p waits: Unschedulable, no room"),
                read(
                        "{conditions: [{type: FailureTarget, status: 'True', reason: DeadlineExceeded}]}",
                        "{conditions: [{type: PodScheduled, status: 'False', reason: Unschedulable, message: no room}]}"));
    }
}
