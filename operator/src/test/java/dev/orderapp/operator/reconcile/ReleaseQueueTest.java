package dev.orderapp.operator.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.operator.rollout.QueuePlace;
import dev.orderapp.operator.settings.ReleaseLimits;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whose turn it is where few releases may be under way at once. */
class ReleaseQueueTest {
    private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

    private static ReleaseQueue limited(Integer perNamespace, Integer perOperator) {
        return new ReleaseQueue(new ReleaseLimits(Optional.ofNullable(perNamespace), Optional.ofNullable(perOperator)));
    }

    private static ResourceID id(String name) {
        return new ResourceID(name.split("/")[1], name.split("/")[0]);
    }

    private static boolean starts(ReleaseQueue queue, String name, int second) {
        if (queue.claim(id(name), START.plusSeconds(second)).isPresent()) {
            queue.settle(id(name), false, true);
            return false;
        }
        queue.settle(id(name), true, false);
        return true;
    }

    @Test
    void theNextOneInLineIsCalledWhenAReleaseEnds() {
        ReleaseQueue queue = limited(1, null);
        assertTrue(starts(queue, "shops/a", 0));
        assertTrue(!starts(queue, "shops/b", 1) && !starts(queue, "shops/c", 2));
        assertTrue(starts(queue, "others/a", 3));

        assertTrue(queue.settle(id("shops/a"), false, false).contains(id("shops/b")));

        assertTrue(!starts(queue, "shops/c", 2), "it is the turn of b");
        assertTrue(!starts(queue, "shops/d", 4), "it is the turn of b");
        assertTrue(starts(queue, "shops/b", 1));
    }

    @Test
    void whoWantsNoPlaceAnyMoreLeavesItToTheNext() {
        ReleaseQueue queue = limited(1, null);
        starts(queue, "shops/a", 0);
        starts(queue, "shops/b", 1);
        starts(queue, "shops/c", 2);
        queue.settle(id("shops/a"), false, false);
        assertEquals(Set.of(id("shops/c")), queue.settle(id("shops/b"), false, false));
        assertTrue(starts(queue, "shops/c", 2));
    }

    @Test
    void oneThatCanNotBeReconciledHoldsNobodyUp() {
        ReleaseQueue queue = limited(1, null);
        starts(queue, "shops/a", 0);
        starts(queue, "shops/b", 1);
        starts(queue, "shops/c", 2);
        queue.settle(id("shops/a"), false, false);
        assertEquals(Optional.empty(), queue.claim(id("shops/b"), START));
        assertEquals(Set.of(id("shops/c")), queue.giveUp(id("shops/b")));
        assertTrue(starts(queue, "shops/c", 2));
        assertTrue(!starts(queue, "shops/b", 1));
    }

    @Test
    void anEmergencyTakesAPlaceThatIsNotThere() {
        ReleaseQueue queue = limited(1, null);
        starts(queue, "shops/a", 0);
        queue.claim(id("shops/b"), START);
        queue.settle(id("shops/b"), true, false);
        queue.settle(id("shops/a"), false, false);
        assertTrue(!starts(queue, "shops/c", 2));
        assertTrue(queue.settle(id("shops/b"), false, false).contains(id("shops/c")));
    }

    @Test
    void whoIsInFrontIsNamedToItsNeighboursAlone() {
        ReleaseQueue queue = limited(2, 3);
        starts(queue, "shops/a", 0);
        starts(queue, "shops/b", 0);
        assertEquals(
                "as 2 releases may be under way at once in this namespace; a, b are in front",
                queue.claim(id("shops/c"), START).orElseThrow().reason());
        starts(queue, "secret/x", 1);
        assertEquals(
                "as 3 releases may be under way at once in all namespaces together; 4 of other namespaces are in front",
                queue.claim(id("others/a"), START.plusSeconds(5)).orElseThrow().reason());
        IntStream.range(0, 9).forEach(i -> starts(queue, "others/n" + i, 10 + i));
        QueuePlace last = queue.claim(id("others/z"), START.plusSeconds(60)).orElseThrow();
        assertEquals(
                "as 2 releases may be under way at once in this namespace; a, n0, n1 and 7 more are in front",
                last.reason());
    }

    /**
     * Random releases ask, are reconciled when they are called and now and then besides, start, end, fail, are deleted, and the
     * operator is restarted. Never are more under way than may be, but for emergencies; none passes another of its namespace; and
     * when all that run come to their ends, every one that asked has had its turn, though nobody but the queue calls it.
     */
    @Test
    void noneIsForgottenAndNoneIsTooMany() {
        long first = Long.getLong("orderapp.seed", 0);
        for (long seed = first; seed < first + Long.getLong("orderapp.histories", 400); seed++) {
            new Model(new Random(seed * 0x9E3779B97F4A7C15L), "seed " + seed).play();
        }
    }

    /** What releases do, and what each has saved. */
    private static final class Model {
        private final Random random;
        private final String name;
        private final ReleaseLimits limits;
        private final Map<ResourceID, Instant> waits = new HashMap<>();
        private final Set<ResourceID> underWay = new HashSet<>();
        /** Left the line as they could not be reconciled. */
        private final Set<ResourceID> aside = new HashSet<>();

        private final Set<ResourceID> wanting = new HashSet<>();
        private final LinkedHashSet<ResourceID> called = new LinkedHashSet<>();
        private ReleaseQueue queue;
        private int second;

        Model(Random random, String name) {
            this.random = random;
            this.name = name;
            this.limits = new ReleaseLimits(limit(3), limit(5));
            this.queue = new ReleaseQueue(limits);
        }

        private Optional<Integer> limit(int most) {
            return random.nextInt(3) == 0 ? Optional.empty() : Optional.of(1 + random.nextInt(most));
        }

        void play() {
            for (int i = 0; i < 200; i++) {
                second++;
                happen(any());
                if (random.nextBoolean()) {
                    reconcileCalled(1);
                }
            }
            for (int i = 0; i < 200 && !(wanting.isEmpty() && underWay.isEmpty()); i++) {
                reconcileCalled(Integer.MAX_VALUE);
                new ArrayList<>(underWay).stream().findFirst().ifPresent(this::end);
            }
            reconcileCalled(Integer.MAX_VALUE);
            assertEquals(Set.of(), wanting, name + ": never had their turn");
        }

        private ResourceID any() {
            return new ResourceID("r" + random.nextInt(5), "n" + random.nextInt(3));
        }

        private void happen(ResourceID id) {
            switch (random.nextInt(9)) {
                case 0, 1, 2 -> {
                    if (!underWay.contains(id)) {
                        wanting.add(id);
                        reconcile(id);
                    }
                }
                case 3, 4 -> new ArrayList<>(underWay).stream().findFirst().ifPresent(this::end);
                case 5 -> {
                    wanting.remove(id);
                    reconcile(id);
                }
                case 6 -> {
                    call(queue.giveUp(id));
                    aside.add(id);
                    called.add(id); // The framework tries it again.
                }
                case 7 -> {
                    if (wanting.contains(id)) {
                        queue.claim(id, waits.getOrDefault(id, START));
                        begin(id);
                    }
                }
                default -> restart();
            }
        }

        private void restart() {
            queue = new ReleaseQueue(limits);
            aside.clear();
            underWay.forEach(queue::wasUnderWay);
            waits.forEach(queue::waited);
            List<ResourceID> all = new ArrayList<>(wanting);
            all.addAll(underWay);
            called.addAll(all); // At its start the operator reconciles all of them.
        }

        private void call(Collection<ResourceID> ids) {
            called.addAll(ids);
        }

        private void reconcileCalled(int most) {
            for (int i = 0; i < most && !called.isEmpty(); i++) {
                ResourceID id = called.iterator().next();
                called.remove(id);
                reconcile(id);
            }
        }

        private void reconcile(ResourceID id) {
            aside.remove(id);
            if (underWay.contains(id)) {
                call(queue.settle(id, true, false));
            } else if (!wanting.contains(id)) {
                waits.remove(id);
                call(queue.settle(id, false, false));
            } else {
                Optional<QueuePlace> place = queue.claim(id, waits.getOrDefault(id, START.plusSeconds(second)));
                if (place.isPresent()) {
                    waits.put(id, place.get().since());
                    call(queue.settle(id, false, true));
                } else {
                    checkTurn(id);
                    begin(id);
                }
            }
        }

        private void begin(ResourceID id) {
            wanting.remove(id);
            waits.remove(id);
            underWay.add(id);
            call(queue.settle(id, true, false));
        }

        private void end(ResourceID id) {
            underWay.remove(id);
            call(queue.settle(id, false, false));
        }

        /** There is room, and it is left for those of the namespace that asked before. */
        private void checkTurn(ResourceID id) {
            Instant asked = waits.getOrDefault(id, START.plusSeconds(second));
            long before = waits.entrySet().stream()
                    .filter(other -> neighbours(id, other.getKey()) && !aside.contains(other.getKey()))
                    .filter(other -> other.getValue().isBefore(asked))
                    .count();
            long here = underWay.stream().filter(other -> neighbours(id, other)).count();
            limits.perNamespace()
                    .ifPresent(most -> assertTrue(here + before < most, name + ": too many in a namespace"));
            limits.perOperator().ifPresent(most -> assertTrue(underWay.size() + before < most, name + ": too many"));
        }

        private static boolean neighbours(ResourceID one, ResourceID other) {
            return one.getNamespace().equals(other.getNamespace());
        }
    }
}
