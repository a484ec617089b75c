package dev.orderapp.operator.rollout;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orderapp.operator.analysis.Alpha;
import dev.orderapp.operator.analysis.ErrorBudget;
import dev.orderapp.operator.analysis.MetricRule;
import dev.orderapp.operator.rollout.Routing.Route;
import dev.orderapp.operator.rollout.Routing.Target;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.OnNoData;
import dev.orderapp.v1.Outcome;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.contract.Action;
import dev.orderapp.v1.contract.OutcomeReason;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A cluster in memory with an operator that reconciles it: Pods become ready late or never, or die for good; migrations fail, hang
 * or never begin; writes are refused; sources are silent; endpoints and the data plane lag behind; the operator may be killed between
 * any two effects. Every change that a visitor could notice is checked against the design's invariants when it happens.
 */
final class World {
    /** How long the modelled data plane goes on with an old routing, at most. */
    Duration dataPlaneLag = Duration.ofSeconds(4);

    /** So long after a Service selects another revision its endpoints still list the former one. */
    Duration endpointsLag = Duration.ZERO;

    private static final Set<Phase> ENDS = EnumSet.of(Phase.Stable, Phase.RolledBack);

    /** So many reconciles bring what the watches would: Pods and endpoints follow within one. */
    private static final int SURELY_IDLE = 5;

    static final Set<ComponentName> BOTH = Set.of(ComponentName.backend, ComponentName.frontend);

    final Map<String, Map<ComponentName, Pods>> pods = new HashMap<>();
    final Map<ComponentName, Service> stable = new EnumMap<>(ComponentName.class);
    final Map<ComponentName, Service> canary = new EnumMap<>(ComponentName.class);
    final Map<ComponentName, Route> routes = new EnumMap<>(ComponentName.class);
    private final CounterModel counters = new CounterModel(this);
    final Map<String, Instant> lastSentTo = new HashMap<>();
    final Map<Action, String> actions = new EnumMap<>(Action.class);
    final Map<String, Behaviour> behaviours = new HashMap<>();
    /** How the migrations go of those revisions that have one. */
    final Map<String, MigrationBehaviour> migrations = new HashMap<>();

    final Map<String, Job> jobs = new HashMap<>();
    /** Revisions whose migration has completed at some time. */
    private final Set<String> migrated = new HashSet<>();

    /** What the API server refuses. */
    final Set<RefusedWrite> refused = EnumSet.noneOf(RefusedWrite.class);

    final List<String> story = new ArrayList<>();
    final List<String> broken = new ArrayList<>();

    Instant now = Instant.parse("2026-11-24T12:00:00Z");
    State saved;
    Optional<String> target = Optional.of("v1");
    int replicas = 2;
    boolean paused;
    /** Hours in which nothing starts. */
    List<FreezeWindow> freezeWindows = List.of();
    /** Others are in front. */
    Optional<QueuePlace> queue = Optional.empty();
    /** Something that both versions depend on is away. */
    boolean outage;
    /** A stranger fails on both versions on purpose, just below the ceiling, so that a canary that fails as often looks no worse. */
    boolean poisoned;

    /** How long what was rolled back stays for people to look at. */
    Duration keepFailed = Duration.ZERO;

    OnNoData onNoData = OnNoData.Hold;
    /** No Pod's counters can be read while a canary is rolled back. */
    boolean silent;
    /** No counters can be read at all, of anything. */
    boolean sourcesDown;
    /** Each step needs an approval. */
    boolean approval;
    /** A node with one Pod of each component of each revision is away. */
    boolean nodeLost;
    /** The stable Ingress. */
    boolean ingress;
    /** An HTTPRoute, in place of the stable Ingress and the canary Ingresses. */
    final Optional<HttpRouteModel> gateway;
    /** The spec has no step but the last one. */
    boolean lastStepAlone;
    /** Testers see a canary first, until a person agrees. */
    boolean preview;
    /** Who decides on the number of Pods where the spec does not say it. */
    final AutoscalerModel autoscalers = new AutoscalerModel(this);
    /** There are no visitors. */
    boolean withoutVisitors;

    boolean wasAvailable;
    int effects;
    long writes;
    private String watched = "";
    private int watchedSame;
    private boolean allWell;
    private boolean wasUnwell;

    World() {
        this(false);
    }

    /** @param byGateway whether visitors come in by the Gateway API */
    World(boolean byGateway) {
        saved = State.initial(now);
        gateway = byGateway ? Optional.of(new HttpRouteModel()) : Optional.empty();
    }

    /** How a revision's Pods behave. */
    enum Behaviour {
        GOOD,
        FAILS_ALWAYS,
        FAILS_SOMETIMES,
        /** All is well with it, but its order button does nothing. */
        SELLS_NOTHING,
        NEVER_READY,
        HALF_READY,
        CRASHES
    }

    /** How a migration goes. */
    enum MigrationBehaviour {
        COMPLETES,
        FAILS,
        HANGS,
        NEVER_BEGINS
    }

    /** What may be refused. */
    enum RefusedWrite {
        PODS,
        SERVICES,
        INGRESS,
        ROUTES,
        ROUTE_DELETIONS,
        JOBS,
        AUTOSCALERS
    }

    /** A migration Job. */
    static final class Job {
        final int attempt;
        Migration status = Migration.Pending;
        int seconds;

        Job(int attempt) {
            this.attempt = attempt;
        }
    }

    /** Pods of one component of one revision. */
    static final class Pods {
        int wanted;
        int ready;
        boolean crashing;
    }

    /** A Service with its endpoints, which follow with a lag. */
    static final class Service {
        String selects;
        Instant selectedAt;
        Map<String, Integer> endpoints = Map.of();
    }

    Settings settings(int replicas) {
        Map<String, Alpha> alphas = ErrorBudget.share(0.01, List.of(ErrorBudget.MAIN_METRIC, CounterModel.VISITS));
        MetricRule rule =
                new MetricRule(ErrorBudget.MAIN_METRIC, 1, 0.05, 20, false, alphas.get(ErrorBudget.MAIN_METRIC));
        Duration hold = Duration.ofSeconds(20);
        return new Settings(
                BOTH.stream().collect(toMap(c -> c, c -> autoscalers.asked.orElse(Scaling.fixed(replicas)))),
                autoscalers.canarySize,
                steps(hold),
                new Settings.Timing(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(60),
                        keepFailed,
                        Duration.ofMinutes(10),
                        Optional.of(Duration.ofSeconds(10))),
                List.of(
                        rule,
                        MetricRule.fewer(
                                CounterModel.VISITS, 1, 5, CounterModel.VISIT, alphas.get(CounterModel.VISITS))),
                onNoData);
    }

    private List<Step> steps(Duration hold) {
        List<Step> steps = new ArrayList<>();
        if (preview) {
            steps.add(new Step(0, hold, true));
        }
        if (!lastStepAlone) {
            steps.addAll(List.of(new Step(30, hold, approval), new Step(50, hold, approval)));
        }
        steps.add(new Step(100, hold, approval));
        return steps;
    }

    Revision revision(String id) {
        return new Revision(
                id,
                Map.of(ComponentName.backend, "backend:" + id, ComponentName.frontend, "frontend:" + id),
                migrations.containsKey(id));
    }

    Behaviour behaviour(String id) {
        return behaviours.getOrDefault(id, Behaviour.GOOD);
    }

    Observation observe() {
        Map<String, RevisionWorkloads> revisions = new HashMap<>();
        pods.forEach((id, components) -> {
            Map<ComponentName, Workload> workloads = new EnumMap<>(ComponentName.class);
            components.forEach((c, p) -> workloads.put(
                    c,
                    new Workload(
                            p.wanted,
                            p.ready,
                            p.crashing ? Optional.of(c + " of " + id + " crashes") : Optional.empty(),
                            Optional.empty())));
            revisions.put(id, new RevisionWorkloads(workloads, MigrationJob.NONE));
        });
        jobs.forEach((id, job) -> revisions.merge(
                id,
                new RevisionWorkloads(Map.of(), new MigrationJob(job.status, job.attempt, Optional.empty())),
                (pods, migration) -> new RevisionWorkloads(pods.workloads(), migration.migration())));
        Map<ComponentName, Routing> routing = new EnumMap<>(ComponentName.class);
        BOTH.forEach(c -> routing.put(
                c, new Routing(target(stable.get(c)), target(canary.get(c)), Optional.ofNullable(routes.get(c)))));
        Request request =
                new Request(target.map(this::revision), settings(replicas), paused, freezeWindows, Map.copyOf(actions));
        return new Observation(
                now,
                request,
                saved,
                new Observation.Cluster(
                        revisions,
                        routing,
                        pods.keySet().stream().collect(toMap(id -> id, this::revision)),
                        entrance()),
                counters.samples(),
                obstacles(),
                queue);
    }

    private Entrance entrance() {
        return gateway.map(g -> g.entrance(now))
                .orElse(ingress ? Entrance.OPEN : Entrance.absent("the stable Ingress is not there"));
    }

    private List<Obstacle> obstacles() {
        List<Obstacle> obstacles = new ArrayList<>();
        if (!refused.isEmpty()) {
            obstacles.add(new Obstacle(Obstacle.Kind.WriteRefused, "the API server refuses " + refused));
        }
        gateway.ifPresent(g -> obstacles.addAll(g.obstacles(now)));
        return obstacles;
    }

    private static Target target(Service service) {
        return service == null ? Target.NONE : new Target(Optional.of(service.selects), service.endpoints);
    }

    /** One reconcile; killed after so many effects when the number is not negative. */
    Plan reconcile(int killedAfter) {
        Plan plan = Rollout.decide(observe());
        effects = killedAfter;
        plan.eventNotes().forEach(n -> story.add(n.reason() + ": " + n.message()));
        if (!plan.next().equals(saved)) {
            if (!alive()) {
                return plan;
            }
            checkBelief(plan.next());
            checkSteps(plan.next());
            checkPreview(plan.next());
            checkHeldUp(plan.next());
            saved = plan.next();
            writes++;
        }
        checkWaiting();
        checkKept(plan.desired());
        apply(plan.desired());
        if (killedAfter < 0 && refused.isEmpty() && !autoscalers.differs(plan.desired())) {
            autoscalers.checkStableCanTakeEverybodyBack();
        }
        return plan;
    }

    /** A step begins, and the last one ends, only while the Gateway says that it follows just this weight. */
    private void checkBelief(State next) {
        boolean begins = next.progress().startedAt().isPresent()
                && saved.progress().startedAt().isEmpty();
        boolean ends = next.phase() == Phase.Promoting
                && saved.phase() == Phase.Progressing
                && next.canary().flatMap(Canary::result).isEmpty();
        if ((begins || ends)
                && gateway.filter(g -> !g.follows(saved.progress().weight())).isPresent()) {
            broken.add("weight " + saved.progress().weight() + " is believed in " + saved.phase()
                    + ", and the Gateway does not follow it");
        }
        String canary = saved.canary().map(Canary::id).orElse("");
        if (ends && BOTH.stream().anyMatch(c -> ready(canary, c) < autoscalers.share(c, 100))) {
            broken.add(canary + " is promoted with fewer Pods than the stable version has");
        }
    }

    /** Whatever is not at rest says what it waits for; nothing waits past the end that it names while the operator runs. */
    private void checkWaiting() {
        Optional<Waiting> waiting = Waiting.of(saved, observe());
        if (!ended() && waiting.isEmpty()) {
            broken.add("waits for something without a name in " + saved.phase());
        }
        String now = waiting.map(w -> saved.phase() + " " + w.kind() + " " + w.until())
                .orElse("");
        watchedSame = now.equals(watched) ? watchedSame + 1 : 0;
        watched = now;
        boolean late = waiting.flatMap(Waiting::until)
                .filter(until -> this.now.isAfter(until.plusSeconds(60)))
                .isPresent();
        if (late && watchedSame > 60) {
            broken.add("waits past its end: " + waiting.get());
        }
    }

    /** A person wants to leave the stable version at once for this one, whatever became of that before. */
    void undo(String version) {
        saved.stable().ifPresent(s -> actions.put(Action.UNDO, s.actionValue()));
        target = Optional.of(version);
    }

    /** Without steps only what serves already goes to all visitors, or what may as the stable version is down. */
    private void checkSteps(State next) {
        Optional<AttemptResult> result = next.canary().flatMap(Canary::result);
        boolean begins = next.phase() == Phase.Promoting && saved.phase() != Phase.Promoting;
        if (!begins || result.isEmpty()) {
            return;
        }
        String id = next.canary().get().id();
        boolean down = result.get().reason() == OutcomeReason.StableDown
                && next.stableUnreadySince().isPresent();
        boolean undone = result.get().reason() == OutcomeReason.UndoRequested
                && saved.requireStable().actionValue().equals(actions.get(Action.UNDO))
                && !saved.requireStable().actionValue().equals(saved.handled().get(Action.UNDO))
                && saved.history().stream()
                        .anyMatch(f -> f.attempt().id().equals(id) && f.result().outcome() == Outcome.Promoted);
        if (!down && !undone) {
            broken.add(id + " takes over without steps: " + result.get());
        }
    }

    /** Nothing starts in a freeze or a queue but what can't wait; and what has started does not notice them. */
    private void checkHeldUp(State next) {
        if (FreezeWindow.freeze(now, freezeWindows).isEmpty() && queue.isEmpty()) {
            return;
        }
        boolean emergency = next.stableUnreadySince().isPresent()
                || saved.stable()
                        .filter(s -> s.actionValue().equals(actions.get(Action.UNDO)))
                        .isPresent();
        if (ended() && next.phase() == Phase.Preparing && !emergency) {
            broken.add(next.requireCanary().id() + " starts though it is held up");
        }
        if (!ended()) {
            List<FreezeWindow> windows = freezeWindows;
            Optional<QueuePlace> place = queue;
            freezeWindows = List.of();
            queue = Optional.empty();
            State open = Rollout.decide(observe()).next();
            freezeWindows = windows;
            queue = place;
            if (!open.equals(next)) {
                broken.add("being held up makes of " + open + " in " + saved.phase() + ": " + next);
            }
        }
    }

    /** Nothing starts from a quarter of an hour ago until one from now, on this day of the week. */
    void freeze() {
        LocalDateTime clock = LocalDateTime.ofInstant(now, ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES);
        LocalDateTime from = clock.minusMinutes(15);
        freezeWindows = List.of(new FreezeWindow(
                Set.of(from.getDayOfWeek()),
                from.toLocalTime(),
                clock.plusMinutes(15).toLocalTime(),
                ZoneOffset.UTC));
    }

    /** When the freeze ends that holds now. */
    Instant thaw() {
        return FreezeWindow.freeze(now, freezeWindows).orElseThrow().until().orElseThrow();
    }

    /** What testers alone see gets visitors when a person agrees. */
    private void checkPreview(State next) {
        boolean opens = saved.phase() == Phase.Progressing
                && saved.progress().weight() == 0
                && next.progress().weight() > 0
                && next.phase() == Phase.Progressing;
        if (opens && preview && next.handled().equals(saved.handled())) {
            broken.add("visitors are sent to what testers see, and nobody agreed");
        }
    }

    /** What failed stays for people alone: nothing selects it, at most a Pod of each component stays, and none for longer than was asked. */
    private void checkKept(DesiredState desired) {
        Set<String> inRole = saved.attempts().map(Attempt::id).collect(toSet());
        desired.replicas().forEach((id, components) -> {
            if (inRole.contains(id)) {
                return;
            }
            boolean failed = saved.failed().filter(f -> f.revision().equals(id)).isPresent();
            boolean selected = desired.stable().containsValue(id)
                    || desired.canary().containsValue(id)
                    || desired.other().containsValue(id)
                    || desired.routes().values().stream()
                            .anyMatch(r -> r.revision().equals(id));
            boolean late = !now.isBefore(saved.since().plus(keepFailed));
            boolean several = components.values().stream().anyMatch(n -> n > 1);
            if (!failed || saved.phase() != Phase.RolledBack || selected || late || several) {
                broken.add(id + " is kept with " + components + " in " + saved.phase() + " though failed " + failed
                        + ", selected " + selected + ", late " + late);
            }
        });
    }

    private boolean alive() {
        return effects-- != 0;
    }

    /** In the order that {@link DesiredState} promises: Pods, Services, canary Ingresses, removals. */
    private void apply(DesiredState desired) {
        boolean leaving = saved.phase() == Phase.RollingBack;
        List<Runnable> order = new ArrayList<>();
        order.add(() -> autoscale(desired));
        if (!leaving) {
            order.add(() -> scale(desired));
        }
        order.add(() -> select(stable, desired.stable()));
        order.add(() -> select(canary, desired.canary()));
        order.add(() -> createIngress(desired));
        order.add(() -> gateway.ifPresentOrElse(g -> write(g, desired), () -> route(desired.routes())));
        order.add(() -> migrate(desired));
        order.add(() -> scale(desired));
        order.add(() -> remove(desired));
        allWell = true;
        for (Runnable effect : order) {
            if (!alive()) {
                return;
            }
            effect.run();
        }
    }

    private boolean isAllowed(RefusedWrite write) {
        allWell &= !refused.contains(write);
        return !refused.contains(write);
    }

    private void createIngress(DesiredState desired) {
        if (gateway.isEmpty() && !ingress && !desired.stable().isEmpty() && isAllowed(RefusedWrite.INGRESS)) {
            ingress = true;
            writes++;
        }
    }

    private void migrate(DesiredState desired) {
        desired.migrations().forEach((id, attempt) -> {
            if (!jobs.containsKey(id) && isAllowed(RefusedWrite.JOBS)) {
                jobs.put(id, new Job(attempt));
                writes++;
            }
        });
    }

    private void autoscale(DesiredState desired) {
        if (autoscalers.differs(desired) && isAllowed(RefusedWrite.AUTOSCALERS)) {
            writes += autoscalers.write(desired);
        }
    }

    private void scale(DesiredState desired) {
        if (!needsPods(desired) || !isAllowed(RefusedWrite.PODS)) {
            return;
        }
        desired.replicas().forEach((id, components) -> components.keySet().forEach(c -> {
            if (!pods.containsKey(id) && migrations.containsKey(id) && !migrated.contains(id)) {
                broken.add("Pods of " + id + " start before its migration, in " + saved.phase());
            }
            Pods p = pods.computeIfAbsent(id, k -> new EnumMap<>(ComponentName.class))
                    .computeIfAbsent(c, k -> new Pods());
            int n = replicas(desired, id, c, p.wanted);
            if (p.wanted != n) {
                writes++;
                autoscalers.raises += n > 1 && isAutoscaled(desired, id, c) ? 1 : 0;
                if (n < p.wanted
                        && saved.canary().isPresent()
                        && saved.stable().get().id().equals(id)) {
                    broken.add("stable " + id + " shrinks from " + p.wanted + " to " + n + " beside a canary");
                }
                p.wanted = n;
                p.ready = Math.min(p.ready, n);
            }
        }));
    }

    private boolean needsPods(DesiredState desired) {
        return desired.replicas().entrySet().stream()
                .anyMatch(r -> r.getValue().entrySet().stream().anyMatch(c -> Optional.ofNullable(pods.get(r.getKey()))
                        .map(p -> p.get(c.getKey()))
                        .filter(p -> p.wanted == replicas(desired, r.getKey(), c.getKey(), p.wanted))
                        .isEmpty()));
    }

    private static boolean isAutoscaled(DesiredState desired, String id, ComponentName c) {
        return desired.autoscalers().getOrDefault(id, Map.of()).containsKey(c);
    }

    /** A Deployment whose number nobody says begins with one Pod; one that has fewer than it needs gets them. */
    private static int replicas(DesiredState desired, String id, ComponentName c, int now) {
        int wanted = desired.replicas().get(id).get(c);
        if (!isAutoscaled(desired, id, c)) {
            return wanted;
        }
        return now == 0 ? 1 : Math.max(now, wanted);
    }

    private void select(Map<ComponentName, Service> services, Map<ComponentName, String> wanted) {
        boolean differs = wanted.entrySet().stream()
                .anyMatch(e ->
                        services.get(e.getKey()) == null || !e.getValue().equals(services.get(e.getKey()).selects));
        if (!differs || !isAllowed(RefusedWrite.SERVICES)) {
            return;
        }
        wanted.forEach((c, id) -> {
            Service service = services.computeIfAbsent(c, k -> new Service());
            if (!id.equals(service.selects)) {
                writes++;
                service.selects = id;
                service.selectedAt = now;
            }
        });
    }

    /** All of it in one write, whatever its part is that is refused. */
    private void write(HttpRouteModel model, DesiredState desired) {
        if (desired.stable().isEmpty() || !model.differs(desired.routes())) {
            return;
        }
        boolean allowed = isAllowed(RefusedWrite.INGRESS)
                & isAllowed(RefusedWrite.ROUTES)
                & isAllowed(RefusedWrite.ROUTE_DELETIONS);
        if (!allowed) {
            return;
        }
        writes++;
        desired.routes().forEach((c, next) -> {
            if (routes.containsKey(c) && next.weight() > routes.get(c).weight()) {
                checkRaise(next);
            }
        });
        model.write(desired.routes(), now);
        readRoutes();
    }

    /** As the operator reads them back. */
    void readRoutes() {
        routes.clear();
        gateway.ifPresent(g -> BOTH.forEach(c -> g.route(c).ifPresent(r -> routes.put(c, r))));
    }

    private void route(Map<ComponentName, Route> wanted) {
        wanted.forEach((c, route) -> {
            Route before = routes.get(c);
            Route next = before == null ? new Route(route.revision(), 0) : route;
            if (next.equals(before) || !isAllowed(RefusedWrite.ROUTES)) {
                return;
            }
            writes++;
            if (before != null && next.weight() > before.weight()) {
                checkRaise(next);
            }
            routes.put(c, next);
        });
        Set<ComponentName> gone = new HashSet<>(routes.keySet());
        gone.removeAll(wanted.keySet());
        if (!gone.isEmpty() && isAllowed(RefusedWrite.ROUTE_DELETIONS)) {
            writes++;
            routes.keySet().removeAll(gone);
        }
    }

    private void checkRaise(Route route) {
        boolean step = settings(replicas).steps().stream().anyMatch(s -> s.weight() == route.weight());
        boolean ready = BOTH.stream().allMatch(c -> ready(route.revision(), c) >= autoscalers.share(c, route.weight()));
        if (!step || !ready || saved.progress().weight() != route.weight()) {
            broken.add("weight raised to " + route.weight() + " for " + route.revision() + ", ready " + ready);
        }
    }

    private void remove(DesiredState desired) {
        if (!allWell || desired.stable().isEmpty()) {
            return;
        }
        removeJobs(desired);
        Set<String> gone = new HashSet<>(pods.keySet());
        gone.removeAll(desired.replicas().keySet());
        for (String id : gone) {
            writes++;
            Instant last = lastSentTo.getOrDefault(id, Instant.MIN);
            if (last.isAfter(now.minus(Duration.ofSeconds(1)))) {
                broken.add(id + " is scaled down while the data plane still sends to it");
            }
            pods.remove(id);
        }
    }

    private void removeJobs(DesiredState desired) {
        Set<String> gone = new HashSet<>(jobs.keySet());
        gone.removeAll(desired.migrations().keySet());
        gone.removeAll(desired.running());
        for (String id : gone) {
            writes++;
            if (jobs.remove(id).status == Migration.Running) {
                broken.add("the migration of " + id + " is stopped midway");
            }
        }
    }

    int ready(String id, ComponentName c) {
        return Optional.ofNullable(pods.get(id))
                .map(m -> m.get(c))
                .map(p -> p.ready)
                .orElse(0);
    }

    /** Time passes: Pods start, endpoints follow, the data plane follows later still. */
    void pass(Duration time) {
        now = now.plus(time);
        autoscalers.pass();
        autoscalers.checkStableKeeps();
        pods.forEach((id, components) -> components.values().forEach(p -> start(id, p)));
        jobs.forEach(this::run);
        endpoints(stable);
        endpoints(canary);
        gateway.ifPresent(g -> g.answer(now));
        dataPlane();
        counters.remember();
        checkAvailable();
    }

    private void run(String id, Job job) {
        MigrationBehaviour behaviour = migrations.getOrDefault(id, MigrationBehaviour.COMPLETES);
        if (job.status == Migration.Pending && behaviour != MigrationBehaviour.NEVER_BEGINS) {
            job.status = Migration.Running;
            long running = jobs.values().stream()
                    .filter(j -> j.status == Migration.Running)
                    .count();
            if (running > 1) {
                broken.add(running + " migrations run at once");
            }
        } else if (job.status == Migration.Running && behaviour != MigrationBehaviour.HANGS && ++job.seconds > 5) {
            job.status = behaviour == MigrationBehaviour.FAILS ? Migration.Failed : Migration.Complete;
            if (job.status == Migration.Complete) {
                migrated.add(id);
            }
        }
    }

    private void start(String id, Pods p) {
        Behaviour behaviour = behaviour(id);
        boolean crashed = p.crashing
                && saved.failed().filter(f -> f.revision().equals(id)).isPresent();
        p.crashing = behaviour == Behaviour.CRASHES && (saved.progress().weight() > 0 || crashed);
        p.ready = switch (behaviour) {
            case NEVER_READY -> 0;
            case HALF_READY -> p.wanted / 2;
            case CRASHES -> p.crashing ? 0 : p.wanted;
            case GOOD, FAILS_ALWAYS, FAILS_SOMETIMES, SELLS_NOTHING -> p.wanted;
        };
        p.ready = nodeLost ? Math.max(0, p.ready - 1) : p.ready;
    }

    private void endpoints(Map<ComponentName, Service> services) {
        services.forEach((c, s) -> {
            if (!s.endpoints.isEmpty() && now.isBefore(s.selectedAt.plus(endpointsLag))) {
                return;
            }
            int ready = ready(s.selects, c);
            s.endpoints = ready == 0 ? Map.of() : Map.of(s.selects, ready);
        });
    }

    private void dataPlane() {
        Instant until = now.plus(dataPlaneLag);
        stable.values().stream()
                .filter(s -> !s.endpoints.isEmpty())
                .flatMap(s -> s.endpoints.keySet().stream())
                .forEach(id -> lastSentTo.merge(id, until, (a, b) -> a.isAfter(b) ? a : b));
        routes.entrySet().stream()
                .filter(e -> e.getValue().weight() > 0 || hasTesters())
                .filter(e -> ready(e.getValue().revision(), e.getKey()) > 0)
                .map(Map.Entry::getValue)
                .forEach(r -> lastSentTo.merge(r.revision(), until, (a, b) -> a.isAfter(b) ? a : b));
    }

    /** They come once the status says that they may. */
    boolean hasTesters() {
        return saved.phase() == Phase.Progressing && saved.progress().isSeenByTesters();
    }

    private void checkAvailable() {
        boolean available = BOTH.stream()
                .allMatch(c -> stable.containsKey(c) && !stable.get(c).endpoints.isEmpty());
        boolean ours = saved.stable()
                .filter(s -> behaviour(s.id()) != Behaviour.CRASHES
                        && behaviour(s.id()) != Behaviour.NEVER_READY
                        && behaviour(s.id()) != Behaviour.HALF_READY)
                .filter(s -> saved.phase() != Phase.Promoting)
                .filter(s -> refused.isEmpty() && !nodeLost && !wasUnwell)
                .isPresent();
        // A stable version that has just come back to life gets its visitors with the next reconcile.
        wasUnwell = !refused.isEmpty() || nodeLost || !stableIsReady();
        if (wasAvailable && !available && ours) {
            broken.add("the stable Service has no endpoint in " + saved.phase());
        }
        wasAvailable |= available;
    }

    private boolean stableIsReady() {
        return saved.stable()
                .filter(s -> BOTH.stream().allMatch(c -> ready(s.id(), c) > 0))
                .isPresent();
    }

    /** An autoscaler decides, and the operator answers with one write at most. */
    void autoscalerDecides(Random random) {
        for (int i = 0; i < SURELY_IDLE; i++) {
            reconcile(-1);
        }
        State before = saved;
        int raises = autoscalers.raises;
        autoscalers.decide(random);
        for (int i = 0; i < SURELY_IDLE; i++) {
            reconcile(-1);
        }
        boolean only = before.phase() == saved.phase()
                && before.progress().step() == saved.progress().step();
        if (only && autoscalers.raises > raises + 1) {
            broken.add((autoscalers.raises - raises) + " writes answer one decision of an autoscaler");
        }
    }

    /** A reconcile each second, for so many seconds of the modelled time. */
    World settle(int seconds) {
        IntStream.range(0, seconds).forEach(i -> {
            reconcile(-1);
            pass(Duration.ofSeconds(1));
        });
        return this;
    }

    /** A reconcile each second until the release has ended and none is scheduled any more, for so many seconds at most. */
    World rest(int seconds) {
        int idle = 0;
        for (int i = 0; i < seconds && idle < SURELY_IDLE; i++) {
            boolean requeues = reconcile(-1).requeueAt().isPresent();
            boolean migrates = jobs.values().stream().anyMatch(job -> job.status.isUnfinished());
            idle = requeues || migrates || !ended() ? 0 : idle + 1;
            pass(Duration.ofSeconds(1));
        }
        return this;
    }

    /** Whether it came to an end. */
    boolean ended() {
        return ENDS.contains(saved.phase());
    }

    /** The first revision serves. */
    World stable() {
        settle(10);
        assertEquals(Phase.Stable, saved.phase());
        return this;
    }

    /** A second one, which behaves like this, is asked for then. */
    World canary(Behaviour behaviour) {
        stable();
        behaviours.put("v2", behaviour);
        target = Optional.of("v2");
        return this;
    }

    /** Goes on until the release has reached a phase. */
    World until(Phase phase) {
        for (int i = 0; i < 300 && saved.phase() != phase; i++) {
            settle(1);
        }
        assertEquals(phase, saved.phase(), () -> String.join("\n", story));
        return this;
    }
}
