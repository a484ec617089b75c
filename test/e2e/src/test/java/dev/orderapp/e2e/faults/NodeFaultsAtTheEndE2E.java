package dev.orderapp.e2e.faults;

import static dev.orderapp.e2e.faults.ReleaseActions.bad;
import static dev.orderapp.e2e.faults.ReleaseActions.good;
import static dev.orderapp.e2e.faults.Trigger.promoting;
import static dev.orderapp.e2e.faults.Trigger.rollingBack;

import dev.orderapp.e2e.faults.Scenario.Action;
import dev.orderapp.e2e.shop.Versions;
import dev.orderapp.v1.Barrier;
import dev.orderapp.v1.Phase;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Workers lose power or are cut from the API server while a release is promoted or rolled back, on a sandbox of five nodes. */
@Tag("cluster")
class NodeFaultsAtTheEndE2E {
    @RegisterExtension
    static final FaultScenarioExtension extension =
            new FaultScenarioExtension("ends", FaultScenarioExtension.REQUESTS_PER_SECOND, InstallationSetup.TWO_PODS);

    private static final String LEADER_CUT_OFF =
            "of two operators the worker of the one that leads is cut from the API server";

    static final List<Scenario> SCENARIOS = List.of(
            promoted("a worker with the new version loses power", NodeFaults.canaryNodeLosesPower()),
            promoted("a worker with the old version loses power", NodeFaults.stableNodeLosesPower()),
            promoted("the operator's worker loses power", NodeFaults.operatorNodeLosesPower()),
            promoted("the worker of an ingress controller loses power", NodeFaults.entranceLosesPower()),
            rolledBack("a worker with the old version loses power", NodeFaults.stableNodeLosesPower()),
            rolledBack("a worker with the bad version loses power", NodeFaults.canaryNodeLosesPower()),
            rolledBack("the operator's worker loses power", NodeFaults.operatorNodeLosesPower()),
            rolledBack("the worker of an ingress controller loses power", NodeFaults.entranceLosesPower()),
            promoted(LEADER_CUT_OFF, withTwoOperators(good()), NodeFaults.leaderNodeIsCutOff())
                    .and(OperatorWrites.areTheLeadersAlone()),
            rolledBack(LEADER_CUT_OFF, withTwoOperators(bad(Versions.ALWAYS)), NodeFaults.leaderNodeIsCutOff())
                    .and(OperatorWrites.areTheLeadersAlone()));

    @TestFactory
    Stream<DynamicTest> whateverHappensToWorkersOrdersAreKept() throws Exception {
        return extension.run(SCENARIOS);
    }

    private static Action withTwoOperators(Action release) {
        return ReleaseActions.all(ControlPlaneFaults.operators(2), release);
    }

    private static Scenario promoted(String title, Action fault) {
        return promoted(title, good(), fault);
    }

    private static Scenario promoted(String title, Action release, Action fault) {
        return Scenario.of(title + " while a good version is promoted", release)
                .at(promoting(Barrier.SwitchingStable), fault)
                .endsEitherWay(NodeFaultsE2E.EITHER);
    }

    private static Scenario rolledBack(String title, Action fault) {
        return rolledBack(title, bad(Versions.ALWAYS), fault);
    }

    private static Scenario rolledBack(String title, Action release, Action fault) {
        return Scenario.of(title + " while a bad version is rolled back", release)
                .at(rollingBack(Barrier.RemovingRoute), fault)
                .ends(Phase.RolledBack, "RolledBack/AnalysisFailed");
    }
}
