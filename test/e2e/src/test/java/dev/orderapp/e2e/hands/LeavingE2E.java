package dev.orderapp.e2e.hands;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orderapp.e2e.shop.Installation;
import dev.orderapp.e2e.shop.Tried;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.Outcome;
import dev.orderapp.v1.Phase;
import java.io.IOException;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a release does not want any more leaves the cluster; the last thing that is done to this shop. */
@Tag("cluster")
@Order(4)
@TestMethodOrder(OrderAnnotation.class)
class LeavingE2E {
    @RegisterExtension
    static final SharedShop shop = new SharedShop("shop");

    @Test
    @Order(1)
    void anApiThatIsReleasedAloneIsACanaryAndThePageGoesAfterIt() throws IOException, InterruptedException {
        shop.steps(SharedShop.QUICK);
        Instant from = Instant.now();
        kubectl(
                "patch",
                "oar/" + Installation.RELEASE,
                "--type=json",
                "--patch",
                "[{\"op\": \"remove\", \"path\": \"/spec/frontend\"}]");
        OrderAppReleaseStatus first = shop.shop()
                .awaitSince(
                        from,
                        s -> s.phase() == Phase.Progressing && s.stepStartedAt() != null,
                        SharedShop.PATIENCE,
                        "the first step of the API alone");
        Tried tried =
                shop.shop().outcome(first.canary().revision(), first.stable().revision(), from, SharedShop.PATIENCE);
        assertEquals(
                Outcome.Promoted, tried.outcome().outcome(), tried.outcome().message());
        shop.awaitRest("peace after the API alone");
        kubectl(
                "wait",
                "--for=delete",
                "services,deployments,poddisruptionbudgets",
                "--selector",
                "app.kubernetes.io/component=frontend",
                "--timeout=60s");
    }

    /** As one would that an earlier operator had named otherwise. */
    @Test
    @Order(2)
    void anIngressThatTheReleaseOwnsAndDoesNotWantGoes() throws IOException, InterruptedException {
        Shell.run(SharedShop.FOLDER, """
                kubectl --namespace "$1" get ingress shop --output yaml |
                  sed -e 's/^  name: shop$/  name: shop-of-before/' -e '/^  resourceVersion:/d' |
                  kubectl create --filename=-
                """, shop.namespace());
        kubectl("wait", "--for=delete", "ingress/shop-of-before", "--timeout=60s");
        kubectl("get", "ingress/shop");
    }

    private static void kubectl(String... words) throws IOException, InterruptedException {
        Command.succeeds(Stream.concat(Stream.of("kubectl", "--namespace", shop.namespace()), Stream.of(words))
                .toArray(String[]::new));
    }
}
