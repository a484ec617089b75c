package dev.orderapp.operator.rollout;

import static java.util.stream.Collectors.toMap;

import dev.orderapp.operator.rollout.Routing.Route;
import dev.orderapp.operator.rollout.Routing.Target;
import dev.orderapp.v1.Barrier;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.Phase;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the cluster should have, derived anew each time from the state that was saved and what is there. What is not named
 * here is removed. It is applied in this order: new Pods, Services, canary routes, removals; so that nothing
 * is ever removed before what replaces it exists.
 *
 * @param replicas Pods by revision and component: just so many, or at least so many where there is an autoscaler
 * @param autoscalers by revision and component, of those whose number the spec does not say
 * @param migrations revisions whose migration Job should exist, with the attempt that it is for
 * @param running revisions whose migration Job has begun and is left alone, wanted or not
 * @param stable revision that each component's stable Service selects
 * @param canary revision that each component's canary Service selects
 * @param routes canary route of each component that has one
 * @param entranceMayChange whether what visitors come in by may follow the spec now: its kind, hosts and paths
 * @param other revision whose files a page's server may be asked for though it is not its own. No route leads there, so it
 *     may turn to the old version as soon as a promotion begins, while the canary Service still takes all visitors
 */
public record DesiredState(
        Map<String, Map<ComponentName, Integer>> replicas,
        Map<String, Map<ComponentName, Autoscaler>> autoscalers,
        Map<String, Integer> migrations,
        Set<String> running,
        Map<ComponentName, String> stable,
        Map<ComponentName, String> canary,
        Map<ComponentName, Route> routes,
        boolean entranceMayChange,
        Map<ComponentName, String> other) {

    public DesiredState {
        other = Map.copyOf(other);
        replicas = Map.copyOf(replicas);
        autoscalers = Map.copyOf(autoscalers);
        migrations = Map.copyOf(migrations);
        running = Set.copyOf(running);
        stable = Map.copyOf(stable);
        canary = Map.copyOf(canary);
        routes = Map.copyOf(routes);
    }

    /** What a saved state asks of the cluster that was observed. */
    static DesiredState of(State state, Observation observed) {
        // A step's Pods are those of its own weight, not of the one that was saved before.
        Observation o = observed.in(state);
        return new DesiredState(
                replicas(state, o),
                autoscalers(state, o),
                migrations(state, o),
                running(o),
                stableSelects(state, o),
                canarySelects(state),
                routes(state, o),
                switch (state.phase()) {
                    case Initializing, Stable, RolledBack -> true;
                    case Preparing, Progressing, Promoting, RollingBack -> false;
                },
                other(state));
    }

    private static Map<String, Map<ComponentName, Integer>> replicas(State state, Observation o) {
        Map<String, Map<ComponentName, Integer>> replicas = new HashMap<>();
        startable(state, o)
                .forEach(revision -> replicas.put(
                        revision.id(),
                        revision.components().stream().collect(toMap(c -> c, c -> o.wanted(revision, c)))));
        KeptFailure.replicas(state, o).ifPresent(kept -> replicas.putIfAbsent(kept.getKey(), kept.getValue()));
        return replicas;
    }

    private static Map<String, Map<ComponentName, Autoscaler>> autoscalers(State state, Observation o) {
        Map<String, Map<ComponentName, Autoscaler>> autoscalers = new HashMap<>();
        startable(state, o).forEach(revision -> {
            Map<ComponentName, Autoscaler> own = new EnumMap<>(ComponentName.class);
            revision.components()
                    .forEach(c -> Sizes.autoscaler(o, revision, c).ifPresent(autoscaler -> own.put(c, autoscaler)));
            autoscalers.put(revision.id(), own);
        });
        return autoscalers;
    }

    /** The revisions that may have Pods. */
    private static Stream<Revision> startable(State state, Observation o) {
        return state.attempts().filter(a -> !isNew(a, state) || mayStart(a, o)).map(Attempt::revision);
    }

    /** The revision whose Pods start for the first time; all others had theirs, which come back whatever happens. */
    private static Optional<Attempt> starting(State state) {
        return switch (state.phase()) {
            case Initializing -> state.stable();
            case Preparing -> state.canary().map(Canary::attempt);
            case Stable, Progressing, Promoting, RollingBack, RolledBack -> Optional.empty();
        };
    }

    /** Whether its Pods may never have been there: it starts, or it is rolled back before it had visitors. */
    private static boolean isNew(Attempt attempt, State state) {
        boolean leaves = state.phase() == Phase.RollingBack
                && state.progress().weight() == 0
                && state.canary().map(Canary::attempt).filter(attempt::equals).isPresent();
        return leaves || starting(state).filter(attempt::equals).isPresent();
    }

    /** After its migration; once Pods are there they stay, even when the finished Job was cleaned away. */
    static boolean mayStart(Attempt attempt, Observation o) {
        RevisionWorkloads workloads = o.cluster().workloads(attempt.id());
        return !mustMigrate(attempt, o)
                || workloads.migration().status() == Migration.Complete
                || workloads.workloads().values().stream().anyMatch(w -> w.replicas() > 0);
    }

    /** What a person goes back to migrated when it was promoted. */
    private static boolean mustMigrate(Attempt attempt, Observation o) {
        return attempt.revision().migrates() && !Undo.isRequested(o, attempt.revision());
    }

    /** Two migrations never run at once, and one that failed in an earlier attempt goes before it is tried again. */
    private static Map<String, Integer> migrations(State state, Observation o) {
        return starting(state)
                .filter(a -> mustMigrate(a, o))
                .filter(a -> !waitsForMigration(a, o))
                .filter(a -> !o.cluster().workloads(a.id()).migration().failedBefore(a))
                .map(a -> Map.of(a.id(), a.number()))
                .orElse(Map.of());
    }

    /** Whether a migration has to wait for one of another revision. */
    static boolean waitsForMigration(Attempt attempt, Observation o) {
        return mustMigrate(attempt, o) && otherMigration(attempt, o).isPresent();
    }

    /** Another revision whose migration Job is not over: one that has not begun is removed, one that runs is waited for. */
    static Optional<String> otherMigration(Attempt attempt, Observation o) {
        return o.cluster().workloads().entrySet().stream()
                .filter(e -> !e.getKey().equals(attempt.id()))
                .filter(e -> e.getValue().migration().status().isUnfinished())
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst();
    }

    private static Set<String> running(Observation o) {
        return o.cluster().workloads().entrySet().stream()
                .filter(e -> e.getValue().migration().status() == Migration.Running)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static Map<ComponentName, String> stableSelects(State state, Observation o) {
        Map<ComponentName, String> selects = new EnumMap<>(ComponentName.class);
        state.stable().ifPresent(stable -> {
            Attempt serving =
                    state.phase() == Phase.Promoting ? state.requireCanary().attempt() : stable;
            boolean stay = state.phase() == Phase.RollingBack && !o.someReady(stable.revision());
            for (ComponentName c : serving.revision().components()) {
                Optional<String> now = o.cluster().routing(c).stable().selects();
                selects.put(c, stay ? now.orElse(serving.id()) : serving.id());
            }
        });
        return selects;
    }

    private static Map<ComponentName, String> canarySelects(State state) {
        Map<ComponentName, String> selects = new EnumMap<>(ComponentName.class);
        // At rest the canary Service stands in for the stable one: a Service without Pods would make its users wait.
        Stream.of(state.stable(), state.previous(), state.canary().map(Canary::attempt))
                .flatMap(Optional::stream)
                .forEach(a -> a.revision().components().forEach(c -> selects.put(c, a.id())));
        return selects;
    }

    private static Map<ComponentName, String> other(State state) {
        Optional<Attempt> other = state.phase() == Phase.Promoting
                ? state.stable()
                : state.canary().map(Canary::attempt).or(state::previous).or(state::stable);
        return other.filter(a -> a.revision().components().contains(ComponentName.frontend))
                .map(a -> Map.of(ComponentName.frontend, a.id()))
                .orElse(Map.of());
    }

    private static Map<ComponentName, Route> routes(State state, Observation o) {
        Map<ComponentName, Route> routes = new EnumMap<>(ComponentName.class);
        state.canary().ifPresent(canary -> state.splitComponents()
                .forEach(c -> route(state, canary.attempt(), c, o).ifPresent(r -> routes.put(c, r))));
        if (state.canary().isEmpty()) {
            state.stable().ifPresent(stable -> routes.putAll(leftRoutes(stable, o)));
        }
        return routes;
    }

    /** A canary that was left to serve keeps its visitors by its route until the stable Service lists its Pods. */
    private static Map<ComponentName, Route> leftRoutes(Attempt stable, Observation o) {
        Map<ComponentName, Route> left = new EnumMap<>(ComponentName.class);
        o.cluster().routing().forEach((c, routing) -> routing.route()
                .filter(r -> r.revision().equals(stable.id()))
                .filter(r -> !routing.stable().ready().containsKey(stable.id()))
                .ifPresent(r -> left.put(c, r)));
        return left;
    }

    private static Optional<Route> route(State state, Attempt canary, ComponentName c, Observation o) {
        Optional<Route> now = o.cluster().routing(c).route();
        return switch (state.phase()) {
            case Initializing, Stable, RolledBack -> Optional.empty();
            case Preparing ->
                o.allReady(canary.revision()) && isListed(canary, o)
                        ? Optional.of(new Route(canary.id(), 0))
                        : now.map(r -> new Route(canary.id(), 0));
            case Progressing -> Optional.of(new Route(canary.id(), weight(state, canary, now, o)));
            case Promoting ->
                state.isAt(Barrier.SwitchingStable) || state.isAt(Barrier.SettlingStable)
                        ? now.map(r -> new Route(canary.id(), weight(state, canary, now, o)))
                        : Optional.empty();
            case RollingBack ->
                state.progress().weight() == 0
                                || state.stable()
                                        .filter(s -> o.someReady(s.revision()))
                                        .isPresent()
                        ? Optional.empty()
                        : now;
        };
    }

    /** Created at 0, and raised only while every Pod of the canary is ready; lowering needs no condition. */
    private static int weight(State state, Attempt canary, Optional<Route> now, Observation o) {
        int current = now.map(Route::weight).orElse(0);
        int meant = state.progress().weight();
        boolean may = now.isPresent() && o.allReady(canary.revision()) && isListed(canary, o);
        return meant > current && !may ? current : meant;
    }

    /** Whether the canary Services' endpoints list all of the canary's Pods. */
    static boolean isListed(Attempt canary, Observation o) {
        return canary.revision().components().stream().allMatch(c -> {
            Target target = o.cluster().routing(c).canary();
            return target.servesOnly(canary.id(), o.wanted(canary.revision(), c));
        });
    }
}
