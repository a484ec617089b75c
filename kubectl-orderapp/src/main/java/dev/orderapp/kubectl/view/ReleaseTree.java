package dev.orderapp.kubectl.view;

import dev.orderapp.kubectl.cluster.RelatedResources;
import dev.orderapp.kubectl.cluster.ReleaseLabels;
import dev.orderapp.kubectl.release.Formats;
import dev.orderapp.kubectl.release.ReleaseView;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.RevisionStatus;
import dev.orderapp.v1.StepSpec;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Service;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/** One release as a tree: where it stands, its revisions with all that runs for them, and the evidence. */
public final class ReleaseTree {
    private final ReleaseView facts;
    private final RelatedResources around;
    private final Instant now;

    private ReleaseTree(ReleaseView facts, RelatedResources around, Instant now) {
        this.facts = facts;
        this.around = around;
        this.now = now;
    }

    /**
     * The tree as text.
     *
     * @param now when it was read: ages are told from here
     */
    public static String of(ReleaseView facts, RelatedResources around, Instant now) {
        return new ReleaseTree(facts, around, now).drawn();
    }

    private String drawn() {
        List<TreeNode> below = new ArrayList<>(standing());
        roles().forEach((revision, role) -> below.add(revision(revision, role)));
        List<TreeNode> entrances =
                objects(around.ingresses(), i -> ReleaseLabels.revision(i).isEmpty(), ResourceNodes::ingress);
        if (!entrances.isEmpty()) {
            below.add(new TreeNode("way in", entrances));
        }
        if (!facts.evidence().isEmpty()) {
            below.add(new TreeNode(
                    facts.canary().isPresent() ? "evidence" : "evidence of the last try",
                    facts.evidence().stream().map(EvidenceLines::of).toList()));
        }
        if (!around.unseen().isEmpty()) {
            below.add(TreeNode.leaf("not shown, as you may not read them here: " + String.join(", ", around.unseen())));
        }
        String phase = facts.phase().map(Phase::name).orElse("not seen by the operator yet");
        String title = "OrderAppRelease " + facts.namespace() + "/" + facts.name() + "  " + phase
                + (facts.paused() ? " (paused)" : "");
        return new TreeNode(title, below).drawn();
    }

    private List<TreeNode> standing() {
        List<TreeNode> lines = new ArrayList<>();
        facts.blockers().forEach(c -> lines.add(TreeNode.leaf("not " + c.getType() + ": " + c.getMessage())));
        if (facts.canary().isPresent()) {
            lines.add(new TreeNode("step", steps()));
        }
        facts.status()
                .map(OrderAppReleaseStatus::failed)
                .ifPresent(failed -> lines.add(TreeNode.leaf("revision " + failed.revision() + " was "
                        + Formats.of(failed.outcome()) + ": " + failed.message())));
        for (String type : List.of("Progressing", "Settled")) {
            facts.condition(type)
                    .filter(c -> isWorthTelling(c))
                    .ifPresent(c -> lines.add(TreeNode.leaf(c.getMessage())));
        }
        for (String type : List.of("Available", "MetricsAvailable")) {
            facts.condition(type)
                    .filter(c -> "False".equals(c.getStatus()))
                    .ifPresent(c -> lines.add(TreeNode.leaf("not " + type + ": " + c.getMessage())));
        }
        return lines;
    }

    /** Settled and Progressing say the same while something moves, and what failed stands there already. */
    private boolean isWorthTelling(Condition condition) {
        boolean moves = facts.isCondition("Progressing", "True");
        return condition.getType().equals("Progressing") ? moves : !moves && !facts.is(Phase.RolledBack);
    }

    private List<TreeNode> steps() {
        List<TreeNode> lines = new ArrayList<>();
        List<StepSpec> steps = facts.steps();
        for (int i = 0; i < steps.size(); i++) {
            StepSpec step = steps.get(i);
            String plan = step.weight() + " %, hold " + step.hold()
                    + (Boolean.TRUE.equals(step.approval()) ? ", approval" : "");
            boolean here = facts.is(Phase.Progressing) && i == facts.stepIndex();
            lines.add(TreeNode.leaf((i + 1) + " of " + steps.size() + ": " + plan + (here ? "  <- " + here() : "")));
        }
        return lines;
    }

    private String here() {
        Optional<OrderAppReleaseStatus> status = facts.status();
        String set =
                status.map(OrderAppReleaseStatus::weight).map(w -> w + " % set").orElse("not set");
        String seen = status.map(OrderAppReleaseStatus::observedWeight)
                .map(w -> ", " + w + " % seen")
                .orElse(", none seen yet");
        String held = status.map(OrderAppReleaseStatus::heldSeconds)
                .map(s -> ", held " + s.longValue() + "s")
                .orElse("");
        return set + seen + held;
    }

    /** Revisions in use, the canary first, and those that only objects tell of. */
    private Map<String, String> roles() {
        Map<String, String> roles = new LinkedHashMap<>();
        facts.canary().ifPresent(r -> roles.put(r.revision(), role("canary", r)));
        facts.stable().ifPresent(r -> roles.put(r.revision(), role("stable", r)));
        facts.previous().ifPresent(r -> roles.put(r.revision(), role("previous, kept warm", r)));
        TreeSet<String> others = new TreeSet<>();
        around.deployments().forEach(d -> ReleaseLabels.revision(d).ifPresent(others::add));
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
        List<TreeNode> below = new ArrayList<>();
        ResourceNodes objects = new ResourceNodes(around, now);
        around.deployments().stream()
                .filter(d -> belongsTo(revision).test(ReleaseLabels.revision(d)))
                .forEach(d -> below.add(objects.deployment(d)));
        below.addAll(objects.jobPods(revision));
        below.addAll(objects(around.services(), s -> selects(s, revision), ResourceNodes::service));
        below.addAll(objects(
                around.ingresses(), i -> belongsTo(revision).test(ReleaseLabels.revision(i)), ResourceNodes::ingress));
        return new TreeNode("revision " + revision + "  " + role, below);
    }

    private static Predicate<Optional<String>> belongsTo(String revision) {
        return labelled -> labelled.filter(revision::equals).isPresent();
    }

    private static boolean selects(Service service, String revision) {
        return Optional.ofNullable(service.getSpec().getSelector())
                .map(selector -> selector.get(ReleaseLabels.REVISION))
                .filter(revision::equals)
                .isPresent();
    }

    private interface Line<T> {
        String of(T object);
    }

    private static <T> List<TreeNode> objects(List<T> all, Predicate<T> which, Line<T> line) {
        return all.stream().filter(which).map(line::of).map(TreeNode::leaf).toList();
    }
}
