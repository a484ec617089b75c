package dev.orderapp.kubectl.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.orderapp.kubectl.cluster.CourseReader;
import dev.orderapp.kubectl.cluster.KubeApi;
import dev.orderapp.kubectl.exit.CommandException;
import dev.orderapp.kubectl.exit.ExitCode;
import dev.orderapp.kubectl.release.ReleaseView;
import dev.orderapp.kubectl.view.Explanation;
import dev.orderapp.kubectl.view.FailureLines;
import dev.orderapp.kubectl.view.Ink;
import dev.orderapp.v1.FailedStatus;
import dev.orderapp.v1.HistoryEntry;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.Outcome;
import dev.orderapp.v1.course.AttemptFailure;
import dev.orderapp.v1.course.FailureJson;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description =
                "Says in plain words, with the numbers, why a release was rolled back or what it waits for, and what to do.")
final class ExplainCommand implements Callable<Integer> {
    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private ReleaseName name;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "json, for scripts: the explanation, and what was kept of the attempt; text when left out.")
    private Optional<Format> format = Optional.empty();

    @Option(names = "--revision", paramLabel = "REV", description = "An earlier attempt, by a revision of the history.")
    private Optional<String> revision = Optional.empty();

    @Spec
    private CommandSpec spec;

    enum Format {
        json
    }

    /**
     * What {@code -o json} prints.
     *
     * @param explanation in words
     * @param attempt number of the attempt that failed; null if none did
     * @param failure what was kept of it; null if nothing was
     * @param problem why that can't be read; null if it can
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Answer(String explanation, Integer attempt, AttemptFailure failure, String problem) {}

    @Override
    public Integer call() {
        try (KubeApi api = cluster.open()) {
            ReleaseView view = new ReleaseView(cluster.releases(api).get(name.get()));
            String explanation = revision.map(r -> earlier(view, r)).orElseGet(() -> Explanation.of(view));
            Answer answer = failedAttempt(view)
                    .map(attempt -> answer(explanation, api, view, attempt))
                    .orElseGet(() -> new Answer(explanation, null, null, null));
            spec.commandLine().getOut().println(format.isPresent() ? Serialization.asJson(answer) : text(answer));
            return ExitCode.DONE.number();
        }
    }

    private String text(Answer answer) {
        Ink ink = OrderAppCommand.terminal(spec).ink();
        String kept =
                Optional.ofNullable(answer.failure()).map(FailureLines::of).orElse("")
                        + Optional.ofNullable(answer.problem())
                                .map(why -> "Not shown: " + why + "\n")
                                .orElse("");
        return Explanation.highlighted(answer.explanation() + kept, ink);
    }

    /** The attempt that is explained, if it failed. */
    private Optional<Integer> failedAttempt(ReleaseView view) {
        return revision.isPresent()
                ? view.history().stream()
                        .filter(entry -> entry.revision().equals(revision.get()))
                        .findFirst()
                        .filter(entry -> entry.outcome() != Outcome.Promoted)
                        .map(HistoryEntry::attempt)
                : view.status().map(OrderAppReleaseStatus::failed).map(FailedStatus::attempt);
    }

    private static Answer answer(String explanation, KubeApi api, ReleaseView view, int attempt) {
        try {
            AttemptFailure failure = new CourseReader(api)
                    .find(view.namespace(), view.name(), attempt)
                    .map(texts -> texts.get(FailureJson.KEY))
                    .map(FailureJson::read)
                    .orElse(null);
            return new Answer(explanation, attempt, failure, null);
        } catch (CommandException | IllegalArgumentException e) {
            // The explanation stands without it.
            return new Answer(explanation, attempt, null, e.getMessage());
        }
    }

    private static String earlier(ReleaseView view, String revision) {
        return Explanation.of(view, revision).orElseThrow(() -> {
            String known = view.history().stream()
                    .map(HistoryEntry::revision)
                    .distinct()
                    .collect(Collectors.joining(", "));
            return CommandException.usage("revision " + revision + " is not in the history of " + view.name()
                    + ", which has " + (known.isEmpty() ? "none" : known));
        });
    }
}
