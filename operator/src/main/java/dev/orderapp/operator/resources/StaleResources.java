package dev.orderapp.operator.resources;

import dev.orderapp.operator.metadata.OwnedMetadata;
import dev.orderapp.operator.traffic.Entrances;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.contract.Labels;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a release has and should no longer have. */
public final class StaleResources {
    /** Traffic first: nothing is removed that something still routes to. */
    private static final List<String> ORDER = List.of(
            "Ingress",
            "HTTPRoute",
            "Service",
            "HorizontalPodAutoscaler",
            "Deployment",
            "PodDisruptionBudget",
            "Job",
            "ConfigMap",
            "ControllerRevision");

    private StaleResources() {}

    /**
     * The objects to remove, in this order, once all that is desired is applied.
     *
     * @param release the owner; what it does not control stays
     * @param desired what it should have
     * @param live what the cluster has of it, of all kinds
     */
    public static List<HasMetadata> of(
            OrderAppRelease release, DesiredResources desired, Collection<? extends HasMetadata> live) {
        Set<String> wanted = desired.objects().map(StaleResources::key).collect(Collectors.toSet());
        // With a lost status (a restored backup) and a spec that can't be resolved nothing is wanted; all is kept then.
        if (wanted.isEmpty()) {
            return List.of();
        }
        return live.stream()
                .filter(o -> OwnedMetadata.by(release, o) && !o.isMarkedForDeletion())
                .filter(o -> !wanted.contains(key(o)))
                .filter(o -> !(o instanceof Job
                        && desired.keptChecks().contains(o.getMetadata().getName())))
                .filter(o -> !Entrances.isFormer(o, desired.entrance()))
                .filter(o -> !isRouted(o, desired) && !isUnknown(o, desired) && !isForMigration(o, desired.migrating()))
                .sorted(Comparator.comparing(o -> ORDER.indexOf(o.getKind())))
                .map(HasMetadata.class::cast)
                .toList();
    }

    private static String key(HasMetadata object) {
        return object.getKind() + "/" + object.getMetadata().getName();
    }

    /** A component that the spec no longer has gets visitors until the entrance may follow. */
    private static boolean isRouted(HasMetadata object, DesiredResources desired) {
        return object instanceof Service
                && desired.entrance().stream().anyMatch(entrance -> Entrances.services(entrance)
                        .contains(object.getMetadata().getName()));
    }

    /** Wanted, but impossible to build again. What leads visitors is not: it needs no snapshot of a revision. */
    private static boolean isUnknown(HasMetadata object, DesiredResources desired) {
        boolean leadsVisitors = object instanceof Ingress || object instanceof HTTPRoute;
        return !leadsVisitors && isOf(desired.unknown(), object);
    }

    /**
     * A migration that has begun is not stopped midway, whatever became of its revision; a retry of its Pod needs the ConfigMaps.
     * One that has not begun goes, or it might begin beside that of another revision.
     */
    private static boolean isForMigration(HasMetadata object, Set<String> migrating) {
        boolean needed = object instanceof Job || object instanceof ConfigMap || object instanceof ControllerRevision;
        return needed && isOf(migrating, object);
    }

    private static boolean isOf(Set<String> revisions, HasMetadata object) {
        return Labels.revision(object).filter(revisions::contains).isPresent();
    }
}
