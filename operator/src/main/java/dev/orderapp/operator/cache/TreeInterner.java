package dev.orderapp.operator.cache;

import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Keeps one instance of trees that are equal, and of equal branches of others. A tree is dropped when nothing refers to it any more.
 */
final class TreeInterner {
    private final Map<Map<String, Object>, WeakReference<Map<String, Object>>> known = new WeakHashMap<>();

    /** A tree equal to this one, only to be read. */
    synchronized Map<String, Object> shared(Map<String, Object> tree) {
        if (tree.isEmpty()) {
            return Map.of();
        }
        Map<String, Object> branches = new HashMap<>();
        tree.forEach((key, value) -> branches.put(key.intern(), branch(value)));
        // Takes a third of the memory: it has room for no more than it holds.
        Map<String, Object> copy = Map.copyOf(branches);
        WeakReference<Map<String, Object>> reference = known.get(copy);
        Map<String, Object> same = reference == null ? null : reference.get();
        if (same != null) {
            return same;
        }
        known.put(copy, new WeakReference<>(copy));
        return copy;
    }

    @SuppressWarnings("unchecked") // Field trees are maps of strings to maps, all the way down.
    private Object branch(Object value) {
        return value instanceof Map ? shared((Map<String, Object>) value) : value;
    }
}
