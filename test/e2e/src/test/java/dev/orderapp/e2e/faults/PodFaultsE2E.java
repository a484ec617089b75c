package dev.orderapp.e2e.faults;

import static dev.orderapp.e2e.faults.ReleaseActions.bad;
import static dev.orderapp.e2e.faults.ReleaseActions.good;
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

/** Pods crash, are evicted or lose their database, and versions hang or take more than is theirs. */
@Tag("cluster")
class PodFaultsE2E {
    @RegisterExtension
    static final FaultScenarioExtension extension =
            new FaultScenarioExtension("pods", FaultScenarioExtension.REQUESTS_PER_SECOND, InstallationSetup.TWO_PODS);

    static final List<Scenario> SCENARIOS = List.of(
            Scenario.of("the canary's Pods crash at 30 %", good())
                    .at(weight(30), PodFaults.crash())
                    .ends(Phase.RolledBack, "RolledBack/(CrashLoop|NoReadyPods|AnalysisFailed)"),
            Scenario.of("the stable Pods are evicted at 30 %", good())
                    .at(weight(30), PodFaults.evictStable())
                    .ends(Phase.Stable, "Promoted/AllStepsPassed"),
            Scenario.of("a version that hangs", bad(Versions.HANGS))
                    .ends(Phase.RolledBack, "RolledBack/AnalysisFailed"),
            Scenario.of("all Pods are drained one by one at 50 %", good())
                    .at(weight(50), PodFaults.drain())
                    .ends(Phase.Stable, "Promoted/AllStepsPassed"),
            Scenario.of("the promoted version crashes while it is promoted", good())
                    .at(Trigger.promoting(Barrier.SettlingStable), PodFaults.crash())
                    .ends(Phase.RolledBack, "RolledBack/(CrashLoop|NoReadyPods|AnalysisFailed)"),
            Scenario.of("the promoted version crashes while the old one is warm", good())
                    .at(Trigger.WARM, PodFaults.crash())
                    .ends(
                            Phase.RolledBack,
                            "Promoted/AllStepsPassed",
                            "RolledBack/(CrashLoop|NoReadyPods|AnalysisFailed)"),
            Scenario.of("the canary is killed for its memory at 30 %", good())
                    .at(weight(30), PodFaults.outOfMemory())
                    .ends(Phase.RolledBack, "RolledBack/(CrashLoop|NoReadyPods|AnalysisFailed)"),
            Scenario.of("a version that runs out of database connections", bad(Versions.STARVES))
                    .ends(Phase.RolledBack, "RolledBack/(AnalysisFailed|NoReadyPods)"),
            Scenario.of("the database is away for 15 s at 30 %", good())
                    .at(weight(30), PodFaults.databaseAway(Duration.ofSeconds(15)))
                    .ends(Phase.Stable, "RolledBack/SharedOutage", "Promoted/AllStepsPassed"));

    @TestFactory
    Stream<DynamicTest> whateverHappensToPodsOrdersAreKept() throws Exception {
        return extension.run(SCENARIOS);
    }
}
