package dev.orderapp.shop.staff;

import dev.orderapp.shop.problem.InvalidFieldException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/** Reads the days that staff ask about: as calendar days of the zone in which they live. */
final class Days {

    private static final int FIRST_YEAR = 2000;
    /** One day more must still be a time that the database can hold. */
    private static final int LAST_YEAR = 9998;

    private Days() {}

    /** @throws InvalidFieldException if there is no such time zone */
    static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new InvalidFieldException("zone", "zone");
        }
    }

    /** @throws InvalidFieldException if it is no day as ISO 8601 writes it */
    static LocalDate day(String field, String text) {
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR) {
                throw new InvalidFieldException(field, "date");
            }
            return day;
        } catch (DateTimeException e) {
            throw new InvalidFieldException(field, "date");
        }
    }

    /** When that day begins; empty for an empty text. */
    static Optional<Instant> begin(String field, String text, ZoneId zone) {
        return text.isBlank()
                ? Optional.empty()
                : Optional.of(day(field, text).atStartOfDay(zone).toInstant());
    }

    /** When that day is over; empty for an empty text. */
    static Optional<Instant> end(String field, String text, ZoneId zone) {
        return text.isBlank()
                ? Optional.empty()
                : Optional.of(day(field, text).plusDays(1).atStartOfDay(zone).toInstant());
    }
}
