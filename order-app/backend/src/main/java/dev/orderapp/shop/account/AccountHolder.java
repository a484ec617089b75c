package dev.orderapp.shop.account;

/** The person an account belongs to: a customer, or somebody of the staff. */
public record AccountHolder(AccountId id, String email, String name, Role role) {

    /** Without the personal data, which has no place in a log. */
    @Override
    public String toString() {
        return "AccountHolder[" + id.value() + "]";
    }
}
