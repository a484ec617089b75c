package dev.orderapp.shop.audit;

import dev.orderapp.shop.account.AccountId;
import dev.orderapp.shop.database.DatabaseTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What staff did, in the database. Entries are added, by the transaction that did it, and never changed. */
@Repository
public class AuditLog {

    private static final int MAX_DETAIL = 500;

    private final JdbcClient jdbc;
    private final Clock clock;

    AuditLog(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param subject the id of the product or account that was changed, if one was */
    public void record(AccountId who, AuditAction action, Optional<Long> subject, String detail) {
        jdbc.sql("INSERT INTO audit_entry (done_at, account_id, action, subject, detail) VALUES (?, ?, ?, ?, ?)")
                .params(
                        DatabaseTime.now(clock),
                        who.value(),
                        action.name(),
                        subject.orElse(null),
                        detail.substring(
                                0,
                                detail.offsetByCodePoints(
                                        0, Math.min(detail.codePointCount(0, detail.length()), MAX_DETAIL))))
                .update();
    }

    /** Those before that entry, the newest first; the newest of all if there is none. */
    public List<AuditEntry> before(Optional<Long> entry, int size) {
        return jdbc.sql("""
                        SELECT e.*, c.name FROM audit_entry e JOIN customer c ON c.id = e.account_id
                        WHERE e.id < ? ORDER BY e.id DESC LIMIT ?
                        """)
                .params(entry.orElse(Long.MAX_VALUE), size)
                .query(AuditLog::entry)
                .list();
    }

    private static AuditEntry entry(ResultSet row, int number) throws SQLException {
        return new AuditEntry(
                row.getLong("id"),
                row.getObject("done_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                row.getString("name"),
                row.getString("action"),
                row.getObject("subject", Long.class),
                row.getString("detail"));
    }
}
