package dev.orderapp.operator.rollout;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.orderapp.operator.rollout.World.Behaviour;
import dev.orderapp.operator.rollout.World.MigrationBehaviour;
import dev.orderapp.operator.rollout.World.RefusedWrite;
import dev.orderapp.v1.CanarySize;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.contract.Action;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The invariants of the design, checked after every event of random histories: the operator killed between any two effects, specs
 * that change at any moment, jumping clocks, deleted and edited objects, refused writes, silent sources, migrations that fail or
 * hang, versions that die or change. And from wherever such a history led, once the world is well and the owner asks for a good
 * version, that version serves. A history that breaks one is cut down to the shortest that still does before it is shown.
 *
 * <p>The system property {@code orderapp.histories} says how many are played, {@code orderapp.seed} which is the first.
 */
@Execution(ExecutionMode.CONCURRENT)
class RolloutPropertyTest {
    private static final long HISTORIES = Long.getLong("orderapp.histories", 400);
    private static final long FIRST = Long.getLong("orderapp.seed", 0);
    private static final int LENGTH = 120;

    /** Of the moments at which an operator may be killed each run plays this share, another one with each seed. */
    private static final int KILLS = Integer.getInteger("orderapp.kills", 12);

    /** Long enough for a rollback, a start, three steps of 20 s, a promotion and all that may be drained before. */
    private static final int BOUND = 900;

    /** What may happen between two moments; the number makes each occurrence repeatable on its own. */
    private enum Incident {
        RECONCILED((world, random) -> world.reconcile(-1)),
        SECONDS_PASS((world, random) -> world.pass(Duration.ofSeconds(1 + random.nextInt(5)))),
        SETTLED((world, random) -> world.settle(10)),
        KILLED((world, random) -> world.reconcile(random.nextInt(9))),
        CLOCK_JUMPS((world, random) -> world.pass(Duration.ofSeconds(random.nextInt(600)))),
        NEW_IMAGE((world, random) -> world.target = Optional.of("v" + (1 + random.nextInt(4)))),
        UNRESOLVABLE((world, random) -> world.target = Optional.empty()),
        SCALED((world, random) -> world.replicas = 1 + random.nextInt(3)),
        AUTOSCALED((world, random) -> world.autoscalers.asked = scaling(random)),
        CANARY_SIZED((world, random) -> world.autoscalers.canarySize =
                Optional.of(CanarySize.values()[random.nextInt(CanarySize.values().length)])),
        AUTOSCALER_DECIDES((world, random) -> world.autoscalerDecides(random)),
        PAUSED((world, random) -> world.paused = random.nextBoolean()),
        FROZEN((world, random) -> world.freeze()),
        QUEUED((world, random) -> world.queue =
                random.nextBoolean() ? Optional.of(new QueuePlace(world.now, "as one is in front")) : Optional.empty()),
        ROUTE_DELETED((world, random) -> {
            ComponentName component = component(random);
            world.gateway.ifPresentOrElse(HttpRouteModel::delete, () -> world.routes.remove(component));
            world.gateway.ifPresent(g -> world.readRoutes());
        }),
        GATEWAY_REFUSES((world, random) -> world.gateway.ifPresent(g -> g.refuses = random.nextInt(3) > 0)),
        GATEWAY_DELETED((world, random) -> world.gateway.ifPresent(g -> g.silent = random.nextInt(3) > 0)),
        SELECTOR_EDITED((world, random) -> Optional.ofNullable(world.canary.get(component(random)))
                .ifPresent(s -> s.selects = "v" + (1 + random.nextInt(4)))),
        DEPLOYMENT_DELETED((world, random) -> world.saved
                .canary()
                .map(Canary::id)
                .map(world.pods::get)
                .ifPresent(pods -> pods.remove(component(random)))),
        PODS_LOST((world, random) -> world.saved
                .canary()
                .map(Canary::id)
                .map(world.pods::get)
                .map(pods -> pods.get(component(random)))
                .ifPresent(pods -> pods.ready = 0)),
        STATUS_LOST((world, random) -> world.saved = State.initial(world.now)),
        OUTAGE((world, random) -> world.outage = random.nextBoolean()),
        POISONED((world, random) -> world.poisoned = random.nextBoolean()),
        // Where the data plane may be later than the drain, only counters tell, so that they have to be there.
        SOURCES_SILENT((world, random) -> world.sourcesDown = world.silent && random.nextInt(3) > 0),
        STABLE_DIES((world, random) ->
                world.saved.stable().ifPresent(s -> world.behaviours.put(s.id(), Behaviour.NEVER_READY))),
        BEHAVIOUR_CHANGES((world, random) -> world.behaviours.put(
                "v" + (2 + random.nextInt(3)), Behaviour.values()[random.nextInt(Behaviour.values().length)])),
        NODE_LOST((world, random) -> world.nodeLost = random.nextBoolean()),
        REFUSED((world, random) ->
                world.refused.add(RefusedWrite.values()[random.nextInt(RefusedWrite.values().length)])),
        ALLOWED((world, random) -> world.refused.clear()),
        MIGRATION_MENDED(
                (world, random) -> world.migrations.replaceAll((id, behaviour) -> MigrationBehaviour.COMPLETES)),
        ABORTED((world, random) -> world.saved
                .canary()
                .ifPresent(c -> world.actions.put(Action.ABORT, c.attempt().actionValue()))),
        PROMOTED((world, random) -> world.saved
                .canary()
                .ifPresent(c -> world.actions.put(
                        Action.PROMOTE,
                        c.attempt().actionValue(world.saved.progress().step())))),
        RETRIED((world, random) ->
                world.saved.failed().ifPresent(f -> world.actions.put(Action.RETRY, f.revision() + "/" + f.attempt()))),
        UNDONE((world, random) -> world.undo("v" + (1 + random.nextInt(4))));

        private final BiConsumer<World, Random> happen;

        Incident(BiConsumer<World, Random> happen) {
            this.happen = happen;
        }

        private static Optional<Scaling> scaling(Random random) {
            int min = 1 + random.nextInt(4);
            return random.nextInt(4) == 0
                    ? Optional.empty()
                    : Optional.of(Scaling.automatic(min, min + random.nextInt(8)));
        }

        private static ComponentName component(Random random) {
            return random.nextBoolean() ? ComponentName.backend : ComponentName.frontend;
        }
    }

    /** The first numbers of {@link Random} are nearly the same for seeds near each other, so these are spread (Weyl's constant). */
    private static Random randomOf(long seed) {
        return new Random(seed * 0x9E3779B97F4A7C15L);
    }

    private record Event(Incident incident, long seed) {
        void in(World world) {
            incident.happen.accept(world, randomOf(seed));
        }

        @Override
        public String toString() {
            return incident + "(" + seed + ")";
        }
    }

    private record History(long seed, boolean byGateway, List<Event> events) {
        static History random(long seed, boolean byGateway) {
            Random random = randomOf(seed);
            List<Event> events = new ArrayList<>();
            // Where accidents are many hardly a release is ever promoted, so that in some histories they are few.
            int calm = 3 + random.nextInt(20);
            for (int i = 0; i < LENGTH; i++) {
                events.add(new Event(incident(random, calm), random.nextInt(1_000)));
            }
            return new History(seed, byGateway, events);
        }

        /** The operator works, time passes, and now and then there is a release; accidents come in between. */
        private static Incident incident(Random random, int calm) {
            if (random.nextInt(10) == 0) {
                return Incident.AUTOSCALER_DECIDES;
            }
            if (random.nextInt(calm) == 0) {
                return Incident.values()[random.nextInt(Incident.values().length)];
            }
            return random.nextInt(20) == 0 ? Incident.NEW_IMAGE : Incident.values()[random.nextInt(3)];
        }

        /** Half of them begin with the first version, the others when a second one was just promoted and the first is warm. */
        World begun() {
            World world = seed % 2 == 0
                    ? new World(byGateway).stable()
                    : new World(byGateway)
                            .canary(Behaviour.GOOD)
                            .until(Phase.Promoting)
                            .until(Phase.Stable);
            Random random = randomOf(~seed);
            world.silent = random.nextBoolean();
            // Where no counter proves that the data plane followed, it has to do so within the drain.
            world.dataPlaneLag = Duration.ofSeconds(world.silent ? 4 : 1 + random.nextInt(60));
            for (int v = 2; v <= 4; v++) {
                Behaviour any = Behaviour.values()[random.nextInt(Behaviour.values().length)];
                world.behaviours.put("v" + v, random.nextBoolean() ? Behaviour.GOOD : any);
                boolean used = seed % 2 != 0 && v == 2;
                if (random.nextInt(4) == 0 && !used) {
                    world.migrations.put(
                            "v" + v, MigrationBehaviour.values()[random.nextInt(MigrationBehaviour.values().length)]);
                }
            }
            world.approval = random.nextInt(4) == 0;
            world.preview = random.nextInt(6) == 0;
            world.keepFailed = Duration.ofSeconds(random.nextInt(3) * 40L);
            if (random.nextBoolean()) {
                world.autoscalers.asked = Incident.scaling(random);
            }
            world.gateway.ifPresent(g -> g.lag = Duration.ofSeconds(random.nextInt(4)));
            return world;
        }

        /** What it breaks, if anything: an invariant on the way, or the promise to end once the world is quiet. */
        Optional<String> breaks() {
            return breaksIn(begun());
        }

        private Optional<String> breaksIn(World world) {
            for (Event event : events) {
                event.in(world);
                if (!world.broken.isEmpty()) {
                    return Optional.of(world.broken.get(0));
                }
            }
            repair(world);
            world.target = world.target.or(() -> Optional.of("v1"));
            world.rest(700);
            if (!world.broken.isEmpty()) {
                return Optional.of(world.broken.get(0));
            }
            return ended(world).or(() -> serves(world, seed % 3 == 0 ? "v5" : "v" + (2 + seed % 3)));
        }

        /** All that is outside the versions themselves is as it should be: what died stays dead. */
        private static void repair(World world) {
            world.paused = false;
            world.queue = Optional.empty();
            // Windows stay: their end alone lets go on what waited for it.
            if (FreezeWindow.freeze(world.now, world.freezeWindows).isPresent()) {
                world.pass(Duration.between(world.now, world.thaw()));
            }
            world.outage = false;
            world.poisoned = false;
            world.sourcesDown = false;
            world.nodeLost = false;
            world.approval = false;
            world.preview = false;
            world.refused.clear();
            world.gateway.ifPresent(HttpRouteModel::repair);
            world.migrations.replaceAll((id, behaviour) -> MigrationBehaviour.COMPLETES);
        }

        /** The owner asks for a version that is good now, and once more should it have failed before. */
        private static Optional<String> serves(World world, String good) {
            world.behaviours.put(good, Behaviour.GOOD);
            world.target = Optional.of(good);
            String from = world.saved.phase() + " of "
                    + world.saved
                            .canary()
                            .map(Canary::attempt)
                            .or(world.saved::stable)
                            .map(Attempt::id);
            for (int second = 0; second < BOUND && !isServed(world, good); second++) {
                retry(world, good);
                world.settle(1);
            }
            if (!world.broken.isEmpty()) {
                return Optional.of(world.broken.get(0));
            }
            return isServed(world, good)
                    ? Optional.empty()
                    : Optional.of("good " + good + " does not serve, asked for in " + from + ", but stays in "
                            + world.saved.phase() + ": " + Waiting.of(world.saved, world.observe()));
        }

        private static boolean isServed(World world, String good) {
            return world.saved.phase() == Phase.Stable
                    && world.saved
                            .stable()
                            .map(Attempt::id)
                            .filter(good::equals)
                            .isPresent();
        }

        private static void retry(World world, String good) {
            world.saved
                    .failed()
                    .filter(f -> f.revision().equals(good))
                    .ifPresent(f -> world.actions.put(Action.RETRY, f.actionValue()));
            // A version that failed and is mended now, but can't be rolled back as the stable one is dead, or that is
            // the first one.
            world.saved
                    .canary()
                    .filter(c -> world.saved.phase() == Phase.RollingBack)
                    .map(Canary::attempt)
                    .or(() -> world.saved.stable().filter(s -> world.saved.phase() == Phase.Initializing))
                    .filter(t -> t.id().equals(good))
                    .ifPresent(t -> world.actions.put(Action.RETRY, t.actionValue()));
        }

        private Optional<String> ended(World world) {
            boolean waitsForTheDead = Waiting.of(world.saved, world.observe())
                    .map(Waiting::kind)
                    .filter(kind -> kind == Waiting.Kind.StableRevision
                            || world.saved.phase() == Phase.Initializing
                            || kind == Waiting.Kind.Endpoints)
                    .isPresent();
            if (!world.ended() && !waitsForTheDead) {
                return Optional.of("does not end, but stays in " + world.saved.phase() + ": "
                        + Waiting.of(world.saved, world.observe()));
            }
            if (!world.ended()) {
                return Optional.empty();
            }
            long before = world.writes;
            world.settle(20);
            return world.writes == before ? Optional.empty() : Optional.of("writes at rest in " + world.saved.phase());
        }

        History shortest() {
            History shortest = this;
            for (int i = shortest.events.size() - 1; i >= 0; i--) {
                List<Event> fewer = new ArrayList<>(shortest.events);
                fewer.remove(i);
                History candidate = new History(seed, byGateway, fewer);
                if (candidate.breaks().isPresent()) {
                    shortest = candidate;
                }
            }
            return shortest;
        }
    }

    @ParameterizedTest(name = "by the Gateway API: {0}")
    @ValueSource(booleans = {false, true})
    void noHistoryBreaksAnInvariantAndEveryOneEnds(boolean byGateway) {
        for (long seed = FIRST; seed < FIRST + HISTORIES; seed++) {
            History history = History.random(seed, byGateway);
            Optional<String> broken = assertDoesNotThrow(history::breaks, "history " + seed + ": " + history.events);
            if (broken.isPresent()) {
                History shortest = history.shortest();
                World world = shortest.begun();
                String versions = "\nversions " + world.behaviours + " migrations " + world.migrations;
                String why = shortest.breaksIn(world).orElseThrow();
                fail("history " + seed + ": " + why + versions + "\nevents " + shortest.events + "\nstory\n"
                        + String.join("\n", world.story));
            }
        }
    }

    @ParameterizedTest(name = "by the Gateway API: {0}")
    @ValueSource(booleans = {false, true})
    void killedBetweenAnyTwoEffectsTheNextOperatorReachesTheSameEnd(boolean byGateway) {
        for (Behaviour behaviour : Behaviour.values()) {
            Phase end = end(byGateway, behaviour, -1, 0);
            for (int reconcile = 0; reconcile < 150; reconcile++) {
                for (int effects = 0; effects < 9; effects++) {
                    if ((reconcile * 9L + effects + behaviour.ordinal() + FIRST) % KILLS != 0) {
                        continue;
                    }
                    Phase killed = end(byGateway, behaviour, reconcile, effects);
                    assertTrue(
                            killed == end,
                            behaviour + " killed in reconcile " + reconcile + " after " + effects + " effects ends in "
                                    + killed + " instead of " + end);
                }
            }
        }
    }

    /** A release of v2 in which the operator is killed in one reconcile and absent for some seconds. */
    private static Phase end(boolean byGateway, Behaviour behaviour, int killedIn, int effects) {
        World world = new World(byGateway).settle(10);
        world.keepFailed = Duration.ofSeconds(20);
        world.behaviours.put("v2", behaviour);
        world.target = Optional.of("v2");
        if (killedIn >= 0) {
            world.settle(killedIn).reconcile(effects);
            world.pass(Duration.ofSeconds(3));
        }
        world.rest(400);
        assertTrue(world.broken.isEmpty(), () -> String.join("\n", world.broken));
        return world.saved.phase();
    }
}
