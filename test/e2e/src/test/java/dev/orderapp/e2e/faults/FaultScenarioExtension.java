package dev.orderapp.e2e.faults;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.orderapp.e2e.shop.IngressAborts;
import dev.orderapp.e2e.shop.Installation;
import dev.orderapp.e2e.shop.LoadRecords;
import dev.orderapp.e2e.shop.OrderReconciliation;
import dev.orderapp.e2e.shop.Share;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Runs fault scenarios one after the other on a shop while shoppers order; each becomes a test. */
final class FaultScenarioExtension implements BeforeAllCallback, AfterAllCallback {
    /**
     * Two processors bear about 160 requests/s with all that is released meanwhile, so one shop runs after the other: two at once would
     * have half of it each, and their releases would take longer than both in turn.
     */
    static final int REQUESTS_PER_SECOND = 110;

    private final String name;
    private final int requestsPerSecond;
    private final InstallationSetup setup;
    private final List<String> entrances;
    private Installation shop;
    private FaultTable table;

    /**
     * For the tests of one class.
     *
     * @param name of it
     * @param requestsPerSecond that its shoppers send
     * @param setup of the shop
     */
    FaultScenarioExtension(String name, int requestsPerSecond, InstallationSetup setup) {
        this(name, requestsPerSecond, setup, List.of(Installation.baseUrl()));
    }

    /** The same for visitors who come in by these addresses, each by one of them. */
    FaultScenarioExtension(String name, int requestsPerSecond, InstallationSetup setup, List<String> entrances) {
        this.name = name;
        this.requestsPerSecond = requestsPerSecond;
        this.setup = setup;
        this.entrances = entrances;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        table = FaultTable.of(context);
        shop = InstallationPool.of(context).open(setup);
    }

    /** The load of a test that could not go on must not reach the next one's shop. */
    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (shop != null && shop.hasLoad()) {
            shop.stopLoad();
        }
    }

    /** How a scenario went, or what went wrong while it ran. */
    private record CompletedRun(
            Scenario scenario, Instant from, Optional<ScenarioResult> result, Optional<Exception> failure) {}

    /** Runs them all, or those that are asked for; the tests come afterwards, when the load has been recorded. */
    Stream<DynamicTest> run(List<Scenario> scenarios) throws Exception {
        List<Map.Entry<String, String>> before = shop.shop().ordersInDatabase();
        shop.startShoppers(requestsPerSecond, entrances);
        List<CompletedRun> runs = new ArrayList<>();
        for (Scenario scenario : Share.of(scenarios)) {
            runs.add(run(scenario));
        }
        assertTrue(shop.hasLoad(), "the shoppers ended early; the log beside their records says why");
        LoadRecords seen = shop.stopLoad();
        Instant end = Instant.now();
        IngressAborts aborts = IngressAborts.ofSandbox();
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            CompletedRun run = runs.get(i);
            Instant next = i + 1 < runs.size() ? runs.get(i + 1).from() : end;
            Optional<FailureAttribution> count = run.result().map(r -> FailureAttribution.of(r, next, seen, aborts));
            tests.add(test(i, run, seen, count));
        }
        tests.add(dynamicTest(name + ": orders and stock are as the shoppers were told", () -> audit(seen, before)));
        return tests.stream();
    }

    /** Compares what the shoppers were told with the database. */
    private void audit(LoadRecords seen, List<Map.Entry<String, String>> before) throws Exception {
        List<Map.Entry<String, String>> stored = new ArrayList<>(shop.shop().ordersInDatabase());
        stored.removeAll(before);
        OrderReconciliation reconciliation = OrderReconciliation.compare(seen.orders(), stored);
        int stock = shop.shop().lowestStock();
        table.add(name, reconciliation + "; lowest stock " + stock);
        assertAll(
                () -> assertTrue(reconciliation.balanced(), reconciliation.toString()),
                () -> assertTrue(stock >= 0, "lowest stock " + stock));
    }

    private CompletedRun run(Scenario scenario) throws InterruptedException {
        Instant from = Instant.now();
        shop.say("scenario: " + scenario.title());
        try {
            ScenarioResult result = new ScenarioRun(shop, scenario).run();
            return new CompletedRun(scenario, from, Optional.of(result), Optional.empty());
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            shop.say("FAILED: " + scenario.title() + ": " + e);
            diagnose(e);
            return new CompletedRun(scenario, from, Optional.empty(), Optional.of(e));
        }
    }

    private void diagnose(Exception failure) throws InterruptedException {
        try {
            shop.diagnose();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private DynamicTest test(int number, CompletedRun run, LoadRecords seen, Optional<FailureAttribution> attribution) {
        String title = name + ": " + run.scenario().title();
        if (run.result().isEmpty()) {
            return dynamicTest(title, () -> {
                throw run.failure().orElseThrow();
            });
        }
        ScenarioResult result = run.result().get();
        FailureAttribution count = attribution.orElseThrow();
        table.add(name, number, result, count);
        return dynamicTest(
                title,
                () -> assertAll(
                        () -> assertTrue(result.unexpectedEnd().isEmpty(), () -> result.unexpectedEnd()
                                .orElseThrow()),
                        () -> assertTrue(count.byRollout().isEmpty(), count::examples),
                        () -> assertAll(result.scenario().expectations().stream()
                                .flatMap(e -> e.violation(result, seen).stream())
                                .map(what -> () -> {
                                    throw new AssertionError(what);
                                }))));
    }
}
