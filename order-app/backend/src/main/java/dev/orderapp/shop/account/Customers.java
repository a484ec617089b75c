package dev.orderapp.shop.account;

import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
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
        return jdbc.sql("SELECT id, email, name FROM customer WHERE id = ?")
                .param(id.value())
                .query((row, n) -> new Customer(id, row.getString("email"), row.getString("name")))
                .optional();
    }

    /** The account of an e-mail address, however it is capitalised. */
    public Optional<Account> findAccount(String email) {
        return jdbc.sql("SELECT id, email, name, password_hash FROM customer WHERE email = ?")
                .param(email.toLowerCase(Locale.ROOT))
                .query((row, n) -> new Account(
                        new Customer(new CustomerId(row.getLong("id")), row.getString("email"), row.getString("name")),
                        row.getString("password_hash")))
                .optional();
    }
}
