package dev.orderapp.shop.ratelimit;

import java.time.LocalDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The attempts that were counted, in the database, by the keyed hash of their subject.
 *
 * <p>The table keeps its column {@code forgotten_at}: the release before reads and writes it beside this one.
 */
@Repository
class AttemptCounters {

    private final JdbcClient jdbc;

    AttemptCounters(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What was counted for the subject, unless its window is over. */
    Optional<Counter> find(byte[] subject, LocalDateTime now) {
        return jdbc.sql("SELECT attempts, forgotten_at FROM attempt WHERE subject = ? AND forgotten_at > ?")
                .params(subject, now)
                .query((row, n) ->
                        new Counter(row.getInt("attempts"), row.getObject("forgotten_at", LocalDateTime.class)))
                .optional();
    }

    /** Counts one more attempt; the first one of a window says when it ends. */
    void increment(byte[] subject, LocalDateTime now, LocalDateTime end) {
        // Assignments happen from left to right: the first must still see the old end of the window.
        jdbc.sql("""
                        INSERT INTO attempt (subject, attempts, forgotten_at) VALUES (:subject, 1, :end)
                        ON DUPLICATE KEY UPDATE attempts = IF(forgotten_at > :now, attempts + 1, 1),
                                                forgotten_at = IF(forgotten_at > :now, forgotten_at, :end)
                        """)
                .param("subject", subject)
                .param("now", now)
                .param("end", end)
                .update();
    }

    /**
     * Counts one more attempt, up to so many.
     *
     * @return how many there are then
     */
    int incrementUpTo(int most, byte[] subject, LocalDateTime now, LocalDateTime end) {
        return jdbc.sql("""
                        INSERT INTO attempt (subject, attempts, forgotten_at) VALUES (:subject, 1, :end)
                        ON DUPLICATE KEY UPDATE attempts = IF(forgotten_at > :now, LEAST(attempts + 1, :most), 1),
                                                forgotten_at = IF(forgotten_at > :now, forgotten_at, :end)
                        RETURNING attempts
                        """)
                .param("subject", subject)
                .param("now", now)
                .param("end", end)
                .param("most", most)
                .query(Integer.class)
                .single();
    }

    /** Takes the subject until the end, unless somebody has it still. */
    boolean claim(byte[] subject, LocalDateTime now, LocalDateTime end) {
        int renewed = jdbc.sql("UPDATE attempt SET forgotten_at = ? WHERE subject = ? AND forgotten_at <= ?")
                .params(end, subject, now)
                .update();
        return renewed > 0
                || jdbc.sql("INSERT IGNORE INTO attempt (subject, attempts, forgotten_at) VALUES (?, 1, ?)")
                                .params(subject, end)
                                .update()
                        > 0;
    }

    /** Keeps the subject until the end, or longer if somebody keeps it so already. */
    void keep(byte[] subject, LocalDateTime end) {
        jdbc.sql("""
                        INSERT INTO attempt (subject, attempts, forgotten_at) VALUES (:subject, 1, :end)
                        ON DUPLICATE KEY UPDATE forgotten_at = GREATEST(forgotten_at, :end)
                        """).param("subject", subject).param("end", end).update();
    }

    void delete(byte[] subject) {
        jdbc.sql("DELETE FROM attempt WHERE subject = ?").param(subject).update();
    }

    void deleteExpired(LocalDateTime now) {
        jdbc.sql("DELETE FROM attempt WHERE forgotten_at <= ?").param(now).update();
    }

    record Counter(int attempts, LocalDateTime expiresAt) {}
}
