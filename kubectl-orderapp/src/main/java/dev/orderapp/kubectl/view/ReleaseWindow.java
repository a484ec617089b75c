package dev.orderapp.kubectl.view;

import dev.orderapp.kubectl.release.RelatedResources;
import dev.orderapp.kubectl.release.ReleaseView;
import dev.orderapp.kubectl.release.VersionName;
import dev.orderapp.kubectl.view.Table.Cell;
import dev.orderapp.v1.MetricStatus;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.StepSpec;
import dev.orderapp.v1.contract.ConditionType;
import dev.orderapp.v1.contract.Labels;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A release as a screen of a terminal: how it is and what it waits for on the first lines, one line per step, metric and revision. What does not fit is cut
 * off at the end, where the least important stands.
 */
public final class ReleaseWindow {
    private static final int LABEL = 9;

    private final ReleaseView view;
    private final RelatedResources resources;
    private final Ink ink;

    private ReleaseWindow(ReleaseView view, RelatedResources resources, Ink ink) {
        this.view = view;
        this.resources = resources;
        this.ink = ink;
    }

    /**
     * As many lines as there is room for.
     *
     * @param now when it was read
     * @param rows of the window
     * @param columns of the window
     */
    public static String of(ReleaseView view, RelatedResources resources, Instant now, Ink ink, int rows, int columns) {
        List<String> all = new ReleaseWindow(view, resources, ink).lines(now, columns);
        // The last row stays empty, or the terminal would scroll the first one away.
        int room = Math.max(1, rows - 1);
        if (all.size() <= room) {
            return String.join("\n", all) + "\n";
        }
        List<String> shown = new ArrayList<>(all.subList(0, Math.max(1, room - 1)));
        if (room > 1) {
            shown.add(ink.of(
                    Tone.FAINT,
                    cut((all.size() - room + 1) + " more lines: make the window higher, or --details", columns)));
        }
        return String.join("\n", shown) + "\n";
    }

    private List<String> lines(Instant now, int columns) {
        List<String> lines = new ArrayList<>();
        Cell phase = PhaseLabel.of(view, ink, "not seen by the operator yet");
        String name = view.namespace() + "/" + view.name();
        lines.add(ink.of(Tone.STRONG, name) + "  " + ink.of(phase.tone(), phase.text()) + "  "
                + ink.of(Tone.FAINT, "as of " + now.truncatedTo(ChronoUnit.SECONDS)));
        view.blockers().forEach(c -> lines.addAll(wrapped("not " + c.getType(), c.getMessage(), Tone.BAD, columns)));
        moving().ifPresent(text -> lines.addAll(wrapped("now", text, Tone.PLAIN, columns)));
        view.status().map(OrderAppReleaseStatus::failed).ifPresent(failed -> {
            lines.addAll(wrapped("failed", failed.message(), Tone.BAD, columns));
            lines.addAll(wrapped("more", "kubectl orderapp explain " + view.name(), Tone.PLAIN, columns));
        });
        roles().forEach(role -> lines.add(cut(role, columns)));
        if (view.canary().isPresent()) {
            lines.add("");
            lines.addAll(steps(columns));
        }
        if (!view.evidence().isEmpty()) {
            lines.add("");
            lines.addAll(evidence(columns));
        }
        if (!resources.forbiddenKinds().isEmpty()) {
            lines.add(cut(
                    "not shown, as you may not read them: " + String.join(", ", resources.forbiddenKinds()), columns));
        }
        return lines;
    }

    private Optional<String> moving() {
        ConditionType told =
                view.isCondition(ConditionType.Progressing, "True") ? ConditionType.Progressing : ConditionType.Settled;
        return view.condition(told)
                .filter(any -> view.status().map(OrderAppReleaseStatus::failed).isEmpty())
                .map(Condition::getMessage);
    }

    /** A label and a text, on as many lines as it needs, in one tone. */
    private List<String> wrapped(String label, String text, Tone tone, int columns) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(padded(label));
        for (String word : VersionName.in(text, view).split(" ")) {
            if (line.length() > LABEL && line.length() + word.length() > columns) {
                lines.add(ink.of(tone, cut(line.toString().stripTrailing(), columns)));
                line = new StringBuilder(padded(""));
            }
            line.append(word).append(' ');
        }
        lines.add(ink.of(tone, cut(line.toString().stripTrailing(), columns)));
        return lines;
    }

    private List<String> roles() {
        List<String> lines = new ArrayList<>();
        view.canary().ifPresent(r -> lines.add(padded("canary") + VersionName.withRevision(r) + pods(r.revision())));
        view.stable().ifPresent(r -> lines.add(padded("stable") + VersionName.withRevision(r) + pods(r.revision())));
        view.previous().ifPresent(r -> lines.add(padded("warm") + VersionName.withRevision(r) + pods(r.revision())));
        return lines;
    }

    /** For example {@code , 3 of 4 Pods ready, 2 restarts}. */
    private String pods(String revision) {
        List<Pod> pods = resources.pods().stream()
                .filter(pod -> Labels.revision(pod).filter(revision::equals).isPresent())
                .filter(pod -> Labels.component(pod).isPresent())
                .toList();
        if (pods.isEmpty()) {
            return "";
        }
        long ready = pods.stream().filter(PodText::isReady).count();
        return ", " + ready + " of " + pods.size() + " Pods ready" + PodText.restarts(pods);
    }

    private List<String> steps(int columns) {
        List<String> lines = new ArrayList<>();
        List<StepSpec> steps = view.steps();
        int at = view.phase().filter(p -> p == Phase.Promoting).isPresent() ? steps.size() : view.stepIndex();
        for (int i = 0; i < steps.size(); i++) {
            StepSpec step = steps.get(i);
            String plan = StepText.plan(step);
            boolean current = i == at && view.is(Phase.Progressing);
            Tone tone = i < at ? Tone.GOOD : current ? Tone.MOVING : Tone.FAINT;
            String symbol = ink.symbol(i < at ? "✓" : current ? "●" : "○");
            lines.add(ink.of(
                    tone,
                    cut(
                            padded("step " + (i + 1))
                                    + symbol
                                    + plan
                                    + (current ? "  <- " + StepText.progress(view.status(), "") : ""),
                            columns)));
        }
        return lines;
    }

    private List<String> evidence(int columns) {
        Table table = new Table(ink, "METRIC", "VERDICT", "ODDS", "CANARY", "STABLE");
        for (MetricStatus metric : view.evidence()) {
            table.add(List.of(
                    Cell.of(metric.name()),
                    verdict(metric),
                    Cell.of(EvidenceLines.worstOdds(metric)),
                    Cell.of(EvidenceLines.events(metric, metric.canary())),
                    Cell.of(EvidenceLines.events(metric, metric.stable()))));
        }
        return table.render(columns).lines().toList();
    }

    /** The same as in the tree, shorter where nothing is decided. */
    private Cell verdict(MetricStatus metric) {
        Cell whole = EvidenceLines.verdict(metric, ink);
        return whole.tone() == Tone.WAITING ? new Cell(ink.symbol("…") + "open", Tone.WAITING) : whole;
    }

    private static String padded(String label) {
        return label + " ".repeat(Math.max(1, LABEL - label.length()));
    }

    private static String cut(String text, int columns) {
        return text.length() <= columns ? text : text.substring(0, Math.max(0, columns - 1)) + "…";
    }
}
