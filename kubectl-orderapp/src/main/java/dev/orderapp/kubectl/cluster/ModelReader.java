package dev.orderapp.kubectl.cluster;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.OrderAppReleaseSpec;
import dev.orderapp.v1.OrderAppReleaseStatus;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes releases, and what belongs to them, out of parsed JSON, by the constructors of records and the setters of beans. Jackson
 * would analyse each class with all its annotations before it reads the first object, which takes longer than the rest of a command.
 *
 * <p>What a command never shows is left out. A release with a value that does not fit its field, which an earlier or a later definition may
 * have let in, is left to Jackson: the model then says what stands in for it.
 */
final class ModelReader {
    /** Fields that hold most of what there is to read, and that no command shows. */
    private static final Set<String> NOT_SHOWN = Set.of(
            "managedFields",
            "ownerReferences",
            "env",
            "envFrom",
            "resources",
            "probes",
            "podTemplate",
            "migration",
            "template",
            "volumes",
            "containers");

    private final Map<Class<?>, Map<String, Method>> setters = new HashMap<>();

    /** A value is of another kind than its field. */
    private static final class MismatchException extends Exception {
        private static final long serialVersionUID = 1L;

        MismatchException(Object value, Type type) {
            super(value + " is no " + type);
        }
    }

    /** A release as the API server has stored it. */
    OrderAppRelease release(Object json) {
        OrderAppRelease release = new OrderAppRelease();
        try {
            release.setMetadata((ObjectMeta) value(Json.field(json, "metadata"), ObjectMeta.class));
            release.setSpec((OrderAppReleaseSpec) value(Json.field(json, "spec"), OrderAppReleaseSpec.class));
            release.setStatus((OrderAppReleaseStatus) value(Json.field(json, "status"), OrderAppReleaseStatus.class));
        } catch (MismatchException e) {
            return byJackson(json);
        }
        return release.getSpec() == null ? byJackson(json) : release;
    }

    private static OrderAppRelease byJackson(Object json) {
        return new ObjectMapper()
                .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
                .convertValue(json, OrderAppRelease.class);
    }

    /** One of Kubernetes' own objects; a value that does not fit its field is left out. */
    <T> T object(Object json, Class<T> type) {
        try {
            return type.cast(bean(json, type));
        } catch (MismatchException e) {
            throw new IllegalStateException("the API server sent a " + type.getSimpleName() + " that is no object", e);
        }
    }

    private Object value(Object json, Type type) throws MismatchException {
        if (json == null) {
            return null;
        }
        if (type instanceof ParameterizedType generic) {
            return collection(json, generic);
        }
        return type instanceof Class<?> plain ? plain(json, plain) : json;
    }

    private Object collection(Object json, ParameterizedType type) throws MismatchException {
        Type[] of = type.getActualTypeArguments();
        if (type.getRawType() == List.class && json instanceof List<?> items) {
            List<Object> values = new ArrayList<>();
            for (Object item : items) {
                values.add(value(item, of[0]));
            }
            return values;
        }
        if (type.getRawType() == Map.class && json instanceof Map<?, ?> fields) {
            Map<Object, Object> values = new LinkedHashMap<>();
            for (Map.Entry<?, ?> field : fields.entrySet()) {
                values.put(field.getKey(), value(field.getValue(), of[1]));
            }
            return values;
        }
        throw new MismatchException(json, type);
    }

    private Object plain(Object json, Class<?> type) throws MismatchException {
        if (type == Object.class || type.isInstance(json)) {
            return json;
        }
        if (type.isEnum() && json instanceof String) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(constant -> ((Enum<?>) constant).name().equals(json))
                    .findFirst()
                    .orElseThrow(() -> new MismatchException(json, type));
        }
        if (json instanceof Number number && type == Double.class) {
            return number.doubleValue();
        }
        if (json instanceof Integer number && type == Long.class) {
            return number.longValue();
        }
        if (json instanceof Map<?, ?> fields) {
            return type.isRecord() ? record(fields, type) : bean(json, type);
        }
        throw new MismatchException(json, type);
    }

    private Object record(Map<?, ?> fields, Class<?> type) throws MismatchException {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            String name = components[i].getName();
            values[i] = NOT_SHOWN.contains(name) ? null : value(fields.get(name), components[i].getGenericType());
        }
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " has no constructor of its components", e);
        }
    }

    private Object bean(Object json, Class<?> type) throws MismatchException {
        if (!(json instanceof Map<?, ?> fields)) {
            throw new MismatchException(json, type);
        }
        Map<String, Method> known = setters.computeIfAbsent(type, ModelReader::setters);
        try {
            Object bean = type.getDeclaredConstructor().newInstance();
            for (Map.Entry<?, ?> field : fields.entrySet()) {
                Method setter = known.get(String.valueOf(field.getKey()));
                if (setter != null && field.getValue() != null) {
                    set(bean, setter, field.getValue());
                }
            }
            return bean;
        } catch (NoSuchMethodException | InstantiationException e) {
            throw new MismatchException(json, type);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(type + " can't be made", e);
        }
    }

    private void set(Object bean, Method setter, Object json) throws IllegalAccessException, InvocationTargetException {
        try {
            setter.invoke(bean, value(json, setter.getGenericParameterTypes()[0]));
        } catch (MismatchException e) {
            // No command decides by Kubernetes' own objects; what can't be read of them is not shown.
            return;
        }
    }

    private static Map<String, Method> setters(Class<?> type) {
        Map<String, Method> found = new HashMap<>();
        for (Method method : type.getDeclaredMethods()) {
            String name = method.getName();
            if (name.startsWith("set") && name.length() > 3 && method.getParameterCount() == 1) {
                String field = Character.toLowerCase(name.charAt(3)) + name.substring(4);
                if (!NOT_SHOWN.contains(field)) {
                    found.put(field, method);
                }
            }
        }
        return found;
    }
}
