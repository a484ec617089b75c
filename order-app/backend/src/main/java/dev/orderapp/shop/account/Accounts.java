package dev.orderapp.shop.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** The accounts in the database. */
@Repository
public class Accounts {

    private static final String SELECT_ACCOUNT =
            "SELECT id, email, name, role, password_hash, session_epoch, created_at FROM customer ";

    private final JdbcClient jdbc;

    Accounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The holder of the account of that id, unless the account is gone. */
    public Optional<AccountHolder> find(AccountId id) {
        return jdbc.sql("SELECT id, email, name, role FROM customer WHERE id = ?")
                .param(id.value())
                .query(Accounts::holder)
                .optional();
    }

    /** The holder of the account of that id whose sessions have not been ended since that epoch. */
    public Optional<AccountHolder> find(AccountId id, int sessionEpoch) {
        return jdbc.sql("SELECT id, email, name, role FROM customer WHERE id = ? AND session_epoch = ?")
                .params(id.value(), sessionEpoch)
                .query(Accounts::holder)
                .optional();
    }

    /** The account of that id, unless it is gone. */
    Optional<Account> findAccount(AccountId id) {
        return jdbc.sql(SELECT_ACCOUNT + "WHERE id = ?")
                .param(id.value())
                .query(Accounts::account)
                .optional();
    }

    /** The account of an e-mail address, however it is capitalised. */
    public Optional<Account> findAccount(String email) {
        return jdbc.sql(SELECT_ACCOUNT + "WHERE email = ?")
                .param(EmailAddress.canonical(email))
                .query(Accounts::account)
                .optional();
    }

    /**
     * Makes an account.
     *
     * @param email canonical
     * @throws org.springframework.dao.DuplicateKeyException if the address has one
     */
    AccountHolder insert(String email, String name, Role role, String passwordHash) {
        GeneratedKeyHolder id = new GeneratedKeyHolder();
        jdbc.sql("INSERT INTO customer (email, name, role, password_hash) VALUES (?, ?, ?, ?)")
                .params(email, name, role.name(), passwordHash)
                .update(id, "id");
        return new AccountHolder(new AccountId(id.getKeyAs(Number.class).longValue()), email, name, role);
    }

    /**
     * Changes the password and ends all sessions.
     *
     * @return whether it did; not if the password has changed since the account was read
     */
    boolean changePassword(Account account, String passwordHash) {
        return jdbc.sql("""
                        UPDATE customer SET password_hash = ?, session_epoch = session_epoch + 1
                        WHERE id = ? AND password_hash = ?
                        """)
                        .params(passwordHash, account.holder().id().value(), account.passwordHash())
                        .update()
                == 1;
    }

    private static Account account(ResultSet row, int number) throws SQLException {
        return new Account(
                holder(row, number),
                row.getString("password_hash"),
                row.getInt("session_epoch"),
                row.getObject("created_at", LocalDateTime.class).toInstant(ZoneOffset.UTC));
    }

    private static AccountHolder holder(ResultSet row, int number) throws SQLException {
        return new AccountHolder(
                new AccountId(row.getLong("id")),
                row.getString("email"),
                row.getString("name"),
                Role.valueOf(row.getString("role")));
    }
}
