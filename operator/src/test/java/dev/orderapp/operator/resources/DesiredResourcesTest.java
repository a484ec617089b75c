package dev.orderapp.operator.resources;

import static dev.orderapp.operator.resources.ReleaseFixtures.shop;
import static dev.orderapp.v1.ComponentName.backend;
import static dev.orderapp.v1.ComponentName.frontend;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.operator.rollout.Autoscaler;
import dev.orderapp.operator.rollout.DesiredChecks;
import dev.orderapp.operator.rollout.DesiredState;
import dev.orderapp.operator.rollout.Routing.Route;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DesiredResourcesTest {
    private final OrderAppRelease before = withHost("old.test", "1.0.0");
    private final OrderAppRelease after = withHost("new.test", "1.1.0");
    private final RevisionSnapshot one = ReleaseFixtures.snapshot(before);
    private final RevisionSnapshot two = ReleaseFixtures.snapshot(after);
    private final String old = one.revision().id();
    private final String young = two.revision().id();

    @Test
    void aFirstRevisionGetsAllButCanaryIngresses() {
        DesiredResources blueprint = DesiredResources.of(before, alone(), Map.of(old, one), ReleaseFixtures.traffic());
        assertEquals(
                List.of(
                        "ControllerRevision shop-" + old,
                        "Deployment shop-backend-" + old,
                        "Deployment shop-frontend-" + old,
                        "PodDisruptionBudget shop-backend-" + old,
                        "PodDisruptionBudget shop-frontend-" + old,
                        "Service shop-backend-stable",
                        "Service shop-backend-canary",
                        "Service shop-frontend-stable",
                        "Service shop-frontend-canary",
                        "Ingress shop"),
                names(blueprint));
    }

    @Test
    void beforeItsMigrationARevisionHasAJobAndNoDeployments() {
        OrderAppRelease release = ReleaseFixtures.backend("migration: {args: [migrate]}");
        RevisionSnapshot snapshot = ReleaseFixtures.snapshot(release);
        String id = snapshot.revision().id();
        DesiredState wanted = new DesiredState(
                Map.of(),
                Map.of(),
                Map.of(id, 1),
                Set.of(),
                Map.of(backend, id),
                Map.of(backend, id),
                Map.of(),
                true,
                Map.of(),
                DesiredChecks.NONE);
        assertEquals(
                List.of(
                        "ControllerRevision shop-" + id,
                        "Job shop-migrate-" + id,
                        "Service shop-backend-stable",
                        "Service shop-backend-canary",
                        "Ingress shop"),
                names(DesiredResources.of(release, wanted, Map.of(id, snapshot), ReleaseFixtures.traffic())));
    }

    @Test
    void duringACanaryBothRevisionsRunAndEachServiceSelectsItsOwn() {
        DesiredResources blueprint =
                DesiredResources.of(after, canary(30), Map.of(old, one, young, two), ReleaseFixtures.traffic());
        assertEquals(4, blueprint.deployments().size());
        assertTrue(blueprint.deployments().stream()
                .allMatch(d ->
                        d.getSpec().getReplicas() == (d.getMetadata().getName().endsWith(old) ? 3 : 2)));
        assertEquals(old, selects(blueprint, "shop-backend-stable"));
        assertEquals(young, selects(blueprint, "shop-backend-canary"));
        assertEquals(2, ReleaseFixtures.canaryIngresses(blueprint).size());
    }

    @Test
    void anApiIsThereBeforeThePageThatCallsItAndGoesAfterIt() {
        assertEquals(
                List.of(List.of("Ingress shop-backend-canary"), List.of("Ingress shop-frontend-canary")), last(30));
        assertEquals(List.of(List.of("Ingress shop-frontend-canary"), List.of("Ingress shop-backend-canary")), last(0));
    }

    /** The names of the objects in the last two steps. */
    private List<List<String>> last(int weight) {
        List<List<String>> steps = DesiredResources.of(
                        after, canary(weight), Map.of(old, one, young, two), ReleaseFixtures.traffic())
                .steps()
                .map(step -> step.stream()
                        .map(o -> o.getKind() + " " + o.getMetadata().getName())
                        .toList())
                .toList();
        return steps.subList(steps.size() - 2, steps.size());
    }

    @Test
    void stableIsBuiltFromItsFrozenTemplateWhateverTheSpecSaysNow() {
        DesiredResources blueprint =
                DesiredResources.of(after, canary(30), Map.of(old, one, young, two), ReleaseFixtures.traffic());
        assertEquals(
                one.templates().get(backend),
                blueprint.deployments().stream()
                        .filter(d -> d.getMetadata().getName().equals("shop-backend-" + old))
                        .findFirst()
                        .orElseThrow()
                        .getSpec()
                        .getTemplate());
    }

    @Test
    void newHostsWaitUntilNothingIsBeingReleasedAndTheCanaryKeepsTheOldOnes() {
        Ingress inUse = ReleaseFixtures.stableIngress(
                DesiredResources.of(before, alone(), Map.of(old, one), ReleaseFixtures.traffic()));
        DesiredResources during =
                DesiredResources.of(after, canary(30), Map.of(old, one, young, two), ReleaseFixtures.traffic(inUse));
        assertEquals(inUse, ReleaseFixtures.stableIngress(during));
        ReleaseFixtures.canaryIngresses(during).forEach(i -> assertEquals("old.test", host(i)));

        DesiredResources later = DesiredResources.of(after, alone(), Map.of(old, one), ReleaseFixtures.traffic(inUse));
        assertEquals("new.test", host(ReleaseFixtures.stableIngress(later)));
    }

    @Test
    void aTierThatIsNewGetsNoCanaryIngressBeforeItHasARule() {
        OrderAppRelease apiOnly = ReleaseFixtures.backend("");
        RevisionSnapshot api = ReleaseFixtures.snapshot(apiOnly);
        String id = api.revision().id();
        Ingress inUse = ReleaseFixtures.stableIngress(DesiredResources.of(
                apiOnly,
                new DesiredState(
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        Set.of(),
                        Map.of(backend, id),
                        Map.of(),
                        Map.of(),
                        true,
                        Map.of(),
                        DesiredChecks.NONE),
                Map.of(),
                ReleaseFixtures.traffic()));
        DesiredResources during =
                DesiredResources.of(after, canary(30), Map.of(old, one, young, two), ReleaseFixtures.traffic(inUse));
        assertEquals(
                List.of("shop-backend-canary"),
                ReleaseFixtures.canaryIngresses(during).stream()
                        .map(i -> i.getMetadata().getName())
                        .toList());
    }

    @Test
    void aWantedRevisionThatWasNeverFrozenIsNamed() {
        DesiredResources blueprint =
                DesiredResources.of(after, canary(30), Map.of(young, two), ReleaseFixtures.traffic());
        assertEquals(Set.of(old), blueprint.unknown());
        assertEquals(old, selects(blueprint, "shop-backend-stable"));
    }

    @Test
    void whatAReleaseSaysOfAllObjectsIsOnEachOfThemAndNotOnTheirPods() {
        OrderAppRelease labelled = shop("""
            backend: {image: "acme/order-backend:1.0.0", migration: {args: [migrate]}, autoscaling: {min: 2, max: 4}}
            commonMetadata: {labels: {cost: low, app.kubernetes.io/instance: other}, annotations: {contact: us}}
            """);
        RevisionSnapshot snapshot = ReleaseFixtures.snapshot(labelled);
        String id = snapshot.revision().id();
        DesiredResources resources = DesiredResources.of(
                labelled,
                new DesiredState(
                        Map.of(id, Map.of(backend, 2)),
                        Map.of(id, Map.of(backend, new Autoscaler(2, 4, false))),
                        Map.of(id, 1),
                        Set.of(),
                        Map.of(backend, id),
                        Map.of(backend, id),
                        Map.of(backend, new Route(id, 30)),
                        true,
                        Map.of(),
                        DesiredChecks.NONE),
                Map.of(id, snapshot),
                ReleaseFixtures.traffic());

        assertEquals(
                Set.of(
                        "ControllerRevision",
                        "Deployment",
                        "HorizontalPodAutoscaler",
                        "Ingress",
                        "Job",
                        "PodDisruptionBudget",
                        "Service"),
                resources.objects().map(HasMetadata::getKind).collect(Collectors.toSet()));
        resources.objects().forEach(object -> {
            Map<String, String> labels = object.getMetadata().getLabels();
            assertEquals("low", labels.get("cost"), name(object));
            assertEquals("shop", labels.get("app.kubernetes.io/instance"), name(object));
            assertEquals(
                    object instanceof Ingress ? null : "us",
                    Objects.requireNonNullElse(object.getMetadata().getAnnotations(), Map.of())
                            .get("contact"),
                    name(object));
        });
        assertEquals(
                ReleaseFixtures.snapshot(ReleaseFixtures.backend("migration: {args: [migrate]}"))
                        .templates(),
                snapshot.templates());
    }

    @Test
    void aComponentsServicesAndDisruptionBudgetAreAsTheReleaseSays() {
        OrderAppRelease release = shop("""
            backend:
              image: acme/order-backend:1.0.0
              service: {annotations: {tier: api, contact: them}, appProtocol: kubernetes.io/h2c}
              podDisruptionBudget: {maxUnavailable: 25%}
            frontend: {image: "acme/order-frontend:1.0.0"}
            commonMetadata: {annotations: {contact: us}}
            """);
        RevisionSnapshot snapshot = ReleaseFixtures.snapshot(release);
        String id = snapshot.revision().id();
        DesiredResources resources = DesiredResources.of(
                release,
                new DesiredState(
                        Map.of(id, Map.of(backend, 2, frontend, 2)),
                        Map.of(),
                        Map.of(),
                        Set.of(),
                        both(id),
                        both(id),
                        Map.of(),
                        true,
                        Map.of(),
                        DesiredChecks.NONE),
                Map.of(id, snapshot),
                ReleaseFixtures.traffic());

        assertEquals(
                Map.of(
                        "shop-backend-stable", "{tier=api, contact=them} kubernetes.io/h2c",
                        "shop-backend-canary", "{tier=api, contact=them} kubernetes.io/h2c",
                        "shop-frontend-stable", "{contact=us} null",
                        "shop-frontend-canary", "{contact=us} null"),
                resources.services().stream()
                        .collect(Collectors.toMap(
                                s -> s.getMetadata().getName(),
                                s -> new TreeMap<>(s.getMetadata().getAnnotations()).descendingMap() + " "
                                        + s.getSpec().getPorts().get(0).getAppProtocol())));
        assertEquals(
                Map.of("shop-backend-" + id, new IntOrString("25%"), "shop-frontend-" + id, new IntOrString(1)),
                resources.podDisruptionBudgets().stream()
                        .collect(Collectors.toMap(
                                b -> b.getMetadata().getName(), b -> b.getSpec().getMaxUnavailable())));
    }

    @Test
    void theSameInputGivesTheSameObjects() {
        Map<String, RevisionSnapshot> snapshots = Map.of(old, one, young, two);
        assertEquals(
                DesiredResources.of(after, canary(30), snapshots, ReleaseFixtures.traffic()),
                DesiredResources.of(after, canary(30), snapshots, ReleaseFixtures.traffic()));
    }

    private DesiredState alone() {
        return new DesiredState(
                Map.of(old, Map.of(backend, 2, frontend, 2)),
                Map.of(),
                Map.of(),
                Set.of(),
                both(old),
                both(old),
                Map.of(),
                true,
                Map.of(),
                DesiredChecks.NONE);
    }

    private DesiredState canary(int weight) {
        Route route = new Route(young, weight);
        return new DesiredState(
                Map.of(old, Map.of(backend, 3, frontend, 3), young, Map.of(backend, 2, frontend, 2)),
                Map.of(),
                Map.of(),
                Set.of(),
                both(old),
                both(young),
                Map.of(backend, route, frontend, route),
                false,
                Map.of(),
                DesiredChecks.NONE);
    }

    private static Map<ComponentName, String> both(String revision) {
        return Map.of(backend, revision, frontend, revision);
    }

    private static OrderAppRelease withHost(String host, String version) {
        return shop("""
            backend: {image: "acme/order-backend:%2$s"}
            frontend: {image: "acme/order-frontend:%2$s"}
            ingress: {hosts: [%1$s]}
            """.formatted(host, version));
    }

    private static String selects(DesiredResources blueprint, String service) {
        return blueprint.services().stream()
                .filter(s -> s.getMetadata().getName().equals(service))
                .map(Service::getSpec)
                .map(s -> s.getSelector().get("orderapp.dev/revision"))
                .findFirst()
                .orElseThrow();
    }

    private static String host(Ingress ingress) {
        return ingress.getSpec().getRules().get(0).getHost();
    }

    private static List<String> names(DesiredResources blueprint) {
        return blueprint.objects().map(DesiredResourcesTest::name).toList();
    }

    private static String name(HasMetadata object) {
        return object.getKind() + " " + object.getMetadata().getName();
    }
}
