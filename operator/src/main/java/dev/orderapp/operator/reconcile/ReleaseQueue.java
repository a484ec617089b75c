package dev.orderapp.operator.reconcile;

import dev.orderapp.operator.rollout.QueuePlace;
import dev.orderapp.operator.settings.ReleaseLimits;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which releases are under way, and which wait until fewer are, in the order in which they asked. One for which there is room in its
 * namespace passes those for which there is none in theirs; among those of a namespace none passes another. It is filled once from
 * what was saved, and is told the outcome of each reconcile from then on: no reconcile counts anything.
 */
final class ReleaseQueue {
    /** So many at the head of the line are told when those in front of them change; the others know that they are far behind. */
    static final int TOLD = 10;

    private static final int NAMES = 3;

    private final ReleaseLimits limits;
    private final Set<ResourceID> underWay = new HashSet<>();

    /** Those whose start is decided and not saved yet. */
    private final Set<ResourceID> starting = new HashSet<>();

    private final Map<ResourceID, Instant> asked = new HashMap<>();
    private final TreeSet<ResourceID> line = new TreeSet<>(Comparator.comparing((ResourceID id) -> asked.get(id))
            .thenComparing(id -> id.getNamespace().orElse(""))
            .thenComparing(ResourceID::getName));

    ReleaseQueue(ReleaseLimits limits) {
        this.limits = limits;
    }

    /** A release that was under way when the operator started. */
    synchronized void wasUnderWay(ResourceID id) {
        underWay.add(id);
    }

    /** A release that waited when the operator started. */
    synchronized void waited(ResourceID id, Instant since) {
        enqueue(id, since);
    }

    /**
     * Room for a release that is about to start: it is kept until {@link #settle} or {@link #giveUp}.
     *
     * @param since when it asked first; no matter where it is in the line already
     * @return empty if there is room; else its place in the line, where it stays until one of those is called
     */
    synchronized Optional<QueuePlace> claim(ResourceID id, Instant since) {
        if (underWay.contains(id) || starting.contains(id)) {
            return Optional.empty();
        }
        enqueue(id, since);
        if (turns().contains(id)) {
            leave(id);
            starting.add(id);
            return Optional.empty();
        }
        return Optional.of(new QueuePlace(asked.get(id), reason(id)));
    }

    /**
     * What became of a reconcile, once it is saved.
     *
     * @param isUnderWay whether the release has a canary
     * @param waits whether it waits in the line
     * @return those that have to be reconciled: whose turn it is now, and who is to tell anew who is in front
     */
    synchronized Set<ResourceID> settle(ResourceID id, boolean isUnderWay, boolean waits) {
        boolean counted = underWay.contains(id);
        boolean freed = starting.remove(id) && !isUnderWay;
        boolean left = !waits && leave(id);
        boolean moved = isUnderWay ? underWay.add(id) : underWay.remove(id);
        Set<ResourceID> next = new LinkedHashSet<>();
        if (freed || left || counted && !isUnderWay) {
            next.addAll(turns());
        }
        if (moved) {
            line.stream().limit(TOLD).forEach(next::add);
        }
        next.remove(id);
        return next;
    }

    /** A reconcile failed before anything was saved: it keeps nobody waiting until it is tried again. */
    synchronized Set<ResourceID> giveUp(ResourceID id) {
        boolean freed = starting.remove(id);
        return leave(id) || freed ? turns() : Set.of();
    }

    /** The release was deleted. */
    synchronized Set<ResourceID> forget(ResourceID id) {
        return settle(id, false, false);
    }

    private void enqueue(ResourceID id, Instant since) {
        if (asked.putIfAbsent(id, since) == null) {
            line.add(id);
        }
    }

    private boolean leave(ResourceID id) {
        return asked.containsKey(id) && line.remove(id) && asked.remove(id) != null;
    }

    /** Those in the line for which there is room, if each of them takes it. */
    private Set<ResourceID> turns() {
        Map<String, Integer> taken = new HashMap<>();
        Stream.concat(underWay.stream(), starting.stream()).forEach(id -> taken.merge(namespace(id), 1, Integer::sum));
        int all = underWay.size() + starting.size();
        Set<ResourceID> turns = new LinkedHashSet<>();
        for (ResourceID id : line) {
            if (isFull(all, limits.perOperator())) {
                break;
            }
            if (!isFull(taken.getOrDefault(namespace(id), 0), limits.perNamespace())) {
                turns.add(id);
                taken.merge(namespace(id), 1, Integer::sum);
                all++;
            }
        }
        return turns;
    }

    private static boolean isFull(int taken, Optional<Integer> limit) {
        return limit.filter(most -> taken >= most).isPresent();
    }

    private String reason(ResourceID id) {
        Predicate<ResourceID> neighbour = other -> namespace(other).equals(namespace(id));
        boolean byNamespace = limits.perNamespace()
                .filter(most -> inFront(id).filter(neighbour).count() >= most)
                .isPresent();
        int most = (byNamespace ? limits.perNamespace() : limits.perOperator()).orElseThrow();
        return "as " + most + (most == 1 ? " release" : " releases") + " may be under way at once "
                + (byNamespace ? "in this namespace" : "in all namespaces together") + "; "
                + inFront(
                        inFront(id)
                                .filter(byNamespace ? neighbour : other -> true)
                                .toList(),
                        neighbour);
    }

    /** Those of other namespaces are no business of who may read this one. */
    private static String inFront(List<ResourceID> all, Predicate<ResourceID> neighbour) {
        List<String> names = all.stream()
                .filter(neighbour)
                .map(ResourceID::getName)
                .limit(NAMES)
                .toList();
        int others = all.size() - names.size();
        if (all.size() > TOLD) {
            return "more than " + TOLD + " are in front";
        }
        return String.join(", ", names)
                + (names.isEmpty() ? "" : others > 0 ? " and " : "")
                + (others == 0 ? "" : others + (names.isEmpty() ? " of other namespaces" : " more"))
                + (all.size() == 1 ? " is" : " are") + " in front";
    }

    private Stream<ResourceID> inFront(ResourceID id) {
        return Stream.of(
                        underWay.stream().sorted(BY_NAME), starting.stream().sorted(BY_NAME), line.headSet(id).stream())
                .flatMap(all -> all);
    }

    private static final Comparator<ResourceID> BY_NAME =
            Comparator.comparing(ReleaseQueue::namespace).thenComparing(ResourceID::getName);

    private static String namespace(ResourceID id) {
        return id.getNamespace().orElse("");
    }
}
