package dev.orderapp.shop.audit;

import java.time.Instant;

/**
 * Something that staff did.
 *
 * @param action a name of {@link AuditAction}, or one of another release's
 * @param who the name of whoever did it
 * @param subject the id of the product or account that was changed; null if there is none
 * @param detail what of it, as facts
 */
public record AuditEntry(long id, Instant at, String who, String action, Long subject, String detail) {}
