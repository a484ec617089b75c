package dev.orderapp.operator.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.operator.rollout.FreezeWindow.Freeze;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Until when nothing starts. 2026-11-27 is a Friday; Seoul is nine hours ahead of UTC, Berlin sets its clocks back on 2026-10-25. */
class FreezeWindowTest {
    private static final FreezeWindow FRIDAY_NIGHT = window(Set.of(DayOfWeek.FRIDAY), "22:00", "06:00", "Asia/Seoul");

    @Test
    void aNightBelongsToTheDayOnWhichItBegan() {
        assertFrozen("2026-11-27T13:00:00Z", "2026-11-27T21:00:00Z", FRIDAY_NIGHT);
        assertFrozen("2026-11-27T20:59:59Z", "2026-11-27T21:00:00Z", FRIDAY_NIGHT);
    }

    @Test
    void theEndIsOpenAndSoIsTheTimeBefore() {
        assertOpen("2026-11-27T12:59:59Z", FRIDAY_NIGHT);
        assertOpen("2026-11-27T21:00:00Z", FRIDAY_NIGHT);
        assertOpen("2026-11-26T20:00:00Z", FRIDAY_NIGHT);
    }

    @Test
    void wholeDaysThatFollowEachOtherEndTogether() {
        assertFrozen(
                "2026-11-28T10:00:00Z",
                "2026-11-30T00:00:00Z",
                window(Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), "00:00", "00:00", "UTC"));
    }

    @Test
    void windowsThatOverlapEndWithTheLast() {
        assertFrozen(
                "2026-11-27T10:00:00Z",
                "2026-11-27T15:00:00Z",
                window(Set.of(DayOfWeek.FRIDAY), "09:00", "12:00", "UTC"),
                window(Set.of(DayOfWeek.FRIDAY), "11:00", "15:00", "UTC"));
    }

    @Test
    void clocksSetBackDoNotShortenAFreeze() {
        assertFrozen(
                "2026-10-25T00:15:00Z",
                "2026-10-25T01:30:00Z",
                window(Set.of(DayOfWeek.SUNDAY), "01:00", "02:30", "Europe/Berlin"));
    }

    @Test
    void clocksSetForwardLeaveOutTheHoursThatNoClockShows() {
        FreezeWindow gap = window(Set.of(DayOfWeek.SUNDAY), "02:15", "04:00", "Europe/Berlin");
        assertOpen("2026-03-29T00:59:59Z", gap);
        assertFrozen("2026-03-29T01:00:00Z", "2026-03-29T02:00:00Z", gap);
        assertOpen("2026-03-29T01:00:00Z", window(Set.of(DayOfWeek.SUNDAY), "02:15", "02:45", "Europe/Berlin"));
    }

    @Test
    void aDayThatACountryLeftOutIsNoDay() {
        FreezeWindow night = window(Set.of(DayOfWeek.THURSDAY), "22:00", "06:00", "Pacific/Apia");
        assertFrozen("2011-12-30T09:00:00Z", "2011-12-30T10:00:00Z", night);
    }

    @Test
    void windowsThatLeaveNoMomentOpenHaveNoEnd() {
        List<FreezeWindow> always = List.of(
                window(EnumSet.allOf(DayOfWeek.class), "08:00", "20:00", "UTC"),
                window(EnumSet.allOf(DayOfWeek.class), "20:00", "08:00", "UTC"));
        assertEquals(
                Optional.of(new Freeze(Optional.empty())),
                FreezeWindow.freeze(Instant.parse("2026-11-27T10:00:00Z"), always));
    }

    @Test
    void aMinuteOfTheWeekThatIsOpenIsTheEnd() {
        assertFrozen(
                "2026-11-27T10:01:00Z",
                "2026-12-04T10:00:00Z",
                window(EnumSet.complementOf(EnumSet.of(DayOfWeek.FRIDAY)), "00:00", "00:00", "UTC"),
                window(Set.of(DayOfWeek.FRIDAY), "10:01", "00:00", "UTC"),
                window(Set.of(DayOfWeek.FRIDAY), "00:00", "10:00", "UTC"));
    }

    /**
     * Any windows, in any zone, on any day of some years: whoever looks at a clock on the wall and finds a window's time is frozen;
     * who finds none and is frozen all the same has had clocks set back less than a day ago; all is frozen until the end, and
     * nothing at it.
     */
    @Test
    void clocksOnTheWallAgree() {
        List<String> zones = ZoneId.getAvailableZoneIds().stream().sorted().toList();
        long first = Long.getLong("orderapp.seed", 0);
        for (long seed = first; seed < first + Long.getLong("orderapp.histories", 400); seed++) {
            Random random = new Random(seed * 0x9E3779B97F4A7C15L);
            List<FreezeWindow> windows = Stream.generate(() -> random(random, zones))
                    .limit(1 + random.nextInt(4))
                    .toList();
            Instant at = near(windows.get(0).zone(), random);
            String where = "seed " + seed + ": " + windows + " at " + at;
            boolean onTheWall = windows.stream().anyMatch(window -> holdsOnTheWall(window, at));
            Optional<Freeze> freeze = FreezeWindow.freeze(at, windows);
            if (onTheWall) {
                assertTrue(freeze.isPresent(), where);
            } else if (freeze.isPresent()) {
                assertTrue(windows.stream().anyMatch(window -> wasSetBack(window.zone(), at)), where);
            }
            freeze.flatMap(Freeze::until).ifPresent(until -> {
                assertTrue(until.isAfter(at), where);
                assertTrue(Duration.between(at, until).compareTo(Duration.ofDays(8)) <= 0, where);
                assertEquals(Optional.empty(), FreezeWindow.freeze(until, windows), where);
                Instant between = at.plusSeconds((long)
                        (random.nextDouble() * Duration.between(at, until).toSeconds()));
                assertEquals(freeze, FreezeWindow.freeze(between, windows), where + " and " + between);
            });
        }
    }

    private static FreezeWindow random(Random random, List<String> zones) {
        Set<DayOfWeek> days = EnumSet.allOf(DayOfWeek.class);
        days.removeIf(day -> random.nextBoolean());
        return new FreezeWindow(
                days.isEmpty() ? Set.of(DayOfWeek.SUNDAY) : days,
                LocalTime.of(random.nextInt(24), random.nextInt(2) * 30),
                LocalTime.of(random.nextInt(24), random.nextInt(2) * 30),
                ZoneId.of(zones.get(random.nextInt(zones.size()))));
    }

    /** Within two days of a change of the zone's clocks, or any time where they never change. */
    private static Instant near(ZoneId zone, Random random) {
        Instant any = Instant.parse("2000-01-01T00:00:00Z").plusSeconds(random.nextInt(800_000_000));
        ZoneOffsetTransition next = zone.getRules().nextTransition(any);
        Instant about = next == null ? any : next.getInstant();
        return about.plusSeconds(random.nextInt(4 * 24 * 60) * 60L - 2 * 24 * 3600L);
    }

    private static boolean holdsOnTheWall(FreezeWindow window, Instant at) {
        LocalDateTime clock = LocalDateTime.ofInstant(at, window.zone());
        LocalTime time = clock.toLocalTime();
        boolean today = window.days().contains(clock.getDayOfWeek());
        boolean yesterday = window.days().contains(clock.getDayOfWeek().minus(1));
        return window.to().isAfter(window.from())
                ? today && !time.isBefore(window.from()) && time.isBefore(window.to())
                : today && !time.isBefore(window.from()) || yesterday && time.isBefore(window.to());
    }

    private static boolean wasSetBack(ZoneId zone, Instant at) {
        return Optional.ofNullable(zone.getRules().previousTransition(at.plus(Duration.ofDays(1))))
                .filter(change -> change.getInstant().isAfter(at.minus(Duration.ofDays(1))))
                .filter(ZoneOffsetTransition::isOverlap)
                .isPresent();
    }

    private static FreezeWindow window(Set<DayOfWeek> days, String from, String to, String zone) {
        return new FreezeWindow(days, LocalTime.parse(from), LocalTime.parse(to), ZoneId.of(zone));
    }

    private static void assertFrozen(String at, String until, FreezeWindow... windows) {
        assertEquals(
                Optional.of(new Freeze(Optional.of(Instant.parse(until)))),
                FreezeWindow.freeze(Instant.parse(at), List.of(windows)));
    }

    private static void assertOpen(String at, FreezeWindow... windows) {
        assertEquals(Optional.empty(), FreezeWindow.freeze(Instant.parse(at), List.of(windows)));
    }
}
