package dev.orderapp.operator.analysis;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Prints how often, and after how long, simulated releases are taken back within ten minutes: by this judge, and by rules as other
 * tools' documentation recommends them. Argument: runs per row, 10,000 if absent.
 */
public final class JudgeBench {
    private static final MetricRule RULE = rule(0.05);
    /** Where 5 % is normal, a ceiling of 5 % is none that a team would set. */
    private static final MetricRule HIGH_CEILING = rule(0.10);

    private static final Map<String, Release> RELEASES = new TreeMap<>(Map.ofEntries(
            Map.entry("01 .1/.1 %  10/s w30", new Release(0.001, 0.001, 10, 0.3)),
            Map.entry("02 .5/.5 %  10/s w30", new Release(0.005, 0.005, 10, 0.3)),
            Map.entry("03 .5/.5 %  10/s w50", new Release(0.005, 0.005, 10, 0.5)),
            Map.entry("04 1.5/1.5 % 10/s w30", new Release(0.015, 0.015, 10, 0.3)),
            Map.entry("05 5/5 %    10/s w30", new Release(0.05, 0.05, 10, 0.3)),
            Map.entry("06 .5/1 %   10/s w30", new Release(0.005, 0.01, 10, 0.3)),
            Map.entry("07 .5/2 %   10/s w30", new Release(0.005, 0.02, 10, 0.3)),
            Map.entry("08 .5/5 %   10/s w30", new Release(0.005, 0.05, 10, 0.3)),
            Map.entry("09 .5/5 %   10/s w50", new Release(0.005, 0.05, 10, 0.5)),
            Map.entry("10 .5/100 % 10/s w30", new Release(0.005, 1, 10, 0.3)),
            Map.entry("11 .1/.5 %  50/s w30", new Release(0.001, 0.005, 50, 0.3)),
            Map.entry("12 .5/5 %   50/s w30", new Release(0.005, 0.05, 50, 0.3)),
            Map.entry("13 .5/5 %   1/s w30", new Release(0.005, 0.05, 1, 0.3))));

    private JudgeBench() {}

    public static void main(String[] arguments) {
        int runs = arguments.length == 0 ? 10_000 : Integer.parseInt(arguments[0]);
        System.out.printf(
                Locale.ROOT, "%,d runs a row; share taken back [upper 95 %% bound], median, 99 %% quantile%n", runs);
        System.out.println("| stable/canary | this judge, 5 s | ceiling 10 % | Flagger 60 s x 5, 99 % |"
                + " Flagger 10 s x 10, 99 % | Argo 10 s, 95 %, limit 3 | Fisher .05, 10 s |");
        System.out.println("|---|---|---|---|---|---|---|");
        RELEASES.forEach((name, release) -> System.out.println("| " + name.substring(3)
                + row(release, runs, 5, () -> Watch.judge(RULE))
                + row(release, runs, 5, () -> Watch.judge(HIGH_CEILING))
                + row(release, runs, 60, () -> Watch.threshold(0.99, 5))
                + row(release, runs, 10, () -> Watch.threshold(0.99, 10))
                + row(release, runs, 10, () -> Watch.threshold(0.95, 4))
                + row(release, runs, 10, () -> Watch.fisher(0.05)) + " |"));
    }

    private static String row(Release release, int runs, int seconds, Supplier<Watch> rule) {
        List<Duration> times = release.takenBack(runs, Duration.ofSeconds(seconds), rule);
        String share = String.format(
                Locale.ROOT, " | %.2f %% [%.2f]", 100.0 * times.size() / runs, 100 * upperBound(times.size(), runs));
        return times.isEmpty()
                ? share
                : share + ", " + Release.quantile(times, 0.5) + " s, " + Release.quantile(times, 0.99) + " s";
    }

    /** Wilson, "Probable inference, the law of succession, and statistical inference" (1927): one-sided 95 %. */
    private static double upperBound(int hits, int runs) {
        double z = 1.645;
        double share = (double) hits / runs;
        double centre = share + z * z / (2 * runs);
        double spread = z * Math.sqrt(share * (1 - share) / runs + z * z / (4.0 * runs * runs));
        return Math.min(1, (centre + spread) / (1 + z * z / runs));
    }

    private static MetricRule rule(double ceiling) {
        String name = ErrorBudget.MAIN_METRIC;
        return new MetricRule(
                name,
                1,
                ceiling,
                50,
                false,
                ErrorBudget.share(0.01, List.of(name)).get(name));
    }
}
