package dev.orderapp.operator.cache;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Objects of the API of which everything is set, and what of an object is. */
final class FilledBean {
    private static final Map<Type, Object> VALUES = Map.of(
            String.class,
            "1",
            Object.class,
            "1",
            Integer.class,
            1,
            Long.class,
            1L,
            Boolean.class,
            true,
            Double.class,
            1.0);
    private static final String MODEL = "io.fabric8.kubernetes.api.model";

    private FilledBean() {}

    /** An object whose every property has a value, and every list one element. */
    static <T> T of(Class<T> type) throws ReflectiveOperationException {
        return type.cast(value(type, Set.of()));
    }

    private static Object value(Type type, Set<Type> around) throws ReflectiveOperationException {
        if (VALUES.containsKey(type)) {
            return VALUES.get(type);
        }
        if (type instanceof ParameterizedType of && of.getRawType() == List.class) {
            return List.of(value(of.getActualTypeArguments()[0], around));
        }
        if (type instanceof ParameterizedType of && of.getRawType() == Map.class) {
            return Map.of("1", value(of.getActualTypeArguments()[1], around));
        }
        return bean((Class<?>) type, around);
    }

    private static Object bean(Class<?> type, Set<Type> around) throws ReflectiveOperationException {
        Object bean = type.getConstructor().newInstance();
        Set<Type> within = new HashSet<>(around);
        within.add(type);
        for (Method method : type.getMethods()) {
            if (method.getName().startsWith("set") && method.getParameterCount() == 1) {
                Type property = method.getGenericParameterTypes()[0];
                // No type of the API holds itself to any depth that somebody reads.
                if (!within.contains(property)) {
                    method.invoke(bean, value(property, within));
                }
            }
        }
        return bean;
    }

    /** Names of all getters that find something, as {@code Class.getter}, in the object and all within. */
    static Set<String> gettersThatFind(Object object) throws ReflectiveOperationException {
        Set<String> found = new TreeSet<>();
        collect(object, found);
        return found;
    }

    private static void collect(Object object, Set<String> found) throws ReflectiveOperationException {
        if (object instanceof Collection<?> elements) {
            for (Object element : elements) {
                collect(element, found);
            }
        } else if (object != null && object.getClass().getName().startsWith(MODEL)) {
            for (Method getter : getters(object.getClass()).toList()) {
                Object value = getter.invoke(object);
                if (finds(value)) {
                    found.add(object.getClass().getSimpleName() + "." + getter.getName());
                    collect(value, found);
                }
            }
        }
    }

    private static Stream<Method> getters(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(m -> m.getName().startsWith("get") && m.getParameterCount() == 0)
                .filter(m -> m.getDeclaringClass() != Object.class);
    }

    private static boolean finds(Object value) {
        return !(value == null
                || value instanceof Collection<?> all && all.isEmpty()
                || value instanceof Map<?, ?> map && map.isEmpty());
    }
}
