package dev.orderapp.operator.failure;

import dev.orderapp.v1.contract.Labels;
import dev.orderapp.v1.course.AttemptFailure;
import dev.orderapp.v1.course.FailedContainer;
import dev.orderapp.v1.course.WarningEvent;
import dev.orderapp.v1.format.PlainText;
import io.fabric8.kubernetes.api.model.EventList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Reads, once, what is kept of a version that was rolled back: the end of its containers' logs, and the Warning Events about its objects.
 * What can't be read is said in its place; nothing is tried again.
 */
public final class FailureReader {
    /** The Pods may go any moment, and a log that does not come within this time is not worth the others'. */
    private static final Duration REQUEST = Duration.ofSeconds(3);

    /** For all logs of an attempt. */
    private static final Duration LOGS = Duration.ofSeconds(8);

    /**
     * Of a log. The kubelet counts from the first of the last lines, so a limit that is too small loses the last of them: it is
     * many times what is kept.
     */
    private static final int LOG_BYTES = 65_536;

    private static final long EVENTS = 1_000;

    private final KubernetesClient client;
    private final LongSupplier nanos;

    /**
     * @param client reads logs and Events
     * @param nanos tells how time goes by, in nanoseconds
     */
    public FailureReader(KubernetesClient client, LongSupplier nanos) {
        // Shares the connections of the other one, so it is not closed.
        this.client = client.newClient(
                        new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
                                .withRequestTimeout((int) REQUEST.toMillis())
                                .withRequestRetryBackoffLimit(0)
                                .build())
                .adapt(KubernetesClient.class);
        this.nanos = nanos;
    }

    /**
     * The attempt that failed.
     *
     * @param namespace of its release
     * @param release its name
     * @param revision which version failed
     * @param startedAt when the attempt began
     * @param logs whether logs may be read
     */
    public record Attempt(String namespace, String release, String revision, Instant startedAt, boolean logs) {}

    /**
     * Reads it; takes a dozen seconds at most.
     *
     * @param pods of the release, as they were when it was decided
     */
    public AttemptFailure read(Attempt attempt, List<Pod> pods) {
        long end = nanos.getAsLong() + LOGS.toNanos();
        List<Pod> failed = pods.stream()
                .filter(pod ->
                        Labels.revision(pod).filter(attempt.revision()::equals).isPresent())
                .toList();
        List<FailedContainer> containers = new ArrayList<>();
        for (ContainerChoice choice : ContainerChoice.of(failed)) {
            containers.add(
                    attempt.logs() && choice.log().isPresent() ? withLines(attempt, choice, end) : choice.container());
        }
        try {
            return LastLines.bounded(new AttemptFailure(containers, warnings(attempt), null));
        } catch (KubernetesClientException e) {
            String why = "the Warning Events could not be read: " + why(e, "list events");
            return LastLines.bounded(
                    new AttemptFailure(containers, List.of(), PlainText.line(why, AttemptFailure.LONGEST)));
        }
    }

    private FailedContainer withLines(Attempt attempt, ContainerChoice choice, long end) {
        if (nanos.getAsLong() - end >= 0) {
            return choice.container().with(List.of(), "there was no time left to read its log");
        }
        try {
            List<String> lines = LastLines.of(log(attempt, choice));
            return choice.container().with(lines, lines.isEmpty() ? "it wrote nothing" : null);
        } catch (KubernetesClientException e) {
            String why = "its log could not be read: " + why(e, "get pods/log");
            return choice.container().with(List.of(), PlainText.line(why, AttemptFailure.LONGEST));
        }
    }

    private String log(Attempt attempt, ContainerChoice choice) {
        // Names of Kubernetes need no encoding. The client's own way to logs waits for the Pod to get ready first.
        String log = client.raw("/api/v1/namespaces/" + attempt.namespace() + "/pods/"
                + choice.container().pod() + "/log?container="
                + choice.container().container() + "&tailLines="
                + AttemptFailure.LINES + "&limitBytes=" + LOG_BYTES + "&previous="
                + choice.log().filter(ContainerChoice.Run.BEFORE::equals).isPresent());
        if (log == null) {
            throw new KubernetesClientException("the Pod or its node was gone already");
        }
        return log;
    }

    private List<WarningEvent> warnings(Attempt attempt) {
        EventList events = client.v1()
                .events()
                .inNamespace(attempt.namespace())
                .withField("type", "Warning")
                .list(new ListOptionsBuilder().withLimit(EVENTS).build());
        return new Warnings(attempt.release(), attempt.revision(), attempt.startedAt()).of(events.getItems());
    }

    private static String why(KubernetesClientException e, String right) {
        return switch (e.getCode()) {
            case HttpURLConnection.HTTP_FORBIDDEN -> "the operator has no right to " + right + " here";
            default ->
                Optional.ofNullable(e.getStatus())
                        .map(status -> status.getMessage())
                        .or(() -> Optional.ofNullable(e.getMessage()))
                        .orElse("no answer came");
        };
    }
}
