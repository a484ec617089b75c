package dev.orderapp.e2e.faults;

import static dev.orderapp.e2e.faults.ReleaseActions.good;

import dev.orderapp.v1.Phase;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Twenty good releases in a row to a shop whose visitors come in by the Gateway API. */
@Tag("cluster")
class GatewayReleasesE2E {
    @RegisterExtension
    static final FaultScenarioExtension extension = new FaultScenarioExtension(
            "gateway in a row", FaultScenarioExtension.REQUESTS_PER_SECOND, InstallationSetup.BY_GATEWAY);

    private static final int RELEASES = 20;

    static final List<Scenario> SCENARIOS = IntStream.rangeClosed(1, RELEASES)
            .mapToObj(number -> Scenario.of("release " + number + " of " + RELEASES, good())
                    .ends(Phase.Stable, "Promoted/AllStepsPassed"))
            .toList();

    @TestFactory
    Stream<DynamicTest> releasesInARowDropNothing() throws Exception {
        return extension.run(SCENARIOS);
    }
}
