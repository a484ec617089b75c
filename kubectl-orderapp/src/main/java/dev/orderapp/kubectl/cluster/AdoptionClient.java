package dev.orderapp.kubectl.cluster;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orderapp.kubectl.adoption.Adoption;
import dev.orderapp.kubectl.adoption.RunningApp;
import dev.orderapp.kubectl.adoption.Situation;
import dev.orderapp.kubectl.exit.CommandException;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.contract.Names;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads and writes all that an adoption is about, in one namespace, with the caller's own rights. */
public final class AdoptionClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final int CONFLICT = 409;

    private final KubeApi api;
    private final String namespace;

    /**
     * Those of a namespace.
     *
     * @param namespace that was named; the context's when empty, and {@code default} when that names none
     */
    public AdoptionClient(KubeApi api, Optional<String> namespace) {
        this.api = api;
        this.namespace = namespace.or(api::namespace).orElse("default");
    }

    /** Where it reads and writes. */
    public String namespace() {
        return namespace;
    }

    /** Kinds of objects that an adoption is about. */
    public enum Kind {
        /** The release. */
        ORDER_APP_RELEASE("OrderAppRelease", "orderapp.dev", "v1", "orderappreleases"),
        /** Of the app, and of the release. */
        INGRESS("Ingress", "networking.k8s.io", "v1", "ingresses"),
        /** Of the app. */
        DEPLOYMENT("Deployment", "apps", "v1", "deployments"),
        /** By which visitors reach the app. */
        SERVICE("Service", "", "v1", "services"),
        /** That follow the app's load. */
        AUTOSCALER("HorizontalPodAutoscaler", "autoscaling", "v2", "horizontalpodautoscalers"),
        /** That guard the app's Pods. */
        BUDGET("PodDisruptionBudget", "policy", "v1", "poddisruptionbudgets");

        private final String word;
        private final String group;
        private final String version;
        private final String plural;

        Kind(String word, String group, String version, String plural) {
            this.word = word;
            this.group = group;
            this.version = version;
            this.plural = plural;
        }

        private String path(String namespace) {
            return (group.isEmpty() ? "api/" : "apis/" + group + "/") + version + "/namespaces/"
                    + KubeApi.encoded(namespace) + "/" + plural;
        }
    }

    /**
     * Something that an account may do.
     *
     * @param verb as in a Role
     */
    public record Right(String verb, Kind kind) {
        @Override
        public String toString() {
            return verb + " " + kind.plural + (kind.group.isEmpty() ? "" : "." + kind.group);
        }
    }

    /** Those that the caller lacks. */
    public List<Right> lacking(List<Right> rights) {
        return rights.stream().filter(right -> !has(right)).toList();
    }

    private boolean has(Right right) {
        Map<String, String> asked = Map.of(
                "namespace",
                namespace,
                "verb",
                right.verb(),
                "group",
                right.kind().group,
                "resource",
                right.kind().plural);
        Map<String, Object> review = Map.of(
                "apiVersion", "authorization.k8s.io/v1",
                "kind", "SelfSubjectAccessReview",
                "spec", Map.of("resourceAttributes", asked));
        return request(
                        "ask what you may do",
                        () -> tree(api.post("apis/authorization.k8s.io/v1/selfsubjectaccessreviews", review)))
                .at("/status/allowed")
                .asBoolean();
    }

    /**
     * The app as it runs.
     *
     * @param deployments names of them
     * @param ingress name of it
     * @throws CommandException if one of them is not there, or may not be read
     */
    public RunningApp app(Map<ComponentName, String> deployments, String ingress) {
        Map<ComponentName, JsonNode> found = new EnumMap<>(ComponentName.class);
        deployments.forEach((component, name) -> found.put(component, get(Kind.DEPLOYMENT, name)));
        JsonNode entrance = get(Kind.INGRESS, ingress);
        Map<String, JsonNode> services = new HashMap<>();
        entrance.at("/spec/rules")
                .valueStream()
                .flatMap(rule -> rule.at("/http/paths").valueStream())
                .map(path -> path.at("/backend/service/name").asText())
                .filter(name -> !name.isEmpty())
                .distinct()
                .forEach(name -> find(Kind.SERVICE, name).ifPresent(service -> services.put(name, service)));
        List<String> unread = new ArrayList<>();
        return new RunningApp(
                found, entrance, services, list(Kind.AUTOSCALER, unread), list(Kind.BUDGET, unread), unread);
    }

    private List<JsonNode> list(Kind kind, List<String> unread) {
        try {
            return Json.items(Json.field(api.get(kind.path(namespace)), "items")).stream()
                    .map(AdoptionClient::tree)
                    .toList();
        } catch (ApiException e) {
            if (e.code() == ApiErrors.FORBIDDEN) {
                unread.add(kind.word + "s");
                return List.of();
            }
            throw ApiErrors.of(e, "list " + kind.word + "s in namespace " + namespace, api.server());
        }
    }

    /** How far an adoption is. */
    public Situation situation(Adoption adoption) {
        Map<ComponentName, JsonNode> deployments = new EnumMap<>(ComponentName.class);
        adoption.record().deployments().forEach((component, old) -> find(Kind.DEPLOYMENT, old.name())
                .ifPresent(found -> deployments.put(component, found)));
        return new Situation(
                find(Kind.ORDER_APP_RELEASE, adoption.release()),
                find(Kind.INGRESS, adoption.record().ingressName()),
                find(Kind.INGRESS, Names.ingress(adoption.release())),
                deployments);
    }

    /** Reads an object; empty if there is none of that name. */
    public Optional<JsonNode> find(Kind kind, String name) {
        return request("read " + described(kind, name), () -> {
            try {
                return Optional.of(tree(api.get(path(kind, name))));
            } catch (ApiException e) {
                if (e.code() == ApiErrors.NOT_FOUND) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    private JsonNode get(Kind kind, String name) {
        return find(kind, name)
                .orElseThrow(() -> CommandException.cluster("there is no " + described(kind, name) + ": `kubectl get "
                        + kind.plural + "` shows those that are there"));
    }

    /** Has the API server check an object as if it were made; nothing is written. */
    public void check(Kind kind, JsonNode object) {
        write("create", kind, name(object), () -> api.post(list(kind) + "&dryRun=All", map(object)));
    }

    /**
     * Makes an object.
     *
     * @return whether it was made; it was not if there is one of that name
     */
    public boolean create(Kind kind, JsonNode object) {
        return write("create", kind, name(object), () -> api.post(list(kind), map(object)));
    }

    /**
     * Changes an object by a JSON merge patch.
     *
     * @return whether it was changed; it was not if it is another one than the patch names by its resourceVersion
     */
    public boolean patch(Kind kind, String name, JsonNode change) {
        return write("change", kind, name, () -> api.mergePatch(path(kind, name), map(change)));
    }

    /**
     * Deletes an object, and what belongs to it.
     *
     * @param object that was read
     * @param unchanged whether only if nobody has changed it since
     * @return whether it was deleted; it was not if there is another one of that name by now
     */
    public boolean delete(Kind kind, JsonNode object, boolean unchanged) {
        Map<String, String> preconditions =
                new HashMap<>(Map.of("uid", object.at("/metadata/uid").asText()));
        if (unchanged) {
            preconditions.put(
                    "resourceVersion", object.at("/metadata/resourceVersion").asText());
        }
        return write("delete", kind, name(object), () -> {
            api.delete(
                    path(kind, name(object)),
                    Map.of("propagationPolicy", "Background", "preconditions", preconditions));
            return true;
        });
    }

    private boolean write(String verb, Kind kind, String name, Supplier<?> write) {
        return request(verb + " " + described(kind, name), () -> {
            try {
                write.get();
                return true;
            } catch (ApiException e) {
                if (e.code() == CONFLICT) {
                    return false;
                }
                throw e;
            }
        });
    }

    private static String name(JsonNode object) {
        return object.at("/metadata/name").asText();
    }

    private String list(Kind kind) {
        return kind.path(namespace) + "?fieldManager=kubectl-orderapp&fieldValidation=Strict";
    }

    private String path(Kind kind, String name) {
        return kind.path(namespace) + "/" + KubeApi.encoded(name);
    }

    private String described(Kind kind, String name) {
        return kind.word + " " + name + " in namespace " + namespace;
    }

    private <T> T request(String action, Supplier<T> request) {
        try {
            return request.get();
        } catch (ApiException e) {
            throw ApiErrors.of(e, action, api.server());
        }
    }

    private static JsonNode tree(Object json) {
        return JSON.valueToTree(json);
    }

    private static Map<String, Object> map(JsonNode object) {
        return JSON.convertValue(object, OBJECT);
    }
}
