package dev.orderapp.operator.settings;

import java.util.Map;
import java.util.Optional;

/**
 * How many releases may be under way at once, from the start of a canary's Pods until it is promoted or rolled back.
 *
 * @param perNamespace {@code ORDERAPP_RELEASES_PER_NAMESPACE}: in each namespace; empty for any number
 * @param perOperator {@code ORDERAPP_RELEASES_PER_OPERATOR}: of all that the operator serves; empty for any number
 */
public record ReleaseLimits(Optional<Integer> perNamespace, Optional<Integer> perOperator) {
    /** Any number. */
    public static final ReleaseLimits NONE = new ReleaseLimits(Optional.empty(), Optional.empty());

    static ReleaseLimits from(Map<String, String> env) {
        return new ReleaseLimits(
                limit(env, "ORDERAPP_RELEASES_PER_NAMESPACE"), limit(env, "ORDERAPP_RELEASES_PER_OPERATOR"));
    }

    private static Optional<Integer> limit(Map<String, String> env, String name) {
        return EnvironmentSettings.value(env, name).map(text -> {
            if (text.matches("[1-9][0-9]{0,5}")) {
                return Integer.valueOf(text);
            }
            throw new IllegalArgumentException(
                    name + " must be a number of releases from 1 to 999999, or empty for any, not \"" + text + "\"");
        });
    }
}
