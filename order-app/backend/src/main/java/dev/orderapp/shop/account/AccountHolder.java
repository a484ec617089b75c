package dev.orderapp.shop.account;

import java.util.Set;

/**
 * The person an account belongs to: a customer, or somebody of the staff.
 *
 * @param staffRoles what they may do for the shop; empty for a customer
 */
public record AccountHolder(AccountId id, String email, String name, Role role, Set<StaffRole> staffRoles) {

    /** As the database has it. */
    public static AccountHolder of(AccountId id, String email, String name, String role, String staffRoles) {
        Role known = Role.valueOf(role);
        return new AccountHolder(id, email, name, known, StaffRole.of(known, staffRoles));
    }

    /** Without the personal data, which has no place in a log. */
    @Override
    public String toString() {
        return "AccountHolder[" + id.value() + "]";
    }
}
