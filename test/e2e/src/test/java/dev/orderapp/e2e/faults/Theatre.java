package dev.orderapp.e2e.faults;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.orderapp.e2e.shop.IngressCuts;
import dev.orderapp.e2e.shop.Installation;
import dev.orderapp.e2e.shop.OrderBook;
import dev.orderapp.e2e.shop.Records;
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

/** A shop on which scenarios are played one after the other while shoppers order; each becomes a test. */
final class Theatre implements BeforeAllCallback, AfterAllCallback {
    /**
     * Two processors bear about 160 requests/s with all that is released meanwhile, so one shop plays after the other: two at once would
     * have half of it each, and their releases would take longer than both in turn.
     */
    static final int REQUESTS_PER_SECOND = 110;

    private final String name;
    private final int requestsPerSecond;
    private final Setup setup;
    private Installation shop;
    private FaultTable table;

    /**
     * A stage for the tests of a class.
     *
     * @param name of it
     * @param requestsPerSecond that its shoppers send
     * @param setup the shop that it is played in
     */
    Theatre(String name, int requestsPerSecond, Setup setup) {
        this.name = name;
        this.requestsPerSecond = requestsPerSecond;
        this.setup = setup;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        table = FaultTable.of(context);
        shop = Shops.of(context).open(setup);
    }

    /** Who was about when a test could not go on must not visit the next one's. */
    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (shop != null && shop.visited()) {
            shop.visitorsLeave();
        }
    }

    /** What was seen of a scenario: how it went, or what went wrong while it was played. */
    private record Scene(Scenario scenario, Instant from, Optional<Played> played, Optional<Exception> failure) {}

    /** Plays them all, or those that are asked for; the tests come after, when the shoppers have told what they saw. */
    Stream<DynamicTest> play(List<Scenario> scenarios) throws Exception {
        List<Map.Entry<String, String>> before = shop.shop().ordersInDatabase();
        shop.shoppersCome(requestsPerSecond);
        List<Scene> scenes = new ArrayList<>();
        for (Scenario scenario : Share.of(scenarios)) {
            scenes.add(play(scenario));
        }
        assertTrue(shop.visited(), "the shoppers left early; the log beside their records says why");
        Records seen = shop.visitorsLeave();
        Instant end = Instant.now();
        IngressCuts cuts = IngressCuts.ofSandbox();
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < scenes.size(); i++) {
            Scene scene = scenes.get(i);
            Instant next = i + 1 < scenes.size() ? scenes.get(i + 1).from() : end;
            Optional<Reckoning> count = scene.played().map(p -> Reckoning.of(p, next, seen, cuts));
            tests.add(test(i, scene, seen, count));
        }
        tests.add(dynamicTest(name + ": orders and stock are as the shoppers were told", () -> audit(seen, before)));
        return tests.stream();
    }

    /** Compares what the shoppers were told with the database. */
    private void audit(Records seen, List<Map.Entry<String, String>> before) throws Exception {
        List<Map.Entry<String, String>> stored = new ArrayList<>(shop.shop().ordersInDatabase());
        stored.removeAll(before);
        OrderBook book = OrderBook.compare(seen.orders(), stored);
        int stock = shop.shop().lowestStock();
        table.add(name, book + "; lowest stock " + stock);
        assertAll(
                () -> assertTrue(book.balanced(), book.toString()),
                () -> assertTrue(stock >= 0, "lowest stock " + stock));
    }

    private Scene play(Scenario scenario) throws InterruptedException {
        Instant from = Instant.now();
        shop.say("scenario: " + scenario.title());
        try {
            Played played = new Play(shop, scenario).play();
            return new Scene(scenario, from, Optional.of(played), Optional.empty());
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            shop.say("FAILED: " + scenario.title() + ": " + e);
            explain(e);
            return new Scene(scenario, from, Optional.empty(), Optional.of(e));
        }
    }

    private void explain(Exception failure) throws InterruptedException {
        try {
            shop.explain();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private DynamicTest test(int number, Scene scene, Records seen, Optional<Reckoning> reckoning) {
        String title = name + ": " + scene.scenario().title();
        if (scene.played().isEmpty()) {
            return dynamicTest(title, () -> {
                throw scene.failure().orElseThrow();
            });
        }
        Played played = scene.played().get();
        Reckoning count = reckoning.orElseThrow();
        table.add(name, number, played, count);
        return dynamicTest(
                title,
                () -> assertAll(
                        () -> assertTrue(played.wrongEnd().isEmpty(), () -> played.wrongEnd()
                                .orElseThrow()),
                        () -> assertTrue(count.byRollout().isEmpty(), count::examples),
                        () -> assertAll(played.scenario().promises().stream()
                                .flatMap(p -> p.broken(played, seen).stream())
                                .map(what -> () -> {
                                    throw new AssertionError(what);
                                }))));
    }
}
