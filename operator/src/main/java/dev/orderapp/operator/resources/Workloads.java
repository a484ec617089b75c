package dev.orderapp.operator.resources;

import dev.orderapp.operator.metadata.OwnedMetadata;
import dev.orderapp.operator.rollout.Autoscaler;
import dev.orderapp.v1.AutoscalingSpec;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.ComponentSpec;
import dev.orderapp.v1.DisruptionSpec;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.contract.Labels;
import dev.orderapp.v1.contract.Names;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehaviorBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.util.Optional;

/** What runs a revision's Pods. */
final class Workloads {
    /** The template of a revision never changes: there is nothing to go back to inside a Deployment. */
    private static final int OLD_REPLICA_SETS = 1;
    /** An hour: the release's own deadline decides, long before. */
    private static final int PROGRESS_DEADLINE_SECONDS = 3600;
    /** A few: a database that is just starting is no reason to fail a release. */
    private static final int MIGRATION_RETRIES = 3;

    private final OrderAppRelease release;
    private final String name;

    Workloads(OrderAppRelease release) {
        this.release = release;
        this.name = release.getMetadata().getName();
    }

    /**
     * The Deployment of a component.
     *
     * @param replicas Pods; empty where an autoscaler decides, whose field it is then
     */
    Deployment deployment(RevisionSnapshot snapshot, ComponentName component, Optional<Integer> replicas) {
        String revision = snapshot.revision().id();
        Deployment deployment = new DeploymentBuilder()
                .withMetadata(metadata(component, revision))
                .withNewSpec()
                .withReplicas(replicas.orElse(null))
                .withRevisionHistoryLimit(OLD_REPLICA_SETS)
                .withProgressDeadlineSeconds(PROGRESS_DEADLINE_SECONDS)
                .withNewSelector()
                .withMatchLabels(Labels.selector(name, component, revision))
                .endSelector()
                .withNewStrategy()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                .withMaxUnavailable(new IntOrString(0))
                .withMaxSurge(new IntOrString(1))
                .endRollingUpdate()
                .endStrategy()
                .endSpec()
                .build();
        // Set, not built: a builder would copy all of the template, in each reconcile.
        deployment.getSpec().setTemplate(snapshot.templates().get(component));
        return deployment;
    }

    /** Pods that a Deployment without a number needs at least. */
    ReplicaFloor replicaFloor(ComponentName component, String revision, int replicas) {
        return new ReplicaFloor(Names.workload(name, component, revision), replicas);
    }

    /** Scales a Deployment by the metrics that the spec says now, whatever revision it is of. */
    HorizontalPodAutoscaler autoscaler(ComponentName component, String revision, Autoscaler autoscaler) {
        AutoscalingSpec asked =
                release.getSpec().component(component).orElseThrow().autoscaling();
        return new HorizontalPodAutoscalerBuilder()
                .withMetadata(metadata(component, revision))
                .withNewSpec()
                .withNewScaleTargetRef("apps/v1", "Deployment", Names.workload(name, component, revision))
                .withMinReplicas(autoscaler.min())
                .withMaxReplicas(autoscaler.max())
                .withMetrics(asked.metrics())
                .withBehavior(autoscaler.growsOnly() ? growing(asked.behavior()) : asked.behavior())
                .endSpec()
                .build();
    }

    private static HorizontalPodAutoscalerBehavior growing(HorizontalPodAutoscalerBehavior asked) {
        HorizontalPodAutoscalerBehaviorBuilder behavior = asked == null
                ? new HorizontalPodAutoscalerBehaviorBuilder()
                : new HorizontalPodAutoscalerBehaviorBuilder(asked);
        return behavior.editOrNewScaleDown()
                .withSelectPolicy("Disabled")
                .endScaleDown()
                .build();
    }

    /** Lets a node be drained as many Pods at a time as the spec says, or one; and at once where the Pods do not work anyway. */
    PodDisruptionBudget podDisruptionBudget(ComponentName component, String revision) {
        IntOrString most = release.getSpec()
                .component(component)
                .map(ComponentSpec::podDisruptionBudget)
                .map(DisruptionSpec::maxUnavailable)
                .orElse(new IntOrString(1));
        return new PodDisruptionBudgetBuilder()
                .withMetadata(metadata(component, revision))
                .withNewSpec()
                .withMaxUnavailable(most)
                .withUnhealthyPodEvictionPolicy("AlwaysAllow")
                .withNewSelector()
                .withMatchLabels(Labels.selector(name, component, revision))
                .endSelector()
                .endSpec()
                .build();
    }

    /**
     * The migration Job; without a time limit, since it must not be stopped midway.
     *
     * @param attempt number of the attempt that it is for
     */
    Job migration(String revision, int attempt, PodTemplateSpec template) {
        return new JobBuilder()
                .withMetadata(OwnedMetadata.metadata(release, Names.migration(name, revision))
                        .addToLabels(Labels.COMPONENT, Labels.MIGRATION)
                        .addToLabels(Labels.REVISION, revision)
                        .addToLabels(Labels.ATTEMPT, String.valueOf(attempt))
                        .build())
                .withNewSpec()
                .withBackoffLimit(MIGRATION_RETRIES)
                .withTemplate(template)
                .endSpec()
                .build();
    }

    private ObjectMeta metadata(ComponentName component, String revision) {
        return OwnedMetadata.metadata(release, Names.workload(name, component, revision))
                .addToLabels(Labels.selector(name, component, revision))
                .build();
    }
}
