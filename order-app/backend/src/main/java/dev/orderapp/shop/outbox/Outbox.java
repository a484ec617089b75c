package dev.orderapp.shop.outbox;

import dev.orderapp.shop.database.DatabaseTime;
import dev.orderapp.shop.database.Transactions;
import dev.orderapp.shop.language.Languages;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/**
 * Letters that wait to be sent, in the database. Put in by the transaction that they tell of, a letter exists exactly if that happened. It is
 * sent at least once: who takes one has it for {@link #LEASE}, and if that process dies, another takes it.
 *
 * <p>Where no mail server is set, nothing is put in.
 */
@Repository
public class Outbox {

    /** Longer than a mail server is waited for in all, with every answer as late as it may be. */
    static final Duration LEASE = Duration.ofMinutes(10);

    /** A letter that comes later confuses more than it tells. */
    static final Duration STALE = Duration.ofDays(3);

    /** As the column has it in letters of kinds that tell of no event. */
    private static final long NO_EVENT = 0;

    private static final Duration KEPT = Duration.ofDays(90);

    /** Another release may know more of them, during a canary or before it was rolled back. */
    private static final List<String> KINDS =
            Arrays.stream(LetterKind.values()).map(Enum::name).toList();

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Clock clock;
    private final boolean open;

    Outbox(JdbcClient jdbc, Transactions transactions, Clock clock, @Value("${spring.mail.host:}") String mailServer) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
        this.open = !mailServer.isBlank();
    }

    /** Whether this shop sends letters. */
    public boolean open() {
        return open;
    }

    /** A letter to the customer of an order, once per kind, in the language in which it was placed. */
    public void aboutOrder(LetterKind kind, long order) {
        aboutEvent(kind, order, NO_EVENT);
    }

    /** The same, of something that may happen to it several times: once per kind and event. */
    public void aboutEvent(LetterKind kind, long order, long event) {
        if (!open) {
            return;
        }
        LocalDateTime now = now();
        jdbc.sql("""
                        INSERT IGNORE INTO outgoing_mail (kind, order_id, event_id, language, created_at, due_at)
                        SELECT ?, id, ?, COALESCE(language, 'en'), ?, ? FROM customer_order WHERE id = ?
                        """).params(kind.name(), event, now, now, order).update();
    }

    /** A letter to whoever has an account of that address, if anybody has. */
    public void toAddress(LetterKind kind, String email, Locale language) {
        if (!open) {
            return;
        }
        LocalDateTime now = now();
        jdbc.sql("INSERT INTO outgoing_mail (kind, email, language, created_at, due_at) VALUES (?, ?, ?, ?, ?)")
                .params(kind.name(), email, Languages.isKorean(language) ? "ko" : "en", now, now)
                .update();
    }

    @Scheduled(fixedDelayString = "PT1H")
    void forget() {
        // A server that was away, or set no more.
        jdbc.sql(
                        "UPDATE outgoing_mail SET due_at = NULL, email = NULL WHERE due_at IS NOT NULL AND created_at < ? LIMIT 10000")
                .param(now().minus(STALE).minus(LEASE))
                .update();
        jdbc.sql("DELETE FROM outgoing_mail WHERE due_at IS NULL AND created_at < ? LIMIT 10000")
                .param(now().minus(KEPT))
                .update();
    }

    /** Takes the letter that waits longest, so that nobody else takes it. */
    public Optional<Letter> take() {
        return transactions.execute(() -> {
            LocalDateTime now = now();
            Optional<Letter> letter = jdbc.sql("""
                            SELECT * FROM outgoing_mail WHERE due_at <= :now AND created_at >= :fresh AND kind IN (:kinds)
                            ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED
                            """)
                    .param("now", now)
                    .param("fresh", now.minus(STALE))
                    .param("kinds", KINDS)
                    .query(Outbox::letter)
                    .optional();
            letter.ifPresent(taken -> jdbc.sql(
                            "UPDATE outgoing_mail SET maybe_sent = TRUE, attempts = attempts + 1, due_at = ? WHERE id = ?")
                    .params(now.plus(LEASE), taken.id())
                    .update());
            return letter;
        });
    }

    /** It was sent. */
    public void sent(Letter letter) {
        jdbc.sql("UPDATE outgoing_mail SET maybe_sent = FALSE, due_at = NULL, email = NULL, sent_at = ? WHERE id = ?")
                .params(now(), letter.id())
                .update();
    }

    /**
     * It is to be tried again after that time, if it is not stale then.
     *
     * @param maybeSent whether it may have been sent all the same
     * @return whether it will be tried again
     */
    public boolean retry(Letter letter, Duration after, boolean maybeSent) {
        LocalDateTime due = now().plus(after);
        if (due.isAfter(LocalDateTime.ofInstant(letter.since(), ZoneOffset.UTC).plus(STALE))) {
            drop(letter);
            return false;
        }
        jdbc.sql("UPDATE outgoing_mail SET maybe_sent = ?, due_at = ? WHERE id = ?")
                .params(maybeSent, due, letter.id())
                .update();
        return true;
    }

    /** It is not sent, and will not be. */
    public void drop(Letter letter) {
        jdbc.sql("UPDATE outgoing_mail SET maybe_sent = FALSE, due_at = NULL, email = NULL WHERE id = ?")
                .param(letter.id())
                .update();
    }

    private static Letter letter(ResultSet row, int number) throws SQLException {
        return new Letter(
                row.getLong("id"),
                LetterKind.valueOf(row.getString("kind")),
                Optional.ofNullable(row.getObject("order_id", Long.class)),
                Optional.of(row.getLong("event_id")).filter(id -> id != NO_EVENT),
                Optional.ofNullable(row.getString("email")),
                new Locale(row.getString("language")),
                row.getInt("attempts") + 1,
                row.getBoolean("maybe_sent"),
                row.getObject("created_at", LocalDateTime.class).toInstant(ZoneOffset.UTC));
    }

    private LocalDateTime now() {
        return DatabaseTime.now(clock);
    }
}
