package dev.orderapp.e2e.faults;

import static dev.orderapp.e2e.faults.ReleaseActions.good;
import static dev.orderapp.e2e.faults.Trigger.weight;

import dev.orderapp.e2e.faults.Scenario.Action;
import dev.orderapp.v1.Phase;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A shop whose visitors come in by the Gateway API: exact shares, and a Gateway that refuses or goes away. */
@Tag("cluster")
class GatewayFaultsE2E {
    @RegisterExtension
    static final FaultScenarioExtension extension = new FaultScenarioExtension(
            "gateway", FaultScenarioExtension.REQUESTS_PER_SECOND, InstallationSetup.BY_GATEWAY);

    private static final String REFUSED = "RolledBack/ProgressDeadlineExceeded";

    static final List<Scenario> SCENARIOS = List.of(
            Scenario.of("pages are split by the weight at 30 and at 50 %", good())
                    .at(weight(30), PageSplit.isWithinAPointOf(30))
                    .at(weight(50), PageSplit.isWithinAPointOf(50))
                    .ends(Phase.Stable, "Promoted/AllStepsPassed"),
            rolledBack("the Gateway is deleted at 30 %", GatewayFaults.gatewayIsDeleted()),
            rolledBack(
                    "its listener takes no routes from the shop's namespace any more at 30 %",
                    GatewayFaults.listenerClosesToOthers()),
            refused("names a listener that is not there", GatewayFaults.listenerIsMistypedBefore(good())),
            refused("names a Gateway that is not there", GatewayFaults.gatewayIsMistypedBefore(good())),
            refused("names a host that is not the listener's", GatewayFaults.hostIsNotTheListenersBefore(good())));

    @TestFactory
    Stream<DynamicTest> whateverHappensToTheGatewayOrdersAreKept() throws Exception {
        return extension.run(SCENARIOS);
    }

    private static Scenario refused(String what, Action release) {
        return Scenario.of("a version is released while the release " + what, release)
                .ends(Phase.RolledBack, REFUSED);
    }

    private static Scenario rolledBack(String title, Action fault) {
        return Scenario.of(title, good()).at(weight(30), fault).ends(Phase.RolledBack, REFUSED);
    }
}
