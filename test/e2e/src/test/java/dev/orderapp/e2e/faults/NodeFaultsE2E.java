package dev.orderapp.e2e.faults;

import static dev.orderapp.e2e.faults.ReleaseActions.good;
import static dev.orderapp.e2e.faults.Trigger.WARM;
import static dev.orderapp.e2e.faults.Trigger.weight;

import dev.orderapp.v1.Phase;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Workers lose power, are cut from the API server, run full or are drained in the middle of a step, on a sandbox of five nodes. */
@Tag("cluster")
class NodeFaultsE2E {
    @RegisterExtension
    static final FaultScenarioExtension extension =
            new FaultScenarioExtension("nodes", FaultScenarioExtension.REQUESTS_PER_SECOND, InstallationSetup.TWO_PODS);

    private static final String PROMOTED = "Promoted/AllStepsPassed";

    /** A dead node's Pods fail requests of both versions; which of them has more of these is chance. */
    static final String EITHER =
            PROMOTED + "|RolledBack/(AnalysisFailed|NoReadyPods|SharedOutage|ProgressDeadlineExceeded)";

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
            Scenario.of("a worker with a canary Pod is cut from the API server at 30 %, and serves on", good())
                    .at(weight(30), NodeFaults.canaryNodeIsCutOff())
                    .endsEitherWay(EITHER),
            Scenario.of("both workers of a zone lose power at 30 %", good())
                    .at(weight(30), NodeFaults.zoneLosesPower())
                    .endsEitherWay(EITHER),
            Scenario.of(
                            "a worker with an old Pod is cut off before a release, and returns after it",
                            ReleaseActions.all(NodeFaults.stableNodeIsCutOff(), good()))
                    .at(WARM, NodeFaults.cutOffNodesReturn())
                    .ends(Phase.Stable, PROMOTED),
            Scenario.of("the disk of a worker with a stable Pod is full at 30 %", good())
                    .at(weight(30), NodeFaults.stableNodeHasAFullDisk())
                    .endsEitherWay(EITHER),
            Scenario.of("the workers are drained one after the other at 50 %", good())
                    .at(weight(50), NodeFaults.drainAll())
                    .ends(Phase.Stable, PROMOTED),
            Scenario.of(
                            "of two operators the worker of the one that leads is cut from the API server at 30 %",
                            ReleaseActions.all(ControlPlaneFaults.operators(2), good()))
                    .at(weight(30), NodeFaults.leaderNodeIsCutOff())
                    .endsEitherWay(EITHER)
                    .and(OperatorWrites.areTheLeadersAlone()));

    @TestFactory
    Stream<DynamicTest> whateverHappensToWorkersOrdersAreKept() throws Exception {
        return extension.run(SCENARIOS);
    }
}
