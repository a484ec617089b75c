package dev.orderapp.kubectl.adoption;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orderapp.kubectl.exit.CommandException;
import dev.orderapp.v1.ComponentName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which step follows from what the cluster shows: the order in which no visitor is without a Service that has Pods. */
class AdoptionTest {
    private final SampleApp app = new SampleApp();
    private final AdoptionPlan plan = app.plan();
    private final Adoption adoption = new Adoption("shop", "team", plan.record(), false);

    private Optional<JsonNode> release = Optional.empty();
    private Optional<JsonNode> oldIngress = Optional.of(app.object("Ingress", "web"));
    private Optional<JsonNode> ownIngress = Optional.empty();
    private final Map<ComponentName, JsonNode> deployments =
            new HashMap<>(app.read().deployments());

    private Situation now() {
        return new Situation(release, oldIngress, ownIngress, deployments);
    }

    private AdoptionStep next() {
        return adoption.next(now());
    }

    private AdoptionStep nextBack() {
        return adoption.nextBack(now());
    }

    private static JsonNode atRest(ObjectNode release) {
        release.withObject("/metadata").put("generation", 2);
        release.set("status", SampleApp.yaml("""
                phase: Stable
                observedGeneration: 2
                conditions: [{type: Available, status: "True"}]
                """));
        return release;
    }

    private static JsonNode ingress(String host) {
        return SampleApp.yaml("spec: {rules: [{host: %s}]}".formatted(host));
    }

    private static JsonNode merged(JsonNode object, ObjectNode patch) {
        ObjectNode merged = object.deepCopy();
        merged.withObject("/spec").setAll((ObjectNode) patch.path("spec"));
        return merged;
    }

    private void led() {
        oldIngress = oldIngress.map(ingress -> merged(ingress, adoption.lead(ingress)));
    }

    private void stable() {
        release = Optional.of(atRest(plan.beginning()));
        ownIngress = Optional.of(ingress("shop.team.adopt.invalid"));
    }

    private void entered() {
        release = release.map(r -> merged(r, adoption.enter()));
        ownIngress = Optional.of(ingress("shop.example.com"));
    }

    private void scale(int replicas) {
        deployments.values().forEach(d -> ((ObjectNode) d.path("spec")).put("replicas", replicas));
    }

    @Test
    void visitorsGoToTheReleaseBeforeItsOwnIngressHasTheirHost() {
        assertEquals(AdoptionStep.CREATE, next());
        release = Optional.of(plan.beginning());
        assertEquals(AdoptionStep.AWAIT_STABLE, next());
        stable();
        assertEquals(AdoptionStep.LEAD, next());
        led();
        assertEquals(AdoptionStep.ENTER, next());
        release = release.map(r -> merged(r, adoption.enter()));
        assertEquals(AdoptionStep.AWAIT_ENTRANCE, next());
        entered();
        assertEquals(AdoptionStep.REMOVE, next());
        oldIngress = Optional.empty();
        assertEquals(AdoptionStep.RETIRE, next());
        scale(0);
        assertEquals(AdoptionStep.DONE, next());
        assertEquals(AdoptionStep.RETIRE, new Adoption("shop", "team", plan.record(), true).next(now()));
    }

    @Test
    void nothingMovesWhileTheReleaseIsNotAtRest() {
        stable();
        for (String change : new String[] {
            "phase: Progressing", "observedGeneration: 1", "conditions: [{type: Available, status: 'False'}]"
        }) {
            ObjectNode moving = release.orElseThrow().deepCopy();
            moving.withObject("/status").setAll(SampleApp.yaml(change));
            Situation now = new Situation(Optional.of(moving), oldIngress, ownIngress, deployments);
            assertEquals(AdoptionStep.AWAIT_STABLE, adoption.next(now), change);
        }
    }

    @Test
    void anIngressThatSomebodyLedBackIsLedAgain() {
        stable();
        led();
        entered();
        oldIngress = Optional.of(app.object("Ingress", "web"));
        assertEquals(AdoptionStep.LEAD, next());
    }

    @Test
    void theAppsIngressLeadsToTheReleaseByTheSameHostsAndPaths() {
        ObjectNode patch = adoption.lead(oldIngress.orElseThrow());

        assertEquals("7", patch.at("/metadata/resourceVersion").asText());
        assertEquals(
                "false",
                patch.at("/metadata/annotations")
                        .path("nginx.ingress.kubernetes.io/canary")
                        .asText());
        assertEquals(SampleApp.yaml("""
                host: shop.example.com
                http:
                  paths:
                    - {path: /api, pathType: Prefix, backend: {service: {name: shop-backend-stable, port: {number: 80}}}}
                    - {path: /, pathType: Prefix, backend: {service: {name: shop-frontend-stable, port: {number: 80}}}}
                """), patch.at("/spec/rules/0"));
    }

    @Test
    void theWayBackIsTheSameInReverse() {
        stable();
        led();
        entered();
        oldIngress = Optional.empty();
        scale(0);
        assertEquals(AdoptionStep.REVIVE, nextBack());
        scale(3);
        assertEquals(AdoptionStep.AWAIT_REVIVED, nextBack());
        deployments.values().forEach(d -> ((ObjectNode) d.path("status")).put("readyReplicas", 3));
        assertEquals(AdoptionStep.RESTORE, nextBack());
        oldIngress = Optional.of(adoption.restored());
        assertEquals(AdoptionStep.LEAVE, nextBack());
        release = release.map(r -> merged(r, adoption.leave()));
        assertEquals(AdoptionStep.AWAIT_LEFT, nextBack());
        ownIngress = Optional.of(ingress("shop.team.adopt.invalid"));
        assertEquals(AdoptionStep.LEAD_BACK, nextBack());
        assertTrue(adoption.leadBack(oldIngress.orElseThrow())
                .at("/metadata/annotations")
                .path("nginx.ingress.kubernetes.io/canary")
                .isNull());
        oldIngress = oldIngress.map(i -> merged(i, adoption.leadBack(i)));
        assertEquals(
                app.object("Ingress", "web").at("/spec/rules"),
                oldIngress.orElseThrow().at("/spec/rules"));
        assertEquals(AdoptionStep.DISMISS, nextBack());
        release = Optional.empty();
        assertEquals(AdoptionStep.DONE, nextBack());
    }

    @Test
    void thereIsNoWayBackToADeploymentThatIsGone() {
        stable();
        deployments.remove(ComponentName.backend);
        CommandException refused = assertThrows(CommandException.class, this::nextBack);
        assertTrue(refused.getMessage().startsWith("Deployment shop-api is not there any more"), refused.getMessage());
    }
}
