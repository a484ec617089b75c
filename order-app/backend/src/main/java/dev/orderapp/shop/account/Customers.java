package dev.orderapp.shop.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** The accounts in the database. */
@Repository
public class Customers {

    private final JdbcClient jdbc;

    Customers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The customer of that id, unless the account is gone. */
    public Optional<Customer> find(CustomerId id) {
        return jdbc.sql("SELECT id, email, name, role FROM customer WHERE id = ?")
                .param(id.value())
                .query(Customers::customer)
                .optional();
    }

    /** The account of an e-mail address, however it is capitalised. */
    public Optional<Account> findAccount(String email) {
        return jdbc.sql("SELECT id, email, name, role, password_hash FROM customer WHERE email = ?")
                .param(EmailAddress.canonical(email))
                .query((row, n) -> new Account(customer(row, n), row.getString("password_hash")))
                .optional();
    }

    /**
     * Makes an account.
     *
     * @param email canonical
     * @throws org.springframework.dao.DuplicateKeyException if the address has one
     */
    Customer insert(String email, String name, Role role, String passwordHash) {
        GeneratedKeyHolder id = new GeneratedKeyHolder();
        jdbc.sql("INSERT INTO customer (email, name, role, password_hash) VALUES (?, ?, ?, ?)")
                .params(email, name, role.name(), passwordHash)
                .update(id, "id");
        return new Customer(new CustomerId(id.getKeyAs(Number.class).longValue()), email, name, role);
    }

    void changePassword(CustomerId id, String passwordHash) {
        jdbc.sql("UPDATE customer SET password_hash = ? WHERE id = ?")
                .params(passwordHash, id.value())
                .update();
    }

    private static Customer customer(ResultSet row, int number) throws SQLException {
        return new Customer(
                new CustomerId(row.getLong("id")),
                row.getString("email"),
                row.getString("name"),
                Role.valueOf(row.getString("role")));
    }
}
