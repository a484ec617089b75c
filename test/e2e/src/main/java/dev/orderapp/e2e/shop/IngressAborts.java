package dev.orderapp.e2e.shop;

import dev.orderapp.e2e.shop.LoadRecords.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Answers that the ingress controller aborted by closing its own connection to a Pod, as its log says. No Pod ended and no route changed
 * then: once in about 100,000 answers to a POST, Traefik 3.7.15 does.
 *
 * @param at when, in whole seconds
 */
public record IngressAborts(List<Instant> at) {
    /** None is known. */
    public static final IngressAborts NONE = new IngressAborts(List.of());

    private static final Duration LOG_PRECISION = Duration.ofSeconds(2);
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");

    /** Those of the sandbox since it was started; none on another cluster, whose log is not at hand. */
    public static IngressAborts ofSandbox() throws IOException {
        Path logs = Path.of(Installation.setting("ORDERAPP_SANDBOX_STATE", "/var/lib/orderapp-sandbox"), "log");
        return "current".equals(Installation.setting("CLUSTER", "")) || !Files.exists(logs) ? NONE : below(logs);
    }

    /** Those of every node's ingress controller. */
    static IngressAborts below(Path folder) throws IOException {
        List<Path> logs;
        try (Stream<Path> files = Files.walk(folder)) {
            logs = files.filter(file -> file.endsWith("traefik.log")).toList();
        }
        List<Instant> all = new ArrayList<>();
        for (Path log : logs) {
            all.addAll(in(log).at());
        }
        return new IngressAborts(all);
    }

    /** Those that a log of Traefik's at level DEBUG tells. */
    private static IngressAborts in(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return new IngressAborts(lines.filter(
                            line -> line.contains("body copy") && line.contains("use of closed network connection"))
                    .map(TIME::matcher)
                    .filter(Matcher::find)
                    .map(time -> Instant.parse(time.group()))
                    .toList());
        }
    }

    /** The failed requests that have another cause: of those whose answer broke off, each abort explains one. */
    public List<Request> leaveUnexplained(List<Request> failed) {
        List<Instant> left = new ArrayList<>(at);
        return failed.stream().filter(r -> !isAbort(r, left)).toList();
    }

    private static boolean isAbort(Request r, List<Instant> left) {
        boolean brokeOff = r.status() == 0 && "unexpected EOF".equals(r.error());
        Optional<Instant> abort = left.stream()
                .filter(when -> brokeOff)
                .filter(when -> Duration.between(when, r.answeredAt()).abs().compareTo(LOG_PRECISION) <= 0)
                .findFirst();
        return abort.map(left::remove).orElse(false);
    }
}
