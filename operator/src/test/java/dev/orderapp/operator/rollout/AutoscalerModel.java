package dev.orderapp.operator.rollout;

import static java.util.stream.Collectors.toMap;

import dev.orderapp.operator.rollout.World.Pods;
import dev.orderapp.v1.CanarySize;
import dev.orderapp.v1.ComponentName;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * The HorizontalPodAutoscalers of a release and their controller, which decides whatever it likes within what they say, and hears of a
 * change of them late.
 */
final class AutoscalerModel {
    /** A component of a revision. */
    private record Key(String revision, ComponentName component) {}

    private final World world;
    private final Map<Key, Autoscaler> written = new HashMap<>();
    private Map<Key, Autoscaler> heardOf = Map.of();

    /** What the spec says of all components; empty where it says the number of Pods. */
    Optional<Scaling> asked = Optional.empty();

    Optional<CanarySize> canarySize = Optional.empty();

    /** How often the operator has changed the number of Pods of a Deployment that has an autoscaler. */
    int raises;

    private String stable = "";
    private final Map<ComponentName, Integer> most = new EnumMap<>(ComponentName.class);

    AutoscalerModel(World world) {
        this.world = world;
    }

    /** How many writes make the autoscalers what is desired. */
    int write(DesiredState desired) {
        Map<Key, Autoscaler> wanted = wanted(desired);
        Set<Key> all = new HashSet<>(written.keySet());
        all.addAll(wanted.keySet());
        int writes = (int) all.stream()
                .filter(key -> !Optional.ofNullable(written.get(key)).equals(Optional.ofNullable(wanted.get(key))))
                .count();
        written.clear();
        written.putAll(wanted);
        return writes;
    }

    boolean differs(DesiredState desired) {
        return !written.equals(wanted(desired));
    }

    private static Map<Key, Autoscaler> wanted(DesiredState desired) {
        Map<Key, Autoscaler> wanted = new HashMap<>();
        desired.autoscalers()
                .forEach((id, own) -> own.forEach((c, autoscaler) -> wanted.put(new Key(id, c), autoscaler)));
        return wanted;
    }

    /** The controller hears of what was written, and keeps to it whatever the load is. */
    void pass() {
        heardOf = written.entrySet().stream()
                .filter(e -> pods(e.getKey()).isPresent())
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
        heardOf.forEach((key, autoscaler) -> set(key, pods(key).orElseThrow().wanted));
    }

    /** One of them decides anew. */
    void decide(Random random) {
        List<Key> all = heardOf.keySet().stream()
                .filter(key -> pods(key).isPresent())
                .sorted(Comparator.comparing(Key::toString))
                .toList();
        if (all.isEmpty()) {
            return;
        }
        Key key = all.get(random.nextInt(all.size()));
        Autoscaler autoscaler = heardOf.get(key);
        set(
                key,
                switch (random.nextInt(4)) {
                    case 0 -> autoscaler.max();
                    case 1 -> autoscaler.min();
                    case 2 -> pods(key).orElseThrow().wanted + 1;
                    default -> autoscaler.min() + random.nextInt(autoscaler.max() - autoscaler.min() + 1);
                });
    }

    private void set(Key key, int wanted) {
        Autoscaler autoscaler = heardOf.get(key);
        Pods pods = pods(key).orElseThrow();
        int least = autoscaler.growsOnly() ? Math.max(autoscaler.min(), pods.wanted) : autoscaler.min();
        pods.wanted = Math.min(autoscaler.max(), Math.max(least, wanted));
        pods.ready = Math.min(pods.ready, pods.wanted);
    }

    private Optional<Pods> pods(Key key) {
        return Optional.ofNullable(world.pods.get(key.revision())).map(own -> own.get(key.component()));
    }

    /** Pods that a weight needs of a revision that is not the stable one, by what the latter has. */
    int share(ComponentName c, int weight) {
        int stable = asked.isPresent() ? wanted(world.saved.stable(), c) : world.replicas;
        boolean full = canarySize.orElse(asked.isPresent() ? CanarySize.Weight : CanarySize.Full) == CanarySize.Full;
        return full ? stable : (int) Math.ceil(stable * weight / 100.0);
    }

    private int wanted(Optional<Attempt> attempt, ComponentName c) {
        return attempt.flatMap(a -> pods(new Key(a.id(), c))).map(p -> p.wanted).orElse(0);
    }

    /** While a canary has visitors the stable revision keeps what it has, whoever would take Pods from it. */
    void checkStableKeeps() {
        boolean shared =
                world.saved.canary().isPresent() && world.saved.progress().weight() > 0 && world.refused.isEmpty();
        String now = world.saved.stable().map(Attempt::id).orElse("");
        if (!shared || !now.equals(stable)) {
            most.clear();
            stable = now;
        }
        if (shared) {
            World.BOTH.forEach(c -> {
                int wanted = wanted(world.saved.stable(), c);
                if (wanted < most.merge(c, wanted, Math::max)) {
                    world.broken.add("stable " + stable + " shrinks to " + wanted + " in " + world.saved.phase());
                }
            });
        }
    }

    /**
     * Once the operator has written what it decided: if the canary's autoscaler found that one Pod less is too few for its
     * share of the visitors, then the stable revision's Pods, for all of them, are more than that says.
     */
    void checkStableCanTakeEverybodyBack() {
        int weight = canarySize.filter(CanarySize.Full::equals).isPresent()
                ? 100
                : world.saved.progress().weight();
        if (asked.isEmpty()
                || world.saved.canary().isEmpty()
                || world.saved.progress().weight() == 0) {
            return;
        }
        for (ComponentName c : World.BOTH) {
            int canary = wanted(world.saved.canary().map(Canary::attempt), c);
            int stable = wanted(world.saved.stable(), c);
            boolean telling = canary > Math.max(2, asked.get().min());
            if (telling && stable < asked.get().max() && stable * weight <= (canary - 1) * 100) {
                world.broken.add("stable has " + stable + " Pods, and the canary " + canary + " at weight " + weight);
            }
        }
    }
}
