package dev.orderapp.e2e.hands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.e2e.shop.Installation;
import dev.orderapp.e2e.shop.Timeline.StepSpan;
import dev.orderapp.e2e.shop.Tried;
import dev.orderapp.e2e.shop.Versions;
import dev.orderapp.v1.HumanDuration;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.Outcome;
import dev.orderapp.v1.Phase;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Helm upgrades and takes back, with visitors in the shop: a change of its values is a release like any other. */
@Tag("cluster")
@Order(3)
@TestMethodOrder(OrderAnnotation.class)
class ChartsE2E {
    @RegisterExtension
    static final SharedShop shop = new SharedShop("shop");

    /** Long enough for Helm to act in the middle of the first step. */
    private static final String[] STEPS = {"30/15s", "50/5s", "100/5s"};

    private static final List<Integer> WEIGHTS = List.of(30, 50, 100);

    @Test
    @Order(1)
    void theOperatorIsUpgradedInTheMiddleOfACanaryWhichGoesItsWay() throws IOException, InterruptedException {
        shop.steps(STEPS);
        Instant from = Instant.now();
        Command.succeeds(
                "helm",
                "upgrade",
                Installation.RELEASE,
                "helm/order-app",
                "--namespace",
                shop.namespace(),
                "--reuse-values",
                "--set-string",
                "backend.image=" + SharedShop.backend(Versions.GOOD));
        OrderAppReleaseStatus canary = firstStepSince(from);

        Instant upgrade = Instant.now();
        Command.succeeds(
                "helm",
                "upgrade",
                "orderapp-operator",
                "helm/operator",
                "--namespace",
                "orderapp-system",
                "--reuse-values",
                "--set-string",
                "podAnnotations.upgraded=yes",
                "--wait",
                "--timeout",
                "3m");
        shop.report()
                .add(
                        "`helm upgrade` of the operator, in the middle of a canary",
                        Duration.between(upgrade, Instant.now()));

        assertGoesItsWay(canary, from);
    }

    @Test
    @Order(2)
    void aRollbackOfHelmIsACanaryOfTheImagesThatRanThen() throws IOException, InterruptedException {
        shop.steps(SharedShop.QUICK);
        Instant from = Instant.now();
        Command.succeeds("helm", "rollback", Installation.RELEASE, "1", "--namespace", shop.namespace());
        OrderAppReleaseStatus canary = firstStepSince(from);

        assertEquals(SharedShop.backend("1.0.0"), canary.canary().backend());
        assertEquals(SharedShop.frontend("1.0.0"), canary.canary().frontend());
        assertGoesItsWay(canary, from);
    }

    @Test
    @Order(3)
    void theChartsOwnTestsPass() throws IOException, InterruptedException {
        Command.succeeds("helm", "test", Installation.RELEASE, "--namespace", shop.namespace(), "--timeout", "3m");
        Command.succeeds("helm", "test", "orderapp-operator", "--namespace", "orderapp-system", "--timeout", "3m");
    }

    private static OrderAppReleaseStatus firstStepSince(Instant from) throws InterruptedException {
        return shop.shop()
                .awaitSince(
                        from,
                        s -> s.phase() == Phase.Progressing && s.stepStartedAt() != null,
                        SharedShop.PATIENCE,
                        "the first step of what Helm released");
    }

    /** Every step in its turn, none shorter than its hold, and promoted. */
    private static void assertGoesItsWay(OrderAppReleaseStatus canary, Instant from) throws InterruptedException {
        String revision = canary.canary().revision();
        Tried tried = shop.shop().outcome(revision, canary.stable().revision(), from, SharedShop.PATIENCE);
        assertEquals(
                Outcome.Promoted, tried.outcome().outcome(), tried.outcome().message());
        shop.awaitRest("peace after " + revision);
        List<StepSpan> steps = shop.shop().timeline().steps(revision).stream()
                .filter(step -> !step.from().isBefore(from))
                .toList();
        assertEquals(WEIGHTS, steps.stream().map(StepSpan::weight).toList());
        Duration hold =
                HumanDuration.parse(shop.shop().spec().canary().steps().get(0).hold());
        Duration held = Duration.between(steps.get(0).from(), steps.get(0).until());
        assertTrue(held.compareTo(hold) >= 0, () -> "the first step lasted " + held + " of " + hold);
    }
}
