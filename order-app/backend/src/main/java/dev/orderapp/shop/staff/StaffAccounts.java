package dev.orderapp.shop.staff;

import dev.orderapp.shop.account.Account;
import dev.orderapp.shop.account.AccountHolder;
import dev.orderapp.shop.account.AccountId;
import dev.orderapp.shop.account.Accounts;
import dev.orderapp.shop.account.RandomText;
import dev.orderapp.shop.account.StaffRole;
import dev.orderapp.shop.account.StaffSettings;
import dev.orderapp.shop.audit.AuditAction;
import dev.orderapp.shop.audit.AuditLog;
import dev.orderapp.shop.database.Transactions;
import dev.orderapp.shop.problem.Problem;
import dev.orderapp.shop.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;

/**
 * Who works for the shop, and what they may do. Nobody changes themselves here, so one administrator is always left; and of each two who act
 * at the same time, the second is asked again whether they still may.
 */
@Service
class StaffAccounts {

    /** Of a drawn password, as many bits as nobody guesses. */
    private static final int PASSWORD_BYTES = 15;

    private final Accounts accounts;
    private final StaffSettings settings;
    private final AuditLog audit;
    private final PasswordEncoder passwords;
    private final Transactions transactions;

    StaffAccounts(
            Accounts accounts,
            StaffSettings settings,
            AuditLog audit,
            PasswordEncoder passwords,
            Transactions transactions) {
        this.accounts = accounts;
        this.settings = settings;
        this.audit = audit;
        this.passwords = passwords;
        this.transactions = transactions;
    }

    /**
     * Somebody with a password that was drawn for them, and is told this once.
     *
     * @param password to be handed over, and changed by whom it is for
     */
    record NewPassword(AccountHolder holder, String password) {

        /** Without the password. */
        @Override
        public String toString() {
            return "NewPassword[" + holder + "]";
        }
    }

    List<AccountHolder> list() {
        return accounts.staff();
    }

    /** Whether that administrator may change the account here. */
    boolean changeable(AccountHolder holder, AccountId by) {
        return !holder.id().equals(by) && !settings.names(holder.email());
    }

    /**
     * Makes an account for somebody new.
     *
     * @param email canonical
     * @throws ProblemException if the address has an account: whoever registered it first would work for the shop
     */
    NewPassword add(AccountId by, String email, String name, Set<StaffRole> roles) {
        String password = RandomText.of(PASSWORD_BYTES);
        String hash = passwords.encode(password);
        try {
            return transactions.execute(() -> {
                requireAdministrator(by);
                AccountHolder holder = accounts.insert(email, name, roles, hash);
                audit.record(
                        by, AuditAction.STAFF_ADDED, Optional.of(holder.id().value()), named(holder, roles));
                return new NewPassword(holder, password);
            });
        } catch (DuplicateKeyException e) {
            throw new ProblemException(Problem.EMAIL_TAKEN);
        }
    }

    /**
     * Says what somebody may do from now on.
     *
     * @param roles none: they are a customer again
     */
    void setRoles(AccountId by, AccountId whose, Set<StaffRole> roles) {
        transactions.execute(() -> {
            AccountHolder holder = changeable(by, whose).holder();
            accounts.setStaffRoles(whose, roles);
            audit.record(by, AuditAction.STAFF_ROLES_CHANGED, Optional.of(whose.value()), named(holder, roles));
            return holder;
        });
    }

    /** Draws another password for somebody who forgot theirs, and ends their sessions. */
    NewPassword setPassword(AccountId by, AccountId whose) {
        String password = RandomText.of(PASSWORD_BYTES);
        String hash = passwords.encode(password);
        return transactions.execute(() -> {
            Account account = changeable(by, whose);
            if (!accounts.changePassword(account, hash)) {
                throw new ProblemException(Problem.CHANGED_MEANWHILE);
            }
            AccountHolder holder = account.holder();
            audit.record(by, AuditAction.STAFF_PASSWORD_SET, Optional.of(whose.value()), holder.name());
            return new NewPassword(holder, password);
        });
    }

    private Account changeable(AccountId by, AccountId whose) {
        requireAdministrator(by);
        Account account = accounts.lock(whose)
                .filter(found -> !found.holder().staffRoles().isEmpty())
                .orElseThrow(() -> new ProblemException(Problem.UNKNOWN_ACCOUNT));
        if (!changeable(account.holder(), by)) {
            throw new ProblemException(Problem.PROTECTED_ACCOUNT);
        }
        return account;
    }

    /** Once more, for another administrator may just have ended it. */
    private void requireAdministrator(AccountId by) {
        accounts.lock(by)
                .filter(found -> found.holder().staffRoles().contains(StaffRole.ADMINISTRATOR))
                .orElseThrow(() -> new ProblemException(Problem.FORBIDDEN));
    }

    private static String named(AccountHolder holder, Set<StaffRole> roles) {
        String words = roles.stream().sorted().map(Enum::name).collect(Collectors.joining(", "));
        return "%s: %s".formatted(holder.name(), words.isEmpty() ? "-" : words);
    }
}
