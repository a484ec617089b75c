package dev.orderapp.e2e.faults;

import static dev.orderapp.e2e.faults.ReleaseActions.bad;
import static dev.orderapp.e2e.faults.ReleaseActions.good;
import static dev.orderapp.e2e.faults.Trigger.weight;

import dev.orderapp.e2e.shop.Versions;
import dev.orderapp.v1.Phase;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Visitors come in by two ingress controllers on two workers, which do not agree, on a sandbox of five nodes. */
@Tag("cluster")
class EntranceFaultsE2E {
    @RegisterExtension
    static final FaultScenarioExtension extension = new FaultScenarioExtension(
            "entrances",
            FaultScenarioExtension.REQUESTS_PER_SECOND,
            InstallationSetup.TWO_PODS,
            NodeFaults.ENTRANCE_ADDRESSES);

    private static final String PROMOTED = "Promoted/AllStepsPassed";

    static final List<Scenario> SCENARIOS = List.of(
            Scenario.of("one of two ingress controllers follows a minute late from 30 % on", good())
                    .at(weight(30), NodeFaults.entranceIsLate(Duration.ofSeconds(60)))
                    .ends(Phase.Stable, PROMOTED),
            Scenario.of(
                            "one of two ingress controllers follows half a minute late while a bad one is rolled back",
                            bad(Versions.ALWAYS))
                    .at(weight(30), NodeFaults.entranceIsLate(Duration.ofSeconds(30)))
                    .ends(Phase.RolledBack, "RolledBack/AnalysisFailed"),
            Scenario.of("the worker of one of two ingress controllers loses power at 30 %", good())
                    .at(weight(30), NodeFaults.entranceLosesPower())
                    .endsEitherWay(PROMOTED
                            + "|RolledBack/(AnalysisFailed|NoReadyPods|SharedOutage|ProgressDeadlineExceeded)"));

    @TestFactory
    Stream<DynamicTest> whatEachIngressControllerKnowsOrdersAreKept() throws Exception {
        return extension.run(SCENARIOS);
    }
}
