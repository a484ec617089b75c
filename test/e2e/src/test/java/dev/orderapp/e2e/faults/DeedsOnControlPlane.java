package dev.orderapp.e2e.faults;

import dev.orderapp.e2e.faults.Scenario.Deed;
import dev.orderapp.e2e.shop.Installation;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What happens to the operator, the API server and its store: it hits every shop there is. */
final class DeedsOnControlPlane {
    private static final String NAMESPACE = "orderapp-system";
    private static final String NAME = "orderapp-operator";

    private DeedsOnControlPlane() {}

    /** The operator that leads is killed with -9; the kubelet starts its container again. */
    static Deed killOperator() {
        return play -> DeedsOnPods.until(() -> kill(leader(play)), "the death of the operator");
    }

    /** The same, but it is started again only after a while: the kubelet, who would do it, stands still meanwhile. */
    static Deed killOperatorFor(Duration span) {
        return play -> {
            Sandbox.signal("kubelet", "STOP");
            try {
                DeedsOnPods.until(() -> kill(leader(play)), "the death of the operator");
                TimeUnit.MILLISECONDS.sleep(span.toMillis());
            } finally {
                Sandbox.signal("kubelet", "CONT");
            }
            play.mark("restart");
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
    static Deed upgradeOperator() {
        String annotation = "podAnnotations.upgraded=at-" + Instant.now().toEpochMilli();
        return play -> Sandbox.run(
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
    static Deed operators(int replicas) {
        return play -> {
            play.installation()
                    .client()
                    .apps()
                    .deployments()
                    .inNamespace(NAMESPACE)
                    .withName(NAME)
                    .scale(replicas);
            DeedsOnPods.until(
                    () -> operators(play).stream()
                                    .filter(DeedsOnControlPlane::isReady)
                                    .count()
                            == replicas,
                    replicas + " ready operators");
        };
    }

    /** The Pod of the operator that leads is deleted, in good order or with -9 and for good; another one takes over. */
    static Deed deleteLeader(boolean inGoodOrder) {
        return play -> {
            Pod leader = leader(play);
            if (!inGoodOrder) {
                kill(leader);
            }
            play.installation()
                    .client()
                    .pods()
                    .resource(leader)
                    .withGracePeriod(inGoodOrder ? 30 : 0)
                    .delete();
            DeedsOnPods.until(
                    () -> !holder(play).isEmpty()
                            && !holder(play).equals(leader.getMetadata().getName()),
                    "another leader");
        };
    }

    private static Pod leader(Play play) {
        String holder = holder(play);
        return operators(play).stream()
                .filter(pod -> pod.getMetadata().getName().equals(holder))
                .findFirst()
                .orElseGet(() -> operators(play).get(0));
    }

    private static String holder(Play play) {
        String holder = play.installation()
                .client()
                .leases()
                .inNamespace(NAMESPACE)
                .withName(NAME)
                .require()
                .getSpec()
                .getHolderIdentity();
        return holder == null ? "" : holder;
    }

    private static List<Pod> operators(Play play) {
        return play.installation()
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
     * Nobody answers API requests for a while. The two programs beside the API server end with it: elsewhere they end themselves
     * when they cannot renew their leases. Here they have none, and a controller manager that lives on would follow the
     * cluster again only a minute later, and take the node for dead meanwhile.
     */
    static Deed apiServerAway(Duration span) {
        return play -> {
            for (String program : List.of("kube-apiserver", "kube-controller-manager", "kube-scheduler")) {
                Sandbox.signal(program, "KILL");
            }
            TimeUnit.MILLISECONDS.sleep(span.toMillis());
            Sandbox.up();
        };
    }

    /** The store of the API server answers only now and then, for a while: two thirds of the time it stands still. */
    static Deed slowStore(Duration span) {
        return play -> {
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
