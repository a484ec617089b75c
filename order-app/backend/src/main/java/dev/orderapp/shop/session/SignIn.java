package dev.orderapp.shop.session;

import dev.orderapp.shop.account.Account;
import dev.orderapp.shop.account.Customer;
import dev.orderapp.shop.account.Customers;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;

/** Checks passwords. */
@Service
class SignIn {

    private final Customers customers;
    private final PasswordEncoder passwords;

    /** Checked for addresses without an account, so that the time of an answer doesn't tell which ones have one. */
    private final String hashOfNobody;

    /**
     * A check is pure computing. Half the processors at most do it, or a wave of sign-ins would keep orders and probes
     * waiting: virtual threads that compute are not interrupted for others.
     */
    private final Semaphore processors =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

    SignIn(Customers customers, PasswordEncoder passwords) {
        this.customers = customers;
        this.passwords = passwords;
        this.hashOfNobody = passwords.encode("nobody's password");
    }

    /** The customer of that address, if the password is theirs. */
    Optional<Customer> authenticate(String email, String password) {
        Optional<Account> account = customers.findAccount(email);
        boolean matches = matches(password, account.map(Account::passwordHash).orElse(hashOfNobody));
        return account.filter(known -> matches).map(Account::customer);
    }

    private boolean matches(String password, String hash) {
        processors.acquireUninterruptibly();
        try {
            return passwords.matches(password, hash);
        } finally {
            processors.release();
        }
    }
}
