package dev.orderapp.operator;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.List;

/**
 * What the caches need not hold. Objects that are compared before they are applied stay whole: the comparison reads their
 * managed fields.
 */
final class Trimming {
    private Trimming() {}

    /** Removes it from an object that the cache is about to take in. */
    static <T extends HasMetadata> T trim(T object) {
        if (object instanceof ConfigMap configMap) {
            configMap.setData(null);
            configMap.setBinaryData(null);
        }
        if (object instanceof Pod pod) {
            trimSpec(pod);
        }
        boolean compared = !(object instanceof ConfigMap
                || object instanceof Pod
                || object instanceof EndpointSlice
                || object instanceof ControllerRevision);
        if (!compared) {
            object.getMetadata().setManagedFields(List.of());
        }
        return object;
    }

    /** Of a Pod's spec only its containers' names and ports are read. */
    private static void trimSpec(Pod pod) {
        pod.getSpec().setVolumes(List.of());
        pod.getSpec().setInitContainers(List.of());
        pod.getSpec().setAffinity(null);
        pod.getSpec().setTolerations(List.of());
        pod.getSpec().setTopologySpreadConstraints(List.of());
        pod.getSpec().getContainers().forEach(container -> {
            container.setEnv(List.of());
            container.setEnvFrom(List.of());
            container.setResources(null);
            container.setLifecycle(null);
            container.setVolumeMounts(List.of());
            container.setLivenessProbe(null);
            container.setReadinessProbe(null);
            container.setStartupProbe(null);
        });
    }
}
