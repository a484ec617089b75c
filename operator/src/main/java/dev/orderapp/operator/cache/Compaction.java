package dev.orderapp.operator.cache;

import io.fabric8.kubernetes.api.model.KubernetesResource;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Makes a cached object smaller without changing what it says. Each of its beans has a map for unknown properties, which hardly
 * one uses; lists and maps have room for more; and the same names and labels are there many times over. What comes out is only
 * to be read.
 */
final class Compaction {
    private static final Map<Class<?>, List<Field>> FIELDS = new ConcurrentHashMap<>();
    private static final Map<Map<String, String>, WeakReference<Map<String, String>>> LABELS = new WeakHashMap<>();

    private Compaction() {}

    /** Compacts a bean and all within it. */
    static void compact(KubernetesResource bean) {
        for (Field field : FIELDS.computeIfAbsent(bean.getClass(), Compaction::fields)) {
            try {
                Object value = field.get(bean);
                Object smaller = smaller(value);
                if (smaller != value) {
                    field.set(bean, smaller);
                }
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("was made accessible", e);
            }
        }
    }

    private static List<Field> fields(Class<?> type) {
        return Stream.<Class<?>>iterate(type, c -> c != Object.class, Class::getSuperclass)
                .flatMap(c -> Arrays.stream(c.getDeclaredFields()))
                .filter(f -> !Modifier.isStatic(f.getModifiers()) && !Modifier.isFinal(f.getModifiers()))
                .filter(f -> !f.getType().isPrimitive())
                .peek(f -> f.setAccessible(true))
                .toList();
    }

    private static Object smaller(Object value) {
        if (value instanceof String text) {
            return text.intern();
        }
        if (value instanceof List<?> list) {
            return list(list);
        }
        if (value instanceof Map<?, ?> map) {
            return map(map);
        }
        if (value instanceof KubernetesResource bean) {
            compact(bean);
        }
        return value;
    }

    private static List<?> list(List<?> list) {
        boolean hasNulls = list.stream().anyMatch(Objects::isNull);
        return hasNulls ? list : list.stream().<Object>map(Compaction::smaller).toList();
    }

    /** Labels, selectors and annotations are shared; trees of managed fields are already. */
    @SuppressWarnings("unchecked") // Checked by looking at each value; keys of JSON are strings.
    private static Map<?, ?> map(Map<?, ?> map) {
        if (map.isEmpty()) {
            return Map.of();
        }
        return map.values().stream().allMatch(String.class::isInstance) ? shared((Map<String, String>) map) : map;
    }

    private static Map<String, String> shared(Map<String, String> map) {
        synchronized (LABELS) {
            WeakReference<Map<String, String>> known = LABELS.get(map);
            Map<String, String> same = known == null ? null : known.get();
            if (same == null) {
                same = Map.ofEntries(map.entrySet().stream()
                        .map(e -> Map.entry(e.getKey().intern(), e.getValue().intern()))
                        .<Map.Entry<String, String>>toArray(Map.Entry[]::new));
                LABELS.put(same, new WeakReference<>(same));
            }
            return same;
        }
    }
}
