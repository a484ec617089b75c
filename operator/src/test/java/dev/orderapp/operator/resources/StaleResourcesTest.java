package dev.orderapp.operator.resources;

import static dev.orderapp.v1.ComponentName.backend;
import static dev.orderapp.v1.ComponentName.frontend;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orderapp.operator.rollout.DesiredChecks;
import dev.orderapp.operator.rollout.DesiredState;
import dev.orderapp.operator.rollout.Routing.Route;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StaleResourcesTest {
    private final OrderAppRelease release = release("1.0.0");
    private final RevisionSnapshot one =
            ReleaseFixtures.snapshot(release, ReleaseFixtures.configMap("settings", "a", "1"));
    private final RevisionSnapshot two =
            ReleaseFixtures.snapshot(release("1.1.0"), ReleaseFixtures.configMap("settings", "a", "1"));
    private final String old = one.revision().id();
    private final String young = two.revision().id();
    private final Map<String, RevisionSnapshot> snapshots = Map.of(old, one, young, two);

    private final DesiredState stableAlone = new DesiredState(
            replicas(old),
            Map.of(),
            Map.of(),
            Set.of(),
            both(old),
            both(old),
            Map.of(),
            true,
            Map.of(),
            DesiredChecks.NONE);
    private final DesiredResources alone = blueprint(stableAlone);
    private final DesiredResources canary = blueprint(new DesiredState(
            Map.of(old, replicas(old).get(old), young, replicas(old).get(old)),
            Map.of(),
            Map.of(young, 2),
            Set.of(young),
            both(old),
            both(young),
            Map.of(backend, new Route(young, 30), frontend, new Route(young, 30)),
            false,
            Map.of(),
            DesiredChecks.NONE));

    @Test
    void whatTheBlueprintHoldsStays() {
        assertEquals(List.of(), surplus(canary, canary.objects()));
    }

    @Test
    void aCanaryThatIsTakenBackGoesTrafficFirst() {
        Stream<HasMetadata> live = canary.objects().map(o -> o instanceof Job job ? finished(job) : o);
        assertEquals(
                List.of(
                        "Ingress shop-backend-canary",
                        "Ingress shop-frontend-canary",
                        "Deployment shop-backend-" + young,
                        "Deployment shop-frontend-" + young,
                        "PodDisruptionBudget shop-backend-" + young,
                        "PodDisruptionBudget shop-frontend-" + young,
                        "Job shop-migrate-" + young,
                        "ConfigMap shop-settings-" + young,
                        "ControllerRevision shop-" + young),
                surplus(alone, live));
    }

    @Test
    void aRunningMigrationIsNotKilledAndKeepsWhatItReads() {
        DesiredResources migrating = blueprint(new DesiredState(
                replicas(old),
                Map.of(),
                Map.of(),
                Set.of(young),
                both(old),
                both(old),
                Map.of(),
                true,
                Map.of(),
                DesiredChecks.NONE));
        assertEquals(
                List.of(
                        "Ingress shop-backend-canary",
                        "Ingress shop-frontend-canary",
                        "Deployment shop-backend-" + young,
                        "Deployment shop-frontend-" + young,
                        "PodDisruptionBudget shop-backend-" + young,
                        "PodDisruptionBudget shop-frontend-" + young),
                surplus(migrating, canary.objects()));
    }

    @Test
    void aMigrationThatHasNotBegunGoesBeforeItCanBeginBesideAnother() {
        Stream<HasMetadata> job = canary.objects().filter(o -> o instanceof Job);

        assertEquals(List.of("Job shop-migrate-" + young), surplus(alone, job));
    }

    @Test
    void nothingOfAStableRevisionGoesThatCannotBeMadeAgain() {
        DesiredResources blueprint = DesiredResources.of(release, stableAlone, Map.of(), ReleaseFixtures.traffic());
        assertEquals(List.of(), surplus(blueprint, alone.objects()));
    }

    @Test
    void aServiceStaysWhileTheStableIngressLeadsToIt() {
        Ingress inUse = ReleaseFixtures.stableIngress(alone);
        DesiredState apiOnly = new DesiredState(
                Map.of(old, Map.of(backend, 1)),
                Map.of(),
                Map.of(),
                Set.of(),
                Map.of(backend, old),
                Map.of(backend, old),
                Map.of(),
                false,
                Map.of(),
                DesiredChecks.NONE);
        List<String> surplus = surplus(
                DesiredResources.of(release, apiOnly, snapshots, ReleaseFixtures.traffic(inUse)), alone.objects());
        assertEquals(
                List.of(
                        "Service shop-frontend-canary",
                        "Deployment shop-frontend-" + old,
                        "PodDisruptionBudget shop-frontend-" + old),
                surplus);
    }

    @Test
    void whatTheReleaseDoesNotControlStays() {
        OrderAppRelease other = release("1.0.0");
        other.getMetadata().setUid("u-2");
        assertEquals(
                List.of(),
                StaleResources.of(other, alone, canary.objects().toList()).stream()
                        .toList());
    }

    @Test
    void whoWantsNothingAtAllRemovesNothing() {
        DesiredResources nothing = blueprint(new DesiredState(
                Map.of(),
                Map.of(),
                Map.of(),
                Set.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                true,
                Map.of(),
                DesiredChecks.NONE));
        assertEquals(List.of(), surplus(nothing, alone.objects()));
    }

    private DesiredResources blueprint(DesiredState wanted) {
        return DesiredResources.of(release, wanted, snapshots, ReleaseFixtures.traffic());
    }

    private List<String> surplus(DesiredResources blueprint, Stream<HasMetadata> live) {
        return StaleResources.of(release, blueprint, live.toList()).stream()
                .map(o -> o.getKind() + " " + o.getMetadata().getName())
                .toList();
    }

    private static Job finished(Job job) {
        return new JobBuilder(job)
                .withNewStatus()
                .addNewCondition()
                .withType("Complete")
                .withStatus("True")
                .endCondition()
                .endStatus()
                .build();
    }

    private static Map<String, Map<ComponentName, Integer>> replicas(String revision) {
        return Map.of(revision, Map.of(backend, 1, frontend, 1));
    }

    private static Map<ComponentName, String> both(String revision) {
        return Map.of(backend, revision, frontend, revision);
    }

    private static OrderAppRelease release(String version) {
        return ReleaseFixtures.shop("""
                backend:
                  image: "acme/order-backend:%1$s"
                  envFrom: [{configMapRef: {name: settings}}]
                  migration: {args: [migrate]}
                frontend: {image: "acme/order-frontend:%1$s"}
                """.formatted(version));
    }
}
