package dev.orderapp.e2e.faults;

import static dev.orderapp.e2e.faults.ReleaseActions.bad;
import static dev.orderapp.e2e.faults.ReleaseActions.goodWith;

import dev.orderapp.e2e.shop.Change;
import dev.orderapp.e2e.shop.Versions;
import dev.orderapp.v1.Phase;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Checks on a real node: a real kubelet runs their Pods, ends those that are late, and hands on the end of their logs. */
@Tag("cluster")
class ChecksE2E {
    @RegisterExtension
    static final FaultScenarioExtension extension =
            new FaultScenarioExtension("checks", FaultScenarioExtension.REQUESTS_PER_SECOND, InstallationSetup.ONE_POD);

    private static final String PROMOTED = "Promoted/AllStepsPassed";
    private static final String FAILED = "RolledBack/CheckFailed";

    static final List<Scenario> SCENARIOS = List.of(
            Scenario.of("a good version passes a check at each stage", goodWith(Change.checks("""
                            - {name: products, http: {path: /api/products, expect: {contains: name}}}
                            - {name: page, at: step, http: {component: frontend, path: /}}
                            - {name: team, at: afterPromotion, job: {image: BACKEND, command: [java, -version]}}
                            """)))
                    .ends(Phase.Stable, PROMOTED),
            Scenario.of("a bad version is found out before any visitor comes", bad(Versions.ALWAYS))
                    .ends(Phase.RolledBack, FAILED)
                    .and(Expectation.neverAbove(0))
                    .and(Expectation.saying("check products failed: exit code 1: GET http://")),
            Scenario.of("a Job of the team fails in a step", goodWith(Change.checks("""
                            - {name: team, at: step, job: {image: BACKEND, command: [java, --no-such-option]}}
                            """)))
                    .ends(Phase.RolledBack, FAILED)
                    .and(Expectation.neverAbove(30))
                    .and(Expectation.saying("--no-such-option")),
            Scenario.of("a Job of the team hangs after the promotion", goodWith(Change.checks("""
                            - name: team
                              at: afterPromotion
                              deadline: 15s
                              job: {image: BACKEND, command: [sh, -c, 'echo ordering; sleep 3600']}
                            """)))
                    .ends(Phase.RolledBack, FAILED)
                    .and(Expectation.saying("check team failed: it was not done by its deadline")),
            Scenario.of("an image that does not exist", goodWith(Change.checks("""
                            - {name: team, deadline: 10s, job: {image: "orderapp.local/no-such-image:1"}}
                            """)))
                    .ends(Phase.RolledBack, FAILED)
                    .and(Expectation.neverAbove(0)),
            Scenario.of("without checks again", goodWith(Change.noChecks())).ends(Phase.Stable, PROMOTED));

    @TestFactory
    Stream<DynamicTest> whatFailsItsCheckGoesBackAndVisitorsNeverNotice() throws Exception {
        return extension.run(SCENARIOS);
    }
}
