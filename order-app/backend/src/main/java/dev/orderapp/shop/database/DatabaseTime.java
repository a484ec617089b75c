package dev.orderapp.shop.database;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** The time as the tables have it: UTC, without saying so. */
public final class DatabaseTime {

    private DatabaseTime() {}

    /** Of a clock, whatever its zone. */
    public static LocalDateTime now(Clock clock) {
        return LocalDateTime.now(clock.withZone(ZoneOffset.UTC));
    }
}
