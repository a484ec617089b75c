package dev.orderapp.shop.account;

import dev.orderapp.shop.attempt.Attempts;
import dev.orderapp.shop.attempt.Limit;
import dev.orderapp.shop.problem.Problem;
import dev.orderapp.shop.problem.ProblemException;
import dev.orderapp.shop.problem.Require;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;

/** Makes accounts for customers. */
@Service
class SignUp {

    private static final int MAX_NAME = 100;

    private final Customers customers;
    private final PasswordEncoder passwords;
    private final HashingSlots slots;
    private final Attempts attempts;

    SignUp(Customers customers, PasswordEncoder passwords, HashingSlots slots, Attempts attempts) {
        this.customers = customers;
        this.passwords = passwords;
        this.slots = slots;
        this.attempts = attempts;
    }

    /**
     * Makes a customer's account. That an address has one already can't be hidden from somebody who tries to register it,
     * without letters to that address; the limit keeps anybody from asking for many.
     *
     * @param form what the customer filled in
     * @param network from where
     * @throws ProblemException if something filled in can't be, the address has an account, or too many were tried
     */
    Customer register(Form form, String network) {
        String email = EmailAddress.parse("email", form.email());
        String name = Require.words("name", form.name(), 1, MAX_NAME);
        String password = NewPassword.parse("password", form.password(), email);
        attempts.requireBelow(Limit.SIGN_UPS_FROM_NETWORK, network);
        attempts.count(Limit.SIGN_UPS_FROM_NETWORK, network);
        String hash = slots.compute(new HashingSlots.Demand(email, network, false), () -> passwords.encode(password));
        try {
            return customers.insert(email, name, Role.CUSTOMER, hash);
        } catch (DuplicateKeyException e) {
            throw new ProblemException(Problem.EMAIL_TAKEN);
        }
    }

    record Form(String email, String name, String password) {

        /** Without what was filled in. */
        @Override
        public String toString() {
            return "Form[]";
        }
    }
}
