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

/** What the operator made is edited or deleted by hand in the middle of a release: it is restored, or the canary goes. */
@Tag("cluster")
class ManualEditsE2E {
    @RegisterExtension
    static final FaultScenarioExtension extension = new FaultScenarioExtension(
            "by-hand", FaultScenarioExtension.REQUESTS_PER_SECOND, InstallationSetup.TWO_PODS);

    private static final String PROMOTED = "Promoted/AllStepsPassed";

    static final List<Scenario> SCENARIOS = List.of(
            Scenario.of("the canary Ingress is deleted at 30 %", good())
                    .at(weight(30), ManualEdits.deleteCanaryIngress())
                    .ends(Phase.RolledBack, "Aborted/RouteRemoved"),
            Scenario.of("the weight of the canary Ingress is set to 90 at 30 %", good())
                    .at(weight(30), ManualEdits.setCanaryWeight(90))
                    .ends(Phase.Stable, PROMOTED),
            Scenario.of("the canary Service is deleted at 50 %", good())
                    .at(weight(50), ManualEdits.deleteCanaryService())
                    .ends(Phase.Stable, PROMOTED),
            Scenario.of("the stable Service is turned to the canary at 30 %", good())
                    .at(weight(30), ManualEdits.turnStableService())
                    .ends(Phase.Stable, PROMOTED),
            Scenario.of("the stable Deployment is scaled down at 30 %", good())
                    .at(weight(30), ManualEdits.shrinkStable())
                    .ends(Phase.Stable, PROMOTED),
            Scenario.of("the stable Deployment's template is edited at 30 %", good())
                    .at(weight(30), ManualEdits.rollStable())
                    .ends(Phase.Stable, PROMOTED),
            Scenario.of("the stable Deployment is deleted at 30 %", good())
                    .at(weight(30), ManualEdits.deleteStableDeployment())
                    // Its new Pods may take longer than canary.unreadyDeadline, after which the canary serves alone.
                    .ends(Phase.Stable, "Promoted/(AllStepsPassed|StableDown)"),
            Scenario.of("the canary's Deployment is deleted at 30 %", good())
                    .at(
                            weight(30),
                            ReleaseActions.all(ScenarioRun::expectFailures, ManualEdits.deleteCanaryDeployment()))
                    .endsEitherWay("(RolledBack/NoReadyPods|Promoted/AllStepsPassed)"));

    @TestFactory
    Stream<DynamicTest> whatIsEditedIsRestoredAndNoRequestFails() throws Exception {
        return extension.run(SCENARIOS);
    }
}
