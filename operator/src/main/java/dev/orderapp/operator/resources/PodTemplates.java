package dev.orderapp.operator.resources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.ComponentSpec;
import dev.orderapp.v1.MigrationSpec;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.contract.Labels;
import dev.orderapp.v1.contract.Names;
import dev.orderapp.v1.contract.PodLayout;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Renders Pod templates: the operator's, with the user's laid over it, except for what the operator's other objects depend
 * on (image, labels of selectors, variables named {@code ORDER_APP_…}).
 */
final class PodTemplates {
    /** What may fail as a whole. Constraints of a Pod's own replace the scheduler's defaults, so both are said. */
    private static final List<String> SPREAD_OVER = List.of("topology.kubernetes.io/zone", "kubernetes.io/hostname");

    /** The app's longest request plus the sleep before SIGTERM. */
    private static final long GRACE_SECONDS = 45;

    private PodTemplates() {}

    /** The template of a component's Pods. */
    static PodTemplateSpec serving(
            OrderAppRelease release, ComponentName component, ComponentSpec spec, String revision) {
        PodTemplateSpec ours = defaults(release, component, spec, revision);
        ObjectNode merged = CanonicalJson.tree(ours);
        if (spec.podTemplate() != null) {
            Overlay.merge(merged, CanonicalJson.tree(spec.podTemplate()));
        }
        ServerDefaults.fill(merged);
        ConfigMapReferences.rename(
                merged, name -> Names.configMapCopy(release.getMetadata().getName(), name, revision));
        return enforceOwnFields(ours, CanonicalJson.as(PodTemplateSpec.class, merged));
    }

    /**
     * The template of the migration Job's Pod: the backend's, with another command. Sidecars are left out, since a Job ends
     * only when all its containers do; init containers stay.
     */
    static PodTemplateSpec migrating(PodTemplateSpec backend, MigrationSpec migration) {
        Container app = new ContainerBuilder(app(backend))
                .withCommand(Optional.ofNullable(migration.command()).orElse(List.of()))
                .withArgs(Optional.ofNullable(migration.args()).orElse(List.of()))
                .withPorts(List.of())
                .withStartupProbe(null)
                .withReadinessProbe(null)
                .withLivenessProbe(null)
                .withLifecycle(null)
                .build();
        return new PodTemplateSpecBuilder(backend)
                .editMetadata()
                .addToLabels(Labels.COMPONENT, Labels.MIGRATION)
                // A half-run migration is worse than a late one; the cluster autoscaler respects this.
                .addToAnnotations("cluster-autoscaler.kubernetes.io/safe-to-evict", "false")
                .endMetadata()
                .editSpec()
                .withContainers(app)
                .withRestartPolicy("Never")
                .withTopologySpreadConstraints(List.of())
                .endSpec()
                .build();
    }

    private static PodTemplateSpec defaults(
            OrderAppRelease release, ComponentName component, ComponentSpec spec, String revision) {
        String name = release.getMetadata().getName();
        Map<String, String> labels = new HashMap<>(Labels.common(name));
        labels.putAll(Labels.selector(name, component, revision));
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(labels)
                .endMetadata()
                .withSpec(Confinement.pod())
                .editSpec()
                .withContainers(AppContainer.of(release, component, spec, revision))
                .withTerminationGracePeriodSeconds(GRACE_SECONDS)
                .withTopologySpreadConstraints(SPREAD_OVER.stream()
                        .map(key -> spreadOver(key, Labels.selector(name, component, revision)))
                        .toList())
                .endSpec()
                .build();
    }

    /** Where possible: Pods that stand together are better than none. */
    private static TopologySpreadConstraint spreadOver(String topologyKey, Map<String, String> pods) {
        return new TopologySpreadConstraintBuilder()
                .withMaxSkew(1)
                .withTopologyKey(topologyKey)
                .withWhenUnsatisfiable("ScheduleAnyway")
                .withNewLabelSelector()
                .withMatchLabels(pods)
                .endLabelSelector()
                .build();
    }

    /** Restores what a user's template must not change. */
    private static PodTemplateSpec enforceOwnFields(PodTemplateSpec ours, PodTemplateSpec merged) {
        List<EnvVar> reserved =
                app(ours).getEnv().stream().filter(AppContainer::isReserved).toList();
        Container app = app(merged);
        app.setImage(app(ours).getImage());
        app.setEnv(AppContainer.environment(reserved, app.getEnv()));
        AppContainer.keepPort(app, app(ours).getPorts().get(0));
        Map<String, String> annotations = merged.getMetadata().getAnnotations();
        return new PodTemplateSpecBuilder(merged)
                .withNewMetadata()
                .withLabels(merged.getMetadata().getLabels())
                .addToLabels(ours.getMetadata().getLabels())
                .withAnnotations(annotations)
                .endMetadata()
                .editSpec()
                .withRestartPolicy(null)
                .endSpec()
                .build();
    }

    private static Container app(PodTemplateSpec template) {
        return template.getSpec().getContainers().stream()
                .filter(c -> PodLayout.CONTAINER.equals(c.getName()))
                .findFirst()
                .orElseThrow();
    }
}
