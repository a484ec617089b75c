package dev.orderapp.e2e.faults;

import static dev.orderapp.e2e.faults.Deeds.good;
import static dev.orderapp.e2e.faults.Moment.weight;

import dev.orderapp.v1.Phase;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Somebody edits or deletes what the operator made, in the middle of a release: it comes back, or the canary goes. */
@Tag("cluster")
class EditedByHandE2E {
    @RegisterExtension
    static final Theatre theatre = new Theatre("by-hand", Theatre.REQUESTS_PER_SECOND, Setup.TWO_PODS);

    private static final String PROMOTED = "Promoted/AllStepsPassed";

    static final List<Scenario> SCENARIOS = List.of(
            Scenario.of("the canary Ingress is deleted at 30 %", good())
                    .at(weight(30), DeedsByHand.deleteCanaryIngress())
                    .ends(Phase.RolledBack, "Aborted/RouteRemoved"),
            Scenario.of("the weight of the canary Ingress is set to 90 at 30 %", good())
                    .at(weight(30), DeedsByHand.setCanaryWeight(90))
                    .ends(Phase.Stable, PROMOTED),
            Scenario.of("the canary Service is deleted at 50 %", good())
                    .at(weight(50), DeedsByHand.deleteCanaryService())
                    .ends(Phase.Stable, PROMOTED),
            Scenario.of("the stable Service is turned to the canary at 30 %", good())
                    .at(weight(30), DeedsByHand.turnStableService())
                    .ends(Phase.Stable, PROMOTED),
            Scenario.of("the stable Deployment is scaled down at 30 %", good())
                    .at(weight(30), DeedsByHand.shrinkStable())
                    .ends(Phase.Stable, PROMOTED),
            Scenario.of("the stable Deployment's template is edited at 30 %", good())
                    .at(weight(30), DeedsByHand.rollStable())
                    .ends(Phase.Stable, PROMOTED),
            Scenario.of("the stable Deployment is deleted at 30 %", good())
                    .at(weight(30), DeedsByHand.deleteStableDeployment())
                    .ends(Phase.Stable, PROMOTED),
            Scenario.of("the canary's Deployment is deleted at 30 %", good())
                    .at(weight(30), Deeds.all(Play::condemn, DeedsByHand.deleteCanaryDeployment()))
                    .endsEitherWay("(RolledBack/NoReadyPods|Promoted/AllStepsPassed)"));

    @TestFactory
    Stream<DynamicTest> whatIsEditedComesBackAndNobodyNotices() throws Exception {
        return theatre.play(SCENARIOS);
    }
}
