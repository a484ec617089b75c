package dev.orderapp.shop.mail;

import dev.orderapp.shop.account.Account;
import dev.orderapp.shop.account.AccountHolder;
import dev.orderapp.shop.account.AccountTokens;
import dev.orderapp.shop.account.AccountTokens.Purpose;
import dev.orderapp.shop.account.Accounts;
import dev.orderapp.shop.order.Order;
import dev.orderapp.shop.order.OrderChange;
import dev.orderapp.shop.order.OrderEvent;
import dev.orderapp.shop.order.OrderStatus;
import dev.orderapp.shop.order.StaffOrders;
import dev.orderapp.shop.outbox.Letter;
import dev.orderapp.shop.outbox.LetterKind;
import dev.orderapp.shop.price.OrderPrice;
import dev.orderapp.shop.ratelimit.Limit;
import dev.orderapp.shop.ratelimit.RateLimiter;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.context.MessageSource;
import org.springframework.mail.SimpleMailMessage;

/** Writes letters in their readers' language, as plain text. */
class LetterWriter {

    private static final Currency CURRENCY = Currency.getInstance("EUR");

    private final MessageSource messages;
    private final MailSettings settings;
    private final Accounts accounts;
    private final AccountTokens tokens;
    private final StaffOrders orders;
    private final RateLimiter limiter;

    LetterWriter(
            MessageSource messages,
            MailSettings settings,
            Accounts accounts,
            AccountTokens tokens,
            StaffOrders orders,
            RateLimiter limiter) {
        this.messages = messages;
        this.settings = settings;
        this.accounts = accounts;
        this.tokens = tokens;
        this.orders = orders;
        this.limiter = limiter;
    }

    /** The letter; empty if nobody is to read it: its address has no account, or was written to too often and never confirmed. */
    Optional<SimpleMailMessage> write(Letter letter) {
        if (letter.order().isPresent()) {
            Order order = orders.get(letter.order().get());
            return isWelcome(letter, order.customer()) ? Optional.of(aboutOrder(letter, order)) : Optional.empty();
        }
        return letter.email()
                .flatMap(accounts::findAccount)
                .map(Account::holder)
                .map(holder -> withLink(letter, holder));
    }

    /** Anybody may sign up with another's address, and orders cost nothing. */
    private boolean isWelcome(Letter letter, AccountHolder reader) {
        return letter.attempts() > 1
                || accounts.emailConfirmed(reader.id())
                || limiter.admit(Limit.LETTERS_TO_UNCONFIRMED, reader.email());
    }

    private SimpleMailMessage aboutOrder(Letter letter, Order order) {
        Locale language = letter.language();
        Optional<OrderEvent> event = letter.event().map(order.log()::event);
        String lines = event.map(OrderEvent::lines).orElse(order.lines()).stream()
                .map(line -> "%d × %s".formatted(line.quantity(), line.name().in(language)))
                .collect(Collectors.joining("\n"));
        return message(
                letter,
                order.customer(),
                Long.toString(order.id()),
                lines,
                total(letter, order.price()),
                settings.link("/orders/" + order.id()),
                event.map(happened -> more(letter, order, happened))
                        .orElseGet(() -> reason(letter, whyCancelled(order))),
                event.flatMap(OrderEvent::amount)
                        .map(euros -> amount(euros, language))
                        .orElse(""));
    }

    /** What it costs in all, and what of it is for other than goods. */
    private String total(Letter letter, OrderPrice price) {
        String tax = price.taxPercent().stripTrailingZeros().toPlainString();
        return amount(price.total(), letter.language())
                + (price.shipping().signum() == 0 ? "" : part("shipping", letter, price.shipping(), ""))
                + (price.taxPercent().signum() == 0
                        ? ""
                        : part(price.taxIncluded() ? "tax-included" : "tax-added", letter, price.tax(), tax));
    }

    private String part(String key, Letter letter, BigDecimal amount, String percent) {
        Locale language = letter.language();
        return "\n" + messages.getMessage("mail." + key, new Object[] {amount(amount, language), percent}, language);
    }

    /** With whom pieces travel, and why something happened; empty if nobody said. */
    private String more(Letter letter, Order order, OrderEvent event) {
        return event.parcel()
                        .map(parcel -> line("parcel", letter, parcel.carrier(), parcel.trackingNumber()))
                        .orElse("")
                + (letter.kind() == LetterKind.PARCEL_SENT && order.partlySent() ? line("rest", letter) : "")
                + reason(letter, event.reason());
    }

    private String reason(Letter letter, String reason) {
        return reason.isEmpty() ? "" : line("reason", letter, reason);
    }

    private static String whyCancelled(Order order) {
        return order.history().stream()
                .filter(change -> change.status() == OrderStatus.CANCELLED)
                .map(OrderChange::reason)
                .findFirst()
                .orElse("");
    }

    private String line(String key, Letter letter, Object... arguments) {
        return messages.getMessage("mail." + key, arguments, letter.language()) + "\n\n";
    }

    /** The token stands behind the #, which browsers send to nobody. */
    private SimpleMailMessage withLink(Letter letter, AccountHolder reader) {
        boolean reset = letter.kind() == LetterKind.PASSWORD_RESET;
        String token = tokens.issue(reader.id(), reset ? Purpose.RESET_PASSWORD : Purpose.CONFIRM_EMAIL);
        return message(letter, reader, settings.link((reset ? "/password/reset#" : "/email/confirmation#") + token));
    }

    private SimpleMailMessage message(Letter letter, AccountHolder reader, Object... details) {
        Object[] arguments = new Object[details.length + 1];
        arguments[0] = reader.name();
        System.arraycopy(details, 0, arguments, 1, details.length);
        String key = "mail." + letter.kind().key();
        SimpleMailMessage message = new SimpleMailMessage();
        message.setFrom(settings.sender());
        message.setTo(reader.email());
        message.setSubject(messages.getMessage(key + ".subject", arguments, letter.language()));
        message.setText(messages.getMessage(key + ".text", arguments, letter.language()));
        return message;
    }

    private static String amount(BigDecimal amount, Locale language) {
        NumberFormat format = NumberFormat.getCurrencyInstance(language);
        format.setCurrency(CURRENCY);
        format.setMinimumFractionDigits(CURRENCY.getDefaultFractionDigits());
        return format.format(amount);
    }
}
