package dev.orderapp.operator;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.orderapp.operator.runtime.LeaderLease;
import dev.orderapp.testing.ApiServer;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Who leads, and who may be asked, on a real API server; the operators are processes of their own, as one that loses its lease ends its JVM. */
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(ApiServer.class)
class LeaderLeaseTest {
    private static final AtomicInteger NAMESPACES = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final KubernetesClient client;
    private final String namespace = "operators-" + NAMESPACES.incrementAndGet();
    private final List<OperatorJvm> operators = new ArrayList<>();

    LeaderLeaseTest(KubernetesClient client) {
        this.client = client;
    }

    @BeforeEach
    void createNamespace() {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
    }

    @AfterEach
    void endOperators() throws InterruptedException {
        for (OperatorJvm operator : operators) {
            operator.kill();
        }
    }

    @Test
    void whenTheLeaderIsKilledTheOtherLeadsOnceTheLeaseHasEnded() throws Exception {
        Pair pair = pair();

        pair.leading().kill();
        LeaseSpec last = lease();
        assumeTrue(
                pair.leader().equals(last.getHolderIdentity()), "so slow a machine that it had lost the lease before");
        await().atMost(PATIENCE).until(() -> isHeldBy(pair.standby()));

        assertFalse(lease().getAcquireTime().isBefore(end(last)));
    }

    @Test
    void whenTheLeaderEndsOrderlyTheOtherLeadsWithoutWaitingForTheLeaseToEnd() throws Exception {
        Pair pair = pair();
        await().atMost(PATIENCE).until(() -> pair.leading().says("\"message\":\"" + pair.leader() + " leads\""));

        pair.leading().end();

        assertFalse(isHeldBy(pair.leader()));
        await().atMost(PATIENCE).until(() -> isHeldBy(pair.standby()));
    }

    @Test
    void aLeaseThatSomebodyElseHoldsIsNotGivenBack() {
        hold("other");

        LeaderLease.release(client, namespace, "first");

        assertTrue(isHeldBy("other"));
    }

    @Test
    void ourOwnLeaseIsGivenBack() {
        hold("first");

        LeaderLease.release(client, namespace, "first");

        assertFalse(isHeldBy("first"));
    }

    @Test
    void anOperatorThatHearsNothingOfTheApiServerIsNotReadyUntilItDoesAgain() throws Exception {
        URI server = URI.create(client.getConfiguration().getMasterUrl());
        try (TcpProxy proxy = TcpProxy.to(server.getPort())) {
            OperatorJvm operator = OperatorJvm.start(
                    client.getConfiguration(),
                    namespace,
                    "alone",
                    Map.of(
                            "ORDERAPP_LEADER_ELECTION",
                            "false",
                            "KUBERNETES_MASTER",
                            "https://" + server.getHost() + ":" + proxy.port()));
            operators.add(operator);
            await().atMost(PATIENCE).until(operator::isReady);

            proxy.cut();
            await().atMost(PATIENCE).until(() -> !operator.isReady());

            proxy.restore();
            await().atMost(PATIENCE).until(operator::isReady);
        }
    }

    private void hold(String holder) {
        client.resource(new LeaseBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(LeaderLease.NAME)
                        .endMetadata()
                        .withNewSpec()
                        .withHolderIdentity(holder)
                        .withLeaseDurationSeconds(15)
                        .endSpec()
                        .build())
                .create();
    }

    /** Two operators that are ready, and which of them leads. */
    private record Pair(String leader, OperatorJvm leading, String standby) {}

    private Pair pair() throws Exception {
        OperatorJvm first = start("first");
        OperatorJvm second = start("second");
        await().atMost(PATIENCE).until(() -> first.isReady() && second.isReady());
        await().atMost(PATIENCE).until(() -> isHeldBy("first") || isHeldBy("second"));
        return isHeldBy("first") ? new Pair("first", first, "second") : new Pair("second", second, "first");
    }

    private OperatorJvm start(String name) throws Exception {
        OperatorJvm operator = OperatorJvm.start(client.getConfiguration(), namespace, name);
        operators.add(operator);
        return operator;
    }

    private boolean isHeldBy(String name) {
        return Optional.ofNullable(client.leases()
                        .inNamespace(namespace)
                        .withName(LeaderLease.NAME)
                        .get())
                .filter(lease -> name.equals(lease.getSpec().getHolderIdentity()))
                .isPresent();
    }

    private LeaseSpec lease() {
        return client.leases()
                .inNamespace(namespace)
                .withName(LeaderLease.NAME)
                .get()
                .getSpec();
    }

    private static ZonedDateTime end(LeaseSpec lease) {
        return lease.getRenewTime().plusSeconds(lease.getLeaseDurationSeconds());
    }
}
