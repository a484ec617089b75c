package dev.orderapp.kubectl.adoption;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orderapp.kubectl.adoption.AdoptionRecord.OldDeployment;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.contract.Labels;
import dev.orderapp.v1.contract.Names;
import dev.orderapp.v1.contract.PodLayout;
import dev.orderapp.v1.contract.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The release that an app becomes.
 *
 * @param release as it is in the end
 * @param record what it takes over
 * @param findings what a person should know, the worst first
 */
public record AdoptionPlan(ObjectNode release, AdoptionRecord record, List<Finding> findings) {
    /** Copies. */
    public AdoptionPlan {
        findings = List.copyOf(findings);
    }

    /**
     * Plans.
     *
     * @param drain how long the ingress controller may need to follow a change
     */
    public static AdoptionPlan of(String name, String namespace, String drain, RunningApp app) {
        return new Planner(name, namespace, drain, app).plan();
    }

    /** Those of a kind. */
    public List<String> findings(Finding.Kind kind) {
        return findings.stream()
                .filter(finding -> finding.kind() == kind)
                .map(Finding::sentence)
                .toList();
    }

    /**
     * The release as it begins: visitors of no host, and where an autoscaler follows the load as many Pods as the app has now, since they
     * take all visitors at once.
     */
    public ObjectNode beginning() {
        ObjectNode beginning = release.deepCopy();
        beginning.withObject("/metadata/annotations").put(AdoptionRecord.ANNOTATION, record.text());
        ObjectNode entrance = beginning.withObject("/spec").putObject("ingress");
        entrance.set("className", record.entrance().path("className"));
        entrance.putArray("hosts")
                .add(AdoptionRecord.nowhere(
                        RunningApp.name(release),
                        release.at("/metadata/namespace").asText()));
        record.minimums().forEach((component, least) -> {
            ObjectNode autoscaling = beginning.withObject("/spec/" + component + "/autoscaling");
            int now = record.deployments().get(component).replicas();
            autoscaling.put(
                    "min",
                    Math.min(Math.max(least, now), autoscaling.path("max").asInt()));
        });
        return beginning;
    }

    /** Works on one plan. */
    private static final class Planner {
        private final String name;
        private final String namespace;
        private final String drain;
        private final RunningApp app;
        private final List<Finding> findings = new ArrayList<>();

        Planner(String name, String namespace, String drain, RunningApp app) {
            this.name = name;
            this.namespace = namespace;
            this.drain = drain;
            this.app = app;
        }

        AdoptionPlan plan() {
            ObjectNode release = JsonNodeFactory.instance.objectNode();
            release.put("apiVersion", "orderapp.dev/v1").put("kind", "OrderAppRelease");
            release.putObject("metadata").put("name", name).put("namespace", namespace);
            ObjectNode spec = release.putObject("spec");
            Map<ComponentName, OldDeployment> deployments = new EnumMap<>(ComponentName.class);
            Map<ComponentName, Integer> minimums = new EnumMap<>(ComponentName.class);
            Map<ComponentName, AdoptedIngress.Path> paths = paths();
            for (ComponentName component : new TreeMap<>(app.deployments()).keySet()) {
                Optional.ofNullable(paths.get(component)).ifPresent(path -> {
                    component(component, path).ifPresent(own -> spec.set(component.name(), own));
                    deployments.put(component, old(component, path));
                    if (spec.path(component.name()).has("autoscaling")) {
                        minimums.put(
                                component,
                                spec.at("/" + component + "/autoscaling/min").asInt());
                    }
                });
            }
            ObjectNode entrance = AdoptedIngress.spec(app.ingress(), findings);
            spec.set("ingress", entrance);
            spec.putObject("canary").put("drain", drain);
            general();
            findings.sort(Comparator.comparing(Finding::kind));
            return new AdoptionPlan(
                    release,
                    new AdoptionRecord(AdoptionRecord.manifest(app.ingress()), deployments, entrance, minimums),
                    findings);
        }

        private Map<ComponentName, AdoptedIngress.Path> paths() {
            Map<ComponentName, AdoptedIngress.Path> own = new EnumMap<>(ComponentName.class);
            boolean readable = true;
            for (AdoptedIngress.Path path : AdoptedIngress.paths(app.ingress(), findings)) {
                Optional<ComponentName> component = component(path);
                if (component.isEmpty()) {
                    readable = false;
                    obstacle(
                            "Ingress " + RunningApp.name(app.ingress()) + ": path " + path.path() + " leads to Service "
                                    + path.service()
                                    + ", which has Pods of none of the named Deployments: give that path an Ingress of its"
                                    + " own first");
                } else if (own.putIfAbsent(component.get(), path) != null) {
                    obstacle("Ingress " + RunningApp.name(app.ingress()) + ": paths "
                            + own.get(component.get()).path()
                            + " and " + path.path() + " lead to the same Deployment, and a component has one path:"
                            + " lead visitors to it by one");
                }
            }
            if (readable && !findings.stream().anyMatch(f -> f.kind() == Finding.Kind.OBSTACLE)) {
                app.deployments().forEach((component, deployment) -> {
                    if (!own.containsKey(component)) {
                        obstacle("no path of Ingress " + RunningApp.name(app.ingress()) + " leads to Deployment "
                                + RunningApp.name(deployment) + ": name the Ingress by which its visitors come");
                    }
                });
            }
            return own;
        }

        /** Whose Pods a path leads to. */
        private Optional<ComponentName> component(AdoptedIngress.Path path) {
            return Optional.ofNullable(app.services().get(path.service()))
                    .map(service -> service.at("/spec/selector"))
                    .flatMap(selector -> app.deployments().entrySet().stream()
                            .filter(d -> RunningApp.selects(selector, labels(d.getValue())))
                            .map(Map.Entry::getKey)
                            .findFirst());
        }

        private static JsonNode labels(JsonNode deployment) {
            return deployment.at("/spec/template/metadata/labels");
        }

        private Optional<ObjectNode> component(ComponentName component, AdoptedIngress.Path path) {
            JsonNode deployment = app.deployments().get(component);
            JsonNode service = app.services().get(path.service());
            Optional<AppPort> port = AppPort.of(service, path.port(), deployment.at("/spec/template/spec"));
            if (port.isEmpty()) {
                obstacle("Service " + path.service() + ": its port leads to none that a container of Deployment "
                        + RunningApp.name(deployment) + " lists: list it there as a containerPort");
                return Optional.empty();
            }
            ObjectNode spec = AdoptedComponent.of(deployment, port.get(), path.path(), findings);
            autoscaling(deployment, port.get(), spec);
            service(component, deployment, service);
            budgets(component, deployment);
            return Optional.of(spec);
        }

        private static OldDeployment old(JsonNode deployment, AdoptedIngress.Path path) {
            return new OldDeployment(
                    RunningApp.name(deployment), deployment.at("/spec/replicas").asInt(1), List.of(path.service()));
        }

        private OldDeployment old(ComponentName component, AdoptedIngress.Path path) {
            return old(app.deployments().get(component), path);
        }

        private void autoscaling(JsonNode deployment, AppPort port, ObjectNode spec) {
            app.autoscalers().stream()
                    .filter(scaler ->
                            scaler.at("/spec/scaleTargetRef/kind").asText().equals("Deployment"))
                    .filter(scaler ->
                            scaler.at("/spec/scaleTargetRef/name").asText().equals(RunningApp.name(deployment)))
                    .findFirst()
                    .ifPresent(scaler -> {
                        spec.remove("replicas");
                        ObjectNode autoscaling = spec.putObject("autoscaling");
                        autoscaling.put("min", scaler.at("/spec/minReplicas").asInt(1));
                        autoscaling.put("max", scaler.at("/spec/maxReplicas").asInt());
                        if (!scaler.at("/spec/metrics").isEmpty()) {
                            autoscaling.set(
                                    "metrics", scaler.at("/spec/metrics").deepCopy());
                            rename(autoscaling.path("metrics"), port.container());
                        }
                        if (!scaler.at("/spec/behavior").isEmpty()) {
                            autoscaling.set(
                                    "behavior", scaler.at("/spec/behavior").deepCopy());
                        }
                        note("HorizontalPodAutoscaler " + RunningApp.name(scaler)
                                + " becomes the release's autoscaling; it stays, and does nothing while its Deployment has no Pods:"
                                + " delete it when you will not go back");
                    });
        }

        private static void rename(JsonNode metrics, String container) {
            metrics.forEach(metric -> {
                if (metric.path("containerResource") instanceof ObjectNode resource
                        && resource.path("container").asText().equals(container)) {
                    resource.put("container", PodLayout.CONTAINER);
                }
            });
        }

        /** Whoever else calls a Service than the Ingress. */
        private void service(ComponentName component, JsonNode deployment, JsonNode service) {
            String own = Names.service(name, component, Role.stable);
            if (RunningApp.selects(service.at("/spec/selector"), newLabels(component, deployment))) {
                note("Service " + RunningApp.name(service)
                        + " stays, and selects the Pods of the release, those of a canary among them: clients within the cluster should"
                        + " call " + own + " instead");
            } else {
                loss("Service " + RunningApp.name(service) + " has no Pods once Deployment "
                        + RunningApp.name(deployment) + " has none: clients within the cluster have to call " + own
                        + " by then");
            }
            String type = service.at("/spec/type").asText("ClusterIP");
            if (!type.equals("ClusterIP")) {
                loss("Service " + RunningApp.name(service) + " is of type " + type
                        + ": visitors who come by it, and not by the Ingress, take no part in releases");
            }
        }

        /** Of the release's Pods: the operator's labels come before those of the template. */
        private JsonNode newLabels(ComponentName component, JsonNode deployment) {
            ObjectNode all = JsonNodeFactory.instance.objectNode();
            labels(deployment).propertyStream().forEach(label -> all.set(label.getKey(), label.getValue()));
            Labels.common(name).forEach(all::put);
            Labels.selector(name, component, "").forEach(all::put);
            return all;
        }

        private void budgets(ComponentName component, JsonNode deployment) {
            app.budgets().stream()
                    .filter(budget -> RunningApp.selects(
                            budget.at("/spec/selector/matchLabels"), newLabels(component, deployment)))
                    .forEach(budget -> note("PodDisruptionBudget " + RunningApp.name(budget)
                            + " selects the release's Pods beside the operator's own, and Kubernetes evicts no Pod that two select:"
                            + " delete it once the release serves"));
        }

        private void general() {
            if (Names.ingress(name).equals(RunningApp.name(app.ingress()))) {
                obstacle("the release's Ingress would have the name of Ingress " + name
                        + ", and both are there for a while: give the release another name");
            }
            app.unread()
                    .forEach(kind -> note(
                            "you may not list " + kind + ": whether there are any for these Deployments is not known"));
            note(
                    "releases are judged by the counters of the bundled app: name those of this app in analysis.metrics before the first"
                            + " one, as docs/adopt.md says");
        }

        private void obstacle(String sentence) {
            findings.add(Finding.obstacle(sentence));
        }

        private void loss(String sentence) {
            findings.add(Finding.loss(sentence));
        }

        private void note(String sentence) {
            findings.add(Finding.note(sentence));
        }
    }
}
