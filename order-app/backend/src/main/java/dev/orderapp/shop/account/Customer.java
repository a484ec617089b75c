package dev.orderapp.shop.account;

/** Someone with an account. */
public record Customer(CustomerId id, String email, String name, Role role) {

    /** Without the personal data, which has no place in a log. */
    @Override
    public String toString() {
        return "Customer[" + id.value() + "]";
    }
}
