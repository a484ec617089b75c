package dev.orderapp.operator.notify;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * A receiver of notifications.
 *
 * @param name names it in logs and metrics, where its address, a secret, must not be
 * @param url takes POST requests
 * @param format what it parses
 * @param filter which decisions it wants
 * @param namespaces of whose releases; empty for all
 * @param authorization value of the header of that name
 */
record Receiver(
        String name,
        URI url,
        Format format,
        EventFilter filter,
        Set<String> namespaces,
        Optional<String> authorization) {

    boolean wants(Notification notification) {
        return filter.includes(notification.note().reason())
                && (namespaces.isEmpty() || namespaces.contains(notification.namespace()));
    }

    /** Without the address and what it asks for as a password. */
    @Override
    public String toString() {
        return "receiver " + name;
    }
}
