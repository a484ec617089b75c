package dev.orderapp.e2e.shop;

import dev.orderapp.e2e.shop.Records.Order;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What shoppers were told of their orders, beside what the database has.
 *
 * @param acknowledged orders that the shop said it had placed
 * @param stored orders in the database
 * @param lost acknowledged, and not stored under that id
 * @param doubled stored more than once
 * @param invented stored though nobody sent them, or though they were refused
 * @param unanswered stored for a client that gave up waiting for the answer
 */
public record OrderBook(int acknowledged, int stored, long lost, long doubled, long invented, long unanswered) {
    /**
     * Compares them.
     *
     * @param orders what became of each order that was sent
     * @param stored idempotency key and id of each order in the database
     */
    public static OrderBook compare(Collection<Order> orders, Collection<Map.Entry<String, String>> stored) {
        Map<String, String> placed = new HashMap<>();
        Set<String> sent = new HashSet<>();
        Set<String> refused = new HashSet<>();
        for (Order order : orders) {
            sent.add(order.key());
            if ("placed".equals(order.state())) {
                placed.put(order.key(), order.id());
            } else if ("refused".equals(order.state())) {
                refused.add(order.key());
            }
        }
        Map<String, String> byKey = new HashMap<>();
        stored.forEach(e -> byKey.put(e.getKey(), e.getValue()));
        long lost = placed.entrySet().stream()
                .filter(e -> !e.getValue().equals(byKey.get(e.getKey())))
                .count();
        long invented = byKey.keySet().stream()
                .filter(k -> !sent.contains(k) || refused.contains(k))
                .count();
        long doubled = (long) stored.size() - byKey.size();
        long unanswered = byKey.size() - placed.size() + lost - invented;
        return new OrderBook(placed.size(), stored.size(), lost, doubled, invented, unanswered);
    }

    /** Whether each acknowledged order is stored, once, and no other; and there were any. */
    public boolean balanced() {
        return lost == 0 && invented == 0 && doubled == 0 && acknowledged > 0;
    }

    @Override
    public String toString() {
        return acknowledged + " acknowledged, " + stored + " stored; " + lost + " lost, " + doubled + " doubled, "
                + invented + " that nobody sent, " + unanswered + " stored for a client that gave up";
    }
}
