package dev.orderapp.e2e.faults;

import static dev.orderapp.e2e.faults.ControlPlaneFaults.killOperator;
import static dev.orderapp.e2e.faults.ReleaseActions.bad;
import static dev.orderapp.e2e.faults.ReleaseActions.good;
import static dev.orderapp.e2e.faults.Trigger.PREPARING;
import static dev.orderapp.e2e.faults.Trigger.WARM;
import static dev.orderapp.e2e.faults.Trigger.promoting;
import static dev.orderapp.e2e.faults.Trigger.rollingBack;
import static dev.orderapp.e2e.faults.Trigger.weight;

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

/** The operator, the API server or its store fails. */
@Tag("cluster")
class ControlPlaneE2E {
    @RegisterExtension
    static final FaultScenarioExtension extension = new FaultScenarioExtension(
            "control-plane", FaultScenarioExtension.REQUESTS_PER_SECOND, InstallationSetup.WITH_JOB);

    private static final String PROMOTED = "Promoted/AllStepsPassed";
    private static final String FAILED = "RolledBack/AnalysisFailed";

    static final List<Scenario> SCENARIOS = List.of(
            Scenario.of("the operator is killed in each phase and at each barrier of a promotion", good())
                    .at(PREPARING, killOperator())
                    .at(weight(30), killOperator())
                    .at(weight(50), killOperator())
                    .at(weight(100), killOperator())
                    .at(promoting(Barrier.SwitchingStable), killOperator())
                    .at(promoting(Barrier.SettlingStable), killOperator())
                    .at(promoting(Barrier.RemovingRoute), killOperator())
                    .at(promoting(Barrier.Draining), killOperator())
                    .at(WARM, killOperator())
                    .ends(Phase.Stable, PROMOTED),
            Scenario.of("the operator is killed in each phase and at each barrier of a rollback", bad(Versions.ALWAYS))
                    .at(PREPARING, killOperator())
                    .at(weight(30), killOperator())
                    .at(rollingBack(Barrier.RemovingRoute), killOperator())
                    .at(rollingBack(Barrier.Draining), killOperator())
                    .ends(Phase.RolledBack, FAILED)
                    .and(Expectation.neverAbove(30)),
            Scenario.of("the operator is away for 10 s when a broken canary is at 30 %", bad(Versions.ALWAYS))
                    .at(weight(30), ControlPlaneFaults.killOperatorFor(Duration.ofSeconds(10)))
                    .ends(Phase.RolledBack, FAILED)
                    .and(Expectation.neverAbove(30))
                    .and(Expectation.evacuatedWithin(Duration.ofSeconds(15), "restart")),
            Scenario.of(
                            "of two operators the one that leads dies at 30 %, the next one leaves at 50 %",
                            ReleaseActions.all(ControlPlaneFaults.operators(2), good()))
                    .at(weight(30), ControlPlaneFaults.deleteLeader(false))
                    .at(weight(50), ControlPlaneFaults.deleteLeader(true))
                    .at(WARM, ControlPlaneFaults.operators(1))
                    .ends(Phase.Stable, PROMOTED),
            Scenario.of("the operator's chart is upgraded at 30 %", good())
                    .at(weight(30), ControlPlaneFaults.upgradeOperator())
                    .ends(Phase.Stable, PROMOTED)
                    .and(Expectation.passedThrough(30, 50, 100)),
            Scenario.of("the API server is down for 20 s at 30 %", good())
                    .at(weight(30), ControlPlaneFaults.apiServerAway(Duration.ofSeconds(20)))
                    .ends(Phase.Stable, PROMOTED),
            Scenario.of("etcd is slow for 30 s", ReleaseActions.all(good()))
                    .at(PREPARING, ControlPlaneFaults.slowStore(Duration.ofSeconds(30)))
                    .ends(Phase.Stable, PROMOTED));

    @TestFactory
    Stream<DynamicTest> theNextOneGoesOnFromWhatTheClusterSays() throws Exception {
        return extension.run(SCENARIOS);
    }
}
