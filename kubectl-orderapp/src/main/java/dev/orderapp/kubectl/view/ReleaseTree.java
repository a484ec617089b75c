package dev.orderapp.kubectl.view;

import dev.orderapp.kubectl.release.OutcomePhrases;
import dev.orderapp.kubectl.release.RelatedResources;
import dev.orderapp.kubectl.release.ReleaseView;
import dev.orderapp.kubectl.release.VersionName;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.RevisionStatus;
import dev.orderapp.v1.StepSpec;
import dev.orderapp.v1.contract.ConditionType;
import dev.orderapp.v1.contract.Labels;
import io.fabric8.kubernetes.api.model.Service;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/** One release as a tree: its state, its revisions with all that runs for them, and the evidence. */
public final class ReleaseTree {
    private final ReleaseView view;
    private final RelatedResources resources;
    private final Instant now;
    private final Ink ink;

    private ReleaseTree(ReleaseView view, RelatedResources resources, Instant now, Ink ink) {
        this.view = view;
        this.resources = resources;
        this.now = now;
        this.ink = ink;
    }

    /**
     * The tree as text.
     *
     * @param now when it was read: ages count up to then
     */
    public static String of(ReleaseView view, RelatedResources resources, Instant now) {
        return of(view, resources, now, Ink.PLAIN);
    }

    /** The same for a terminal. */
    public static String of(ReleaseView view, RelatedResources resources, Instant now, Ink ink) {
        return new ReleaseTree(view, resources, now, ink).render();
    }

    private String render() {
        List<TreeNode> children = new ArrayList<>(state());
        roles().forEach((revision, role) -> children.add(revision(revision, role)));
        List<TreeNode> entry = new ArrayList<>(
                objects(resources.ingresses(), i -> Labels.revision(i).isEmpty(), ResourceNodes::ingress));
        entry.addAll(objects(resources.httpRoutes(), any -> true, ResourceNodes::httpRoute));
        if (!entry.isEmpty()) {
            children.add(new TreeNode("entry", entry));
        }
        if (!view.evidence().isEmpty()) {
            children.add(new TreeNode(
                    view.canary().isPresent() ? "evidence" : "evidence of the last attempt",
                    view.evidence().stream().map(m -> EvidenceLines.of(m, ink)).toList()));
        }
        if (!resources.forbiddenKinds().isEmpty()) {
            children.add(TreeNode.leaf(
                    "not shown, as you may not read them here: " + String.join(", ", resources.forbiddenKinds())));
        }
        Table.Cell phase = PhaseLabel.of(view, ink, "not seen by the operator yet");
        String title = "OrderAppRelease " + ink.of(Tone.STRONG, view.namespace() + "/" + view.name()) + "  "
                + ink.of(phase.tone(), phase.text());
        return new TreeNode(title, children).render();
    }

    private List<TreeNode> state() {
        List<TreeNode> lines = new ArrayList<>();
        view.blockers().forEach(c -> lines.add(problem("not " + c.getType() + ": " + c.getMessage())));
        if (view.canary().isPresent()) {
            lines.add(new TreeNode("step", steps()));
        }
        view.status()
                .map(OrderAppReleaseStatus::failed)
                .ifPresent(failed -> lines.add(problem("revision " + failed.revision() + " was "
                        + OutcomePhrases.of(failed.outcome()) + ": " + failed.message())));
        for (ConditionType type : List.of(ConditionType.Progressing, ConditionType.Settled)) {
            view.condition(type)
                    .filter(c -> isShown(type))
                    .ifPresent(c -> lines.add(TreeNode.leaf(VersionName.in(c.getMessage(), view))));
        }
        for (ConditionType type : List.of(ConditionType.Available, ConditionType.MetricsAvailable)) {
            view.condition(type)
                    .filter(c -> "False".equals(c.getStatus()))
                    .ifPresent(c -> lines.add(TreeNode.leaf("not " + type + ": " + c.getMessage())));
        }
        return lines;
    }

    private TreeNode problem(String text) {
        return TreeNode.leaf(ink.of(Tone.BAD, VersionName.in(text, view)));
    }

    /** Settled and Progressing say the same while something moves, and what failed is shown already. */
    private boolean isShown(ConditionType type) {
        boolean moves = view.isCondition(ConditionType.Progressing, "True");
        return type == ConditionType.Progressing ? moves : !moves && !view.is(Phase.RolledBack);
    }

    private List<TreeNode> steps() {
        List<TreeNode> lines = new ArrayList<>();
        List<StepSpec> steps = view.steps();
        for (int i = 0; i < steps.size(); i++) {
            StepSpec step = steps.get(i);
            String plan = StepText.plan(step);
            boolean current = view.is(Phase.Progressing) && i == view.stepIndex();
            lines.add(TreeNode.leaf((i + 1) + " of " + steps.size() + ": " + plan
                    + (current ? "  <- " + StepText.progress(view.status(), ", none observed yet") : "")));
        }
        return lines;
    }

    /** Revisions in use, the canary first, and those that only objects belong to. */
    private Map<String, String> roles() {
        Map<String, String> roles = new LinkedHashMap<>();
        view.canary().ifPresent(r -> roles.put(r.revision(), role("canary", r)));
        view.stable().ifPresent(r -> roles.put(r.revision(), role("stable", r)));
        view.previous().ifPresent(r -> roles.put(r.revision(), role("previous, kept warm", r)));
        view.status()
                .map(OrderAppReleaseStatus::failed)
                .filter(failed -> resources.deployments().stream().anyMatch(d -> Labels.revision(d)
                        .filter(failed.revision()::equals)
                        .isPresent()))
                .ifPresent(failed -> roles.putIfAbsent(failed.revision(), "failed, without visitors"));
        TreeSet<String> others = new TreeSet<>();
        resources.deployments().forEach(d -> Labels.revision(d).ifPresent(others::add));
        others.forEach(revision -> roles.putIfAbsent(revision, "leaving"));
        return roles;
    }

    private String role(String name, RevisionStatus revision) {
        return name
                + Optional.ofNullable(revision.attempt())
                        .map(attempt -> " (attempt " + attempt + ")")
                        .orElse("")
                + Optional.ofNullable(revision.backend())
                        .map(i -> "  backend " + i)
                        .orElse("")
                + Optional.ofNullable(revision.frontend())
                        .map(i -> "  frontend " + i)
                        .orElse("");
    }

    private TreeNode revision(String revision, String role) {
        List<TreeNode> children = new ArrayList<>();
        ResourceNodes objects = new ResourceNodes(resources, now);
        resources.deployments().stream()
                .filter(d -> belongsTo(revision).test(Labels.revision(d)))
                .forEach(d -> children.add(objects.deployment(d)));
        children.addAll(objects.jobPods(revision));
        children.addAll(objects(resources.services(), s -> selects(s, revision), ResourceNodes::service));
        children.addAll(objects(
                resources.ingresses(), i -> belongsTo(revision).test(Labels.revision(i)), ResourceNodes::ingress));
        return new TreeNode(
                VersionName.ofRevision(revision, view)
                                .map(version -> ink.of(Tone.STRONG, version) + "  ")
                                .orElse("") + "revision " + revision + "  " + role,
                children);
    }

    private static Predicate<Optional<String>> belongsTo(String revision) {
        return labelled -> labelled.filter(revision::equals).isPresent();
    }

    private static boolean selects(Service service, String revision) {
        return Optional.ofNullable(service.getSpec().getSelector())
                .map(selector -> selector.get(Labels.REVISION))
                .filter(revision::equals)
                .isPresent();
    }

    private interface Line<T> {
        String of(T object);
    }

    private static <T> List<TreeNode> objects(List<T> all, Predicate<T> condition, Line<T> line) {
        return all.stream().filter(condition).map(line::of).map(TreeNode::leaf).toList();
    }
}
