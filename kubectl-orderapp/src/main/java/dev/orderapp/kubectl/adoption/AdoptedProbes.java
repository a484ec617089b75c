package dev.orderapp.kubectl.adoption;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orderapp.v1.contract.PodLayout;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A container's probes as a release writes them: as {@code probes} where a path on the app's port says it all, or else as they are, in the
 * Pod template. One that is missing asks whether the port is open: the operator's own would ask for the bundled app's paths.
 */
final class AdoptedProbes {
    private static final Map<String, Integer> TIMING =
            Map.of("periodSeconds", 10, "timeoutSeconds", 1, "failureThreshold", 3);

    private static final Set<String> SIMPLE = Set.of(
            "httpGet",
            "periodSeconds",
            "timeoutSeconds",
            "failureThreshold",
            "successThreshold",
            "initialDelaySeconds");

    private final JsonNode container;
    private final AppPort port;

    /** Of a container as it is today. */
    AdoptedProbes(JsonNode container, AppPort port) {
        this.container = container;
        this.port = port;
    }

    /**
     * Writes the probes of a component.
     *
     * @param spec of the component
     * @param template the app's container in its Pod template
     */
    void write(ObjectNode spec, ObjectNode template) {
        for (String kind : new String[] {"startup", "readiness", "liveness"}) {
            String field = kind + "Probe";
            JsonNode probe = container.path(field);
            if (probe.isMissingNode()) {
                template.putObject(field).putObject("tcpSocket").put("port", PodLayout.PORT);
            } else if (isSimple(probe)) {
                ObjectNode simple = spec.withObjectProperty("probes").putObject(kind);
                simple.put("path", probe.at("/httpGet/path").asText("/"));
                TIMING.keySet().stream().sorted().forEach(name -> simple.put(name, timing(probe, name)));
            } else {
                template.set(field, withOwnPort(probe));
            }
        }
    }

    private static int timing(JsonNode probe, String field) {
        return probe.path(field).asInt(TIMING.get(field));
    }

    private boolean isSimple(JsonNode probe) {
        JsonNode http = probe.path("httpGet");
        return !http.isMissingNode()
                && isOwn(http.path("port"))
                && http.path("scheme").asText("HTTP").equals("HTTP")
                && http.propertyStream()
                        .allMatch(f -> Set.of("path", "port", "scheme").contains(f.getKey()))
                && probe.propertyStream().allMatch(f -> SIMPLE.contains(f.getKey()))
                && probe.path("initialDelaySeconds").asInt(0) == 0
                && !ports().anyMatch(p -> p.path("name").asText().equals(PodLayout.MANAGEMENT_PORT));
    }

    private Stream<JsonNode> ports() {
        return container.path("ports").valueStream();
    }

    /** Whether this is the app's port, by its number or the name that it has today. */
    private boolean isOwn(JsonNode probed) {
        return probed.asInt() == port.number()
                || ports().anyMatch(p -> p.path("containerPort").asInt() == port.number()
                        && p.has("name")
                        && p.path("name").equals(probed));
    }

    /** The operator names the app's port itself. */
    private JsonNode withOwnPort(JsonNode probe) {
        ObjectNode copy = probe.deepCopy();
        for (String action : new String[] {"httpGet", "tcpSocket"}) {
            if (copy.path(action) instanceof ObjectNode object && isOwn(object.path("port"))) {
                object.set("port", JsonNodeFactory.instance.textNode(PodLayout.PORT));
            }
        }
        return copy;
    }
}
