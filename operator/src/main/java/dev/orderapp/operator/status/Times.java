package dev.orderapp.operator.status;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Times as the status spells them: RFC 3339 in UTC, always with milliseconds, so that they sort as text. */
final class Times {
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Times() {}

    static String text(Instant instant) {
        return MILLIS.format(instant);
    }

    /** Conditions have whole seconds, as everywhere in Kubernetes. */
    static String seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    static Instant instant(String text) {
        return Instant.parse(text);
    }
}
