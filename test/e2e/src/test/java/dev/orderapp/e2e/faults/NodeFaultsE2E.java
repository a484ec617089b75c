package dev.orderapp.e2e.faults;

import static dev.orderapp.e2e.faults.ReleaseActions.bad;
import static dev.orderapp.e2e.faults.ReleaseActions.good;
import static dev.orderapp.e2e.faults.Trigger.promoting;
import static dev.orderapp.e2e.faults.Trigger.rollingBack;
import static dev.orderapp.e2e.faults.Trigger.weight;

import dev.orderapp.e2e.shop.Versions;
import dev.orderapp.v1.Barrier;
import dev.orderapp.v1.Phase;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Workers lose power, are cut from the API server or are drained, on a sandbox of five nodes. */
@Tag("cluster")
class NodeFaultsE2E {
    @RegisterExtension
    static final FaultScenarioExtension extension =
            new FaultScenarioExtension("nodes", FaultScenarioExtension.REQUESTS_PER_SECOND, InstallationSetup.TWO_PODS);

    private static final String PROMOTED = "Promoted/AllStepsPassed";

    /** A dead node's Pods fail requests of both versions; which of them has more of these is chance. */
    private static final String EITHER =
            PROMOTED + "|RolledBack/(AnalysisFailed|NoReadyPods|SharedOutage|ProgressDeadline)";

    static final List<Scenario> SCENARIOS = List.of(
            Scenario.of("a worker with a canary Pod loses power at 30 %", good())
                    .at(weight(30), NodeFaults.canaryNodeLosesPower())
                    .endsEitherWay(EITHER),
            Scenario.of("a worker with a stable Pod loses power at 30 %", good())
                    .at(weight(30), NodeFaults.stableNodeLosesPower())
                    .endsEitherWay(EITHER),
            Scenario.of("the operator's worker loses power at 30 %", good())
                    .at(weight(30), NodeFaults.operatorNodeLosesPower())
                    .endsEitherWay(EITHER),
            Scenario.of("a worker with the new version loses power while it is promoted", good())
                    .at(promoting(Barrier.SwitchingStable), NodeFaults.canaryNodeLosesPower())
                    .endsEitherWay(EITHER),
            Scenario.of(
                            "a worker with the old version loses power while a bad one is rolled back",
                            bad(Versions.ALWAYS))
                    .at(rollingBack(Barrier.RemovingRoute), NodeFaults.stableNodeLosesPower())
                    .ends(Phase.RolledBack, "RolledBack/AnalysisFailed"),
            Scenario.of("a worker with a canary Pod is cut from the API server at 30 %, and serves on", good())
                    .at(weight(30), NodeFaults.canaryNodeIsCutOff())
                    .endsEitherWay(EITHER),
            Scenario.of("the workers are drained one after the other at 50 %", good())
                    .at(weight(50), NodeFaults.drainAll())
                    .ends(Phase.Stable, PROMOTED));

    @TestFactory
    Stream<DynamicTest> whateverHappensToWorkersOrdersAreKept() throws Exception {
        return extension.run(SCENARIOS);
    }
}
