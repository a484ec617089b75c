package dev.orderapp.v1.contract;

import dev.orderapp.v1.ComponentName;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Labels of the objects that the operator makes. */
public final class Labels {
    /** Which program manages an object. */
    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    /** Value of {@link #MANAGED_BY}. */
    public static final String OPERATOR = "orderapp-operator";
    /** What an object belongs to. */
    public static final String PART_OF = "app.kubernetes.io/part-of";
    /** Name of the release. */
    public static final String INSTANCE = "app.kubernetes.io/instance";
    /** Tier of the app: a {@link ComponentName}, {@link #MIGRATION} or {@link #CHECKS}. */
    public static final String COMPONENT = "app.kubernetes.io/component";
    /** Component of migration Jobs; not {@code backend}, or Services would send visitors to the Job's Pods. */
    public static final String MIGRATION = "migration";
    /** Component of the Jobs of checks. */
    public static final String CHECKS = "check";
    /** Name of the check that a Job runs. */
    public static final String CHECK = "orderapp.dev/check";
    /** Index of the step that a check's Job runs in, from 0. */
    public static final String STEP = "orderapp.dev/step";
    /** Revision that an object belongs to; Services and the stable Ingress belong to none. */
    public static final String REVISION = "orderapp.dev/revision";
    /** Number of the attempt that a Job was made for. */
    public static final String ATTEMPT = "orderapp.dev/attempt";
    /** Number of the attempt whose course a ConfigMap holds; no other object has it. */
    public static final String COURSE = "orderapp.dev/course";
    /** {@link Role} of a Service or an Ingress. */
    public static final String ROLE = "orderapp.dev/role";

    private Labels() {}

    /** Labels of every object of a release. */
    public static Map<String, String> common(String release) {
        return Map.of(MANAGED_BY, OPERATOR, PART_OF, "order-app", INSTANCE, release);
    }

    /** Labels that select all objects that the operator made for a release. */
    public static Map<String, String> allOf(String release) {
        return Map.of(INSTANCE, release, MANAGED_BY, OPERATOR);
    }

    /** Labels that select just the Pods of one component of one revision. */
    public static Map<String, String> selector(String release, ComponentName component, String revision) {
        return Map.of(INSTANCE, release, COMPONENT, component.name(), REVISION, revision);
    }

    /** The revision that an object belongs to. */
    public static Optional<String> revision(HasMetadata object) {
        return label(object, REVISION);
    }

    /** The attempt that an object was made for; 0 where it doesn't say. */
    public static int attempt(HasMetadata object) {
        return number(object, ATTEMPT);
    }

    /** The step that a check's Job runs in; 0 where it doesn't say. */
    public static int step(HasMetadata object) {
        return number(object, STEP);
    }

    /** The check that a Job runs. */
    public static Optional<String> check(HasMetadata object) {
        return label(object, CHECK);
    }

    private static int number(HasMetadata object, String key) {
        return label(object, key)
                .filter(number -> number.matches("[0-9]{1,9}"))
                .map(Integer::parseInt)
                .orElse(0);
    }

    /** The component that an object belongs to; empty for Jobs. */
    public static Optional<ComponentName> component(HasMetadata object) {
        return label(object, COMPONENT).flatMap(name -> Arrays.stream(ComponentName.values())
                .filter(c -> c.name().equals(name))
                .findFirst());
    }

    private static Optional<String> label(HasMetadata object, String key) {
        return Optional.ofNullable(object.getMetadata().getLabels()).map(labels -> labels.get(key));
    }
}
