package dev.orderapp.shop.outbox;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A letter that is to be sent.
 *
 * @param order what it tells of, whose customer is its reader; empty for one that goes to an address
 * @param event the id of what happened to the order, of kinds that tell of one of several such events
 * @param email the address, which may be nobody's; empty for one about an order
 * @param attempts how often it was taken to be sent, this time included
 * @param uncertain whether it may have been sent before, which nobody can know: a process took it and never said how that ended, or
 *     no answer came from the mail server
 * @param since when what it tells of happened
 */
public record Letter(
        long id,
        LetterKind kind,
        Optional<Long> order,
        Optional<Long> event,
        Optional<String> email,
        Locale language,
        int attempts,
        boolean uncertain,
        Instant since) {

    /** Without the address, which has no place in a log. */
    @Override
    public String toString() {
        return "Letter[%d, %s]".formatted(id, kind);
    }
}
