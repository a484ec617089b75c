package dev.orderapp.e2e.faults;

import static dev.orderapp.e2e.faults.ReleaseActions.good;
import static dev.orderapp.e2e.faults.Trigger.weight;

import dev.orderapp.v1.Phase;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where the Pods of both versions stand on a sandbox of five nodes, and what it means to visitors that they have to go elsewhere. */
@Tag("cluster")
class PlacementE2E {
    @RegisterExtension
    static final FaultScenarioExtension extension = new FaultScenarioExtension(
            "placement", FaultScenarioExtension.REQUESTS_PER_SECOND, InstallationSetup.TWO_PODS);

    private static final String PROMOTED = "Promoted/AllStepsPassed";

    static final List<Scenario> SCENARIOS = List.of(
            Scenario.of("both versions stand on two workers of two zones each", good())
                    .at(weight(30), Placement.isSpread())
                    .ends(Phase.Stable, PROMOTED),
            Scenario.of("two workers are drained in a row at 30 %", good())
                    .at(weight(30), Placement.twoWorkersAreDrainedInARow())
                    .ends(Phase.Stable, PROMOTED),
            Scenario.of("a Pod of greater priority takes the worker of a canary Pod at 30 %", good())
                    .at(weight(30), Placement.aMoreImportantPodTakesTheCanarysWorker())
                    .ends(Phase.Stable, PROMOTED));

    @TestFactory
    Stream<DynamicTest> podsThatHaveToGoElsewhereDropNothing() throws Exception {
        return extension.run(SCENARIOS);
    }
}
