package dev.orderapp.operator.rollout;

import dev.orderapp.operator.rollout.Routing.Route;
import dev.orderapp.operator.rollout.Routing.Target;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.Stage;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the cluster should have, derived anew each time from the state that was saved and what is there. What is not named
 * here is removed. Whoever carries it out keeps this order: new Pods, Services, canary Ingresses, removals; so that nothing
 * is ever removed before what replaces it exists.
 *
 * @param replicas Pods by revision and component
 * @param migrations revisions whose migration Job should exist
 * @param stable revision that each component's stable Service selects
 * @param canary revision that each component's canary Service selects
 * @param routes canary Ingress of each component that has one
 * @param ingressMayChange whether hosts and paths of the stable Ingress may follow the spec now
 * @param other revision whose files a page's server may be asked for though it is not its own. No Ingress leads there, so it
 *     may turn to the old version as soon as a promotion begins, while the canary Service still takes everybody
 */
public record Wanted(
        Map<String, Map<ComponentName, Integer>> replicas,
        Set<String> migrations,
        Map<ComponentName, String> stable,
        Map<ComponentName, String> canary,
        Map<ComponentName, Route> routes,
        boolean ingressMayChange,
        Map<ComponentName, String> other) {

    public Wanted {
        other = Map.copyOf(other);
        replicas = Map.copyOf(replicas);
        migrations = Set.copyOf(migrations);
        stable = Map.copyOf(stable);
        canary = Map.copyOf(canary);
        routes = Map.copyOf(routes);
    }

    /** What a saved state asks of the cluster that was observed. */
    static Wanted of(State state, Observation o) {
        return new Wanted(
                replicas(state, o),
                migrations(state),
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
        Map<String, Map<ComponentName, Integer>> wanted = new HashMap<>();
        state.trials()
                .filter(t -> !starting(state).equals(Optional.of(t)) || mayStart(t.revision(), o))
                .forEach(t -> wanted.put(t.id(), replicas(t, state, o)));
        return wanted;
    }

    private static Map<ComponentName, Integer> replicas(Trial trial, State state, Observation o) {
        boolean alone = state.canary().isEmpty() && state.previous().isEmpty();
        boolean serves = state.stable().filter(trial::equals).isPresent();
        Map<ComponentName, Integer> wanted = new EnumMap<>(ComponentName.class);
        for (ComponentName c : trial.revision().components()) {
            int now = o.cluster().fleet(trial.id()).workload(c).replicas();
            // Beside a canary the stable version must be able to take everybody back at any moment: it may grow, never
            // shrink.
            wanted.put(c, serves && !alone ? Math.max(o.wanted(c), now) : o.wanted(c));
        }
        return wanted;
    }

    /** The revision whose Pods start for the first time; all others had theirs, which come back whatever happens. */
    private static Optional<Trial> starting(State state) {
        return switch (state.phase()) {
            case Initializing -> state.stable();
            case Preparing -> state.canary();
            case Stable, Progressing, Promoting, RollingBack, RolledBack -> Optional.empty();
        };
    }

    /** After its migration; once Pods are there they stay, even when the finished Job was cleaned away. */
    static boolean mayStart(Revision revision, Observation o) {
        Fleet fleet = o.cluster().fleet(revision.id());
        return !revision.migrates()
                || fleet.migration() == Migration.Complete
                || fleet.workloads().values().stream().anyMatch(w -> w.replicas() > 0);
    }

    private static Set<String> migrations(State state) {
        return starting(state).filter(t -> t.revision().migrates()).map(Trial::id).stream()
                .collect(Collectors.toSet());
    }

    private static Map<ComponentName, String> stableSelects(State state, Observation o) {
        Map<ComponentName, String> selects = new EnumMap<>(ComponentName.class);
        state.stable().ifPresent(stable -> {
            Trial serving = state.phase() == Phase.Promoting ? state.canary().orElse(stable) : stable;
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
        state.stable().ifPresent(t -> t.revision().components().forEach(c -> selects.put(c, t.id())));
        state.previous().ifPresent(t -> t.revision().components().forEach(c -> selects.put(c, t.id())));
        state.canary().ifPresent(t -> t.revision().components().forEach(c -> selects.put(c, t.id())));
        return selects;
    }

    private static Map<ComponentName, String> other(State state) {
        Optional<Trial> version = state.phase() == Phase.Promoting
                ? state.stable()
                : state.canary().or(state::previous).or(state::stable);
        return version.filter(t -> t.revision().components().contains(ComponentName.frontend))
                .map(t -> Map.of(ComponentName.frontend, t.id()))
                .orElse(Map.of());
    }

    private static Map<ComponentName, Route> routes(State state, Observation o) {
        Map<ComponentName, Route> routes = new EnumMap<>(ComponentName.class);
        state.canary().ifPresent(canary -> routed(state)
                .forEach(c -> route(state, canary, c, o).ifPresent(r -> routes.put(c, r))));
        return routes;
    }

    /** Components that take part in the split: a tier that the stable version lacks has nobody to be split with. */
    static Set<ComponentName> routed(State state) {
        Set<ComponentName> both = new HashSet<>();
        state.canary().ifPresent(t -> both.addAll(t.revision().components()));
        state.stable().ifPresent(t -> both.retainAll(t.revision().components()));
        return both;
    }

    private static Optional<Route> route(State state, Trial canary, ComponentName c, Observation o) {
        Optional<Route> now = o.cluster().routing(c).route();
        return switch (state.phase()) {
            case Initializing, Stable, RolledBack -> Optional.empty();
            case Preparing ->
                o.allReady(canary.revision()) && listed(canary, o)
                        ? Optional.of(new Route(canary.id(), 0))
                        : now.map(r -> new Route(canary.id(), 0));
            case Progressing -> Optional.of(new Route(canary.id(), weight(state, canary, now, o)));
            case Promoting ->
                state.at(Stage.SwitchingStable) || state.at(Stage.SettlingStable)
                        ? now.map(r -> new Route(canary.id(), state.progress().weight()))
                        : Optional.empty();
            case RollingBack ->
                state.stable().filter(s -> o.someReady(s.revision())).isPresent() ? Optional.empty() : now;
        };
    }

    /** Created at 0, and raised only while every Pod of the canary is ready; lowering needs no condition. */
    private static int weight(State state, Trial canary, Optional<Route> now, Observation o) {
        int current = now.map(Route::weight).orElse(0);
        int meant = state.progress().weight();
        boolean may = now.isPresent() && o.allReady(canary.revision()) && listed(canary, o);
        return meant > current && !may ? current : meant;
    }

    /** Whether the canary Services' endpoints list all of the canary's Pods. */
    static boolean listed(Trial canary, Observation o) {
        return canary.revision().components().stream().allMatch(c -> {
            Target target = o.cluster().routing(c).canary();
            return target.servesOnly(canary.id(), o.wanted(c));
        });
    }
}
