package dev.orderapp.kubectl.adoption;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orderapp.kubectl.adoption.AdoptionRecord.OldDeployment;
import dev.orderapp.kubectl.exit.CommandException;
import dev.orderapp.v1.ComponentName;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which step comes next, and what it writes. Visitors are led to the release's Services by the Ingress that they come by already, in one write;
 * only then the release's own Ingress gets the hosts. So while there are two Ingresses for a host, both lead to the same Services, and it does not
 * matter which of them the controller takes. The way back is the same in reverse.
 *
 * <p>What is next follows from the cluster alone: an adoption that was interrupted goes on where it was.
 *
 * @param release name of it
 * @param namespace of it and of the app
 * @param record what it takes over
 * @param deletes whether the app's Deployments are deleted in the end, rather than left without Pods
 */
public record Adoption(String release, String namespace, AdoptionRecord record, boolean deletes) {
    /** All steps, as they come where nothing is done yet. */
    public static final List<AdoptionStep> STEPS = List.of(
            AdoptionStep.CREATE,
            AdoptionStep.AWAIT_STABLE,
            AdoptionStep.LEAD,
            AdoptionStep.ENTER,
            AdoptionStep.AWAIT_ENTRANCE,
            AdoptionStep.REMOVE,
            AdoptionStep.RETIRE);

    /** All steps of the way back. */
    public static final List<AdoptionStep> STEPS_BACK = List.of(
            AdoptionStep.REVIVE,
            AdoptionStep.AWAIT_REVIVED,
            AdoptionStep.RESTORE,
            AdoptionStep.LEAVE,
            AdoptionStep.AWAIT_LEFT,
            AdoptionStep.LEAD_BACK,
            AdoptionStep.DISMISS);

    /** What comes next on the way to the release. */
    public AdoptionStep next(Situation now) {
        if (now.release().isEmpty()) {
            return AdoptionStep.CREATE;
        }
        if (!now.isAtRest()) {
            return AdoptionStep.AWAIT_STABLE;
        }
        if (leadsTo(now.oldIngress(), oldServices())) {
            return AdoptionStep.LEAD;
        }
        if (isNowhere(now)) {
            return AdoptionStep.ENTER;
        }
        if (!hosts(now.ownIngress()).equals(hostsInTheEnd())) {
            return AdoptionStep.AWAIT_ENTRANCE;
        }
        if (now.oldIngress().isPresent()) {
            return AdoptionStep.REMOVE;
        }
        return retires(now) ? AdoptionStep.RETIRE : AdoptionStep.DONE;
    }

    /**
     * What comes next on the way back.
     *
     * @throws CommandException if the app's Deployments were deleted
     */
    public AdoptionStep nextBack(Situation now) {
        if (now.release().isEmpty()) {
            return AdoptionStep.DONE;
        }
        record.deployments().forEach((component, old) -> {
            if (!now.deployments().containsKey(component)) {
                throw CommandException.usage(
                        "Deployment " + old.name() + " is not there any more: make it anew, and ask again");
            }
        });
        if (now.deployments().values().stream()
                .anyMatch(d -> d.at("/spec/replicas").asInt() == 0)) {
            return AdoptionStep.REVIVE;
        }
        if (!now.deployments().values().stream().allMatch(Adoption::isReady)) {
            return AdoptionStep.AWAIT_REVIVED;
        }
        if (now.oldIngress().isEmpty()) {
            return AdoptionStep.RESTORE;
        }
        if (!isNowhere(now)) {
            return AdoptionStep.LEAVE;
        }
        if (now.ownIngress().isPresent() && !hosts(now.ownIngress()).equals(Set.of(nowhere()))) {
            return AdoptionStep.AWAIT_LEFT;
        }
        return leadsTo(now.oldIngress(), newServices()) ? AdoptionStep.LEAD_BACK : AdoptionStep.DISMISS;
    }

    private boolean retires(Situation now) {
        return now.deployments().values().stream()
                .anyMatch(d -> deletes || d.at("/spec/replicas").asInt() > 0);
    }

    private static boolean isReady(JsonNode deployment) {
        return deployment.at("/status/readyReplicas").asInt()
                        >= deployment.at("/spec/replicas").asInt()
                && deployment.at("/status/observedGeneration").asLong()
                        >= deployment.at("/metadata/generation").asLong();
    }

    private static boolean isNowhere(Situation now) {
        return AdoptionRecord.isNowhere(now.release().orElseThrow().at("/spec/ingress/hosts"));
    }

    private String nowhere() {
        return AdoptionRecord.nowhere(release, namespace);
    }

    private static Set<String> hosts(Optional<JsonNode> ingress) {
        return ingress.stream()
                .flatMap(i -> i.at("/spec/rules").valueStream())
                .map(rule -> rule.path("host").asText())
                .collect(Collectors.toSet());
    }

    private Set<String> hostsInTheEnd() {
        Set<String> hosts = record.entrance()
                .path("hosts")
                .valueStream()
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
        return hosts.isEmpty() ? Set.of("") : hosts;
    }

    private Set<String> oldServices() {
        return record.deployments().values().stream()
                .map(OldDeployment::services)
                .flatMap(Collection::stream)
                .collect(Collectors.toSet());
    }

    private Set<String> newServices() {
        return services(record.rulesToRelease(release)).collect(Collectors.toSet());
    }

    private static boolean leadsTo(Optional<JsonNode> ingress, Set<String> services) {
        return ingress.filter(i -> services(i.at("/spec/rules")).anyMatch(services::contains))
                .isPresent();
    }

    private static Stream<String> services(JsonNode rules) {
        return rules.valueStream()
                .flatMap(rule -> rule.at("/http/paths").valueStream())
                .map(path -> path.at("/backend/service/name").asText());
    }

    /**
     * Changes the app's Ingress, if nobody else has changed it since: it leads to the release. ingress-nginx' webhook refuses a second Ingress for a
     * path unless one of the two says whether it is a canary, so it says that it is none.
     */
    public ObjectNode lead(JsonNode ingress) {
        ObjectNode patch = patch(ingress);
        patch.withObject("/metadata/annotations").put(AdoptedIngress.CANARY, "false");
        patch.putObject("spec").set("rules", record.rulesToRelease(release));
        return patch;
    }

    /** Changes the app's Ingress, if nobody else has changed it since: it leads to the app's own Services. */
    public ObjectNode leadBack(JsonNode ingress) {
        ObjectNode patch = patch(ingress);
        JsonNode before = record.ingress().at("/metadata/annotations").path(AdoptedIngress.CANARY);
        patch.withObject("/metadata/annotations")
                .set(AdoptedIngress.CANARY, before.isMissingNode() ? NullNode.getInstance() : before);
        patch.putObject("spec").set("rules", record.ingress().at("/spec/rules"));
        return patch;
    }

    private static ObjectNode patch(JsonNode object) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("metadata").set("resourceVersion", object.at("/metadata/resourceVersion"));
        return patch;
    }

    /** The app's Ingress, made anew. */
    public ObjectNode restored() {
        return record.ingressToRelease(release);
    }

    /** Changes the release: visitors come in by it. */
    public ObjectNode enter() {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        ObjectNode spec = patch.putObject("spec");
        spec.set("ingress", record.entrance());
        record.minimums().forEach((component, least) -> spec.withObject("/" + component + "/autoscaling")
                .put("min", least));
        return patch;
    }

    /** Changes the release: no visitor comes in by it any more. */
    public ObjectNode leave() {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        ObjectNode entrance = patch.putObject("spec").putObject("ingress");
        entrance.putArray("hosts").add(nowhere());
        entrance.putNull("tls").putNull("annotations");
        return patch;
    }

    /** Pods that a Deployment of the app had. */
    public int replicas(ComponentName component) {
        return record.deployments().get(component).replicas();
    }

    /** A step in words, to be read after "Next: " or a number. */
    public String sentence(AdoptionStep step, String drain) {
        String text =
                switch (step) {
                    case CREATE ->
                        "create OrderAppRelease " + release
                                + ", whose Pods start beside those of today, and which leads no visitor yet";
                    case AWAIT_STABLE -> "wait until it is at rest, with all its Pods ready behind its Services";
                    case LEAD -> "lead Ingress " + record.ingressName() + " to the release's Services, in one write";
                    case ENTER -> "give the release " + place();
                    case AWAIT_ENTRANCE ->
                        "wait until the release's own Ingress has " + place() + "; both lead to the same Services";
                    case REMOVE -> "delete Ingress " + record.ingressName();
                    case RETIRE -> (deletes ? "delete " : "scale to 0: ") + names();
                    case REVIVE -> "scale up as before: " + names();
                    case AWAIT_REVIVED -> "wait until their Pods are ready";
                    case RESTORE ->
                        "create Ingress " + record.ingressName() + ", which leads to the release's Services at first";
                    case LEAVE -> "take " + place() + " from the release";
                    case AWAIT_LEFT -> "wait until the release's own Ingress has none of it";
                    case LEAD_BACK -> "lead Ingress " + record.ingressName() + " to its own Services, in one write";
                    case DISMISS -> "delete OrderAppRelease " + release + ", and its Pods with it";
                    case DONE -> "nothing is left to do";
                };
        return step.settles() ? text + "; then wait " + drain : text;
    }

    private String place() {
        String hosts = String.join(
                ", ",
                record.entrance()
                        .path("hosts")
                        .valueStream()
                        .map(JsonNode::asText)
                        .toList());
        return hosts.isEmpty() ? "visitors of any host" : "the visitors of " + hosts;
    }

    private String names() {
        return new TreeMap<>(record.deployments())
                .values().stream().map(old -> "Deployment " + old.name()).collect(Collectors.joining(", "));
    }
}
