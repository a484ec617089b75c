package dev.orderapp.shop.ratelimit;

import dev.orderapp.shop.database.DatabaseTime;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import org.springframework.stereotype.Component;

/**
 * Lets one process have something for a while: all Pods of both versions ask the same database, and one of them is told yes. Or lets all of them know of
 * something for a while.
 */
@Component
public class SharedClaims {

    private static final String PURPOSE = "CLAIM";

    private final AttemptCounters counters;
    private final SubjectHash hash;
    private final Clock clock;

    SharedClaims(AttemptCounters counters, SubjectHash hash, Clock clock) {
        this.counters = counters;
        this.hash = hash;
        this.clock = clock;
    }

    /**
     * Claims the subject for so long; false while another claim on it lasts.
     *
     * @throws org.springframework.dao.DataAccessException if the database can't be asked
     */
    public boolean tryClaim(String subject, Duration time) {
        LocalDateTime now = DatabaseTime.now(clock);
        return counters.claim(hash.of(PURPOSE, subject), now, now.plus(time));
    }

    /**
     * Keeps the subject for so long from now on, whoever has it.
     *
     * @throws org.springframework.dao.DataAccessException if the database can't be asked
     */
    public void keep(String subject, Duration time) {
        counters.keep(hash.of(PURPOSE, subject), DatabaseTime.now(clock).plus(time));
    }

    /**
     * Whether anybody has the subject.
     *
     * @throws org.springframework.dao.DataAccessException if the database can't be asked
     */
    public boolean isKept(String subject) {
        return counters.find(hash.of(PURPOSE, subject), DatabaseTime.now(clock)).isPresent();
    }
}
