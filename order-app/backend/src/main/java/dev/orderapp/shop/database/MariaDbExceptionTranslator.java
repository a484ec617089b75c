package dev.orderapp.shop.database;

import java.sql.SQLException;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.support.AbstractFallbackSQLExceptionTranslator;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;

/**
 * Tells what may go through when tried again from what never will. MariaDB gives many such errors an SQL state that says
 * nothing (HY000, 42000) or something else (70100), which Spring takes for our own mistakes.
 *
 * @see <a href="https://mariadb.com/kb/en/mariadb-error-code-reference/">MariaDB's error codes</a>
 */
class MariaDbExceptionTranslator extends AbstractFallbackSQLExceptionTranslator {

    MariaDbExceptionTranslator() {
        setFallbackTranslator(new SQLExceptionSubclassTranslator());
    }

    @Override
    protected DataAccessException doTranslate(String task, String sql, SQLException e) {
        return switch (e.getErrorCode()) {
            // Lock wait timeout, deadlock, row or (by a migration beside us) table changed since the snapshot: another
            // transaction was in the way.
            case 1205, 1213, 1020, 1412 -> new CannotAcquireLockException(buildMessage(task, sql, e), e);
            // Too many connections of all or of this user; server is shutting down, read-only (a failover), or out of
            // disk or memory; connection or query killed; query took too long; commit failed.
            case 1040, 1203, 1226, 1053, 1290, 1836, 1021, 1114, 1037, 1038, 1927, 1317, 1969, 1180 ->
                new TransientDataAccessResourceException(buildMessage(task, sql, e), e);
            default -> null;
        };
    }
}
