package dev.orderapp.e2e.shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orderapp.v1.OrderAppReleaseSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpCookie;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * A change of a release as a pipeline or a person makes it; what it does not name stays as it is. Changes can be joined: later ones
 * win.
 */
public final class Change {
    private final BiConsumer<OrderAppReleaseSpec, ObjectNode> edit;

    private Change(BiConsumer<OrderAppReleaseSpec, ObjectNode> edit) {
        this.edit = edit;
    }

    /** Other tags of both images. */
    public static Change tags(String backend, String frontend) {
        return new Change((now, patch) -> {
            patch.withObjectProperty("backend")
                    .put("image", tagged(now.backend().image(), backend));
            patch.withObjectProperty("frontend")
                    .put("image", tagged(now.frontend().image(), frontend));
        });
    }

    /** A variable of the backend: the same images with another value are another revision. */
    public static Change variable(String name, String value) {
        return new Change((now, patch) -> {
            ObjectNode backend = patch.withObjectProperty("backend");
            // A list is replaced as a whole, so it starts from what an earlier part of the change has made of it.
            JsonNode before = backend.has("env")
                    ? backend.get("env")
                    : Serialization.jsonMapper().valueToTree(now.backend().env());
            ArrayNode env = backend.putArray("env");
            for (JsonNode variable : before) {
                if (!variable.get("name").asText().equals(name)) {
                    env.add(variable);
                }
            }
            env.addObject().put("name", name).put("value", value);
        });
    }

    /** All variables of a ConfigMap for the backend, which makes its contents part of the revision. */
    public static Change configMap(String name) {
        return new Change((now, patch) -> patch.withObjectProperty("backend")
                .putArray("envFrom")
                .addObject()
                .putObject("configMapRef")
                .put("name", name));
    }

    /** Visitors come in by this Gateway, and this listener of it or whichever there is. */
    public static Change gateway(String name, Optional<String> listener) {
        return new Change((now, patch) -> {
            ObjectNode parent =
                    patch.withObjectProperty("gateway").putArray("parentRefs").addObject();
            parent.put("name", name).put("namespace", "gateways");
            listener.ifPresent(section -> parent.put("sectionName", section));
        });
    }

    /** Visitors come in by these hosts, or by any if there are none. */
    public static Change gatewayHosts(String... hosts) {
        return new Change((now, patch) -> {
            ArrayNode all = patch.withObjectProperty("gateway").putArray("hosts");
            List.of(hosts).forEach(all::add);
        });
    }

    /** Components just as they were in another state of the release. */
    public static Change componentsOf(OrderAppReleaseSpec then) {
        return new Change((now, patch) -> {
            patch.set("backend", Serialization.jsonMapper().valueToTree(then.backend()));
            patch.set("frontend", Serialization.jsonMapper().valueToTree(then.frontend()));
        });
    }

    /** So many Pods of the backend, per version. */
    public static Change replicas(int pods) {
        return new Change((now, patch) -> patch.withObjectProperty("backend").put("replicas", pods));
    }

    /** Nothing starts and no step advances, or not so any more. */
    public static Change paused(boolean paused) {
        return new Change((now, patch) -> patch.put("paused", paused));
    }

    /** Nothing starts from now until the end of the minute that a time is in. */
    public static Change freeze(Instant now, Instant last) {
        return new Change((release, patch) -> patch.putArray("freezeWindows")
                .addObject()
                .put("from", clock(now))
                .put("to", clock(last.plusSeconds(60))));
    }

    /** Releases start at any time. */
    public static Change thaw() {
        return new Change((now, patch) -> patch.putNull("freezeWindows"));
    }

    private static String clock(Instant time) {
        return time.toString().substring("2026-11-24T".length(), "2026-11-24T10:00".length());
    }

    /** The steps of a canary, each as {@code weight/hold}, such as {@code 30/20s}. */
    public static Change steps(String... steps) {
        return new Change((now, patch) -> {
            ArrayNode list = patch.withObjectProperty("canary").putArray("steps");
            for (String step : List.of(steps)) {
                String[] parts = step.split("/", 2);
                list.addObject().put("weight", Integer.parseInt(parts[0])).put("hold", parts[1]);
            }
        });
    }

    /** Testers with this cookie see a canary first, in a step of its own that a person ends; or nobody does any more. */
    public static Change testers(Optional<HttpCookie> cookie) {
        return new Change((now, patch) -> {
            ObjectNode canary = patch.withObjectProperty("canary");
            cookie.ifPresentOrElse(
                    c -> canary.putObject("preview").put("cookie", c.getName()).put("value", c.getValue()),
                    () -> canary.putNull("preview"));
            ArrayNode steps = canary.putArray("steps");
            cookie.ifPresent(
                    c -> steps.addObject().put("weight", 0).put("hold", "1s").put("approval", true));
            now.canary().steps().stream()
                    .filter(step -> step.weight() > 0)
                    .forEach(step -> steps.addPOJO(Serialization.jsonMapper().valueToTree(step)));
        });
    }

    /** What is judged by: entries of {@code spec.analysis.metrics} in YAML. */
    public static Change metrics(String yaml) {
        JsonNode list = Serialization.unmarshal(yaml, JsonNode.class);
        return new Change((now, patch) -> patch.withObjectProperty("analysis").set("metrics", list));
    }

    /** The operator's default metrics. */
    public static Change defaultMetrics() {
        return new Change((now, patch) -> patch.withObjectProperty("analysis").putNull("metrics"));
    }

    /** This change, and another one with it. */
    public Change and(Change other) {
        return new Change(edit.andThen(other.edit));
    }

    /** The JSON merge patch that makes it of a release as it is now. */
    String mergePatch(OrderAppReleaseSpec now) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        edit.accept(now, patch.putObject("spec"));
        return patch.toString();
    }

    private static String tagged(String image, String tag) {
        return image.substring(0, image.lastIndexOf(':') + 1) + tag;
    }
}
