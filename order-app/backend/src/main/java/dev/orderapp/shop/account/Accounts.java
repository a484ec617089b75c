package dev.orderapp.shop.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** The accounts in the database. */
@Repository
public class Accounts {

    private static final String SELECT_ACCOUNT =
            "SELECT id, email, name, role, staff_roles, password_hash, session_epoch, created_at FROM customer ";

    private final JdbcClient jdbc;

    Accounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The holder of the account of that id, unless the account is gone. */
    public Optional<AccountHolder> find(AccountId id) {
        return jdbc.sql("SELECT id, email, name, role, staff_roles FROM customer WHERE id = ?")
                .param(id.value())
                .query(Accounts::holder)
                .optional();
    }

    /** The holder of the account of that id whose sessions have not been ended since that epoch. */
    public Optional<AccountHolder> find(AccountId id, int sessionEpoch) {
        return jdbc.sql("SELECT id, email, name, role, staff_roles FROM customer WHERE id = ? AND session_epoch = ?")
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
    public AccountHolder insert(String email, String name, Set<StaffRole> staffRoles, String passwordHash) {
        Role role = role(staffRoles);
        String words = StaffRole.words(staffRoles);
        GeneratedKeyHolder id = new GeneratedKeyHolder();
        jdbc.sql("INSERT INTO customer (email, name, role, staff_roles, password_hash) VALUES (?, ?, ?, ?, ?)")
                .params(email, name, role.name(), words, passwordHash)
                .update(id, "id");
        return new AccountHolder(
                new AccountId(id.getKeyAs(Number.class).longValue()), email, name, role, StaffRole.of(role, words));
    }

    /** Everybody who works for the shop, by name. */
    public List<AccountHolder> staff() {
        return jdbc.sql("""
                        (SELECT id, email, name, role, staff_roles FROM customer WHERE role = 'STAFF')
                        UNION (SELECT id, email, name, role, staff_roles FROM customer WHERE staff_roles > '')
                        ORDER BY name, id
                        """).query(Accounts::holder).list();
    }

    /** Locks an account until the transaction ends; empty if it is gone. */
    public Optional<Account> lock(AccountId id) {
        return jdbc.sql(SELECT_ACCOUNT + "WHERE id = ? FOR UPDATE")
                .param(id.value())
                .query(Accounts::account)
                .optional();
    }

    /** Says what somebody may do for the shop; nothing makes a customer of them. */
    public void setStaffRoles(AccountId id, Set<StaffRole> staffRoles) {
        jdbc.sql("UPDATE customer SET role = ?, staff_roles = ? WHERE id = ?")
                .params(role(staffRoles).name(), StaffRole.words(staffRoles), id.value())
                .update();
    }

    /** To the release before, whoever may do a part alone is a customer. */
    private static Role role(Set<StaffRole> staffRoles) {
        return staffRoles.contains(StaffRole.ADMINISTRATOR) ? Role.STAFF : Role.CUSTOMER;
    }

    /**
     * Changes the password and ends all sessions.
     *
     * @return whether it did; not if the password has changed since the account was read
     */
    public boolean changePassword(Account account, String passwordHash) {
        return jdbc.sql("""
                        UPDATE customer SET password_hash = ?, session_epoch = session_epoch + 1
                        WHERE id = ? AND password_hash = ?
                        """)
                        .params(passwordHash, account.holder().id().value(), account.passwordHash())
                        .update()
                == 1;
    }

    /** Whether letters to the account's address are known to be read by its owner. */
    public boolean emailConfirmed(AccountId account) {
        return jdbc.sql("SELECT email_confirmed_at IS NOT NULL FROM customer WHERE id = ?")
                .param(account.value())
                .query(Boolean.class)
                .single();
    }

    /** Notes that letters to the account's address are read by its owner; the first time counts. */
    void confirmEmail(AccountId account) {
        jdbc.sql("UPDATE customer SET email_confirmed_at = COALESCE(email_confirmed_at, UTC_TIMESTAMP(6)) WHERE id = ?")
                .param(account.value())
                .update();
    }

    private static Account account(ResultSet row, int number) throws SQLException {
        return new Account(
                holder(row, number),
                row.getString("password_hash"),
                row.getInt("session_epoch"),
                row.getObject("created_at", LocalDateTime.class).toInstant(ZoneOffset.UTC));
    }

    private static AccountHolder holder(ResultSet row, int number) throws SQLException {
        return AccountHolder.of(
                new AccountId(row.getLong("id")),
                row.getString("email"),
                row.getString("name"),
                row.getString("role"),
                row.getString("staff_roles"));
    }
}
