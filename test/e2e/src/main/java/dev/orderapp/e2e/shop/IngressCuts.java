package dev.orderapp.e2e.shop;

import dev.orderapp.e2e.shop.Records.Request;
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
 * Answers that the ingress controller cut off by closing its own connection to a Pod, as its log says. No Pod ended and no route changed
 * then: once in about 100,000 answers to a POST, Traefik 3.7.15 does.
 *
 * @param at when, in whole seconds
 */
public record IngressCuts(List<Instant> at) {
    /** Nobody says that there were any. */
    public static final IngressCuts NONE = new IngressCuts(List.of());

    private static final Duration LOG_PRECISION = Duration.ofSeconds(2);
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");

    /** Those of the sandbox since it was started; none on another cluster, whose log is not at hand. */
    public static IngressCuts ofSandbox() throws IOException {
        Path log = Path.of(
                Installation.setting("ORDERAPP_SANDBOX_STATE", "/var/lib/orderapp-sandbox"), "log", "traefik.log");
        return "current".equals(Installation.setting("CLUSTER", "")) || !Files.exists(log) ? NONE : in(log);
    }

    /** Those that a log of Traefik's at level DEBUG tells. */
    static IngressCuts in(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return new IngressCuts(lines.filter(
                            line -> line.contains("body copy") && line.contains("use of closed network connection"))
                    .map(TIME::matcher)
                    .filter(Matcher::find)
                    .map(time -> Instant.parse(time.group()))
                    .toList());
        }
    }

    /** The failed requests that have another cause: of those whose answer broke off, each cut explains one. */
    public List<Request> leaveUnexplained(List<Request> failed) {
        List<Instant> left = new ArrayList<>(at);
        return failed.stream().filter(r -> !isCut(r, left)).toList();
    }

    private static boolean isCut(Request r, List<Instant> left) {
        boolean brokeOff = r.status() == 0 && "unexpected EOF".equals(r.error());
        Optional<Instant> cut = left.stream()
                .filter(when -> brokeOff)
                .filter(when -> Duration.between(when, r.answeredAt()).abs().compareTo(LOG_PRECISION) <= 0)
                .findFirst();
        return cut.map(left::remove).orElse(false);
    }
}
