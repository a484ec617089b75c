package dev.orderapp.e2e.faults;

import static dev.orderapp.e2e.faults.ReleaseActions.all;
import static dev.orderapp.e2e.faults.ReleaseActions.annotate;
import static dev.orderapp.e2e.faults.ReleaseActions.bad;
import static dev.orderapp.e2e.faults.ReleaseActions.change;
import static dev.orderapp.e2e.faults.ReleaseActions.configMap;
import static dev.orderapp.e2e.faults.ReleaseActions.good;
import static dev.orderapp.e2e.faults.ReleaseActions.goodWith;
import static dev.orderapp.e2e.faults.Trigger.COLD;
import static dev.orderapp.e2e.faults.Trigger.ROLLED_BACK;
import static dev.orderapp.e2e.faults.Trigger.WARM;
import static dev.orderapp.e2e.faults.Trigger.weight;

import dev.orderapp.e2e.shop.Change;
import dev.orderapp.e2e.shop.Versions;
import dev.orderapp.v1.Barrier;
import dev.orderapp.v1.Phase;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** More than twenty releases in a row, good and bad ones mixed, each changed or overtaken in another way. */
@Tag("cluster")
class ConsecutiveReleasesE2E {
    /** The row takes some twelve minutes, in which these make more than 100,000. */
    @RegisterExtension
    static final FaultScenarioExtension extension =
            new FaultScenarioExtension("in-a-row", 150, InstallationSetup.ONE_POD);

    private static final String PROMOTED = "Promoted/AllStepsPassed";

    /** The Pods of the version that is gone back to are ready. */
    private static final String READY = "moment its Pods were ready";

    private static final String OVERTAKEN = "Superseded/NewerRevision";
    private static final String FAILED = "RolledBack/AnalysisFailed";
    private static final String SETTINGS = "shop-settings";

    static final List<Scenario> SCENARIOS = List.of(
            // First, so that its frozen copies fall out of the history before the row is over.
            Scenario.of(
                            "a ConfigMap changes at 30 %",
                            all(configMap(SETTINGS, "one"), goodWith(Change.configMap(SETTINGS))))
                    .at(weight(30), all(configMap(SETTINGS, "two"), ReleaseActions.follow()))
                    .ends(Phase.Stable, OVERTAKEN, PROMOTED),
            Scenario.of("a third version at 50 %", good())
                    .at(weight(50), good())
                    .ends(Phase.Stable, OVERTAKEN, PROMOTED),
            Scenario.of("good, then bad at 50 %", good())
                    .at(weight(50), bad(Versions.ALWAYS))
                    .ends(Phase.RolledBack, OVERTAKEN, FAILED),
            Scenario.of("bad, then good at 30 %", bad(Versions.FIVE_PERCENT))
                    .at(weight(30), good())
                    .ends(Phase.Stable, OVERTAKEN, PROMOTED),
            Scenario.of("back to the stable version at 50 %", good())
                    .at(weight(50), ReleaseActions.revert())
                    .ends(Phase.Stable, "Superseded/Reverted"),
            Scenario.of("bad, then bad at 30 %", bad(Versions.FIVE_PERCENT))
                    .at(weight(30), bad(Versions.ALWAYS))
                    .ends(Phase.RolledBack, OVERTAKEN, FAILED),
            Scenario.of("abort, retry, promote", good())
                    .at(weight(30), annotate("abort"))
                    .at(ROLLED_BACK, annotate("retry"))
                    .at(Trigger.again(30), ReleaseActions.promote(0))
                    .ends(Phase.Stable, "Aborted/AbortRequested", PROMOTED),
            Scenario.of("commands for a version that is no canary", good())
                    .at(weight(30), all(ReleaseActions.annotateFormer("abort"), ReleaseActions.promoteAnother(0)))
                    .ends(Phase.Stable, PROMOTED),
            Scenario.of("replicas change at 30 %", good())
                    .at(weight(30), change(Change.replicas(2)))
                    .ends(Phase.Stable, PROMOTED),
            Scenario.of("image and replicas change together", goodWith(Change.replicas(1)))
                    .ends(Phase.Stable, PROMOTED),
            Scenario.of("paused, and the canary fails", bad(Versions.FIVE_PERCENT))
                    .at(weight(30), change(Change.paused(true)))
                    .at(ROLLED_BACK, change(Change.paused(false)))
                    .ends(Phase.RolledBack, FAILED)
                    .and(Expectation.neverAbove(30)),
            Scenario.of("the next release while one is promoted", good())
                    .at(Trigger.promoting(Barrier.SettlingStable), good())
                    .ends(Phase.Stable, PROMOTED, PROMOTED),
            Scenario.of("the next release while the old version is warm", good())
                    .at(WARM, good())
                    .ends(Phase.Stable, PROMOTED, PROMOTED),
            Scenario.of("undone while the old version is warm", good())
                    .at(WARM, ReleaseActions.undo())
                    .ends(Phase.Stable, PROMOTED, "Promoted/UndoRequested")
                    .and(Expectation.leftWithin(Duration.ofSeconds(5), ReleaseActions.UNDO)),
            Scenario.of("undone when the old version is gone", good())
                    .at(COLD, ReleaseActions.undo())
                    .at(Trigger.promoting(Barrier.SwitchingStable), run -> run.mark(READY))
                    .ends(Phase.Stable, PROMOTED, "Promoted/UndoRequested")
                    .and(Expectation.leftWithin(Duration.ofSeconds(5), READY)),
            Scenario.of("testers see it first, then a person agrees", goodWith(Testers.first()))
                    .at(Trigger.TESTED, Testers.seeItAlone())
                    .at(Trigger.TESTED, ReleaseActions.promote(0))
                    .ends(Phase.Stable, PROMOTED),
            Scenario.of("testers see it first, and somebody aborts it", good())
                    .at(Trigger.TESTED, all(Testers.seeItAlone(), annotate("abort"), change(Testers.none())))
                    .ends(Phase.RolledBack, "Aborted/AbortRequested"),
            Scenario.of("asked for in a freeze, which ends", ReleaseActions.goodInAFreeze())
                    .at(Trigger.FROZEN, run -> {})
                    .at(WARM, change(Change.thaw()))
                    .ends(Phase.Stable, PROMOTED),
            Scenario.of("something writes to everything, all the time", all(good(), ManualEdits.writeAllTheTime()))
                    .ends(Phase.Stable, PROMOTED));

    @TestFactory
    Stream<DynamicTest> releasesInARowDropNothing() throws Exception {
        return extension.run(SCENARIOS);
    }
}
