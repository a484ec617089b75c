package dev.orderapp.shop.body;

import java.util.HashMap;
import java.util.Map;

/**
 * Limits how many bodies are waited for at once, in all and per network. Each holds a connection, memory and a thread, and costs its
 * sender nothing.
 */
final class BodySlots {

    private final int max;
    private final int maxPerNetwork;
    private final Map<String, Integer> taken = new HashMap<>();
    private int total;

    BodySlots(int max, int maxPerNetwork) {
        this.max = max;
        this.maxPerNetwork = maxPerNetwork;
    }

    /** Takes a slot for a body from that network; false if none is free. */
    synchronized boolean tryAcquire(String network) {
        int others = taken.getOrDefault(network, 0);
        if (total >= max || others >= maxPerNetwork) {
            return false;
        }
        total++;
        taken.put(network, others + 1);
        return true;
    }

    synchronized void release(String network) {
        total--;
        taken.computeIfPresent(network, (same, count) -> count == 1 ? null : count - 1);
    }

    /** How many are taken. */
    synchronized int taken() {
        return total;
    }
}
