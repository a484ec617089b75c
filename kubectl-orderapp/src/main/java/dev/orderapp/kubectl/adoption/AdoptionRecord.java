package dev.orderapp.kubectl.adoption;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orderapp.kubectl.exit.CommandException;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.contract.Names;
import dev.orderapp.v1.contract.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an adopted release took over, kept in an annotation of the release from its first moment: all that is needed to go on after an
 * interruption, and to go back.
 *
 * @param ingress of the app, as it was
 * @param deployments of the app: name, number of Pods, and whose they are
 * @param entrance what the release's {@code spec.ingress} becomes
 * @param minimums the least number of Pods of each component with an autoscaler
 */
public record AdoptionRecord(
        JsonNode ingress,
        Map<ComponentName, OldDeployment> deployments,
        JsonNode entrance,
        Map<ComponentName, Integer> minimums) {
    /** Name of the annotation. */
    public static final String ANNOTATION = "orderapp.dev/adopted";

    /** End of the host that a release has while its Pods start: no name server knows it (RFC 2606). */
    private static final String NOWHERE = ".adopt.invalid";

    private static final int SERVICE_PORT = 80;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Copies. */
    public AdoptionRecord {
        deployments = Map.copyOf(deployments);
        minimums = Map.copyOf(minimums);
    }

    /**
     * A Deployment of the app.
     *
     * @param name of it
     * @param replicas Pods that it had
     * @param services the Services by which its visitors came
     */
    public record OldDeployment(String name, int replicas, List<String> services) {
        /** Copies. */
        public OldDeployment {
            services = List.copyOf(services);
        }
    }

    /**
     * What a release says of its adoption; empty if it was not adopted.
     *
     * @throws CommandException if a person has changed it into something else
     */
    public static Optional<AdoptionRecord> of(JsonNode release) {
        String text = release.at("/metadata/annotations").path(ANNOTATION).asText();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(text, AdoptionRecord.class));
        } catch (JsonProcessingException e) {
            throw CommandException.usage("the annotation " + ANNOTATION
                    + " of the release can't be read any more: finish the adoption by hand, as docs/adopt.md says");
        }
    }

    /** The text of the annotation. */
    String text() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a record was not written", impossible);
        }
    }

    /** Name of the app's Ingress. */
    public String ingressName() {
        return RunningApp.name(ingress);
    }

    /** A host that leads no visitor, for a release whose Pods start. */
    static String nowhere(String release, String namespace) {
        return release + "." + namespace + NOWHERE;
    }

    /** Whether an Ingress, or what a spec says of one, leads no visitor yet. */
    static boolean isNowhere(JsonNode hosts) {
        return hosts.valueStream().anyMatch(host -> host.asText().endsWith(NOWHERE));
    }

    /** The rules of the app's Ingress with the release's stable Services in place of the app's: same hosts, same paths. */
    ArrayNode rulesToRelease(String release) {
        ArrayNode rules = ingress.at("/spec/rules").deepCopy();
        rules.forEach(rule -> rule.at("/http/paths").forEach(path -> {
            ObjectNode service = (ObjectNode) path.at("/backend/service");
            component(service.path("name").asText()).ifPresent(component -> {
                service.put("name", Names.service(release, component, Role.stable));
                service.putObject("port").put("number", SERVICE_PORT);
            });
        }));
        return rules;
    }

    private Optional<ComponentName> component(String service) {
        return deployments.entrySet().stream()
                .filter(entry -> entry.getValue().services().contains(service))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The app's Ingress to be made anew, with its visitors led to the release. */
    ObjectNode ingressToRelease(String release) {
        ObjectNode object = ingress.deepCopy();
        object.withObject("/metadata/annotations").put(AdoptedIngress.CANARY, "false");
        object.withObject("/spec").set("rules", rulesToRelease(release));
        return object;
    }

    /** What the API server needs to make an object as it was: without what the server itself adds. */
    static ObjectNode manifest(JsonNode object) {
        ObjectNode manifest = JsonNodeFactory.instance.objectNode();
        manifest.set("apiVersion", object.path("apiVersion"));
        manifest.set("kind", object.path("kind"));
        ObjectNode metadata = manifest.putObject("metadata");
        for (String field : new String[] {"name", "labels", "annotations"}) {
            if (object.path("metadata").has(field)) {
                metadata.set(field, object.path("metadata").path(field).deepCopy());
            }
        }
        if (metadata.path("annotations") instanceof ObjectNode annotations) {
            // It repeats all of the object.
            annotations.remove("kubectl.kubernetes.io/last-applied-configuration");
        }
        manifest.set("spec", object.path("spec").deepCopy());
        return manifest;
    }
}
