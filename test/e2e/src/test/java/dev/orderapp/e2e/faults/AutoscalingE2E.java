package dev.orderapp.e2e.faults;

import static dev.orderapp.e2e.faults.ControlPlaneFaults.killOperator;
import static dev.orderapp.e2e.faults.ReleaseActions.all;
import static dev.orderapp.e2e.faults.ReleaseActions.bad;
import static dev.orderapp.e2e.faults.ReleaseActions.goodWith;
import static dev.orderapp.e2e.faults.Trigger.ROLLED_BACK;
import static dev.orderapp.e2e.faults.Trigger.WARM;
import static dev.orderapp.e2e.faults.Trigger.promoting;
import static dev.orderapp.e2e.faults.Trigger.weight;

import dev.orderapp.e2e.faults.Scenario.Action;
import dev.orderapp.e2e.shop.Change;
import dev.orderapp.e2e.shop.Versions;
import dev.orderapp.v1.Barrier;
import dev.orderapp.v1.Phase;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ten times the visitors come in the middle of a release: the Pods of both versions follow, and nobody is turned away. */
@Tag("cluster")
class AutoscalingE2E {
    @RegisterExtension
    static final FaultScenarioExtension extension =
            new FaultScenarioExtension("autoscaled", 20, InstallationSetup.AUTOSCALED);

    /** From 20 requests/s to 200. One in five of those who come then means to order: two processors bear no more that do. */
    private static final Map<String, String> RUSH =
            Map.of("RATE", "180", "RISE", "20s", "ORDERING", "0.2", "REQUESTS_PER_VISIT", "15");

    private static final String PROMOTED = "Promoted/AllStepsPassed";

    /** Long enough for an autoscaler to measure, decide and see its Pods ready. */
    private static final Change LONG_STEP = Change.steps("30/75s", "50/5s", "100/5s");

    private static final PodNumbers AT_30 = new PodNumbers();
    private static final PodNumbers AT_THE_SWITCH = new PodNumbers();
    private static final PodNumbers ROLLBACK = new PodNumbers();

    static final List<Scenario> SCENARIOS = List.of(
            Scenario.of(
                            "ten times the visitors at 30 %, and the operator is killed",
                            all(AT_30.watch(), goodWith(LONG_STEP)))
                    .at(weight(30), all(rush(), AT_30.awaitMore(), killOperator()))
                    .at(WARM, all(AT_30.say(), calm()))
                    .ends(Phase.Stable, PROMOTED)
                    .and(AT_30.neverShrankBesideACanary())
                    .and(AT_30.noWriteFight()),
            Scenario.of(
                            "ten times the visitors at the switch, and the operator is killed",
                            all(AT_THE_SWITCH.watch(), AT_THE_SWITCH.awaitFewest(), goodWith(LONG_STEP)))
                    .at(promoting(Barrier.SwitchingStable), all(rush(), killOperator()))
                    .at(WARM, all(AT_THE_SWITCH.awaitMore(), AT_THE_SWITCH.say(), calm()))
                    .ends(Phase.Stable, PROMOTED)
                    .and(AT_THE_SWITCH.neverShrankBesideACanary())
                    .and(AT_THE_SWITCH.noWriteFight()),
            Scenario.of(
                            "ten times the visitors at 30 %, and the canary is bad",
                            all(ROLLBACK.watch(), ROLLBACK.awaitFewest(), bad(Versions.FIVE_PERCENT)))
                    .at(weight(30), rush())
                    .at(ROLLED_BACK, all(ROLLBACK.awaitMore(), ROLLBACK.say(), calm()))
                    .ends(Phase.RolledBack, "RolledBack/AnalysisFailed")
                    .and(ROLLBACK.neverShrankBesideACanary())
                    .and(ROLLBACK.noWriteFight()));

    private static Action rush() {
        return run -> run.installation().startShoppers(RUSH);
    }

    private static Action calm() {
        return run -> run.installation().stopLastLoad();
    }

    @TestFactory
    Stream<DynamicTest> podsFollowTheLoadAndNobodyIsTurnedAway() throws Exception {
        return extension.run(SCENARIOS);
    }
}
