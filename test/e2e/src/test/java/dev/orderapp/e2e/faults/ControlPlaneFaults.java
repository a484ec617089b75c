package dev.orderapp.e2e.faults;

import dev.orderapp.e2e.faults.Scenario.Action;
import dev.orderapp.e2e.shop.Installation;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What happens to the operator, the API server and its store: it hits every shop there is. */
final class ControlPlaneFaults {
    static final String NAMESPACE = "orderapp-system";
    static final String NAME = "orderapp-operator";

    private ControlPlaneFaults() {}

    /** The operator that leads is killed with -9; the kubelet starts its container again. */
    static Action killOperator() {
        return run -> PodFaults.until(() -> kill(leader(run)), "the death of the operator");
    }

    /** The same, but it is started again only after a while: the kubelet, which would do it, is stopped meanwhile. */
    static Action killOperatorFor(Duration span) {
        return run -> {
            Sandbox.signal("kubelet", "STOP");
            try {
                PodFaults.until(() -> kill(leader(run)), "the death of the operator");
                TimeUnit.MILLISECONDS.sleep(span.toMillis());
            } finally {
                Sandbox.signal("kubelet", "CONT");
            }
            run.mark("restart");
        };
    }

    private static boolean kill(Pod pod) {
        try {
            return Sandbox.kill(pod);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The operator's chart is upgraded: to Pods that differ in an annotation alone, as an image of another name would have to be there. */
    static Action upgradeOperator() {
        String annotation = "podAnnotations.upgraded=at-" + Instant.now().toEpochMilli();
        return run -> Sandbox.run(
                "helm",
                "upgrade",
                NAME,
                Installation.setting("ROOT", ".") + "/helm/operator",
                "--namespace",
                NAMESPACE,
                "--reuse-values",
                "--set-string",
                annotation,
                "--wait",
                "--timeout",
                "3m");
    }

    /** So many operators; all but one wait. */
    static Action operators(int replicas) {
        return run -> {
            run.installation()
                    .client()
                    .apps()
                    .deployments()
                    .inNamespace(NAMESPACE)
                    .withName(NAME)
                    .scale(replicas);
            PodFaults.until(
                    () -> operators(run).stream()
                                    .filter(ControlPlaneFaults::isReady)
                                    .count()
                            == replicas,
                    replicas + " ready operators");
        };
    }

    /** The Pod of the operator that leads is deleted, in good order or with -9 and for good; another one takes over. */
    static Action deleteLeader(boolean inGoodOrder) {
        return run -> {
            Pod leader = leader(run);
            if (!inGoodOrder) {
                kill(leader);
            }
            run.installation()
                    .client()
                    .pods()
                    .resource(leader)
                    .withGracePeriod(inGoodOrder ? 30 : 0)
                    .delete();
            PodFaults.until(
                    () -> !holder(run).isEmpty()
                            && !holder(run).equals(leader.getMetadata().getName()),
                    "another leader");
        };
    }

    /** The operator that holds the lease; any if none does. */
    static Pod leader(ScenarioRun run) {
        String holder = holder(run);
        return operators(run).stream()
                .filter(pod -> pod.getMetadata().getName().equals(holder))
                .findFirst()
                .orElseGet(() -> operators(run).get(0));
    }

    private static String holder(ScenarioRun run) {
        String holder = run.installation()
                .client()
                .leases()
                .inNamespace(NAMESPACE)
                .withName(NAME)
                .require()
                .getSpec()
                .getHolderIdentity();
        return holder == null ? "" : holder;
    }

    private static List<Pod> operators(ScenarioRun run) {
        return run.installation()
                .client()
                .pods()
                .inNamespace(NAMESPACE)
                .withLabel("app.kubernetes.io/name", NAME)
                .list()
                .getItems();
    }

    private static boolean isReady(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(c ->
                                c.getType().equals("Ready") && c.getStatus().equals("True"));
    }

    /**
     * No API request is answered for a while. The two programs beside the API server end with it: elsewhere they end themselves
     * when they cannot renew their leases. Here they have none, and a controller manager that lives on would follow the
     * cluster again only a minute later, and take the node for dead meanwhile.
     */
    static Action apiServerAway(Duration span) {
        return run -> {
            for (String program : List.of("kube-apiserver", "kube-controller-manager", "kube-scheduler")) {
                Sandbox.signal(program, "KILL");
            }
            TimeUnit.MILLISECONDS.sleep(span.toMillis());
            Sandbox.up();
        };
    }

    /** The store of the API server answers only now and then, for a while: two thirds of the time it stands still. */
    static Action slowStore(Duration span) {
        return run -> {
            Instant end = Instant.now().plus(span);
            try {
                while (Instant.now().isBefore(end)) {
                    Sandbox.signal("etcd", "STOP");
                    TimeUnit.MILLISECONDS.sleep(600);
                    Sandbox.signal("etcd", "CONT");
                    TimeUnit.MILLISECONDS.sleep(300);
                }
            } finally {
                Sandbox.signal("etcd", "CONT");
            }
        };
    }
}
