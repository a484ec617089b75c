package dev.orderapp.kubectl.adoption;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orderapp.v1.contract.PodLayout;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A component of a release that makes Pods like those of a Deployment of today. Where the Deployment says nothing, and the operator has a
 * stricter default, the component says what Kubernetes does: the app runs on with the rights that it has.
 */
final class AdoptedComponent {
    private static final int GRACE_SECONDS = 45;
    private static final int PROGRESS_DEADLINE = 600;
    private static final String RESERVED = "ORDER_APP_";
    private static final String DEFAULT_CONTAINER = "kubectl.kubernetes.io/default-container";

    /** A capability that no container runtime gives by default. The operator's ALL can't be taken back, only replaced. */
    private static final String NEVER_THERE = "SYS_BOOT";

    /** What has a place of its own in a component, or is the operator's. */
    private static final List<String> APART = List.of(
            "name",
            "image",
            "ports",
            "env",
            "envFrom",
            "resources",
            "startupProbe",
            "readinessProbe",
            "livenessProbe",
            "terminationMessagePath");

    private static final Set<String> DEPLOYMENT = Set.of(
            "replicas",
            "selector",
            "template",
            "strategy",
            "revisionHistoryLimit",
            "progressDeadlineSeconds",
            "paused");

    /** Values that Kubernetes writes where nothing is said. */
    private static final Map<String, String> POD_DEFAULTS = Map.of(
            "restartPolicy", "Always",
            "dnsPolicy", "ClusterFirst",
            "schedulerName", "default-scheduler");

    private final JsonNode deployment;
    private final AppPort port;
    private final List<Finding> findings;

    private AdoptedComponent(JsonNode deployment, AppPort port, List<Finding> findings) {
        this.deployment = deployment;
        this.port = port;
        this.findings = findings;
    }

    /** The component's part of the spec; what it can't do the same is added to the findings. */
    static ObjectNode of(JsonNode deployment, AppPort port, String path, List<Finding> findings) {
        return new AdoptedComponent(deployment, port, findings).component(path);
    }

    private ObjectNode component(String path) {
        outside();
        JsonNode container = container();
        ObjectNode spec = JsonNodeFactory.instance.objectNode();
        spec.set("image", container.path("image"));
        spec.put("replicas", deployment.at("/spec/replicas").asInt(1));
        spec.put("port", port.number());
        spec.put("path", path);
        setUnlessEmpty(spec, "env", env(container.path("env")));
        setUnlessEmpty(spec, "envFrom", container.path("envFrom"));
        setUnlessEmpty(spec, "resources", container.path("resources"));
        ObjectNode app = app(container);
        new AdoptedProbes(container, port).write(spec, app);
        if (!container.has("readinessProbe")) {
            note("has no readiness probe: a Pod of the release gets visitors as soon as its port is open;"
                    + " name a path in probes.readiness");
        }
        spec.set("podTemplate", template(app));
        return spec;
    }

    private JsonNode pod() {
        return deployment.at("/spec/template/spec");
    }

    private JsonNode container() {
        return pod().path("containers")
                .valueStream()
                .filter(c -> c.path("name").asText().equals(port.container()))
                .findFirst()
                .orElseThrow();
    }

    /** What a Deployment says beside its Pod template. */
    private void outside() {
        JsonNode spec = deployment.path("spec");
        if (spec.path("replicas").asInt(1) == 0) {
            obstacle("has no Pods, as its replicas are 0: adopt it while it serves");
        }
        if (spec.path("paused").asBoolean()) {
            obstacle("is paused: resume it first, so that what runs is what it says");
        }
        JsonNode status = deployment.path("status");
        if (status.path("updatedReplicas").asInt() != spec.path("replicas").asInt(1)
                || status.path("readyReplicas").asInt() != spec.path("replicas").asInt(1)
                || status.path("observedGeneration").asInt()
                        != deployment.at("/metadata/generation").asInt()) {
            obstacle(
                    "has Pods that are not ready, or not as it says: wait until `kubectl rollout status` says that it is done");
        }
        if (spec.at("/strategy/type").asText().equals("Recreate")) {
            loss("its strategy Recreate never runs two versions at once, and a release always does");
        }
        if (spec.path("progressDeadlineSeconds").asInt(PROGRESS_DEADLINE) != PROGRESS_DEADLINE) {
            note(
                    "spec.progressDeadlineSeconds is not carried over: the release has canary.progressDeadline, 10 minutes");
        }
        spec.propertyStream()
                .map(Map.Entry::getKey)
                .filter(field -> !DEPLOYMENT.contains(field))
                .forEach(field -> loss("spec." + field + " has no place in a release"));
    }

    private ArrayNode env(JsonNode all) {
        ArrayNode carried = JsonNodeFactory.instance.arrayNode();
        all.forEach(variable -> {
            String name = variable.path("name").asText();
            boolean own = name.startsWith(RESERVED)
                    || name.equals("POD_NAME")
                            && !variable.at("/valueFrom/fieldRef/fieldPath")
                                    .asText()
                                    .equals("metadata.name");
            if (own) {
                loss("variable " + name + " is set by the operator itself");
            } else if (!name.equals("POD_NAME")) {
                carried.add(variable);
            }
        });
        return carried;
    }

    /** The app's container in the Pod template: all that has no place of its own. */
    private ObjectNode app(JsonNode container) {
        ObjectNode app = JsonNodeFactory.instance.objectNode().put("name", PodLayout.CONTAINER);
        app.setAll((ObjectNode) container.deepCopy());
        app.remove(APART);
        app.put("name", PodLayout.CONTAINER);
        removeIf(app, "imagePullPolicy", "IfNotPresent");
        removeIf(app, "terminationMessagePolicy", "File");
        ArrayNode ports = JsonNodeFactory.instance.arrayNode();
        container.path("ports").forEach(other -> {
            if (other.path("containerPort").asInt() != port.number()) {
                ports.add(other);
                if (other.path("name").asText().equals(PodLayout.PORT)) {
                    obstacle("names port " + other.path("containerPort").asInt() + " " + PodLayout.PORT
                            + ", but visitors come by port " + port.number()
                            + ", to which the operator gives that name: rename it");
                }
            }
            if (other.path("hostPort").asInt() > 0) {
                loss("hostPort " + other.path("hostPort").asInt()
                        + ": old and new Pods can't have it on one node at once");
            }
        });
        setUnlessEmpty(app, "ports", ports);
        rights(app.withObjectProperty("securityContext"));
        if (app.path("volumeMounts")
                        .valueStream()
                        .noneMatch(m -> m.path("mountPath").asText().equals("/tmp"))
                && pod().path("volumes")
                        .valueStream()
                        .anyMatch(v -> v.path("name").asText().equals("tmp"))) {
            loss("its volume tmp is mounted at /tmp as well: the operator has a volume of that name there");
        }
        return app;
    }

    private static void rights(ObjectNode context) {
        putIfAbsent(context, "allowPrivilegeEscalation", true);
        putIfAbsent(context, "readOnlyRootFilesystem", false);
        ObjectNode capabilities = context.withObjectProperty("capabilities");
        if (capabilities.path("drop").isEmpty()) {
            capabilities.withArray("drop").add(NEVER_THERE);
        }
    }

    private ObjectNode template(ObjectNode app) {
        ObjectNode template = JsonNodeFactory.instance.objectNode();
        JsonNode metadata = deployment.at("/spec/template/metadata");
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        setUnlessEmpty(kept, "labels", metadata.path("labels"));
        ObjectNode annotations = JsonNodeFactory.instance.objectNode();
        metadata.path("annotations").propertyStream().forEach(a -> annotations.set(a.getKey(), a.getValue()));
        annotations.remove(List.of("kubectl.kubernetes.io/restartedAt"));
        if (annotations.path(DEFAULT_CONTAINER).asText().equals(port.container())) {
            annotations.put(DEFAULT_CONTAINER, PodLayout.CONTAINER);
        }
        setUnlessEmpty(kept, "annotations", annotations);
        setUnlessEmpty(template, "metadata", kept);
        template.set("spec", podSpec(app));
        return template;
    }

    private ObjectNode podSpec(ObjectNode app) {
        ObjectNode spec = pod().deepCopy();
        POD_DEFAULTS.forEach((field, value) -> removeIf(spec, field, value));
        spec.remove("serviceAccount");
        if (spec.path("terminationGracePeriodSeconds").asInt() <= GRACE_SECONDS) {
            spec.remove("terminationGracePeriodSeconds");
        }
        ArrayNode containers = JsonNodeFactory.instance.arrayNode().add(app);
        pod().path("containers").forEach(container -> {
            String name = container.path("name").asText();
            if (!name.equals(port.container())) {
                containers.add(container);
                if (name.equals(PodLayout.CONTAINER)) {
                    obstacle(
                            "its container " + name
                                    + " is not the one that visitors come to, to which the operator gives that name: rename it");
                }
            }
        });
        spec.set("containers", containers);
        identity(spec);
        putIfAbsent(spec, "enableServiceLinks", true);
        shared(spec);
        return spec;
    }

    /** As whom the Pods run. */
    private void identity(ObjectNode spec) {
        putIfAbsent(spec.withObjectProperty("securityContext"), "runAsNonRoot", false);
        if (!spec.at("/securityContext").has("seccompProfile")) {
            note("says no seccompProfile: the release's Pods have the container runtime's");
        }
        boolean ownAccount = !spec.path("serviceAccountName").asText("default").equals("default");
        if (ownAccount) {
            putIfAbsent(spec, "automountServiceAccountToken", true);
        } else if (!spec.has("automountServiceAccountToken")) {
            note("the release's Pods have no token for the Kubernetes API: if the app asks it, say"
                    + " automountServiceAccountToken: true in its podTemplate");
        }
    }

    /** What two Pods may not be able to have at once. */
    private void shared(ObjectNode spec) {
        spec.path("volumes").forEach(volume -> {
            String claim = volume.at("/persistentVolumeClaim/claimName").asText();
            if (!claim.isEmpty()) {
                loss("PersistentVolumeClaim " + claim
                        + " is used by the Pods of both at once, and by those of two versions in each release after: it has to be"
                        + " ReadWriteMany, and the app must bear it");
            }
        });
        if (spec.path("hostNetwork").asBoolean()) {
            loss("hostNetwork: old and new Pods can't have port " + port.number() + " on one node at once");
        }
    }

    private static void putIfAbsent(ObjectNode object, String field, boolean value) {
        if (!object.has(field)) {
            object.put(field, value);
        }
    }

    private static void removeIf(ObjectNode object, String field, String value) {
        if (object.path(field).asText().equals(value)) {
            object.remove(field);
        }
    }

    private static void setUnlessEmpty(ObjectNode object, String field, JsonNode value) {
        if (!value.isEmpty()) {
            object.set(field, value.deepCopy());
        }
    }

    private void obstacle(String what) {
        findings.add(Finding.obstacle(sentence(what)));
    }

    private void loss(String what) {
        findings.add(Finding.loss(sentence(what)));
    }

    private void note(String what) {
        findings.add(Finding.note(sentence(what)));
    }

    private String sentence(String what) {
        return "Deployment " + RunningApp.name(deployment) + ": " + what;
    }
}
