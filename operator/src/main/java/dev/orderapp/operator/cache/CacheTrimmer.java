package dev.orderapp.operator.cache;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the caches need not hold: at a thousand releases it would be most of the operator's memory. Objects are trimmed as the
 * cache takes them in, so that what is dropped here is gone for all readers.
 */
public final class CacheTrimmer {
    /** The reconciler's {@code fieldManager}, and the one that raises the number of Pods. */
    private static final Set<String> FIELD_MANAGERS = Set.of("orderapp-operator", "orderapp-operator-replicas");

    private static final String APPLY = "Apply";

    /** Annotations: all of an object's spec once more, where {@code kubectl apply} is used; and a time that is never the same. */
    private static final Set<String> NOISE = Set.of(
            "kubectl.kubernetes.io/last-applied-configuration", "endpoints.kubernetes.io/last-change-trigger-time");

    private static final Set<String> CONDITIONS = Set.of("Ready", "PodScheduled");

    private static final Set<String> FOREIGN_SPEC = Set.of("ingressClassName", "parentRefs", "hostnames", "rules");

    private static final TreeInterner FIELDS = new TreeInterner();

    private CacheTrimmer() {}

    /** Removes it from an object that the cache is about to take in. */
    public static <T extends HasMetadata> T trim(T object) {
        ObjectMeta metadata = object.getMetadata();
        metadata.setManagedFields(isCompared(object) ? own(metadata.getManagedFields()) : List.of());
        dropNoise(metadata);
        if (object instanceof ConfigMap configMap) {
            // Where only metadata was asked for, this is what it says to be instead.
            configMap.setApiVersion("v1");
            configMap.setKind("ConfigMap");
            configMap.setData(null);
            configMap.setBinaryData(null);
        } else if (object instanceof ControllerRevision revision) {
            revision.setData(CompressedData.of(revision.getData()));
        } else if (object instanceof Pod pod) {
            trimPod(pod);
        } else if (object instanceof PodDisruptionBudget budget) {
            budget.setStatus(null);
        } else if (object instanceof HorizontalPodAutoscaler autoscaler) {
            autoscaler.setStatus(null);
        } else if (object instanceof Deployment deployment && deployment.getStatus() != null) {
            deployment.setStatus(refusals(deployment.getStatus()));
        } else if (object instanceof EndpointSlice slice) {
            trimEndpoints(slice);
        } else if (object instanceof GenericKubernetesResource foreign) {
            trimForeign(foreign);
        }
        ObjectInterner.compact(object);
        return object;
    }

    /** Whether it is compared with what is wanted before it is applied, which reads our own managed fields. */
    private static boolean isCompared(HasMetadata object) {
        return object instanceof Deployment
                || object instanceof PodDisruptionBudget
                || object instanceof HorizontalPodAutoscaler
                || object instanceof Service
                || object instanceof Ingress
                || object instanceof HTTPRoute;
    }

    private static List<ManagedFieldsEntry> own(List<ManagedFieldsEntry> entries) {
        return Stream.ofNullable(entries)
                .flatMap(List::stream)
                .filter(e -> FIELD_MANAGERS.contains(e.getManager()) && APPLY.equals(e.getOperation()))
                .map(CacheTrimmer::shared)
                .toList();
    }

    /** They are the same for all releases, except for their owners' uids. */
    private static ManagedFieldsEntry shared(ManagedFieldsEntry entry) {
        FieldsV1 fields = new FieldsV1();
        fields.setAdditionalProperties(FIELDS.shared(entry.getFieldsV1().getAdditionalProperties()));
        entry.setFieldsV1(fields);
        return entry;
    }

    private static void dropNoise(ObjectMeta metadata) {
        Map<String, String> annotations = metadata.getAnnotations();
        if (annotations != null && !Collections.disjoint(annotations.keySet(), NOISE)) {
            Map<String, String> others = new HashMap<>(annotations);
            others.keySet().removeAll(NOISE);
            metadata.setAnnotations(others);
        }
    }

    /** That Pods were refused is all that a Deployment says beyond its Pods. */
    private static DeploymentStatus refusals(DeploymentStatus status) {
        DeploymentStatus kept = new DeploymentStatus();
        kept.setConditions(status.getConditions().stream()
                .filter(c -> c.getType().equals("ReplicaFailure"))
                .toList());
        return kept;
    }

    /** Of somebody else's Ingress or HTTPRoute only which class or Gateway, hosts and paths it has. */
    private static void trimForeign(GenericKubernetesResource foreign) {
        foreign.getMetadata().setAnnotations(null);
        foreign.getMetadata().setLabels(null);
        foreign.getAdditionalProperties().keySet().retainAll(Set.of("spec"));
        if (foreign.get("spec") instanceof Map<?, ?> spec) {
            spec.keySet().retainAll(FOREIGN_SPEC);
        }
    }

    /** Only which Pods are listed, and in what state. */
    private static void trimEndpoints(EndpointSlice slice) {
        slice.getMetadata().setOwnerReferences(List.of());
        slice.setPorts(List.of());
        Stream.ofNullable(slice.getEndpoints()).flatMap(List::stream).forEach(endpoint -> {
            endpoint.setAddresses(List.of());
            endpoint.setHints(null);
            endpoint.setNodeName(null);
            endpoint.setZone(null);
            if (endpoint.getTargetRef() != null) {
                endpoint.getTargetRef().setUid(null);
            }
        });
    }

    /** Of a Pod's spec only its containers' names, images and ports are read, and the names and ports of its sidecars. */
    private static void trimPod(Pod pod) {
        pod.getMetadata().setOwnerReferences(List.of());
        pod.getSpec().setVolumes(List.of());
        pod.getSpec().setInitContainers(sidecars(pod.getSpec().getInitContainers()));
        pod.getSpec().setAffinity(null);
        pod.getSpec().setSecurityContext(null);
        pod.getSpec().setTolerations(List.of());
        pod.getSpec().setTopologySpreadConstraints(List.of());
        pod.getSpec().getContainers().forEach(container -> {
            container.setEnv(List.of());
            container.setEnvFrom(List.of());
            container.setResources(null);
            container.setSecurityContext(null);
            container.setLifecycle(null);
            container.setVolumeMounts(List.of());
            container.setLivenessProbe(null);
            container.setReadinessProbe(null);
            container.setStartupProbe(null);
        });
        if (pod.getStatus() != null) {
            trimStatus(pod.getStatus());
        }
    }

    /** Only which init containers are sidecars, and their ports. */
    private static List<Container> sidecars(List<Container> initContainers) {
        return initContainers.stream()
                .filter(c -> "Always".equals(c.getRestartPolicy()))
                .map(c -> new ContainerBuilder()
                        .withName(c.getName())
                        .withRestartPolicy(c.getRestartPolicy())
                        .withPorts(c.getPorts())
                        .build())
                .toList();
    }

    private static void trimStatus(PodStatus status) {
        status.setConditions(status.getConditions().stream()
                .filter(c -> CONDITIONS.contains(c.getType()))
                .toList());
        status.setHostIPs(List.of());
        status.setPodIPs(List.of());
        Stream.of(status.getContainerStatuses(), status.getInitContainerStatuses())
                .flatMap(List::stream)
                .forEach(CacheTrimmer::trimStatus);
    }

    private static void trimStatus(ContainerStatus status) {
        status.setContainerID(null);
        status.setImageID(null);
        status.setAllocatedResources(null);
        status.setResources(null);
        status.setVolumeMounts(List.of());
    }
}
