package dev.orderapp.operator.rollout;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Hours of the week in which no release starts. Hours past midnight belong to the day on which they began: Friday, 22:00 to
 * 06:00, ends on Saturday.
 *
 * @param days on which it begins
 * @param from local time, included
 * @param to local time, excluded; not later than {@code from} means on the next day, so that 00:00 to 00:00 is a whole day
 * @param zone whose clocks count
 */
public record FreezeWindow(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {
    /** Longer than any freeze that leaves a moment of each week open. */
    private static final Duration LONGEST = Duration.ofDays(8);

    public FreezeWindow {
        days = Set.copyOf(days);
    }

    /**
     * The freeze that holds at a time, windows that follow each other without a gap taken together.
     *
     * @param until when it ends; empty where the windows leave no moment of the next week open
     */
    record Freeze(Optional<Instant> until) {}

    /** The freeze that holds at a time; empty if none does. */
    static Optional<Freeze> freeze(Instant at, List<FreezeWindow> windows) {
        Instant end = at;
        Optional<Instant> next = latestEnd(end, windows);
        while (next.isPresent()) {
            end = next.get();
            if (end.isAfter(at.plus(LONGEST))) {
                return Optional.of(new Freeze(Optional.empty()));
            }
            next = latestEnd(end, windows);
        }
        return end.isAfter(at) ? Optional.of(new Freeze(Optional.of(end))) : Optional.empty();
    }

    private static Optional<Instant> latestEnd(Instant at, List<FreezeWindow> windows) {
        return windows.stream().flatMap(window -> window.end(at).stream()).max(Instant::compareTo);
    }

    /**
     * A window is at most a day long, so one that holds now began today or yesterday; or, where clocks went back over midnight,
     * on what is tomorrow again.
     */
    private Optional<Instant> end(Instant at) {
        LocalDate today = at.atZone(zone).toLocalDate();
        return Stream.of(today.minusDays(1), today, today.plusDays(1))
                .filter(day -> days.contains(day.getDayOfWeek()))
                .filter(day -> !at.isBefore(first(day.atTime(from))))
                .map(day -> last((to.isAfter(from) ? day : day.plusDays(1)).atTime(to)))
                .filter(at::isBefore)
                .max(Instant::compareTo);
    }

    /** When clocks show a time first, or where they leave it out, a later one. */
    private Instant first(LocalDateTime local) {
        return skipped(local).orElseGet(() -> local.atZone(zone).toInstant());
    }

    /** When they show it last: where they go back over it, a freeze is longer than it says, and never shorter. */
    private Instant last(LocalDateTime local) {
        return skipped(local)
                .orElseGet(() -> local.atZone(zone).withLaterOffsetAtOverlap().toInstant());
    }

    private Optional<Instant> skipped(LocalDateTime local) {
        ZoneRules rules = zone.getRules();
        return Optional.ofNullable(rules.getTransition(local))
                .filter(ZoneOffsetTransition::isGap)
                .map(ZoneOffsetTransition::getInstant);
    }
}
