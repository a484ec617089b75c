package dev.orderapp.e2e.faults;

import dev.orderapp.e2e.shop.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** The table of all scenarios that ran, on whichever shop; written to a file and printed when the last test has ended. */
final class FaultTable implements AutoCloseable {
    private static final String HEAD = """
            | shop | what is done | ends | seconds | requests | failed by the rollout | by the bad version | by the fault | by the ingress controller | orders |
            |---|---|---|---|---|---|---|---|---|---|
            """;

    private final Map<String, String> rows = new TreeMap<>();
    private final Map<String, String> reconciliations = new TreeMap<>();
    private long requests;
    private long byRollout;
    private long orders;
    private int scenarios;

    /** The one table of this run. */
    static FaultTable of(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(FaultTable.class))
                .computeIfAbsent(FaultTable.class, c -> new FaultTable(), FaultTable.class);
    }

    /** Adds a scenario. */
    synchronized void add(String shop, int number, ScenarioResult result, FailureAttribution count) {
        scenarios++;
        requests += count.requests();
        byRollout += count.byRollout().size();
        orders += count.orders();
        rows.put(
                String.format(Locale.ROOT, "%s %03d", shop, number),
                String.format(
                        Locale.ROOT,
                        "| %s | %s | %s | %d | %d | %d | %d | %d | %d | %d |%n",
                        shop,
                        result.scenario().title(),
                        String.join(", ", result.outcomes()),
                        result.window().length().toSeconds(),
                        count.requests(),
                        count.byRollout().size(),
                        count.byVersion(),
                        count.byFault(),
                        count.byIngress(),
                        count.orders()));
    }

    /** Adds how orders and stock of a shop add up at its end. */
    synchronized void add(String shop, String reconciliation) {
        reconciliations.put(shop, "* " + shop + ": " + reconciliation + "\n");
    }

    @Override
    public synchronized void close() throws IOException {
        String total = String.format(
                Locale.ROOT,
                "%d scenarios, %d requests, %d of them failed by the rollout; %d orders acknowledged meanwhile.%n",
                scenarios,
                requests,
                byRollout,
                orders);
        String all =
                HEAD + String.join("", rows.values()) + "\n" + total + "\n" + String.join("", reconciliations.values());
        System.out.println("\n" + all);
        Path folder = Path.of(Installation.setting("ROOT", "."), "target", "faults");
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("report.md"), all);
    }
}
