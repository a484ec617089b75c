package dev.orderapp.operator.observe;

import dev.orderapp.operator.rollout.CheckJob;
import dev.orderapp.v1.CheckResult;
import dev.orderapp.v1.contract.Labels;
import dev.orderapp.v1.format.PlainText;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads how the Jobs of checks go, and from their Pods why they failed: the kubelet puts the end of the log into a Pod's status. */
final class CheckReader {
    private static final String TOO_LATE = "DeadlineExceeded";

    /** Lines of a log's end; the rest is kept with the attempt. */
    private static final int LINES = 5;

    private static final int LINE_LENGTH = 200;

    private final Inventory inventory;

    CheckReader(Inventory inventory) {
        this.inventory = inventory;
    }

    List<CheckJob> read() {
        return inventory.jobs().stream().flatMap(job -> read(job).stream()).toList();
    }

    private Optional<CheckJob> read(Job job) {
        return Labels.check(job).map(check -> {
            List<Pod> pods = pods(job);
            CheckResult result = result(job, pods);
            return new CheckJob(
                    job.getMetadata().getName(),
                    Labels.attempt(job),
                    check,
                    Labels.step(job),
                    result,
                    switch (result) {
                        case Running -> waiting(pods).orElse("");
                        case Passed -> "";
                        case Failed -> failure(job, pods);
                    });
        });
    }

    private List<Pod> pods(Job job) {
        return inventory.pods().stream()
                .filter(pod -> Labels.check(pod).equals(Labels.check(job)))
                .filter(pod -> Labels.attempt(pod) == Labels.attempt(job) && Labels.step(pod) == Labels.step(job))
                .toList();
    }

    private static CheckResult result(Job job, List<Pod> pods) {
        if (conditions(job, "Complete").findAny().isPresent()) {
            return CheckResult.Passed;
        }
        // A Pod on a node that is away never ends, and the Job fails for good only after it.
        boolean late = conditions(job, "FailureTarget").anyMatch(c -> TOO_LATE.equals(c.getReason()));
        boolean failed = conditions(job, "Failed").findAny().isPresent();
        // The watch of Pods may be behind that of Jobs, and the Pod says why.
        boolean told = pods.stream().allMatch(CheckReader::isOver);
        return late || failed && told ? CheckResult.Failed : CheckResult.Running;
    }

    private static Stream<JobCondition> conditions(Job job, String type) {
        return Optional.ofNullable(job.getStatus()).stream()
                .flatMap(status -> status.getConditions().stream())
                .filter(c -> type.equals(c.getType()) && "True".equals(c.getStatus()));
    }

    private static boolean isOver(Pod pod) {
        PodHealth health = new PodHealth(pod);
        return health.isTerminating() || health.hasEnded();
    }

    private static Optional<String> waiting(List<Pod> pods) {
        return pods.stream()
                .flatMap(pod -> new PodHealth(pod).waiting().stream())
                .findFirst();
    }

    private static String failure(Job job, List<Pod> pods) {
        boolean late = Stream.concat(conditions(job, "Failed"), conditions(job, "FailureTarget"))
                        .anyMatch(c -> TOO_LATE.equals(c.getReason()))
                || pods.stream()
                        .anyMatch(pod -> pod.getStatus() != null
                                && TOO_LATE.equals(pod.getStatus().getReason()));
        Optional<ContainerStateTerminated> end =
                pods.stream().flatMap(CheckReader::ends).findFirst();
        String log = end.map(ContainerStateTerminated::getMessage)
                .map(CheckReader::lastLines)
                .filter(text -> !text.isEmpty())
                .map(text -> ": " + text)
                .orElse("");
        if (late) {
            return "it was not done by its deadline"
                    + (log.isEmpty() ? waiting(pods).map(why -> "; " + why).orElse("") : log);
        }
        return end.map(e -> "exit code " + e.getExitCode() + log).orElseGet(() -> conditions(job, "Failed")
                .findFirst()
                .map(JobCondition::getMessage)
                .map(message -> PlainText.line(message, LINE_LENGTH))
                .orElse("its Job failed"));
    }

    private static Stream<ContainerStateTerminated> ends(Pod pod) {
        return Optional.ofNullable(pod.getStatus()).stream()
                .flatMap(status ->
                        Stream.ofNullable(status.getContainerStatuses()).flatMap(List::stream))
                .flatMap(container ->
                        Optional.ofNullable(container.getState()).map(ContainerState::getTerminated).stream());
    }

    private static String lastLines(String log) {
        List<String> lines = log.lines().filter(line -> !line.isBlank()).toList();
        return lines.subList(Math.max(0, lines.size() - LINES), lines.size()).stream()
                .map(line -> PlainText.line(line.strip(), LINE_LENGTH))
                .collect(Collectors.joining(" | "));
    }
}
