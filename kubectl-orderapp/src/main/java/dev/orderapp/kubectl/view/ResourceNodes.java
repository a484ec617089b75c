package dev.orderapp.kubectl.view;

import dev.orderapp.kubectl.release.RelatedResources;
import dev.orderapp.kubectl.release.Timestamps;
import dev.orderapp.v1.contract.Annotations;
import dev.orderapp.v1.contract.Labels;
import dev.orderapp.v1.contract.Role;
import dev.orderapp.v1.format.DurationFormats;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lines of a tree about Kubernetes' own objects. */
final class ResourceNodes {
    private final RelatedResources resources;
    private final Instant now;

    ResourceNodes(RelatedResources resources, Instant now) {
        this.resources = resources;
        this.now = now;
    }

    /** A Deployment with its Pods. */
    TreeNode deployment(Deployment deployment) {
        int desired = Optional.ofNullable(deployment.getSpec().getReplicas()).orElse(1);
        int ready = Optional.ofNullable(deployment.getStatus())
                .map(status -> status.getReadyReplicas())
                .orElse(0);
        Map<String, String> selector = deployment.getSpec().getSelector().getMatchLabels();
        List<TreeNode> pods = resources.pods().stream()
                .filter(pod -> pod.getMetadata().getLabels().entrySet().containsAll(selector.entrySet()))
                .map(this::pod)
                .toList();
        return new TreeNode(
                "Deployment " + deployment.getMetadata().getName() + "  " + ready + "/" + desired + " ready", pods);
    }

    /** Pods of a revision's migration. */
    List<TreeNode> jobPods(String revision) {
        return resources.pods().stream()
                .filter(pod -> Labels.component(pod).isEmpty())
                .filter(pod -> Labels.revision(pod).filter(revision::equals).isPresent())
                .map(this::pod)
                .toList();
    }

    private TreeNode pod(Pod pod) {
        String age = Timestamps.since(pod.getMetadata().getCreationTimestamp(), now)
                .map(time -> ", " + DurationFormats.inTable(time))
                .orElse("");
        return TreeNode.leaf("Pod " + pod.getMetadata().getName() + "  " + PodText.state(pod)
                + (PodText.isReady(pod) ? ", ready" : ", not ready")
                + PodText.restarts(List.of(pod)) + age);
    }

    static String service(Service service) {
        return "Service " + service.getMetadata().getName();
    }

    static String ingress(Ingress ingress) {
        String hosts = Optional.ofNullable(ingress.getSpec().getRules()).orElse(List.of()).stream()
                .map((IngressRule rule) -> Optional.ofNullable(rule.getHost()).orElse("*"))
                .distinct()
                .collect(Collectors.joining(", "));
        Optional<String> weight =
                Optional.ofNullable(ingress.getMetadata().getAnnotations()).orElse(Map.of()).entrySet().stream()
                        .filter(annotation -> annotation.getKey().endsWith(Annotations.CANARY_WEIGHT))
                        .map(Map.Entry::getValue)
                        .findFirst();
        return "Ingress " + ingress.getMetadata().getName() + "  " + hosts
                + weight.map(w -> "  weight " + w + " %").orElse("");
    }

    /** With the share of those who are known by no header, and the Gateways that it names. */
    static String httpRoute(HTTPRoute route) {
        String hosts = route.getSpec().getHostnames().isEmpty()
                ? "*"
                : String.join(", ", route.getSpec().getHostnames());
        Optional<Integer> weight = route.getSpec().getRules().stream()
                .flatMap(rule -> rule.getBackendRefs().stream())
                .filter(backend -> backend.getName().endsWith("-" + Role.canary))
                .flatMap(backend -> Stream.ofNullable(backend.getWeight()))
                .findFirst();
        String parents = route.getSpec().getParentRefs().stream()
                .map(parent -> Optional.ofNullable(parent.getNamespace())
                                .orElse(route.getMetadata().getNamespace())
                        + "/" + parent.getName())
                .distinct()
                .collect(Collectors.joining(", "));
        return "HTTPRoute " + route.getMetadata().getName() + "  " + hosts
                + weight.map(w -> "  weight " + w + " %").orElse("") + "  Gateway " + parents;
    }
}
