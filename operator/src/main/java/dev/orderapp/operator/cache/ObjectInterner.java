package dev.orderapp.operator.cache;

import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.Quantity;
import java.lang.ref.WeakReference;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Makes a cached object smaller without changing what it says. Each of its beans has a map for unknown properties, which hardly
 * one uses; lists and maps have room for more; and the same names and labels are there many times over. What comes out is only
 * to be read.
 */
final class ObjectInterner {
    private static final Map<Class<?>, List<Field>> FIELDS = new ConcurrentHashMap<>();
    private static final Map<Class<?>, RecordType> RECORDS = new ConcurrentHashMap<>();
    private static final Map<Map<String, String>, WeakReference<Map<String, String>>> LABELS = new WeakHashMap<>();

    private ObjectInterner() {}

    /** Compacts a bean and all within it. */
    static void compact(Object bean) {
        for (Field field : FIELDS.computeIfAbsent(bean.getClass(), ObjectInterner::fields)) {
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
        if (value instanceof Record part) {
            return record(part);
        }
        // Their trees are shared as wholes.
        if (value instanceof Quantity || value instanceof KubernetesResource && !(value instanceof FieldsV1)) {
            compact(value);
        }
        return value;
    }

    /** Spec and status of a release are records. */
    private static Object record(Record record) {
        RecordType type = RECORDS.computeIfAbsent(record.getClass(), RecordType::of);
        Object[] values = type.values(record);
        Object[] smaller = Arrays.stream(values).map(ObjectInterner::smaller).toArray();
        boolean same = IntStream.range(0, values.length).allMatch(i -> values[i] == smaller[i]);
        return same ? record : type.make(smaller);
    }

    /** How to take records of one type apart and put them together again. */
    private record RecordType(List<Method> accessors, Constructor<?> constructor) {
        static RecordType of(Class<?> type) {
            try {
                RecordComponent[] components = type.getRecordComponents();
                Class<?>[] types =
                        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
                return new RecordType(
                        Arrays.stream(components)
                                .map(RecordComponent::getAccessor)
                                .toList(),
                        type.getDeclaredConstructor(types));
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException("every record has this constructor", e);
            }
        }

        Object[] values(Record record) {
            Object[] values = new Object[accessors.size()];
            Arrays.setAll(values, i -> {
                try {
                    return accessors.get(i).invoke(record);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException("all that resources are made of is public", e);
                }
            });
            return values;
        }

        Object make(Object[] values) {
            try {
                return constructor.newInstance(values);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("all that resources are made of is public", e);
            }
        }
    }

    private static List<?> list(List<?> list) {
        boolean hasNulls = list.stream().anyMatch(Objects::isNull);
        return hasNulls
                ? list
                : list.stream().<Object>map(ObjectInterner::smaller).toList();
    }

    /** Labels, selectors and annotations are shared. */
    @SuppressWarnings("unchecked") // Checked by looking at each value; keys of JSON are strings.
    private static Map<?, ?> map(Map<?, ?> map) {
        if (map.isEmpty()) {
            return Map.of();
        }
        if (map.values().stream().allMatch(String.class::isInstance)) {
            return shared((Map<String, String>) map);
        }
        boolean hasNulls = map.values().stream().anyMatch(Objects::isNull);
        return hasNulls
                ? map
                : map.entrySet().stream()
                        .collect(Collectors.toUnmodifiableMap(e -> smaller(e.getKey()), e -> smaller(e.getValue())));
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
