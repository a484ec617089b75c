package dev.orderapp.shop.account;

import dev.orderapp.shop.settings.InvalidSettingException;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Makes the account that the installation names, before the shop reports ready, and keeps its password as set. */
@Component
class StaffAccountInitializer implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(StaffAccountInitializer.class);

    private final StaffSettings settings;
    private final Accounts accounts;
    private final PasswordEncoder passwords;

    StaffAccountInitializer(StaffSettings settings, Accounts accounts, PasswordEncoder passwords) {
        this.settings = settings;
        this.accounts = accounts;
        this.passwords = passwords;
    }

    /**
     * @throws InvalidSettingException if the address is a customer's: whoever registered it first would become staff, or
     *     stay signed in as such
     */
    @Override
    public void run(ApplicationArguments arguments) {
        if (settings.email().isBlank()) {
            return;
        }
        Optional<Account> known = accounts.findAccount(settings.email());
        if (known.isPresent()) {
            keep(known.get());
        } else {
            make();
        }
    }

    private void keep(Account account) {
        if (account.holder().role() != Role.STAFF) {
            throw new InvalidSettingException(
                    "SHOP_STAFF_EMAIL", "is the address of a customer's account: choose another one.");
        }
        if (!passwords.matches(settings.password(), account.passwordHash())) {
            // If another process was faster, it set the same.
            if (accounts.changePassword(account, passwords.encode(settings.password()))) {
                LOG.info("Changed the staff account's password to what is set");
            }
        }
    }

    private void make() {
        String email = EmailAddress.canonical(settings.email());
        try {
            accounts.insert(email, "Staff", Set.of(StaffRole.ADMINISTRATOR), passwords.encode(settings.password()));
            LOG.info("Made the staff account");
        } catch (DuplicateKeyException e) {
            LOG.info("Another process made the staff account");
        }
    }
}
