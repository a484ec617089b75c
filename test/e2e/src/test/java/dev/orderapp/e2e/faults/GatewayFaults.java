package dev.orderapp.e2e.faults;

import dev.orderapp.e2e.faults.Scenario.Action;
import dev.orderapp.e2e.shop.Change;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.Phase;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What happens to the Gateway by which a shop's visitors come in, and to the route there. Each time the release has to say so within
 * {@link #NAMED_WITHIN}, and to take the canary back; then all is put right again.
 */
final class GatewayFaults {
    private static final Duration NAMED_WITHIN = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final String WEB = "web";

    private GatewayFaults() {}

    /** The Gateway is deleted. */
    static Action gatewayIsDeleted() {
        return run -> {
            GenericKubernetesResource gateway = gateway(run).require();
            refused(run, () -> gateway(run).delete(), () -> {
                gateway.getMetadata().setResourceVersion(null);
                gateway.getMetadata().setUid(null);
                gateway(run).create(gateway);
            });
        };
    }

    /** The listener takes no routes from the shop's namespace any more. */
    static Action listenerClosesToOthers() {
        return run -> refused(run, () -> takeRoutesFrom(run, "Same"), () -> takeRoutesFrom(run, "All"));
    }

    /** At rest somebody has the release name a listener that the Gateway lacks, and the next version comes. */
    static Action listenerIsMistypedBefore(Action release) {
        return named(Change.gateway(WEB, Optional.of("nowhere")), release);
    }

    /** The same with a Gateway that is not there. */
    static Action gatewayIsMistypedBefore(Action release) {
        return named(Change.gateway("nowhere", Optional.empty()), release);
    }

    private static Action named(Change wrong, Action release) {
        return run -> refused(run, () -> run.shop().change(wrong), release, () -> run.shop()
                .change(Change.gateway(WEB, Optional.empty())));
    }

    /** At rest the Gateway's listener comes to serve one host, and somebody has the release name another, and the next version comes. */
    static Action hostIsNotTheListenersBefore(Action release) {
        return run -> refused(
                run,
                () -> {
                    patch(run, "{\"op\": \"add\", \"path\": \"/spec/listeners/0/hostname\", \"value\": \"shop.test\"}");
                    run.shop().change(Change.gatewayHosts("elsewhere.test"));
                },
                release,
                () -> {
                    patch(run, "{\"op\": \"remove\", \"path\": \"/spec/listeners/0/hostname\"}");
                    run.shop().change(Change.gatewayHosts());
                });
    }

    private static void takeRoutesFrom(ScenarioRun run, String namespaces) {
        patch(
                run,
                "{\"op\": \"replace\", \"path\": \"/spec/listeners/0/allowedRoutes/namespaces/from\", \"value\": \"%s\"}"
                        .formatted(namespaces));
    }

    private static void patch(ScenarioRun run, String change) {
        gateway(run).patch(PatchContext.of(PatchType.JSON), "[" + change + "]");
    }

    private static void refused(ScenarioRun run, Runnable fault, Runnable repair) throws Exception {
        refused(run, fault, underWay -> {}, repair);
    }

    private static void refused(ScenarioRun run, Runnable fault, Action release, Runnable repair) throws Exception {
        // Nobody but the Gateway could answer.
        TimeWindow away = run.faultBegins();
        fault.run();
        try {
            run.shop().await(s -> isRoutable(s, "False"), NAMED_WITHIN, "Routable being False");
            release.apply(run);
            run.shop().await(s -> isRolledBack(s, run.revision()), PATIENCE, "the rollback");
        } finally {
            repair.run();
        }
        run.shop().await(s -> isRoutable(s, "True"), PATIENCE, "Routable being True");
        TimeUnit.SECONDS.sleep(2);
        away.endNow();
    }

    private static boolean isRolledBack(OrderAppReleaseStatus status, String revision) {
        return status.phase() == Phase.RolledBack && status.failed().revision().equals(revision);
    }

    private static boolean isRoutable(OrderAppReleaseStatus status, String value) {
        return status.conditions().stream()
                .anyMatch(condition -> condition.getType().equals("Routable")
                        && condition.getStatus().equals(value));
    }

    private static Resource<GenericKubernetesResource> gateway(ScenarioRun run) {
        return run.installation()
                .client()
                .genericKubernetesResources("gateway.networking.k8s.io/v1", "Gateway")
                .inNamespace("gateways")
                .withName(WEB);
    }
}
